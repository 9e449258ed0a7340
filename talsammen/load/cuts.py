"""A workplace file's text in; the same text without persons out, with its comments and everything else in place.

The text is edited where its nodes stand, never written anew. What comes out is read again: it must say exactly what
was read before, less the persons.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import yaml
from pydantic import BaseModel

from ..errors import InputError, Problem, say
from ..model.personal import COUNTED, PERSONAL, SEATED, Known, inner, without_persons
from ..model.values import fold
from ..model.workplace import Workplace
from .bind import bind, danish_key, spellings
from .tree import parse

#: From, to, and what stands there instead.
Edit = tuple[int, int, str]


def cut_persons(text: str, name: str) -> str:
    """The text of a workplace file without persons. Raises InputError for one with mistakes, or one it cannot cut."""
    before, _ = bind(parse(text, name), Workplace, name, text)
    cut = _edited(text, _cuts(text, parse(text, name), Workplace, False))
    known = Known(before, cut)
    _same(cut, name, without_persons(before))
    quiet = "".join(part if kept else known.hidden_in(part) for part, kept in _parts(cut, parse(cut, name)))
    quiet = _edited(quiet, _escaped(parse(quiet, name), known))
    after, _ = bind(parse(quiet, name), Workplace, name, quiet)
    left = known.pattern and known.pattern.search(_values(parse(quiet, name), after))
    if left or after != without_persons(after):
        raise _by_hand(name)
    return quiet


def _same(text: str, name: str, wanted: Workplace) -> None:
    try:
        after, _ = bind(parse(text, name), Workplace, name, text)
    except InputError:
        raise _by_hand(name) from None
    if after != wanted:
        raise _by_hand(name)


def _by_hand(name: str) -> InputError:
    message = say("the file is written in a way that the names cannot be taken out of it")
    fix = say("nothing was changed; delete the names by hand, or delete the file, and run forget again")
    return InputError([Problem(name, 0, 0, "forget", message, fix)])


def _cuts(text: str, node: yaml.Node | None, model: type[BaseModel] | None, counted: bool) -> Iterator[Edit]:
    """Every edit below one node. ``counted``: how many take part is told further out."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _cuts(text, child, model, counted)
    if not isinstance(node, yaml.MappingNode) or model is None:
        return
    names = spellings(model)
    fields = [names[fold(key.value)] for key, _ in node.value]
    personal = PERSONAL.get(model, ())
    said = {field for field, (_, value) in zip(fields, node.value, strict=True) if not _nothing(value)} & {*personal}
    listed, below = COUNTED in said, counted or bool(said & {COUNTED, SEATED})
    gone = []
    for i, (field, (key, value)) in enumerate(zip(fields, node.value, strict=True)):
        if field not in personal:
            yield from _cuts(text, value, inner(model, field), below)
        elif field == COUNTED and not _nothing(value):
            if isinstance(value, yaml.SequenceNode):
                yield key.end_mark.index, _end(text, value), f": {sum(not _blank(one) for one in value.value)}"
        elif field == SEATED and not listed and not counted and (count := len(set(_names(value)))):
            yield key.start_mark.index, _end(text, value), f"{danish_key(model, COUNTED)}: {count}"
        else:
            gone.append(i)
    yield from _without(text, node, gone)


def _nothing(node: yaml.Node) -> bool:
    return _blank(node) or not node.value


def _blank(node: yaml.Node) -> bool:
    """A key, or a place in a list, with nothing after it."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")


def _names(node: yaml.Node) -> Iterator[str]:
    return (scalar.value for scalar in _scalars(node))


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every text below a node that is no key."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    for child in node.value if not isinstance(node, yaml.ScalarNode) else ():
        yield from _scalars(child[1] if isinstance(node, yaml.MappingNode) else child)


def _without(text: str, node: yaml.MappingNode, gone: list[int]) -> Iterator[Edit]:
    """A group of keys without some of them; one that becomes empty stays as ``{}``, because it says something."""
    if not gone:
        return
    if len(gone) == len(node.value):
        yield node.start_mark.index, _end(text, node), "{}"
    elif node.flow_style:
        yield from _out_of_flow(text, node, gone)
    else:
        yield from _out_of_block(text, node, gone)


def _out_of_flow(text: str, node: yaml.MappingNode, gone: list[int]) -> Iterator[Edit]:
    """Of ``{a: 1, b: 2}`` a key goes with the comma after it, the last ones with the comma before."""
    kept = [i for i in range(len(node.value)) if i not in gone]
    for i in gone:
        if i < kept[-1]:
            yield node.value[i][0].start_mark.index, node.value[i + 1][0].start_mark.index, ""
    if kept[-1] < len(node.value) - 1:
        yield _end(text, node.value[kept[-1]][1]), _end(text, node.value[-1][1]), ""


def _out_of_block(text: str, node: yaml.MappingNode, gone: list[int]) -> Iterator[Edit]:
    """Whole lines go; what stands behind the dash of a list gives its place to the next key that stays."""
    first = next(i for i in range(len(node.value)) if i not in gone)
    start = node.value[0][0].start_mark.index
    dashed = bool(text[text.rfind("\n", 0, start) + 1 : start].strip())
    if dashed and first:
        yield start, node.value[first][0].start_mark.index, ""
    for i in gone:
        if not dashed or i > first:
            key, value = node.value[i]
            after = text.find("\n", _end(text, value, key))
            yield text.rfind("\n", 0, key.start_mark.index) + 1, after + 1 or len(text), ""


def _end(text: str, node: yaml.Node, key: yaml.Node | None = None) -> int:
    """Where a value ends, without the blank lines and comments behind it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1], last[0]) if isinstance(node, yaml.MappingNode) else _end(text, last)
    if _blank(node) and key is not None:
        return text.index(":", key.end_mark.index) + 1
    return len(text[: node.end_mark.index].rstrip())


def _edited(text: str, edits: Iterator[Edit]) -> str:
    for start, end, instead in sorted(edits, reverse=True):
        text = text[:start] + instead + text[end:]
    return text


def _parts(text: str, root: yaml.Node) -> Iterator[tuple[str, bool]]:
    """The text in pieces; True at keys and the workplace's own name, which are never a person's."""
    at = 0
    for start, end in sorted(_kept(root, True)):
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def _kept(node: yaml.Node, outermost: bool = False) -> Iterator[tuple[int, int]]:
    if isinstance(node, yaml.ScalarNode):
        return
    for child in node.value:
        key, value = child if isinstance(node, yaml.MappingNode) else (None, child)
        if key is not None:
            yield key.start_mark.index, key.end_mark.index
        if outermost and key is not None and spellings(Workplace).get(fold(key.value)) == "name":
            yield value.start_mark.index, value.end_mark.index
        else:
            yield from _kept(value)


def _escaped(root: yaml.Node, known: Known) -> Iterator[Edit]:
    """The texts in double quotation marks in which a name still stands behind a backslash, written anew."""
    kept = set(_kept(root, True))
    for node in _scalars(root):
        span, hidden = (node.start_mark.index, node.end_mark.index), known.hidden_in(node.value)
        if node.style == '"' and hidden != node.value and span not in kept:
            yield *span, json.dumps(hidden, ensure_ascii=False)


def _values(root: yaml.Node, workplace: Workplace) -> str:
    return "\n".join(value for value in _names(root) if value != workplace.name)
