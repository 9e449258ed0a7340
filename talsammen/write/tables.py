"""Rows of texts and numbers in; a CSV or an Excel file out, the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ..model.values import FORMULA

Value = str | int | float | date | None
#: When the file says it was made: the earliest the format knows, so that it does not follow the clock.
EARLIEST = datetime(1980, 1, 1)


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading, its width in letters, and what may be chosen in it (empty: anything)."""

    heading: str
    width: int = 20
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetOf:
    """A sheet of a workbook; ``banded``: the column whose every change begins a new band of colour."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    banded: int | None = None
    notes: tuple[str, ...] = field(default=())
    """lines of text instead of a table"""


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """A CSV as Danish office programs open it by a double click: semicolons, UTF-8 with a mark, formulas disarmed."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_disarmed(value) for value in row] for row in (header, *rows))
    return out.getvalue().encode("utf-8-sig")


def _disarmed(value: Value) -> str:
    text = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def workbook_bytes(sheets: Sequence[SheetOf], properties: Mapping[str, str] | None = None) -> bytes:
    """An Excel file of these sheets: headings that stay in sight, filters, lists to choose from."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({**(properties or {}), "created": EARLIEST})
        looks = {
            "head": book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"}),
            "plain": book.add_format({"text_wrap": True, "valign": "top"}),
            "band": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F0F3F5"}),
            "day": book.add_format({"num_format": "dd-mm-yyyy", "valign": "top", "align": "left"}),
        }
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name[:31]), sheet, looks)
    return out.getvalue()


def _fill(page, sheet: SheetOf, looks) -> None:
    for line, note in enumerate(sheet.notes):
        page.write_string(line, 0, note, looks["plain"])
    if not sheet.columns:
        page.set_column(0, 0, 90)
        return
    for n, column in enumerate(sheet.columns):
        page.set_column(n, n, column.width)
        page.write_string(0, n, column.heading, looks["head"])
        if column.choices:
            rows = max(len(sheet.rows) + 300, 1000)
            choose = {"validate": "list", "source": list(column.choices), "error_type": "information"}
            page.data_validation(1, n, rows, n, choose)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    band, last = False, None
    for line, row in enumerate(sheet.rows, start=1):
        key = row[sheet.banded] if sheet.banded is not None else None
        band, last = (not band if line > 1 and key != last else band), key
        for n, value in enumerate(row):
            _write(page, line, n, value, looks, "band" if band else "plain")


def _write(page, line: int, column: int, value: Value, looks, look: str) -> None:
    if value is None or value == "":
        page.write_blank(line, column, None, looks[look])
    elif isinstance(value, date):
        page.write_datetime(line, column, datetime(value.year, value.month, value.day), looks["day"])
    elif isinstance(value, (int, float)):
        page.write_number(line, column, value, looks[look])
    else:
        page.write_string(line, column, value, looks[look])
