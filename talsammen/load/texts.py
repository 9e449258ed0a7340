"""The texts of one language in: pages, words of prints and figures, and how the language writes dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from ..errors import InputError, Problem, say
from ..model.choices import chosen
from ..model.project import Language, PageFront, TextFile, Translates, front_words, with_words
from ..model.values import Line, Written
from .bind import bind
from .passages import joined, joined_front
from .source import read_text
from .tree import parse

_BLOCK = re.compile(r"^# +([a-z0-9-]+)\s*$", re.M)
_HEADING = re.compile(r"^# +(.*)$", re.M)


#: The languages Snowball knows the word forms of.
STEMMERS = (
    "arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "esperanto", "estonian", "finnish",
    "french", "german", "greek", "hindi", "hungarian", "indonesian", "irish", "italian", "lithuanian", "nepali",
    "norwegian", "portuguese", "romanian", "russian", "serbian", "spanish", "swedish", "tamil", "turkish", "yiddish",
)  # fmt: skip
Stemmer = Annotated[str, *chosen(**{name: name for name in STEMMERS})]


class _LanguageFile(Written):
    name: Line
    direction: Line = "ltr"
    long_date: Line
    short_date: Line
    month: Line = "LLLL"
    clock: Line
    at: Line
    quotes: tuple[Line, Line]
    number_words: tuple[Line, ...] = ()
    stemmer: Stemmer | None = None
    after_z: tuple[Line, ...] = ()


def split_front(text: str) -> tuple[str, str]:
    """Front matter and body of a text file; the front matter keeps its first ``---`` so that its lines count right."""
    match = re.match(r"---\n.*?^---[ \t]*(?:\n|\Z)", text, re.S | re.M)
    if not match:
        return "", text
    return match[0].rstrip().removesuffix("---"), text[match.end() :]


@dataclass(frozen=True)
class RawText:
    """One text file as it is written: its whole text, its front matter and its body, and the lines above the body."""

    name: str
    text: str
    front: PageFront
    body: str

    @property
    def above(self) -> int:
        return self.text.count("\n", 0, len(self.text) - len(self.body))


def shown_texts(
    language: str, texts: Mapping[str, RawText], source: Mapping[str, RawText] | None = None
) -> tuple[Mapping[str, TextFile], list[Problem]]:
    """The texts of one language as they are shown, by id. Raises InputError.

    With ``source`` they are translations of those: where one is missing or behind, the source's own words stand in;
    each such place is one of the problems returned, none of which keeps anything from being built.
    """
    if source is None:
        return {id: TextFile(id, language, raw.front, _blocks(raw)) for id, raw in texts.items()}, []
    shown, problems = {}, []
    for id, original in source.items():
        shown[id], behind = _translated(id, language, original, texts.get(id))
        problems += behind
    problems += [_surplus(raw.name, 0) for id, raw in texts.items() if id not in source]
    return shown, problems


def read_texts(root: Path, language: str) -> dict[str, RawText]:
    """Every ``*.md`` below ``content/<language>/``, by id. Raises InputError with all problems."""
    folder = root / "content" / language
    texts, problems = {}, []
    for path in sorted(folder.rglob("*.md")):
        try:
            texts[path.relative_to(folder).with_suffix("").as_posix()] = _read(path, path.relative_to(root).as_posix())
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return texts


def _read(path: Path, name: str) -> RawText:
    text = read_text(path, name)
    front, body = split_front(text)
    return RawText(name, text, read_front(front, name, text), body)


def read_front(front: str, name: str, text: str) -> PageFront:
    """The front matter of a text file, typed. Raises InputError."""
    return bind(parse(front, name), PageFront, name, text)[0]


def _translated(id: str, language: str, original: RawText, own: RawText | None) -> tuple[TextFile, list[Problem]]:
    """A text in this language, and every place where the original's words had to stand in."""
    name = own.name if own else f"content/{language}/{id}.md"
    remembered = own.front.translates if own and own.front.translates else Translates()
    words, states = joined_front(front_words(original.front), front_words(own.front) if own else {}, remembered.words)
    body, behind = joined(original.body, own.body if own else "", remembered.body.split())
    if own is None:
        problems = [_problem(name, 0, "missing", original.name, 0)]
    else:
        problems = [_problem(name, 1, state, f"{original.name} ({word})", 0) for word, state in states.items()]
        problems += [
            _surplus(name, own.above + one.above + 1)
            if one.state == "surplus"
            else _problem(
                name, own.above + one.above + 1 if one.above is not None else 0, one.state, original.name,
                original.above + one.source_above + 1,
            )
            for one in behind
        ]  # fmt: skip
    front = with_words(original.front, words)
    raw = replace(original, front=front, body=body)
    return TextFile(id, language, front, _blocks(raw), behind=bool(problems)), problems


def _problem(file: str, line: int, state: str, source: str, source_line: int) -> Problem:
    place = f"{source}:{source_line}" if source_line else source
    if state == "missing":
        message = say("not translated: {place}", place=place)
        return Problem(
            file, line, 0, "untranslated", message, say("translate it; until then the words of that language stand in")
        )
    message = say("the translation is behind: {place} has changed", place=place)
    fix = say("mend it, then: talsammen translated {file}", file=file)
    return Problem(file, line, 0, "behind", message, fix)


def _surplus(file: str, line: int) -> Problem:
    return Problem(file, line, 0, "surplus", say("nothing in the Danish text is said here any more"), say("delete it"))


def _blocks(raw: RawText) -> Mapping[str, str]:
    name, body = raw.name, raw.body
    parts = _BLOCK.split(body)
    for heading in _HEADING.finditer(parts[0]):
        line = raw.above + parts[0].count("\n", 0, heading.start()) + 1
        raise InputError(
            [
                Problem(
                    name,
                    line,
                    1,
                    "heading",
                    say("»# {words}« is no name of a block", words=heading[1]),
                    say("headings begin at ##; a block's name has only small letters, digits and hyphens"),
                )
            ]
        )
    named = dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))
    return {"": parts[0].strip(), **named}


def read_language(root: Path, code: str) -> Language:
    """How this language writes itself, from ``content/<code>/language.yaml``. Raises InputError."""
    name = f"content/{code}/language.yaml"
    text = read_text(root / name, name)
    bound, _ = bind(parse(text, name), _LanguageFile, name, text)
    return Language(code, **dict(bound))
