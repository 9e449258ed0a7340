"""What can be read on a sheet's laid-out pages, held against the plan; what disagrees out, as complaints.

Kinds: ``day`` and ``time`` (neither planned nor written), ``weekday`` (of another day), ``number`` (a count that is
not the plan's), ``sides`` (a page that counts itself wrong), ``missing`` (what must stand on the sheet, and does not).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time

from .model.kit import Document, Kit, PlannedDialogue
from .model.values import Text
from .pdf.sheet import Complaint, Said, Sheet
from .render.emoji import in_letters
from .render.format import names_of_days
from .render.known import Known, mark_of
from .render.readings import DayRead, clocks_in, days_in

_SIDES = re.compile(r"· (\d+)/(\d+)")


def disagreements(
    sheet: Sheet, kit: Kit, document: Document, known: Known, languages: tuple[str, ...], lengths: Mapping[str, int]
) -> Iterator[Complaint]:
    """Everything on one sheet that is not as planned.

    ``languages`` are those people may have written in, ``lengths`` the pages of the kit's documents by their id.
    """
    pages = [one for one in sheet.said if one.kind == "text"]
    for page in pages:
        yield from _strange(page, known, languages)
        if not document.bilingual:
            yield from _sides(page, len(sheet.sizes))
    for one in sheet.said:
        if one.kind != "text":
            yield from _number(one, counts(kit, document, lengths))
    if pages:
        yield from _missing("\n".join(page.what for page in pages), kit, document, languages)


def _strange(page: Said, known: Known, languages: tuple[str, ...]) -> Iterator[Complaint]:
    """Days and times of one page that nobody planned or wrote, and weekdays of another day; each once."""
    for read in dict.fromkeys(days_in(page.what, languages)):
        days = [day for day in known.days if (day.month, day.day) == (read.month, read.day)]
        days = [day for day in days if read.year in (None, day.year)]
        if mark_of(read) in known.as_written:
            continue
        if not days:
            yield Complaint("day", page.page, read.words, _nearest_day(read, known))
        elif read.weekday is not None and read.weekday not in [day.weekday() for day in days]:
            weekday = names_of_days(_language(read, languages))[0][days[0].weekday()]
            yield Complaint("weekday", page.page, read.words, weekday)
    for clock in dict.fromkeys(clocks_in(page.what)):
        if clock.time not in known.times:
            yield Complaint("time", page.page, clock.words, _nearest_time(clock.time, known))


def _language(read: DayRead, languages: tuple[str, ...]) -> str:
    """The language a day with its weekday is told in."""
    return next(one for one in languages if names_of_days(one)[0][read.weekday or 0].lower() in read.words.lower())


def _nearest_day(read: DayRead, known: Known) -> str:
    days = sorted(day for day in known.planned or known.days if isinstance(day, date))
    if not days:
        return "–"
    day = read.date

    def apart(one: date) -> int:
        return abs((one - day).days) if day else abs(one.month * 31 + one.day - read.month * 31 - read.day)

    return f"{min(days, key=apart):%d-%m-%Y}"


def _nearest_time(read: time, known: Known) -> str:
    times = sorted(one for one in known.planned if isinstance(one, time)) or sorted(known.times)
    near = min(times, key=lambda one: abs(_minutes(one) - _minutes(read)), default=None)
    return f"{near.hour}.{near:%M}" if near else "–"


def _minutes(clock: time | datetime) -> int:
    return clock.hour * 60 + clock.minute


def _sides(page: Said, pages: int) -> Iterator[Complaint]:
    for number, of in dict.fromkeys(_SIDES.findall(page.what)):
        if (int(number), int(of)) != (page.page, pages):
            yield Complaint("sides", page.page, f"{number}/{of}", f"{page.page}/{pages}")


def _number(told: Said, wanted: Mapping[str, int | None]) -> Iterator[Complaint]:
    """A count a layout marks with ``data-count``; where the plan knows none there is a blank."""
    shown, number = re.findall(r"\d+", told.what), wanted.get(told.kind)
    if (shown and shown[0] != str(number)) or told.kind not in wanted or (number is not None and not shown):
        said = f"{told.kind}: {shown[0] if shown else '–'}"
        yield Complaint("number", told.page, said, "–" if number is None else str(number))


def counts(kit: Kit, document: Document, lengths: Mapping[str, int]) -> Mapping[str, int | None]:
    """What a layout may count: of the kit, of the dialogue the sheet is for, and of every document of the kit."""
    planned = _dialogues(kit, document)[0]
    found: dict[str, int | None] = {
        "all-participants": kit.participant_count,
        "participants": len(planned.participants) or None,
        "groups": planned.group_count,
    }
    found |= {f"copies of {one.id}": one.copies for one in kit.documents}
    return found | {f"pages of {one.id}": lengths.get(one.id) for one in kit.documents}


def _dialogues(kit: Kit, document: Document) -> tuple[PlannedDialogue, ...]:
    """The dialogues a sheet is about: its team's, or all of them."""
    return tuple(d for d in kit.dialogues if document.dialogue in ("", d.id)) or kit.dialogues


