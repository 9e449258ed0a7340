"""The structure a PDF was given by the engine in; the same structure as PDF/UA-1 wants it.

WeasyPrint does not say which way a table's heading cells look, and gives the parts of a letter that is put together of
several glyphs no character of their own.
"""

from __future__ import annotations

from typing import Any

import pydyf


def finish_tags(pdf: Any) -> None:
    """Says of every heading cell of a table whether it heads its column or its row."""
    for element in pdf.objects:
        if isinstance(element, pydyf.Dictionary) and element.get("S") == "/TH" and "A" in element:
            element["A"]["Scope"] = "/Column" if _heads_columns(pdf, element) else "/Row"


def _heads_columns(pdf: Any, cell: Any) -> bool:
    """In the table's head, or in a row that has nothing but headings."""
    row = _at(pdf, cell["P"])
    cells = [_at(pdf, kid) for kid in row["K"]]
    return _at(pdf, row["P"]).get("S") == "/THead" or all(one.get("S") == "/TH" for one in cells)


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
