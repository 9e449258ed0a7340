"""A text in, with plain spaces; the days and clock times it tells of out, in the words of any of these languages.

Weekdays are read with their day, because a weekday that belongs to another day sends people there on that one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date, time
from typing import NamedTuple

from .format import names_of_days

_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?:(?P<d>\d{1,2})(?P<by>[-/.])(?P<m>\d{1,2})[-/. ](?P<y>(?:19|20)\d\d)"
    r"|(?P<Y>(?:19|20)\d\d)-(?P<M>\d{2})-(?P<D>\d{2}))(?![\d/-])"
)
_CLOCK = re.compile(r"(?<![\d.,:/])([01]?\d|2[0-4])[.:]([0-5]\d)(?![\d½%/]|[.,:]\d| ?(?:%|m\b|cm\b|kr))")
_HOUR = re.compile(r"\bkl\.? *([01]?\d|2[0-4])(?![\d½/]|[.:]\d)")


class DayRead(NamedTuple):
    """A day as it stands somewhere: weekday (0 is Monday) and year as far as they are told."""

    words: str
    weekday: int | None
    year: int | None
    month: int
    day: int

    @property
    def date(self) -> date | None:
        """The day; None when its year is not told, or there is no such day."""
        try:
            return date(self.year, self.month, self.day) if self.year else None
        except ValueError:
            return None


class ClockRead(NamedTuple):
    """A clock time as it stands somewhere."""

    words: str
    hour: int
    minute: int

    @property
    def time(self) -> time:
        return time(self.hour % 24, self.minute)


def days_in(text: str, languages: tuple[str, ...]) -> Iterator[DayRead]:
    """Every day of the calendar a text tells of: in numbers, or with the month's name in one of the languages."""
    pattern, weekdays, months = _words(languages)
    for found in pattern.finditer(text):
        weekday = weekdays.get((found["weekday"] or "").lower())
        year = int(found["year"]) if found["year"] else None
        yield DayRead(found[0], weekday, year, months[found["month"].lower()], int(found["day"]))
    for found in _NUMERIC.finditer(text):
        year, month, day = (int(found[low] or found[high]) for low, high in ("yY", "mM", "dD"))
        if 1 <= month <= 12:
            yield DayRead(found[0], None, year, month, day)


def clocks_in(text: str) -> Iterator[ClockRead]:
    """Every clock time a text tells of: 8.30, 8:30, kl. 9."""
    for pattern in (_CLOCK, _HOUR):
        for found in pattern.finditer(text):
            yield ClockRead(found[0], int(found[1]), int(found[2]) if pattern is _CLOCK else 0)


@functools.cache
def _words(languages: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, int], dict[str, int]]:
    """What finds a day written out, and what weekdays and months are called."""
    weekdays: dict[str, int] = {}
    months: dict[str, int] = {}
    for language in languages:
        days, names = names_of_days(language)
        weekdays |= {name.lower(): number for number, name in enumerate(days)}
        months |= {name.lower(): number for number, name in enumerate(names, start=1)}
    spelled = {form for language in languages for name in names_of_days(language)[1] for form in _forms(name)}
    pattern = re.compile(
        rf"(?:\b(?P<weekday>(?i:{_either(weekdays)})),? +(?:den +|the +|d\. *)?)?"
        rf"(?<![\d.,:/-])(?P<day>[12]\d|3[01]|0?[1-9])(?:\.|st|nd|rd|th)? +(?:of +)?(?P<month>{_either(spelled)})\b"
        r"(?:,? +(?P<year>(?:19|20)\d\d)\b)?"
    )
    return pattern, weekdays, months


def _forms(name: str) -> tuple[str, ...]:
    """A month as it is spelled in its language, with a capital, and in capitals; »may« is no month."""
    return name, name[:1].upper() + name[1:], name.upper()


def _either(words: dict[str, int] | set[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
