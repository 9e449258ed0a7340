"""A kit in; what its sheets may tell out: every day, clock time and year the plan has or somebody has written.

A day or a year that was typed into a layout or a text is right once and wrong in the next round.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel

from ..model.kit import Kit
from .readings import DayRead, clocks_in, days_in

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d])")
_HIDDEN = re.compile(r"<(style|script|head)\b.*?</\1>|<[^>]*>", re.S)
_DIGIT = re.compile(r"\d")
#: When the room is booked, as the note for booking it proposes: so long before the dialogue, and so long after it.
ROOM = (timedelta(hours=-1), timedelta(minutes=30))


@dataclass(frozen=True)
class Known:
    """The days, clock times and years of one kit; ``as_written``: what stands in people's own words, as they read.

    ``planned``: the days of the calendar and the times of the programme, the first to think of when another is read.
    """

    days: frozenset[date]
    times: frozenset[time]
    years: frozenset[str]
    as_written: frozenset[tuple[int | None, int | None, int, int]]
    planned: frozenset[date | time]


def known_to(kit: Kit, languages: tuple[str, ...]) -> Known:
    """What the sheets of this kit may tell; ``languages``: those people may have written in."""
    days, times, written = set(), set(), set()
    planned = {one.day for one in kit.dates.values() if one.day} | {d.dialogue.date for d in kit.dialogues}
    clocks = {clock for d in kit.dialogues for item in d.items for clock in (item.start, item.end)}
    for value in _values((kit.workplace, kit.organisation, kit.results, kit.dates)):
        if isinstance(value, time):
            times.add(value)
        elif isinstance(value, date):
            days.add(value)
        else:
            written |= {mark_of(read) for read in days_in(value, languages)}
            days |= {read.date for read in days_in(value, languages) if read.date}
            times |= {read.time for read in clocks_in(value)}
    days |= planned - {None}
    times |= (clocks | {clock for d in kit.dialogues for clock in _room(d.start, d.end)}) - {None}
    best = frozenset((planned | clocks) - {None})
    return Known(frozenset(days), frozenset(times), _years(kit), frozenset(written), best)


def mark_of(read: DayRead) -> tuple[int | None, int | None, int, int]:
    """What a day reads as, whatever words it is told in."""
    return read.weekday, read.year, read.month, read.day


def _room(start: time | None, end: time | None) -> Iterator[time]:
    for clock, apart in zip((start, end), ROOM, strict=True):
        if clock:
            yield (datetime.combine(date(2000, 1, 2), clock) + apart).time()


def _values(thing: Any) -> Iterator[date | time | str]:
    """Every day, time, and text with a digit in it, however deep it lies."""
    if isinstance(thing, str):
        if _DIGIT.search(thing):
            yield " ".join(thing.split())
    elif isinstance(thing, (date, time)):
        yield thing
    elif isinstance(thing, Mapping):
        yield from _values(tuple(thing.values()))
    elif isinstance(thing, (tuple, list, frozenset)):
        for one in thing:
            yield from _values(one)
    elif isinstance(thing, BaseModel):
        yield from _values(tuple(vars(thing).values()))
    elif is_dataclass(thing):
        yield from _values(tuple(getattr(thing, one.name) for one in fields(thing)))


def _years(kit: Kit) -> frozenset[str]:
    """The years of the plan and all between, and every year that stands in the workplace's or organisation's file."""
    days = [planned.day.year for planned in kit.dates.values() if planned.day]
    start = min([*days, kit.organisation.round.year])
    planned = range(start, max([*days, start]) + 2)
    written = re.findall(r"(?:19|20)\d\d", repr(kit.workplace) + repr(kit.organisation))
    return frozenset(map(str, planned)) | frozenset(written)


def strange_years(sheet: str, known: frozenset[str]) -> list[str]:
    """Years in the text of a sheet's HTML that are not among those known."""
    return sorted(set(_YEAR.findall(html.unescape(_HIDDEN.sub(" ", sheet)))) - known)
