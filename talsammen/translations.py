"""Translated files in; the same files out with the marks of the Danish passages they now say the same as."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from .errors import WrongUse, say
from .load.passages import mark_of, passages
from .load.project import read_file
from .load.source import read_text
from .load.texts import read_front, split_front
from .load.themes import FILE as THEMES
from .load.themes import theme_languages, theme_mark
from .model.project import SOURCE, front_words
from .model.themes import KINDS, Catalogue
from .write.output import write_whole

_TRANSLATES = re.compile(r"^translates:\n(?: .*\n)*", re.M)
_NOTED = re.compile(r"^    oversat: .*\n", re.M)
_THEME = re.compile(r"^  - id: (.+)$", re.M)
WIDTH = 118


def look_over(root: Path, files: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each file and whether it changed. Raises WrongUse for one that is no translation, or has other passages."""
    for file in files:
        name = _below(root, file)
        text = read_text(root / name, name)
        noted = _themes(root, text) if name == THEMES else _noted(root, name, text)
        yield name, write_whole(root / name, noted.encode())


def _below(root: Path, file: str) -> str:
    """A file's path below the root, however it was named. Raises WrongUse for one that is not there."""
    for path in (root / file, Path(file)):
        if path.is_file() and path.resolve().is_relative_to(root.resolve()):
            return path.resolve().relative_to(root.resolve()).as_posix()
    raise WrongUse(say("there is no {file} in the project's folder", file=file))


def _noted(root: Path, name: str, text: str) -> str:
    match = re.fullmatch(r"content/([^/]+)/(.+)", name)
    if not match or match[1] == SOURCE:
        raise WrongUse(say("{file} is no translation", file=name))
    source = f"content/{SOURCE}/{match[2]}"
    original = read_text(root / source, source)
    (front, body), (own, own_body) = split_front(original), split_front(text)
    theirs, ours = passages(body), passages(own_body)
    if len(theirs) != len(ours):
        raise WrongUse(say(
            "{file} has {count} passages and {source} has {wanted}: they must be the same, in the same order",
            file=name, count=len(ours), source=source, wanted=len(theirs),
        ))  # fmt: skip
    words = {key: mark_of(said) for key, said in front_words(read_front(front, source, original)).items()}
    lines = ["translates:"]
    if words:
        lines += _folded("words: {", [f"{key}: {mark}" for key, mark in words.items()], ", ", "}")
    if theirs:
        lines += _folded("body: ", [passage.mark for passage in theirs], " ", "")
    kept = _TRANSLATES.sub("", own).rstrip("\n")
    return f"{kept}\n" + "\n".join(lines) + f"\n---\n{own_body}"


def _folded(start: str, parts: list[str], between: str, end: str) -> list[str]:
    """A value of the front matter on as many lines as it takes."""
    whole = start + between.join(parts) + end
    return textwrap.wrap(whole, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _themes(root: Path, text: str) -> str:
    """The catalogue of themes with a note under the id of each theme: which languages say what the Danish says."""
    catalogue, _ = read_file(root, THEMES, Catalogue)
    marks = {theme.id: (theme_mark(theme), theme_languages(theme)) for kind in KINDS for theme in catalogue.of(kind)}

    def note(match: re.Match[str]) -> str:
        mark, languages = marks[match[1].strip()]
        told = ", ".join(f"{code}: {mark}" for code in languages)
        return f"{match[0]}\n    oversat: {{{told}}}" if told else match[0]

    return _THEME.sub(note, _NOTED.sub("", text))
