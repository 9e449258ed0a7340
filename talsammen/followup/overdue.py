"""One kit and a day in; what should have been in its file by then, and what is still unknown, out (ov.s4-12, fb.2).

Only what a file can show is told: nobody writes that the information meeting was held. What hangs on a dialogue that
is cancelled is not overdue; it waits for the new date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..errors import Message, say
from ..model.kit import Kit
from ..model.overview import Due
from ..model.themes import KINDS

_THEMES = {"wellbeing": say("the well-being theme"), "leadership": say("the leadership theme")}
NO_DATE = say("the date of the dialogue")
NO_PLAN = say("the development plan")


def overdue(kit: Kit, today: date) -> tuple[Due, ...]:
    """What is missing although its day has passed; the day itself is still in time."""
    asked = (("selection", _themes(kit)), *_for_the_day(kit), ("plan_sent", _plan(kit)), *_afterwards(kit))
    found = [
        Due(milestone, day, what)
        for milestone, missing in asked
        if (day := kit.day(milestone)) and day < today
        for what in missing
    ]
    period = kit.organisation.round.period
    if kit.workplace.occasion == "round" and period and period.end < today and not held_on(kit):
        found.append(Due("dialogue", period.end, NO_DATE))
    return tuple(sorted(found, key=lambda due: due.day))


def missing(kit: Kit, today: date) -> tuple[Message, ...]:
    """What the file does not say yet, in the order it becomes known; overdue or not."""
    if kit.stage == "held":
        return tuple(_plan(kit))
    found = [] if held_on(kit) else [NO_DATE]
    found += _time_and_place(kit) + _themes(kit) + _participants(kit)
    if (day := kit.day("dialogue")) and day < today and held_on(kit):
        found.append(say("the results of the dialogue"))
    return tuple(found)


def held_on(kit: Kit) -> bool:
    """Whether at least one dialogue has a day that stands."""
    return any(d.dialogue.date and not d.dialogue.cancelled for d in kit.dialogues)


def _for_the_day(kit: Kit) -> Iterator[tuple[str, list[Message]]]:
    if held_on(kit) and kit.stage != "held":
        yield "invitation", _time_and_place(kit)
        yield "practical", _participants(kit)


def _afterwards(kit: Kit) -> Iterator[tuple[str, list[Message]]]:
    """Three months after the plan at least one effort is under way (plans.6)."""
    plans = kit.workplace.followup.action_plans if kit.workplace.followup else ()
    begun = any(plan.status not in (None, "idea") for plan in plans)
    if kit.stage == "held" and not _plan(kit) and not begun:
        yield "followup_3", [say("an effort that is under way")]


def _themes(kit: Kit) -> list[Message]:
    if not any(kit.themes[kind] for kind in KINDS):
        return [say("the two themes")]
    return [_THEMES[kind] for kind in KINDS if not kit.themes[kind]]


def _time_and_place(kit: Kit) -> list[Message]:
    standing = [d for d in kit.dialogues if not d.dialogue.cancelled]
    found = [say("the time the dialogue begins")] if any(d.start is None for d in standing) else []
    return found + ([say("the place of the dialogue")] if any(d.dialogue.place is None for d in standing) else [])


def _participants(kit: Kit) -> list[Message]:
    standing = [d for d in kit.dialogues if not d.dialogue.cancelled]
    known = kit.participant_count or all(d.participants for d in standing)
    return [] if known else [say("the participants")]


def _plan(kit: Kit) -> list[Message]:
    followup = kit.workplace.followup
    return [] if followup and followup.development_plan else [NO_PLAN]
