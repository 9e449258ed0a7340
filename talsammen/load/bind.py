"""A tree of nodes and a model in; the typed value, the place of every part, and every problem out.

Keys are found under their Danish name, their English name, with ae/oe/aa for æ/ø/å, in any case.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

import yaml
from pydantic import AliasChoices, BaseModel, RootModel, ValidationError

from ..errors import BadValue, InputError, Message, Problem, say
from ..model.places import Key, Places
from ..model.values import OneOrMore, fold

Model = TypeVar("Model", bound=BaseModel)

#: So many items a list and keys a group may have, and so many problems of one file are told.
MOST_ITEMS = 1000
MOST_PROBLEMS = 100
#: A longer key is no slip of the pen.
LONGEST_KEY = 60


def bind(node: yaml.Node | None, model: type[Model], file: str, text: str = "") -> tuple[Model, Places]:
    """The typed value of a whole file and its places. Raises InputError with every problem in it."""
    if node is None:
        raise InputError([Problem(file, 1, 1, "empty", say("the file is empty"), _missing_key(model))])
    if not isinstance(node, yaml.MappingNode):
        raise InputError(
            [Problem(file, 1, 1, "shape", say("the file must consist of lines with key: value"), _missing_key(model))]
        )
    reader = _Reader(file, text.splitlines())
    data = reader.plain(node, model, ())
    places = Places(file, reader.marks)
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        reader.problems += [as_problem(e, model, places) for e in error.errors() if e["loc"] not in reader.suggested]
    if reader.problems:
        raise InputError(_told(sorted(reader.problems, key=lambda p: (p.line, p.column))))
    return value, places


def _told(problems: list[Problem]) -> list[Problem]:
    """The problems; of far too many the first, and how many there are besides."""
    if (left := len(problems) - MOST_PROBLEMS) <= 0:
        return problems
    last = problems[MOST_PROBLEMS]
    message = say("from here there are {count} mistakes more", count=left)
    return [*problems[:MOST_PROBLEMS], replace(last, code="more", message=message, fix=say("mend the first ones"))]


class _Reader:
    """Walks the nodes beside the model: names keys, keeps places, gathers unknown and duplicate keys."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file, self.lines = file, lines
        self.marks: dict[Key, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.suggested: set[Key] = set()

    def plain(self, node: yaml.Node, model: type[BaseModel] | None, path: Key) -> Any:
        self.marks[path] = _place(node)
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            items = self._most(node)
            return [self.plain(child, model, (*path, i)) for i, child in enumerate(items) if not _blank(child)]
        return self._mapping(node, model, path)

    def _mapping(self, node: yaml.MappingNode, model: type[BaseModel] | None, path: Key) -> dict[str, Any]:
        names = spellings(model) if model else None
        data: dict[str, Any] = {}
        first: dict[str, tuple[int, int]] = {}
        for key_node, value_node in self._most(node):
            name = self._name(key_node, names, model, path)
            if name is None:
                continue
            if name in first:
                self._problem(
                    key_node,
                    "duplicate-key",
                    say(
                        "the key »{key}« stands here for the second time; the first is in line {line}",
                        key=key_node.value,
                        line=first[name][0],
                    ),
                    say("delete one of them"),
                )
                continue
            first[name] = _place(key_node)
            if not _blank(value_node):
                data[name] = self._value(value_node, model, name, (*path, name))
        return data

    def _most(self, node: yaml.CollectionNode) -> list[Any]:
        """What a list or a group of keys holds; of far too much only the beginning."""
        if len(node.value) > MOST_ITEMS:
            message = say("there are more than {most} items here", most=MOST_ITEMS)
            self._problem(node, "too-long", message, say("is it the right file?"))
        return node.value[:MOST_ITEMS]

    def _value(self, node: yaml.Node, model: type[BaseModel] | None, name: str, path: Key) -> Any:
        """A key's value; one thing where a list may stand has its place as the first of the list."""
        self.marks[path] = _place(node)
        if model and _may_be_listed(model, name) and not isinstance(node, yaml.SequenceNode):
            return [self.plain(node, _model_in(model, name), (*path, 0))]
        return self.plain(node, _model_in(model, name), path)

    def _name(
        self, node: yaml.Node, names: dict[str, str] | None, model: type[BaseModel] | None, path: Key
    ) -> str | None:
        """The field a key means; None for one that is not known, with the problem noted."""
        if not isinstance(node, yaml.ScalarNode):
            self._problem(node, "key", say("a key must be a word"), say("write key: value"))
            return None
        if names is None:
            return node.value
        if (name := names.get(fold(node.value))) is not None:
            return name
        word = fold(node.value[:LONGEST_KEY])
        near = get_close_matches(word, names, n=1, cutoff=0.6) if len(self.problems) <= MOST_PROBLEMS else []
        wanted = danish_key(model, names[near[0]]) if near else None
        self.suggested |= {(*path, names[near[0]])} if near else set()
        self._problem(
            node,
            "unknown-key",
            say("the key »{key}« is not known here", key=node.value),
            say("did you mean »{key}«? Then write: {line}", key=wanted, line=self._mended(node, wanted))
            if wanted
            else say("known here: {keys}", keys=", ".join(danish_keys(model))),
        )
        return None

    def _mended(self, node: yaml.ScalarNode, wanted: str) -> str:
        if node.start_mark.line >= len(self.lines):
            return f"{wanted}:"
        line = self.lines[node.start_mark.line]
        return (line[: node.start_mark.column] + wanted + line[node.end_mark.column :]).strip()

    def _problem(self, node: yaml.Node, code: str, message: Message, fix: Message) -> None:
        self.problems.append(Problem(self.file, *_place(node), code, message, fix))


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _blank(node: yaml.Node) -> bool:
    """A key with nothing after it counts as not written."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")


@functools.cache
def spellings(model: type[BaseModel]) -> dict[str, str]:
    """Every folded spelling a key of this model may have -> the field's own name."""
    return {fold(word): name for name in model.model_fields for word in _words(model, name)}


def _words(model: type[BaseModel], name: str) -> Iterator[str]:
    alias = model.model_fields[name].validation_alias
    if isinstance(alias, AliasChoices):
        yield from (str(choice) for choice in alias.choices)
    elif isinstance(alias, str):
        yield alias
    yield name


def danish_key(model: type[BaseModel], name: str) -> str:
    """The key as the people who write the files know it."""
    return next(_words(model, name)) if name in model.model_fields else name


def danish_keys(model: type[BaseModel]) -> list[str]:
    return [danish_key(model, name) for name in model.model_fields]


@functools.cache
def _model_in(model: type[BaseModel] | None, name: str) -> type[BaseModel] | None:
    """The one model inside a field's annotation, however deep in lists and options; None for plain values."""
    if model is None or name not in model.model_fields:
        return None
    return _first_model(model.model_fields[name].annotation)


@functools.cache
def _may_be_listed(model: type[BaseModel], name: str) -> bool:
    return name in model.model_fields and any(isinstance(m, OneOrMore) for m in model.model_fields[name].metadata)


def _first_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return None if issubclass(annotation, RootModel) else annotation
    return next((found for part in get_args(annotation) if (found := _first_model(part))), None)


def _missing_key(model: type[BaseModel]) -> Message | None:
    needed = [danish_key(model, name) for name, field in model.model_fields.items() if field.is_required()]
    return say("begin with the line {key}: ...", key=needed[0]) if needed else None


def as_problem(told: Any, model: type[BaseModel], places: Places, error: bool = True) -> Problem:
    """A Problem from one of pydantic's errors."""
    path = told["loc"]
    refused = told.get("ctx", {}).get("error")
    if isinstance(refused, BadValue):
        code, message, fix = refused.code, _under(model, path, refused.message), refused.fix
    elif told["type"] == "missing" and isinstance(path[-1], str):
        key = _key_of(model, path)
        code, message = "missing", say("the key »{key}« is missing", key=key)
        fix = say("write the line {key}: ...", key=key)
    else:
        code, message, fix = _SHAPES.get(told["type"], _SHAPES["string_type"])
        message = _under(model, path, message)
    return Problem(places.file, *places.of(path), code, message, fix, error)


_SHAPES = {
    "string_type": ("shape", say("a text belongs here"), say("write the text after the colon")),
    "model_type": (
        "shape",
        say("several keys belong here, not one text"),
        say("write the keys below, each on its own line and indented"),
    ),
    "tuple_type": ("shape", say("a list belongs here"), say("write each item on its own line with a dash: - ...")),
    "dict_type": ("shape", say("keys with values belong here"), say("write key: value on lines of their own")),
    "too_short": ("count", say("there are too few items in the list"), None),
    "missing": ("count", say("there are too few items in the list"), None),
    "too_long": ("count", say("there are too many items in the list"), None),
}


def _key_of(model: type[BaseModel], path: Key) -> str:
    """The Danish key a path ends in."""
    current: type[BaseModel] | None = model
    key = ""
    for part in path:
        if isinstance(part, str) and current is not None and part in current.model_fields:
            key, current = danish_key(current, part), _model_in(current, part)
        elif isinstance(part, str):
            key = part
    return key


def _under(model: type[BaseModel], path: Key, message: Message) -> Message:
    key = _key_of(model, path)
    return say("{key}: {message}", key=key, message=message) if key else message
