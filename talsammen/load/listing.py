"""A list of workplaces in (CSV or Excel); of each row what a new file is to say, and every problem, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from ..errors import InputError, Problem, WrongUse, say
from ..model.listing import Row
from ..model.places import Key, Places
from ..model.values import fold, slug
from .bind import as_problem
from .columns import named_columns
from .project import check_id
from .table import ENDINGS, Table, read_table
from .table import Row as Cells

Answers = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Listing:
    """Id -> what its file is to say, as it was typed; and every problem. A row with a fault is not among them."""

    answers: Mapping[str, Answers]
    problems: tuple[Problem, ...]


def read_listing(path: Path, present: Collection[str], languages: Collection[str]) -> Listing:
    """A list whose headings say what its columns mean (``model.listing``), in any order.

    ``present``: the ids that have a file, which are told and left alone; ``languages``: the languages there are.
    Raises WrongUse for a file that is no table by its name, InputError when it cannot be read or names no workplaces.
    """
    if path.suffix.lower() not in ENDINGS:
        raise WrongUse(say("a list of workplaces is a CSV or Excel file (.csv, .xlsx), not {file}", file=path.name))
    table = read_table(path, path.name)
    problems = list(table.problems)
    columns = named_columns(table, Row, problems)
    if "name" not in columns.values():
        message = say("no column says what the workplaces are called")
        fix = say("write »{heading}« above their names", heading="arbejdsplads")
        raise InputError([Problem(table.file, table.header.line, 0, "headings", message, fix), *problems])
    answers: dict[str, Answers] = {}
    there = {fold(id): id for id in present}
    lines: dict[str, int] = {}
    for row in table.rows:
        told = _told(row, columns)
        id = str(told.get("id") or slug(str(told.get("name", ""))))
        found = list(_wrong(table, row, columns, told, languages)) or _wrong_id(table, row, id, languages, lines)
        if not found and fold(id) in there:
            message = say("{file} is already there and is left as it is", file=f"{there[fold(id)]}.yaml")
            found = [Problem(table.file, row.line, 0, "exists", message, error=False)]
        problems += found
        if not found:
            answers[id] = told
    return Listing(answers, tuple(problems))


def _told(row: Cells, columns: Mapping[int, str]) -> dict[str, str | list[str]]:
    """What the cells of a row say, by field; several languages in one cell stand one by one."""
    told: dict[str, str | list[str]] = {
        columns[i]: " ".join(cell.split()) for i, cell in enumerate(row.cells) if cell and i in columns
    }
    if spoken := told.get("languages"):
        told["languages"] = re.findall(r"[^\W_]+(?:-\w+)*", str(spoken).lower())
    return told


def _wrong(
    table: Table, row: Cells, columns: Mapping[int, str], told: Answers, languages: Collection[str]
) -> Iterator[Problem]:
    """What cannot be meant in the cells of one row."""
    marks: dict[Key, tuple[int, int]] = {(field,): (row.line, i + 1) for i, field in columns.items()}
    places = Places(table.file, marks)
    if "name" not in told:
        message = say("the row does not say what the workplace is called")
        yield Problem(table.file, *places.of(("name",)), "missing", message, say("write its name, or delete the row"))
        return
    try:
        Row.model_validate(told)
    except ValidationError as error:
        yield from (as_problem(e, Row, places) for e in error.errors())
    for code in told.get("languages", ()):
        if code not in languages:
            message = say("there is no language »{code}«", code=code)
            fix = say("there are: {codes}", codes=", ".join(sorted(languages)))
            yield Problem(table.file, *places.of(("languages",)), "language", message, fix)


def _wrong_id(table: Table, row: Cells, id: str, languages: Collection[str], lines: dict[str, int]) -> list[Problem]:
    """Why the row's file cannot be called so; ``lines`` remembers which row has which."""
    if (first := lines.setdefault(fold(id), row.line)) != row.line:
        message = say("the row in line {line} makes {file} already", line=first, file=f"{id}.yaml")
        return [Problem(table.file, row.line, 0, "id", message, say("give each a name of its own in a column »id«"))]
    return [replace(p, file=table.file, line=row.line) for p in check_id(id, frozenset(languages), {})]
