"""The texts of one language in: pages, words of prints and figures, and how the language writes dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from ..errors import InputError, Problem, say
from ..model.choices import chosen
from ..model.project import Language, PageFront, TextFile
from ..model.values import Line, Written
from .bind import bind
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


def read_texts(root: Path, language: str) -> Mapping[str, TextFile]:
    """Every ``*.md`` below ``content/<language>/``, by id. Raises InputError with all problems."""
    folder = root / "content" / language
    texts, problems = {}, []
    for path in sorted(folder.rglob("*.md")):
        id = path.relative_to(folder).with_suffix("").as_posix()
        try:
            texts[id] = _read_text_file(path, path.relative_to(root).as_posix(), id, language)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return texts


def _read_text_file(path: Path, name: str, id: str, language: str) -> TextFile:
    text = read_text(path, name)
    front, body = split_front(text)
    bound, _ = bind(parse(front, name), PageFront, name, text)
    return TextFile(id, language, bound, _blocks(body, name, text))


def _blocks(body: str, name: str, text: str) -> Mapping[str, str]:
    parts = _BLOCK.split(body)
    for heading in _HEADING.finditer(parts[0]):
        line = text.count("\n", 0, text.index(body)) + parts[0].count("\n", 0, heading.start()) + 1
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
