"""What ``new`` writes besides one file: many of them from a list, and the spreadsheet results are typed into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .checking import check
from .errors import InputError, Problem
from .load.bind import danish_key
from .load.listing import read_listing
from .load.project import language_codes, workplace_ids
from .model.project import SOURCE
from .model.results import DANISH_KINDS, DANISH_ROUNDS, Row
from .write.new_workplace import workplace_text, write_new
from .write.results_sheet import results_csv, results_workbook, write_results


@dataclass(frozen=True)
class Prepared:
    """The files that were written from a list, and every problem of the list."""

    written: tuple[Path, ...]
    problems: tuple[Problem, ...]


def prepare_listed(root: Path, path: Path, template: str) -> Prepared:
    """A workplace file for every row of the list that can be used and has none yet. Raises InputError, WrongUse."""
    listing = read_listing(path, workplace_ids(root), language_codes(root))
    written = [write_new(root, id, workplace_text(template, told)) for id, told in listing.answers.items()]
    return Prepared(tuple(written), listing.problems)


def prepare_results(root: Path, id: str, csv: bool = False) -> Path:
    """Writes ``workplaces/<id>.resultater.xlsx`` (or ``.csv``) with a row for each note of each group and round.

    Raises InputError when the workplace cannot be planned, WrongUse when there is such a file already.
    """
    checked = check(root, [id])
    if not checked.kits:
        raise InputError(checked.problems)
    kit = checked.kits[0]
    danish = kit.languages[0] == SOURCE
    names = [danish_key(Row, name) if danish else name for name in Row.model_fields]
    said = {word: told if danish else word for word, told in (DANISH_ROUNDS | DANISH_KINDS).items()}
    if csv:
        return write_results(root, id, ".csv", results_csv(kit, names, said))
    words = checked.project.texts[kit.languages[0]]["files/results"]
    return write_results(root, id, ".xlsx", results_workbook(kit, words, names, said))
