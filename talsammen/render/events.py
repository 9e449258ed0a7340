"""A Kit and a language in; everything of it that belongs in a calendar out, as Events in words.

All is made from the public kit: a calendar is handed on, so nobody's name but the planning group's is in it.
A day nobody knows yet makes no event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from markupsafe import escape

from ..model.kit import MILESTONES, Kit
from ..model.organisation import Session, Workshop
from .address import address_of
from .context import HANGS_ON_DIALOGUE, DialogueView, public_kit, site_view
from .environment import Renderer
from .plain import one_line, plain

WORDS = "files/calendar"
EVERYONE, PLANNING, LEADERS = "everyone", "planning-group", "leaders"
FOLLOW_UPS = {"followup_3": 3, "followup_6": 6, "followup_9": 9, "followup_12": 12}

#: Who has a milestone in the calendar besides the planning group, which has all of them.
ALSO = {
    "planning": (LEADERS,), "information": (EVERYONE,), "forms": (EVERYONE,), "preparation": (EVERYONE,),
    "first_meeting": (EVERYONE, LEADERS), "feedback": (EVERYONE, LEADERS), "plan_sent": (LEADERS,),
}  # fmt: skip

#: Days are reminded of at nine in the morning: an event of a whole day begins at midnight.
THREE_DAYS, ONE_DAY = timedelta(days=-3, hours=9), timedelta(days=-1, hours=9)

#: Years an event can lie in; a slip of the pen in the organisation's file is no event.
YEARS = range(1990, 2100)


@dataclass(frozen=True)
class Event:
    """One entry: a whole day (``start`` is a date), or from one clock time to another in the organisation's zone.

    ``dialogue`` names the dialogue it is; None for other events. ``remind`` counts from the start. ``choice``: one of
    several, of which people choose. ``organizer``: whom to write to, name and e-mail address.
    """

    uid: str
    start: date
    end: date | None
    summary: str
    description: str
    location: str | None
    url: str | None
    audiences: tuple[str, ...]
    remind: timedelta
    dialogue: str | None = None
    cancelled: bool = False
    choice: bool = False
    organizer: tuple[str | None, str] | None = None

    @property
    def timed(self) -> bool:
        return isinstance(self.start, datetime)


def events_of(renderer: Renderer, kit: Kit) -> tuple[Event, ...]:
    """Everything for anybody's calendar, in the order of time; cancelled dialogues too."""
    teller = _Teller(renderer, public_kit(kit))
    found = [*teller.dialogues(), *teller.milestones(), *teller.leaders(), *teller.workshops()]
    found = [event for event in found if event.start.year in YEARS]
    return tuple(sorted(found, key=lambda e: (e.start.isoformat(), e.summary)))


