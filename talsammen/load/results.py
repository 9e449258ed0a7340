"""A workplace's spreadsheet of post-its in (``workplaces/<id>.resultater.csv`` or ``.xlsx``), its typed rows out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from ..errors import Problem, say
from ..model.places import Key, Places
from ..model.results import SAID_KINDS, ResultsFile, Row
from ..model.values import said_in
from ..model.workplace import Evaluation, FollowUp, Workplace
from .bind import as_problem
from .columns import named_columns
from .table import ENDINGS, read_table

SUFFIXES = (".resultater", ".results")


def results_paths(root: Path) -> dict[str, list[Path]]:
    """Id -> the spreadsheets that belong to it; Excel's before others, because people go on typing in that one."""
    found: dict[str, list[Path]] = {}
    folder = root / "workplaces"
    for path in (
        sorted(folder.iterdir(), key=lambda p: (p.suffix.lower() != ".xlsx", p.name)) if folder.is_dir() else ()
    ):
        inner = Path(path.stem)
        if path.suffix.lower() in ENDINGS and inner.suffix in SUFFIXES:
            found.setdefault(unicodedata.normalize("NFC", inner.stem), []).append(path)
    return found


def read_results(paths: Sequence[Path], language: str) -> tuple[ResultsFile, list[Problem]]:
    """The rows that say something, their texts in ``language``, and what is wrong in single cells, as warnings.

    Raises InputError when the file as a whole cannot be read.
    """
    name = f"workplaces/{unicodedata.normalize('NFC', paths[0].name)}"
    table = read_table(paths[0], name, inside=paths[0].parent)
    problems = [*table.problems, *(_ignored(path, name) for path in paths[1:])]
    columns = named_columns(table, Row, problems)
    rows, marks = [], {}
    for row in table.rows:
        cells = {columns[i]: cell for i, cell in enumerate(row.cells) if cell and i in columns}
        places: dict[Key, tuple[int, int]] = {(columns[i],): (row.line, i + 1) for i in columns} | {(): (row.line, 1)}
        typed = _typed(cells, Places(name, places), problems)
        if typed and not _prepared(typed):
            marks |= {("rows", len(rows), *path): place for path, place in places.items()}
            rows.append(said_in(typed, language))
    return ResultsFile(tuple(rows), Places(name, marks)), problems


def with_results(workplace: Workplace, results: ResultsFile) -> Workplace:
    """The workplace with what was said at the end of the day and at the first meeting (W41, W42) beside its own."""
    told = workplace.followup or FollowUp()
    said = {kind: tuple(r.text for r in results.rows if r.kind == kind and r.text) for kind in SAID_KINDS}
    known = told.evaluation or Evaluation()
    good, adjust = (*known.good, *said["good"]), (*known.adjust, *said["adjust"])
    evaluation = Evaluation(good=good, adjust=adjust) if good or adjust else None
    followup = told.model_copy(update={"evaluation": evaluation, "now": (*told.now, *said["now"])})
    return workplace.model_copy(update={"followup": followup}) if results.rows else workplace


def _typed(cells: Mapping[str, str], places: Places, problems: list[Problem]) -> Row | None:
    """One row; a cell that cannot be meant is told and left out, the rest of the row is kept."""
    while cells:
        try:
            return Row.model_validate(cells)
        except ValidationError as error:
            wrong = {e["loc"][0] for e in error.errors()}
            problems += [as_problem(e, Row, places, error=False) for e in error.errors()]
            cells = {name: cell for name, cell in cells.items() if name not in wrong}
    return None


def _prepared(row: Row) -> bool:
    """Whether this is a row that waits to be filled in."""
    return not (row.text or row.chosen or row.effort or row.heading)


def _ignored(path: Path, name: str) -> Problem:
    other = f"workplaces/{unicodedata.normalize('NFC', path.name)}"
    message = say("the file is not read, because {name} is there as well", name=name)
    return Problem(other, 0, 0, "overlooked", message, say("keep one of them"), error=False)
