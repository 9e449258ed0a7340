"""A table as a survey tool exports it in; the proposals in its rows out, each name dropped where it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from ..errors import InputError, Problem, say
from ..model.proposals import HandIn
from ..model.themes import KINDS, Catalogue, Kind
from ..model.values import fold
from .headings import Column, Headings, not_understood, unused, usable
from .table import Row, Table

#: What stands in a cell when there is no cross, and when there is one and nothing more to read.
NO = ("", "0", "nej", "no", "false", "falsk", "off", "ikke valgt", "not selected", "unchecked", "-", "–")
YES = ("x", "1", "ja", "yes", "true", "sand", "on", "valgt", "selected", "checked", "✓", "✔", "☑", "☒", "✗", "✘")
#: Names that survey tools give to somebody who has none.
NAMELESS = ("", "anonym", "anonymous", "-")
LONGEST = 4000
LONGEST_TITLE = 200


@dataclass
class _Said:
    """What one row says about one kind, while it is read."""

    themes: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def survey_hand_ins(
    table: Table, headings: Headings, catalogue: Catalogue, person: Callable[[str], str]
) -> tuple[list[HandIn], list[Problem]]:
    """The proposals of a table. Raises InputError when no heading says which theme is proposed."""
    columns = headings.read(table.header.cells)
    if not usable(columns):
        raise InputError([Problem(table.file, table.header.line, 0, "headings", *not_understood())])
    problems = list(table.problems)
    if left := unused(table.header.cells, columns):
        message = say("these columns are not used: {headings}", headings=", ".join(one[:60] for one in left))
        problems.append(Problem(table.file, table.header.line, 0, "unused", message, error=False))
    found: list[HandIn] = []
    for row in table.rows:
        told = list(_row_hand_ins(table.file, row, columns, catalogue, person))
        found += told
        if not told:
            message = say("the row says no theme")
            problems.append(Problem(table.file, row.line, 0, "no-theme", message, error=False))
    return found, problems


def _row_hand_ins(
    file: str, row: Row, columns: Sequence[Column | None], catalogue: Catalogue, person: Callable[[str], str]
) -> Iterator[HandIn]:
    """One hand-in for each kind the table asks about, also when nothing is crossed."""
    cells = [(column, cell) for column, cell in zip(columns, row.cells, strict=False) if column]
    name = " ".join(cell for column, cell in cells if column.meaning == "name" and cell.casefold() not in NAMELESS)
    said = {kind: _Said() for kind in KINDS}
    asked = {column.kind for column, _ in cells if column.kind and column.meaning != "reason"}
    for column, cell in cells:
        if column.meaning in ("theme", "mark", "own") and cell.casefold() not in NO:
            asked |= _crossed(column, cell, said, catalogue)
    for column, cell in cells:
        kind = column.kind or (next(iter(asked)) if len(asked) == 1 else None)
        if column.meaning == "reason" and kind and cell:
            said[kind].reasons.append(cell[:LONGEST])
    own_asked = {column.kind for column, _ in cells if column.meaning == "own"}
    for kind in KINDS:
        if kind in asked:
            yield _hand_in(file, row.line, kind, said[kind], kind in own_asked, catalogue, person(name))


def _crossed(column: Column, cell: str, said: dict[Kind, _Said], catalogue: Catalogue) -> set[Kind]:
    """Notes what a cell says; returns the kinds it says something about."""
    if column.meaning == "mark":
        said[column.kind].themes.append(column.theme)
        return {column.kind}
    if column.meaning == "own":
        if column.kind is None:
            return set()
        if cell.casefold() in YES:
            said[column.kind].themes.append(_optional(column.kind, catalogue))
        else:
            said[column.kind].own.append(cell[:LONGEST])
        return {column.kind}
    found, other = themes_in(cell, (column.kind,) if column.kind else KINDS, catalogue)
    for kind, theme in found:
        said[kind].themes.append(theme)
    if other and column.kind:
        said[column.kind].other.append(other)
    return {kind for kind, _ in found}


def _hand_in(
    file: str, line: int, kind: Kind, said: _Said, own_asked: bool, catalogue: Catalogue, person: str
) -> HandIn:
    """What a row says of a kind. What is no theme, where no column asks for one's own, is a theme of one's own."""
    titles = {fold(title): title for theme in catalogue.of(kind) for title in theme.title.root.values()}
    near = [
        match
        for words in said.other
        for match in get_close_matches(fold(words[:LONGEST_TITLE]), titles, n=1, cutoff=0.75)
    ]
    other = [] if own_asked or near else said.other
    own = said.own + other
    themes = list(dict.fromkeys(said.themes))
    optional = _optional(kind, catalogue)
    if (other or (own and not themes)) and optional not in themes:
        themes.append(optional)
    unknown = bool(said.other) and (own_asked or bool(near))
    reasons = (tuple(said.reasons[:1]), tuple(said.reasons[1:]))
    return HandIn(
        file, line, kind, tuple(themes), " / ".join(own), reasons, unknown, titles[near[0]] if near else "", person
    )


def themes_in(cell: str, kinds: Sequence[Kind], catalogue: Catalogue) -> tuple[list[tuple[Kind, str]], str]:
    """The themes a cell names, by title or id in any language, and the words that are none.

    Several stand with ``;``, a comma or a line break between them; a title may have commas itself.
    """
    found: list[tuple[Kind, str]] = []
    other: list[str] = []
    for piece in re.split(r"[;\n]", cell):
        parts = [part for raw in piece.split(",") if (part := " ".join(raw.split()))]
        while parts:
            for size in range(len(parts), 0, -1):
                themes = _named(", ".join(parts[:size]), kinds, catalogue)
                if len(themes) == 1:
                    found += themes
                    parts = parts[size:]
                    break
            else:
                other.append(parts.pop(0))
    return found, ", ".join(other)


def _named(words: str, kinds: Sequence[Kind], catalogue: Catalogue) -> list[tuple[Kind, str]]:
    return [(kind, theme.id) for kind in kinds if (theme := catalogue.find(kind, words))]


def _optional(kind: Kind, catalogue: Catalogue) -> str:
    return next(theme.id for theme in catalogue.of(kind) if theme.optional)
