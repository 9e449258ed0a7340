"""A time zone's name and years in; when its clocks change out, as the yearly rules calendar programs understand.

Written here because the library states an onset in the clock time after the change, where RFC 5545 (3.6.5) wants the
one before, and lists days where Outlook wants a rule and others forget the first day of a list.
"""

from __future__ import annotations

import functools
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ENOUGH = 8  # years in which every month's last Sunday is also seen as a fourth and as a fifth one


@dataclass(frozen=True)
class Observance:
    """From ``onset`` (on the clock before the change) this offset holds; each year, when there is a rule."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool
    month: int = 0
    weekday: str = ""

    @property
    def yearly(self) -> bool:
        return bool(self.weekday)


@functools.lru_cache(maxsize=32)
def observances(name: str, first: int, last: int) -> tuple[Observance, ...]:
    """What holds in the years from ``first`` to ``last``: two yearly rules, or every change by itself."""
    zone = ZoneInfo(name)
    years = range(first - 1, max(last, first + _ENOUGH) + 1)
    changes = [_changes(zone, year) for year in years]
    if not any(changes):
        return (_standing(zone, years[0]),)
    rules = [_rule(same) for same in zip(*changes, strict=False)]
    if len({len(found) for found in changes}) == 1 and all(rules):
        return tuple(rule for rule in rules if rule)
    return (_standing(zone, years[0]), *(change for found in changes for change in found))


def _standing(zone: ZoneInfo, year: int) -> Observance:
    """The offset a year begins with."""
    moment = datetime(year, 1, 1, tzinfo=zone)
    offset = moment.utcoffset() or timedelta(0)
    return Observance(moment.replace(tzinfo=None), offset, offset, moment.tzname() or "", False)


def _changes(zone: ZoneInfo, year: int) -> list[Observance]:
    """Every change of this year, to the minute."""
    found = []
    day = datetime(year, 1, 1, tzinfo=UTC)
    while day.year == year:
        following = day + timedelta(days=1)
        if _offset(zone, day) != _offset(zone, following):
            found.append(_change(zone, day, following))
        day = following
    return found


def _change(zone: ZoneInfo, early: datetime, late: datetime) -> Observance:
    """The one change between two moments, found by halving."""
    before = _offset(zone, early)
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) // 2
        middle = middle.replace(second=0, microsecond=0)
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    after = late.astimezone(zone)
    onset = (late + before).replace(tzinfo=None)
    return Observance(onset, before, _offset(zone, late), after.tzname() or "", bool(after.dst()))


def _rule(changes: Sequence[Observance]) -> Observance | None:
    """The yearly rule these changes of successive years follow; None when they follow none."""
    first = changes[0]
    days = [c.onset for c in changes]
    alike = {(c.before, c.after, c.name, c.summer, c.onset.month, c.onset.weekday(), c.onset.time()) for c in changes}
    last = all(day.day + 7 > monthrange(day.year, day.month)[1] for day in days)
    places = {(day.day - 1) // 7 + 1 for day in days}
    if len(alike) > 1 or not (last or len(places) == 1):
        return None
    place = -1 if last else places.pop()
    weekday = f"{place}{_WEEKDAYS[first.onset.weekday()]}"
    return Observance(first.onset, first.before, first.after, first.name, first.summer, first.onset.month, weekday)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)
