"""Typed values in, words of one language out: dates, clock times, lengths of time, numbers and lists.

Every function lets None pass, so that an unknown value reaches the page as a blank to fill in.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import Any

import pyphen
from babel.dates import format_date, format_time, get_day_names, get_month_names
from markupsafe import Markup

from ..model.kit import Item
from ..model.organisation import Period
from ..model.project import Language
from ..model.values import Text

Say = Callable[..., str]
NBSP = "\u00a0"


def _passes_none(function):
    @functools.wraps(function)
    def passing(value, *args, **kwargs):
        return None if value is None else function(value, *args, **kwargs)

    return passing


def filters(language: Language, say: Say) -> dict[str, Callable[..., Any]]:
    """The filters templates and texts use, for one language; ``say`` translates an English interface word."""

    and_ = say("and")

    @functools.lru_cache(maxsize=1000)
    def clock(value: time) -> str:
        return format_time(value, language.clock, locale=language.code)

    @functools.lru_cache(maxsize=1000)
    def long_date(value: date) -> str:
        return format_date(value, language.long_date, locale=language.code)

    @functools.lru_cache(maxsize=1000)
    def short_date(value: date) -> str:
        return format_date(value, language.short_date, locale=language.code)

    def at(value: time) -> str:
        return language.at.format(clock(value))

    def span(item: Item) -> str | None:
        return None if item.start is None else f"{clock(item.start)}–{clock(item.end)}"

    def minutes(value: float) -> str:
        words = say("{n} minute", n=number(value)) if value == 1 else say("{n} minutes", n=number(value))
        return words.replace(" ", NBSP)

    def duration(value: int) -> str:
        hours, rest = divmod(value, 60)
        if not hours:
            return minutes(value)
        if rest == 30:
            return say("{n}½ hours", n=hours).replace(" ", NBSP)
        whole = say("{n} hour", n=hours) if hours == 1 else say("{n} hours", n=hours)
        return (whole + (f" {and_} {minutes(rest)}" if rest else "")).replace(" ", NBSP)

    def in_words(value: int) -> str:
        words = language.number_words
        return words[value] if 0 <= value < len(words) else str(value)

    def join_and(values: Iterable[Any]) -> Any:
        given = [v for v in values if v]
        return joined(given, f" {and_} ")

    def period(value: Period) -> str:
        first = value.start.year * 12 + value.start.month - 1
        last = value.end.year * 12 + value.end.month - 1
        months = [
            format_date(date(m // 12, m % 12 + 1, 1), language.month, locale=language.code)
            for m in range(first, last + 1)
        ]
        return f"{join_and(months)} {value.end.year}"

    formats = {
        "clock": clock,
        "date": long_date,
        "day": short_date,
        "numeric": "{:%d-%m-%Y}".format,
        "time": at,
        "minutes": minutes,
        "duration": duration,
        "in_words": in_words,
        "join_and": join_and,
        "period": period,
        "first_upper": first_upper,
        "plain": plain,
        "wrap": functools.partial(wrap, language=language.code),
        "number": number,
        "ranges": ranges,
    }
    return {name: _passes_none(f) for name, f in formats.items()} | {"span": _passes_none(span)}


@functools.cache
def names_of_days(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the weekdays, from Monday, and the months are called in a language."""
    days, months = get_day_names("wide", locale=language), get_month_names("wide", locale=language)
    return tuple(days[n] for n in range(7)), tuple(months[n] for n in range(1, 13))


def number(value: float) -> str:
    """A number as people write it: whole, or with a half."""
    whole, half = int(value), value != int(value)
    return f"{whole or ''}½" if half else str(whole)


def ranges(numbers: Iterable[int], most: int = 12) -> str:
    """Numbers as people write them, ``1, 3–5, 7``; after ``most`` of them only that there are more."""
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    told = ", ".join(str(a) if a == b else f"{a}–{b}" if b > a + 1 else f"{a}, {b}" for a, b in runs[:most])
    return told + (" ..." if len(runs) > most else "")


def joined(values: Sequence[Any], last: str) -> Any:
    """``a, b og c``; markup among the values stays markup."""
    if len(values) < 2:
        return values[0] if values else None
    head = (
        Markup(", ").join(values[:-1])
        if any(isinstance(v, Markup) for v in values)
        else ", ".join(map(str, values[:-1]))
    )
    return head + last + values[-1]


def first_upper(value: Any) -> Any:
    text = str(value)
    return type(value)(text[:1].upper() + text[1:]) if isinstance(value, (str, Markup)) else text[:1].upper() + text[1:]


def plain(value: Any) -> str:
    """A value without its markup, for pictures and letters measured one by one."""
    return value.striptags() if isinstance(value, Markup) else str(value)


def wrap(value: Any, width: int, language: str = "da") -> list[str]:
    """A text as lines of at most ``width`` characters, for figures; longer words are hyphenated."""
    words = value.in_language(language) if isinstance(value, Text) else plain(value)
    lines: list[str] = []
    for piece in (piece for word in words.split() for piece in _pieces(word, width, language)):
        if lines and len(lines[-1]) + 1 + len(piece) <= width and not lines[-1].endswith("\u2010"):
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return [line.replace("\u2010", "-") for line in lines]


def _pieces(word: str, width: int, language: str) -> list[str]:
    """A word, or its parts with a hyphen at the end of each but the last, none longer than ``width``."""
    if len(word) <= width:
        return [word]
    for head, tail in _hyphenator(language).iterate(word):
        if len(head) < width and min(len(head), len(tail)) > 2:
            return [f"{head}\u2010", *_pieces(tail, width, language)]
    return [word]


@functools.cache
def _hyphenator(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=pyphen.language_fallback(language) or "en")
