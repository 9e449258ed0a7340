"""A CSV or Excel file in, its first filled row as headings and every row below as texts out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import InputError, Problem, say
from ..model.values import FORMULA
from .source import clean, read_bytes, read_text

#: Endings of files that hold a table.
ENDINGS = (".csv", ".xlsx")
MOST_BYTES = 10_000_000
MOST_UNPACKED = 10_000_000
MOST_ROWS = 5000
MOST_COLUMNS = 200
#: So many rows tell what stands between the cells.
LOOKED_AT = 20


@dataclass(frozen=True)
class Row:
    """One row: its line in the file, from 1, and its texts; a cell's column counts from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The headings and the rows below them that say something. ``file`` is how problems call it."""

    file: str
    header: Row
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    """what could not be read in single cells; the rest can be used"""


def read_table(path: Path, name: str, inside: Path | None = None) -> Table:
    """One table. Raises InputError when the file is no table, is locked with a password, or is far too large.

    ``inside``: a folder that a link must not lead out of.
    """
    problems: list[Problem] = []
    if path.suffix.lower() == ".xlsx":
        read = _excel_rows(read_bytes(path, name, MOST_BYTES, inside), name, problems)
    else:
        read = _csv_rows(read_text(path, name, MOST_BYTES, inside), name)
    rows = list(islice((Row(line, cells) for line, cells in read if any(cells)), MOST_ROWS + 1))
    if not rows:
        raise _refused(name, "empty", say("the table is empty"))
    if len(rows) > MOST_ROWS:
        fix = say("hand in at most {most}", most=MOST_ROWS)
        raise _refused(name, "too-large", say("the table has more than {most} rows", most=MOST_ROWS), fix)
    return Table(name, rows[0], tuple(rows[1:]), tuple(problems))


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    first, _, rest = text.partition("\n")
    told = first.lower().startswith("sep=") and len(first.strip()) == 5
    body = rest if told else text
    delimiter = first.strip()[4] if told else _delimiter(body)
    reader = csv.reader(io.StringIO(body), delimiter=delimiter)
    above = line = 1 if told else 0
    try:
        for cells in reader:
            yield line + 1, tuple(_unguarded(cell.strip()) for cell in cells[:MOST_COLUMNS])
            line = above + reader.line_num
    except csv.Error as error:
        message = say("the table breaks off here ({reason})", reason=str(error))
        raise _refused(
            name, "table", message, say("look for a quotation mark that is never closed"), line + 1
        ) from None


def _delimiter(text: str) -> str:
    """What stands between the cells: the sign that cuts most rows as the first, which may have commas in its words."""
    return max(";,\t", key=lambda sign: _agreeing(text, sign))


def _agreeing(text: str, sign: str) -> tuple[int, int]:
    """How many of the first rows have as many cells as the first one when this sign cuts them, and how many that is."""
    try:
        rows = islice((row for row in csv.reader(io.StringIO(text), delimiter=sign) if any(row)), LOOKED_AT)
        widths = [len(row) for row in rows] or [1]
    except csv.Error:
        return 0, 0
    return sum(width == widths[0] > 1 for width in widths), widths[0]


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps its text from being taken for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def _excel_rows(data: bytes, name: str, problems: list[Problem]) -> Iterator[tuple[int, tuple[str, ...]]]:
    import openpyxl

    _refuse_bombs(data, name)
    try:
        books = [openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values) for values in (True, False)]
        reach = {"max_row": MOST_ROWS + 2, "max_col": MOST_COLUMNS}
        found = list(zip(*(book.worksheets[0].iter_rows(**reach) for book in books), strict=True))
    except Exception as error:
        message = say("the Excel file cannot be read ({kind})", kind=type(error).__name__)
        raise _refused(name, "table", message, say("open it, save it again as .xlsx, or save it as .csv")) from error
    for line, (values, formulas) in enumerate(found, start=1):
        problems += list(_unreckoned(name, line, values, formulas))
        yield line, tuple(clean(_said(cell.value)) for cell in values)


def _refuse_bombs(data: bytes, name: str) -> None:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        message = say("the Excel file is locked with a password, or of an old kind (.xls)")
        raise _refused(name, "locked", message, say("save it without a password, as .xlsx"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            unpacked = sum(member.file_size for member in zipped.infolist())
    except zipfile.BadZipFile:
        fix = say("open it, save it again as .xlsx, or save it as .csv")
        raise _refused(name, "table", say("this is no Excel file, whatever its name says"), fix) from None
    if unpacked > MOST_UNPACKED:
        raise _refused(name, "too-large", say("the file is {size} MB when unpacked", size=unpacked // 1_000_000))


def _unreckoned(name: str, line: int, values: Sequence[Any], formulas: Sequence[Any]) -> Iterator[Problem]:
    """The formulas whose result is not in the file: nobody has opened it in Excel since they were written."""
    for column, (value, formula) in enumerate(zip(values, formulas, strict=True), start=1):
        if formula.data_type == "f" and value.value is None:
            message = say("the formula {formula} has no result in the file", formula=str(formula.value)[:60])
            fix = say("write the text itself, or open the file in Excel and save it")
            yield Problem(name, line, column, "formula", message, fix, error=False)


def _said(value: Any) -> str:
    """A cell's value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time.min else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _refused(name: str, code: str, message, fix=None, line: int = 0) -> InputError:
    return InputError([Problem(name, line, 0, code, message, fix)])
