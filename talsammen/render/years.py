"""A sheet's HTML and its kit in; the years on it that nobody has said out."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from ..model.kit import Kit

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d])")
_HIDDEN = re.compile(r"<(style|script|head)\b.*?</\1>|<[^>]*>", re.S)


def strange_years(sheet: str, kit: Kit) -> list[str]:
    """Years in the sheet's text that are in no planned date, nor in anything the workplace or organisation wrote.

    A year that was typed into a layout or a text is right once and wrong in the next round.
    """
    found = _YEAR.findall(html.unescape(_HIDDEN.sub(" ", sheet)))
    return sorted(set(found) - _known(kit)) if found else []


@lru_cache(maxsize=8)
def _written(*told: str) -> frozenset[str]:
    return frozenset(year for text in told for year in re.findall(r"(?:19|20)\d\d", text))


def _known(kit: Kit) -> set[str]:
    """The years of the plan and all between, and every year that stands in the two files."""
    days = [planned.day.year for planned in kit.dates.values() if planned.day]
    start = min([*days, kit.organisation.round.year])
    planned = range(start, max([*days, start]) + 2)
    return {str(year) for year in planned} | _written(repr(kit.workplace), repr(kit.organisation))
