"""A sheet's HTML and its kit in; the years on it that nobody has said out."""

from __future__ import annotations

import html
import re

from ..model.kit import Kit

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d])")
_HIDDEN = re.compile(r"<(style|script|head)\b.*?</\1>|<[^>]*>", re.S)


def known_years(kit: Kit) -> frozenset[str]:
    """The years of the plan and all between, and every year that stands in the workplace's or organisation's file."""
    days = [planned.day.year for planned in kit.dates.values() if planned.day]
    start = min([*days, kit.organisation.round.year])
    planned = range(start, max([*days, start]) + 2)
    written = re.findall(r"(?:19|20)\d\d", repr(kit.workplace) + repr(kit.organisation))
    return frozenset(map(str, planned)) | frozenset(written)


def strange_years(sheet: str, known: frozenset[str]) -> list[str]:
    """Years in the sheet's text that are not among those known.

    A year that was typed into a layout or a text is right once and wrong in the next round.
    """
    return sorted(set(_YEAR.findall(html.unescape(_HIDDEN.sub(" ", sheet)))) - known)
