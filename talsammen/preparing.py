"""A workplace's id in, the spreadsheet its results are typed into out: ``new ID --results``."""

from __future__ import annotations

from pathlib import Path

from .checking import check
from .errors import InputError
from .load.bind import danish_key
from .model.project import SOURCE
from .model.results import DANISH_KINDS, DANISH_ROUNDS, Row
from .write.results_sheet import results_csv, results_workbook, write_results


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
