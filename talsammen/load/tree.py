"""YAML text in, a tree of nodes with line and column out; every scalar stays the text that was typed.

Depth and length are checked as the parser reads, and nothing calls itself, so no file can exhaust the machine.
"""

from __future__ import annotations

from collections.abc import Collection

import yaml

from ..errors import InputError, Problem, say
from .source import forbidden

MAX_DEPTH = 50
MAX_EVENTS = 30_000
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NO_ALIAS = say("& and * have a special meaning in YAML and cannot be used here")
_WRITE_OUT = say("write the text in full, or put quotes around it")
_OPEN = say("a bracket is opened but not closed, or a comma is missing")
_ONE_DOCUMENT = say("a second document begins here (---)"), say("delete the line with ---")
_CLOSE = say("close it with ] or }} and put commas between the items")

#: What the parser says, and what a person needs to hear.
_EXPLAINED = (
    ("while scanning an alias", "alias", _NO_ALIAS, _WRITE_OUT),
    ("while scanning an anchor", "alias", _NO_ALIAS, _WRITE_OUT),
    ("while parsing a flow node", "bracket", _OPEN, _CLOSE),
    ("a tab character", "tab", say("there is a tab here"), say("use spaces to indent")),
    (
        "cannot start any token",
        "tab",
        say("there is a tab or a sign here that cannot begin a value"),
        say("use spaces to indent, and put quotes around the text if it begins with a sign such as @ or %"),
    ),
    (
        "mapping values are not allowed",
        "colon",
        say("there is one colon too many in this line"),
        say('put quotes around the text after the key: key: "text: with a colon"'),
    ),
    (
        "could not find expected ':'",
        "no-colon",
        say("a colon is missing after the key"),
        say("write key: value, with a colon and a space"),
    ),
    (
        "did not find expected key",
        "indent",
        say("this line does not stand in line with the one above it"),
        say("keys that belong together begin in the same column"),
    ),
    (
        "did not find expected '-'",
        "indent",
        say("this line does not belong to the list above it"),
        say("every item of a list begins with a dash in the same column"),
    ),
    (
        "did not find expected ',' or",
        "bracket",
        _OPEN,
        _CLOSE,
    ),
    (
        "unexpected end of stream",
        "quote",
        say("a quotation mark is opened but not closed"),
        say("add the missing quotation mark at the end of the text"),
    ),
    (
        "unexpected document",
        "quote",
        say("a quotation mark is opened but not closed"),
        say("add the missing quotation mark at the end of the text"),
    ),
)


#: What is better shown where it began than where the parser gave up.
_TOLD_WHERE_IT_BEGAN = ("no-colon", "bracket", "quote")


def parse(text: str, name: str) -> yaml.Node | None:
    """The root node of a YAML text, None when it is empty. Raises InputError with the place of a syntax error."""
    try:
        return _composed(text, name)
    except yaml.MarkedYAMLError as error:
        raise InputError([_explained(error, name, text)]) from error
    except yaml.YAMLError as error:
        raise InputError(
            [
                Problem(
                    name,
                    0,
                    0,
                    "yaml",
                    say("the file cannot be read as YAML"),
                    say("compare it with one of the examples"),
                )
            ]
        ) from error