class _Teller:
    """One public kit in one language: its events, from its days and the words of ``files/calendar``."""

    def __init__(self, renderer: Renderer, kit: Kit) -> None:
        self.renderer, self.kit = renderer, kit
        self.address = address_of(kit, renderer.code)
        self.view = {**vars(site_view(kit, renderer)), "document_url": lambda _: None, "address": self.address}
        self.off = all(d.dialogue.cancelled for d in kit.dialogues)

    def dialogues(self) -> Iterator[Event]:
        for planned, view in zip(self.kit.dialogues, self.view["dialogues"], strict=True):
            if view.date:
                start, end = _dialogue_times(view)
                yield self._event(
                    "dialogue", start, end, audiences=(EVERYONE, PLANNING, LEADERS), page="step-8",
                    words={"dialogue": view}, part=planned.id, dialogue=planned.id, cancelled=view.cancelled,
                    location=one_line(str(escape(view.place))) if view.place else None,
                    remind=timedelta(days=-1) if view.start else ONE_DAY,
                )  # fmt: skip

    def milestones(self) -> Iterator[Event]:
        for number, milestone in enumerate(MILESTONES, start=1):
            day = self.kit.day(milestone)
            if milestone == "dialogue" or day is None:
                continue
            months = FOLLOW_UPS.get(milestone)
            page = "passing-on" if milestone == "plan_sent" else f"step-{min(number, 12)}"
            yield self._event(
                milestone, day, audiences=(PLANNING, *ALSO.get(milestone, ())), page=page,
                label="followup" if months else milestone, words={"months": months},
                cancelled=self.off and milestone in HANGS_ON_DIALOGUE,
            )  # fmt: skip
        if day := self.kit.organisation.privacy.delete_by:
            yield self._event("names_deleted", day, audiences=(PLANNING,), page=None)

    def leaders(self) -> Iterator[Event]:
        """The leader's own milestones (facts lead.2, lead.4, lead.9, lead.13-14); the guide sets no day for them."""
        held = [d.dialogue.date for d in self.kit.dialogues if d.dialogue.date and not d.dialogue.cancelled]
        days = {
            "leader_ready": self.kit.day("preparation"),
            "leader_notes": max(held, default=None),
            "leader_tell": self.kit.day("feedback"),
        }
        for key, day in days.items():
            if day and not self.off:
                yield self._event(key, day, audiences=(LEADERS,), page="leader")

    def workshops(self) -> Iterator[Event]:
        """The organisation's workshops (D51): one event per session, the same for all workplaces."""
        seen: set[str] = set()
        spoken = self.renderer.organisation.workshops
        for workshop, own in zip(self.kit.organisation.workshops, spoken, strict=True):
            for number, session in enumerate(workshop.sessions, start=1):
                part = next(p for p in _parts(workshop, session, number) if p not in seen)
                seen.add(part)
                if session.date:
                    yield self._workshop(own, own.sessions[number - 1], part)

    def _workshop(self, workshop: Workshop, session: Session, part: str) -> Event:
        start, end = _session_times(session)
        choices = sum(1 for s in workshop.sessions if s.date)
        return self._event(
            "workshop", start, end, audiences=(LEADERS,), page=None, part=part, location=session.place,
            words={"workshop": workshop, "session": session, "choices": choices}, choice=choices > 1, shared=True,
            remind=timedelta(days=-1) if session.start else ONE_DAY,
        )  # fmt: skip

    def _event(
        self, key: str, start: date, end: date | None = None, *, audiences: tuple[str, ...], page: str | None,
        label: str | None = None, words: Mapping[str, Any] | None = None, part: str = "", shared: bool = False,
        cancelled: bool = False, remind: timedelta = THREE_DAYS, **more: Any,
    ) -> Event:  # fmt: skip
        context = {**self.view, **(words or {})}
        name = label or key
        summary = self._line(name, context)
        block = name.replace("_", "-")
        if cancelled:
            summary = self._line("cancelled", {**context, "summary": summary})
            block = "cancelled" if key == "dialogue" else "moved"
        link = self._link(page)
        url = link and f"{self._line('more', context)} {link}"
        text = self._text(block, context)
        return Event(
            uid=self._uid(key, part, shared), start=start, end=end, summary=summary, audiences=audiences, remind=remind,
            description="\n\n".join(filter(None, (text, url))), url=link, cancelled=cancelled,
            organizer=self._hr() if shared else self._contact(), **{"location": None, **more},
        )  # fmt: skip

    def _contact(self) -> tuple[str | None, str] | None:
        """The workplace's own: the one to tell when one cannot come, the leader, or the one who takes the forms."""
        known = (self.view["absence_contact"], self.view["leader"], self.view["contact"])
        return next(((person.name, person.email) for person in known if person and person.email), None)

    def _hr(self) -> tuple[str | None, str] | None:
        hr = self.renderer.organisation.hr
        return (hr.name, hr.email) if hr.email else None

    def _uid(self, key: str, part: str, shared: bool) -> str:
        """The same at every build, whatever moves; another round, workplace or team is another event."""
        organisation = self.kit.organisation
        whose = "" if shared else self.kit.id
        return str(uuid5(NAMESPACE_URL, "\n".join((organisation.name, str(organisation.round.year), whose, part, key))))

    def _link(self, page: str | None) -> str | None:
        return f"{self.address}{page}.html" if self.address and page else None

    def _line(self, name: str, context: Mapping[str, Any]) -> str:
        front = self.renderer.texts[WORDS].front
        return one_line(self.renderer.line(WORDS, f"label {name}", front.labels[name], context))

    def _text(self, block: str, context: Mapping[str, Any]) -> str:
        return plain(self.renderer.block(WORDS, block, context))


def _parts(workshop: Workshop, session: Session, number: int) -> Iterable[str]:
    """What tells a session from the others: its team, else its number among them."""
    yield f"{workshop.key}/{session.team or number}"
    yield from (f"{workshop.key}/{session.team or ''}/{n}" for n in range(number, number + 1000))


def _dialogue_times(view: DialogueView) -> tuple[date, date | None]:
    """From its start for as long as it takes, by the clock on the wall, over midnight as well."""
    if view.start is None:
        return view.date, None
    start = datetime.combine(view.date, view.start)
    return start, start + timedelta(minutes=view.minutes)


def _session_times(session: Session) -> tuple[date, date | None]:
    if session.start is None:
        return session.date, None
    start = datetime.combine(session.date, session.start)
    end = datetime.combine(session.date, session.end or time.min)
    return start, end if end > start else None