def _missing(text: str, kit: Kit, document: Document, languages: tuple[str, ...]) -> Iterator[Complaint]:
    """What the layout says it tells (``tells``), is known, and cannot be read whole."""
    told = _letters(text)
    for words, often in _told_by(kit, document).items():
        if _times(told, words) < often:
            yield Complaint("missing", 0, words)
    days = {read.date for read in days_in(text, languages)} | {(r.month, r.day) for r in days_in(text, languages)}
    clocks = {read.time for read in clocks_in(text)}
    for d in (d for d in _dialogues(kit, document) if not d.dialogue.cancelled):
        day, places = d.dialogue.date, _words(d.dialogue.place)
        if "day" in document.tells and day and not {day, (day.month, day.day)} & days:
            yield Complaint("missing", 0, f"{day:%d-%m-%Y}")
        if "time" in document.tells and d.start and d.start not in clocks:
            yield Complaint("missing", 0, f"{d.start.hour}.{d.start:%M}")
        if "place" in document.tells and places and not any(_times(told, place) for place in places):
            yield Complaint("missing", 0, places[0])


def _told_by(kit: Kit, document: Document) -> Counter[str]:
    """The names a sheet must hold and how often; two people may have one name."""
    names: Counter[str] = Counter()
    for d in _dialogues(kit, document):
        rounds = 1 if d.seating and d.seating.same else 2
        often = rounds if "groups" in document.tells else 1 if "participants" in document.tells else 0
        names.update([p.name for p in d.participants if p.name] * often)
    people = kit.workplace
    for which, one in (("leader", people.leader), ("contact", people.contact)):
        if which in document.tells and one and one.name:
            names.setdefault(one.name, 1)
    if "planning-group" in document.tells:
        for one in people.planning_group:
            names.setdefault(one.name, 1) if one.name else None
    return names


def _words(text: Text | None) -> list[str]:
    return list(text.root.values()) if text else []


def _letters(text: str) -> tuple[str, set[int]]:
    """The letters and digits of a text alone, and where among them words begin and end."""
    letters: list[str] = []
    edges = {0}
    for run in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)):
        letters += run.lower() if len(run.lower()) == len(run) else run
        edges.add(len(letters))
    return "".join(letters), edges


def _times(told: tuple[str, set[int]], words: str) -> int:
    """How often these words stand in a text, however they are broken into lines."""
    letters, edges = told
    wanted, _ = _letters(html.unescape(in_letters(html.escape(words))))
    if not wanted:
        return 1_000_000
    starts: Iterable[int] = (found.start() for found in re.finditer(f"(?={re.escape(wanted)})", letters))
    return sum(1 for start in starts if start in edges and start + len(wanted) in edges)