def _composed(text: str, name: str) -> yaml.Node | None:
    """The one document's root node."""
    roots: list[yaml.Node] = []
    open: list[list[yaml.Node]] = [roots]
    for number, event in enumerate(yaml.parse(text, Loader)):
        if number > MAX_EVENTS:
            what = say("the file says more than can be meant")
            raise _at(event, name, "too-large", what, say("is it the right file?"))
        if isinstance(event, yaml.ScalarEvent):
            _refuse_anchor(event, name)
            if event.style == '"' and forbidden(event.value):  # elsewhere a backslash is a backslash
                what = say("an invisible character is written here with a backslash")
                fix = say("delete it, or put the text in single quotation marks")
                raise _at(event, name, "not-text", what, fix)
            open[-1].append(yaml.ScalarNode("", event.value, event.start_mark, event.end_mark, event.style))
        elif isinstance(event, yaml.CollectionStartEvent):
            _refuse_anchor(event, name)
            if len(open) > MAX_DEPTH:
                what = say("the file has more than {depth} levels", depth=MAX_DEPTH)
                raise _at(event, name, "too-deep", what, say("compare it with one of the examples"))
            kind = yaml.MappingNode if isinstance(event, yaml.MappingStartEvent) else yaml.SequenceNode
            inside: list[yaml.Node] = []
            open[-1].append(kind("", inside, event.start_mark, event.end_mark, event.flow_style))
            open.append(inside)
        elif isinstance(event, yaml.CollectionEndEvent):
            open.pop()
            node = open[-1][-1]
            node.end_mark = event.end_mark
            if isinstance(node, yaml.MappingNode):
                node.value = list(zip(node.value[::2], node.value[1::2], strict=True))
        elif isinstance(event, yaml.AliasEvent):
            raise _at(event, name, "alias", _NO_ALIAS, _WRITE_OUT)
        elif isinstance(event, yaml.DocumentStartEvent) and roots:
            raise _at(event, name, "documents", *_ONE_DOCUMENT)
    return roots[0] if roots else None


def _refuse_anchor(event: yaml.NodeEvent, name: str) -> None:
    if event.anchor:
        raise _at(event, name, "alias", _NO_ALIAS, _WRITE_OUT)


def _at(event, name, code, message, fix) -> InputError:
    mark = event.start_mark
    return InputError([Problem(name, mark.line + 1, mark.column + 1, code, message, fix)])


def _explained(error: yaml.MarkedYAMLError, name: str, text: str) -> Problem:
    said = f"{error.context or ''} {error.problem or ''}"
    line = _line(error, text)
    if "mapping values are not allowed" in said and line.count(": ") + line.endswith(":") == 1:
        message = say("this line is indented further than the lines it belongs with")
        return Problem(
            name, *_place(error), "indent", message, say("keys that belong together begin in the same column")
        )
    for words, code, message, fix in _EXPLAINED:
        if words in said:
            return Problem(name, *_place(error, began=code in _TOLD_WHERE_IT_BEGAN), code, message, fix)
    return Problem(
        name,
        *_place(error),
        "yaml",
        say("this line cannot be understood ({said})", said=said.strip()),
        say("compare it with one of the examples"),
    )


def _line(error: yaml.MarkedYAMLError, text: str) -> str:
    lines = text.splitlines()
    number = _place(error)[0] - 1
    return lines[number].rstrip() if 0 <= number < len(lines) else ""


def _place(error: yaml.MarkedYAMLError, began: bool = False) -> tuple[int, int]:
    marks = (error.context_mark, error.problem_mark) if began else (error.problem_mark, error.context_mark)
    mark = marks[0] or marks[1]
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def spoken(node: yaml.Node | None, languages: Collection[str], language: str) -> yaml.Node | None:
    """The tree as it reads in one language: what is written per language, ``{da: ..., en: ...}``, as that one text.

    A group of keys is written per language when all its keys are languages; one not written in this language reads as
    in the first it is written in.
    """
    if isinstance(node, yaml.SequenceNode):
        children = [spoken(child, languages, language) for child in node.value]
        return yaml.SequenceNode(node.tag, children, node.start_mark, node.end_mark, node.flow_style)
    if not isinstance(node, yaml.MappingNode):
        return node
    keys = [key.value if isinstance(key, yaml.ScalarNode) else None for key, _ in node.value]
    if keys and all(key in languages for key in keys):
        said = dict(zip(keys, (value for _, value in node.value), strict=True))
        return said.get(language, node.value[0][1])
    pairs = [(key, spoken(value, languages, language)) for key, value in node.value]
    return yaml.MappingNode(node.tag, pairs, node.start_mark, node.end_mark, node.flow_style)
