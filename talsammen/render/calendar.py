"""Events in words in; calendar files (RFC 5545) out, in which a moved dialogue replaces the old entry.

Nothing in a file depends on the clock, so that an unchanged build changes no file. What a calendar program goes by is
SEQUENCE, counted from the last build (``revisions``). DTSTAMP, which should be the moment the entry was made, grows
with it from the first day of the round, for the programs that only look at that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote
from zoneinfo import ZoneInfo

import icalendar
from icalendar import vCalAddress

from ..model.kit import Kit
from .address import in_ascii
from .context import public_kit
from .environment import Renderer
from .events import EVERYONE, LEADERS, PLANNING, WORDS, Event
from .plain import one_line
from .zone import observances

Revisions = Mapping[str, Mapping[str, object]]
FILES = {EVERYONE: "calendar-everyone", PLANNING: "calendar-planning-group", LEADERS: "calendar-leaders"}
CANCELLED = {EVERYONE: "calendar-cancelled", PLANNING: "calendar-planning-group-cancelled"}
PUBLISHED, PUBLISHED_CANCELLED = "calendar.ics", "calendar-cancelled.ics"
#: A line of so many bytes and more is folded.
FOLDED = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\\[\]]+@[^\s@<>\"(),:;\\\[\]]+")


def revisions(events: Iterable[Event], before: object) -> dict[str, dict[str, object]]:
    """How often each event has changed: uid -> its sequence and the mark of what it says, in all languages together.

    ``before`` is what this said at the last build. Events that are gone are remembered, since they may come back. A
    cancelled event counts one more than the entry it calls back, though nobody remembers that one.
    """
    known = before if isinstance(before, Mapping) else {}
    after = {uid: dict(entry) for uid, entry in known.items() if _is_revision(entry)}
    said: dict[str, list[Event]] = {}
    for event in events:
        said.setdefault(event.uid, []).append(event)
    for uid, versions in said.items():
        mark = sha256(repr([_says(event) for event in versions]).encode()).hexdigest()[:16]
        old = after.get(uid)
        changed = old["sequence"] + (old["mark"] != mark) if old else int(versions[0].cancelled)
        after[uid] = {"sequence": changed, "mark": mark}
    return dict(sorted(after.items()))


def _says(event: Event) -> tuple[object, ...]:
    """What must reach those who have the entry already, when it changes."""
    times = event.start.isoformat(), event.end and event.end.isoformat()
    return (*times, event.summary, event.description, event.location, event.url, event.cancelled)


def _is_revision(entry: object) -> bool:
    """Whether this is an entry as ``revisions`` makes them; a manifest may have been spoiled by hand."""
    return (
        isinstance(entry, Mapping)
        and isinstance(entry.get("mark"), str)
        and type(entry.get("sequence")) is int
        and 0 <= entry["sequence"] < 2**31 - 1
    )


def calendar_files(renderer: Renderer, kit: Kit, events: Iterable[Event], counted: Revisions) -> dict[str, bytes]:
    """The calendars of one kit in one language, path below ``output/`` -> bytes; one without events is not made."""
    language, folder = renderer.code, f"print/{kit.id}/{renderer.code}"
    events, kit = tuple(events), public_kit(kit)
    files: dict[str, bytes] = {}
    for names, off in ((FILES, False), (CANCELLED, True)):
        for audience, name in names.items():
            own = [e for e in events if audience in e.audiences and e.cancelled == off]
            if own:
                files[f"{folder}/{name}.ics"] = calendar(renderer, kit, own, counted, audience)
    for name, target in ((FILES[EVERYONE], PUBLISHED), (CANCELLED[EVERYONE], PUBLISHED_CANCELLED)):
        if data := files.get(f"{folder}/{name}.ics"):
            files[f"site/{kit.site_folder(language)}/{target}"] = data
    return files


def calendar(
    renderer: Renderer, kit: Kit, events: Iterable[Event], counted: Revisions, audience: str = EVERYONE
) -> bytes:
    """These events as one calendar: METHOD:CANCEL when they are cancelled, else METHOD:PUBLISH."""
    events = tuple(events)
    organisation, language = kit.organisation, renderer.code
    zone = ZoneInfo(organisation.time_zone)
    name = _name(renderer, kit, audience)
    whole = icalendar.Calendar()
    whole.add("version", "2.0")
    whole.add("prodid", _clean(f"-//{organisation.name}//{organisation.concept}//{language.upper()}"))
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "CANCEL" if events[0].cancelled else "PUBLISH")
    whole.add("name", name, parameters={"LANGUAGE": language})
    whole.add("x-wr-calname", name)
    whole.add("x-wr-timezone", organisation.time_zone)
    if timed := [e for e in events if e.timed]:
        years = [e.start.year for e in timed]
        whole.add_component(_timezone(organisation.time_zone, min(years), max(years)))
    for event in events:
        whole.add_component(_entry(kit, event, counted[event.uid]["sequence"], zone, language))
    return _written(whole)


def _written(whole: icalendar.Calendar) -> bytes:
    """As the library writes it; it folds letter by letter, so it is only given what is long enough to be folded."""
    lines = ((line, line.encode()) for line in whole.content_lines() if line)
    return b"".join((line.to_ical() if len(data) >= FOLDED else data) + b"\r\n" for line, data in lines)


def _name(renderer: Renderer, kit: Kit, audience: str) -> str:
    words = renderer.texts[WORDS].front.labels[audience]
    context = {"org": renderer.organisation, "workplace": kit.workplace}
    return _clean(one_line(renderer.line(WORDS, f"label {audience}", words, context)))


def _entry(kit: Kit, event: Event, sequence: int, zone: ZoneInfo, language: str) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("sequence", sequence)
    entry.add("dtstamp", _stamp(kit, sequence))
    entry.add("dtstart", event.start.replace(tzinfo=zone) if event.timed else event.start)
    if event.timed and event.end:
        entry.add("dtend", event.end.replace(tzinfo=zone))
    elif not event.timed:
        entry.add("dtend", event.start + timedelta(days=1))
    for key in ("summary", "description", "location"):
        if words := getattr(event, key):
            entry.add(key, _clean(words), parameters={"LANGUAGE": language})
    if event.url and (url := in_ascii(event.url)):
        entry.add("url", url)
    if (organizer := _organizer(event)) is not None:
        entry.add("organizer", organizer)
    entry.add("status", "CANCELLED" if event.cancelled else "TENTATIVE" if event.choice else "CONFIRMED")
    entry.add("transp", "OPAQUE" if event.timed and not event.choice and not event.cancelled else "TRANSPARENT")
    if not event.cancelled:
        entry.add_component(_alarm(event, language))
    return entry


def _alarm(event: Event, language: str) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(event.summary), parameters={"LANGUAGE": language})
    alarm.add("trigger", event.remind)
    return alarm


def _stamp(kit: Kit, sequence: int) -> datetime:
    year = min(max(kit.organisation.round.year, 1990), 2099)
    return datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=min(sequence, 500_000))


def _organizer(event: Event) -> vCalAddress | None:
    """Whom to write to (RFC 5546 asks for one); None while nobody knows an address that is one."""
    name, email = event.organizer or (None, "")
    if not _EMAIL.fullmatch(email.strip()):
        return None
    address = vCalAddress(f"mailto:{quote(email.strip(), safe='@+.-_')}")
    if name:
        address.params["CN"] = _clean(name).replace('"', "'")
    return address


@lru_cache(maxsize=20)
def _timezone(name: str, first: int, last: int) -> icalendar.Timezone:
    """The zone's rules from the first day of one year to the last of another."""
    zone = icalendar.Timezone()
    zone.add("tzid", name)
    for rule in observances(name, first, last):
        part = icalendar.TimezoneDaylight() if rule.summer else icalendar.TimezoneStandard()
        part.add("dtstart", rule.onset)
        part.add("tzoffsetfrom", rule.before)
        part.add("tzoffsetto", rule.after)
        part.add("tzname", rule.name)
        if rule.yearly:
            part.add("rrule", {"freq": "yearly", "bymonth": rule.month, "byday": rule.weekday})
        zone.add_component(part)
    return zone


def _clean(words: str) -> str:
    """Without what would end a line or cannot stand in a file: other control characters than the line feed."""
    return _CONTROL.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n"))
