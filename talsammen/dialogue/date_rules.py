"""A Case in; findings about days and clock times out (facts fb.1, fb.2, prep1-prep7, INC-28, INC-29)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..errors import BadValue, say
from ..model.kit import MILESTONES
from ..model.places import Key
from ..model.workplace import Dialogue
from .calendar import YEARS, dialogue_days, holiday_name
from .chain import NAMES
from .finding import Case, Finding
from .programme import plan_items

#: What must not lie after what comes later in the same line. Step 9 runs beside step 10 (fol9.1).
BEFOREHAND = (
    ("planning", "information", "forms", "selection", "invitation", "preparation", "dialogue"),
    ("practical", "dialogue"),
)
AFTERWARDS = (
    ("dialogue", "first_meeting"),
    ("dialogue", "plan", "feedback", "underway", "followup_3", "followup_6", "followup_9", "followup_12"),
    ("dialogue", "plan", "plan_sent"),
)


def years_make_sense(case: Case) -> Iterator[Finding]:
    """A year nobody can mean is a slip of the pen."""
    for path, day in [*_dialogues(case, cancelled=True), *_given(case)]:
        if day.year not in YEARS:
            message = say("the year {year} cannot be right", year=str(day.year))
            yield Finding(path, "year", message, say("write the day as day-month-year, such as 17-09-2025"), error=True)


def items_fit(case: Case) -> Iterator[Finding]:
    """The programme can be held in the time it is given (dia.9-dia.13)."""
    for i, dialogue in enumerate(case.workplace.dialogues):
        try:
            plan_items(dialogue, case.organisation)
        except BadValue as refused:
            path = ("dialogues", i, _culprit(refused.code, dialogue))
            yield Finding(path, refused.code, refused.message, refused.fix, error=True)


def dialogues_in_period(case: Case) -> Iterator[Finding]:
    """In the round all dialogues lie in the organisation's period (fb.1)."""
    period = case.organisation.round.period
    if case.workplace.occasion != "round" or period is None:
        return
    for path, day in _dialogues(case):
        if day.year in YEARS and day not in period:
            message = say(
                "the dialogue on {day} lies outside the round, {start} to {end}",
                day=day,
                start=period.start,
                end=period.end,
            )
            yield Finding(path, "outside-period", message, say("choose a day in the round, or write anledning: egen"))


def days_are_workdays(case: Case) -> Iterator[Finding]:
    """Dialogues and given days do not lie on a weekend, a public holiday or in the summer closing."""
    closing = case.organisation.summer_closing
    for path, day in [*_dialogues(case), *_given(case)]:
        if day.year not in YEARS:
            continue
        if day.weekday() > 4:
            message = say("{day} lies on a weekend", day=day)
            yield Finding(path, "weekend", message, say("choose a day from Monday to Friday"))
        elif name := holiday_name(day, case.organisation.country):
            message = say("{day} is a public holiday ({name})", day=day, name=name)
            yield Finding(path, "holiday", message, say("choose another day"))
        elif closing and day in closing:
            message = say(
                "{day} lies in the summer closing, {start} to {end}", day=day, start=closing.start, end=closing.end
            )
            yield Finding(path, "summer-closing", message, say("choose a day before or after it"))


def leaders_are_trained(case: Case) -> Iterator[Finding]:
    """In the round the leaders are trained before the dialogue (INC-29): a warning, not a refusal."""
    training = [s.date for w in case.organisation.workshops if w.key == "training" for s in w.sessions if s.date]
    if case.workplace.occasion != "round" or not training:
        return
    for path, day in _dialogues(case):
        if day <= min(training):
            message = say(
                "the dialogue on {day} comes before the leaders are trained ({training})",
                day=day,
                training=min(training),
            )
            yield Finding(path, "before-training", message, say("choose a later day if you can"))


def days_are_in_order(case: Case) -> Iterator[Finding]:
    """Forms before selection before invitation before dialogue, plan after it, and so on (Part 5's checks)."""
    held = dialogue_days(case.workplace)
    known = {m: day for m in MILESTONES if (day := getattr(case.workplace.dates, m, None)) and day.year in YEARS}
    told: set[Key] = set()
    for lines, nearest in ((BEFOREHAND, held[:1]), (AFTERWARDS, held[-1:])):
        days = {**known, "dialogue": nearest[0]} if nearest else known
        for line in lines:
            found = [f for f in _out_of_order([(m, days[m]) for m in line if m in days]) if f.path not in told]
            told |= {finding.path for finding in found}
            yield from found


def plan_in_time(case: Case) -> Iterator[Finding]:
    """In the round the plan is made and sent by the organisation's last day (fb.2, INC-28)."""
    deadline = case.organisation.round.plan_deadline
    if case.workplace.occasion != "round" or deadline is None:
        return
    sent, plan = case.workplace.dates.plan_sent, case.dates["plan"]
    if sent and sent > deadline:
        message = say("the plan is sent on {day}; the last day is {deadline}", day=sent, deadline=deadline)
        yield Finding(("dates", "plan_sent"), "sent-late", message, say("write a day that is not after the deadline"))
    if plan.day and plan.day > deadline:
        message = say(
            "the meeting about the plan on {day} lies after the last day for plans, {deadline}",
            day=plan.day,
            deadline=deadline,
        )
        path = ("dates", "plan") if plan.given else ("dialogues",)
        yield Finding(path, "plan-late", message, say("hold the meeting earlier, and write its day in planmøde:"))


RULES = (
    years_make_sense,
    items_fit,
    dialogues_in_period,
    days_are_workdays,
    leaders_are_trained,
    days_are_in_order,
    plan_in_time,
)


def _dialogues(case: Case, cancelled: bool = False) -> list[tuple[Key, date]]:
    """The days of the dialogues that are to be held, with their places."""
    return [
        (("dialogues", i, "date"), d.date)
        for i, d in enumerate(case.workplace.dialogues)
        if d.date and (cancelled or not d.cancelled)
    ]


def _given(case: Case) -> list[tuple[Key, date]]:
    return [(("dates", m), day) for m in MILESTONES if (day := getattr(case.workplace.dates, m, None))]


def _out_of_order(line: list[tuple[str, date]]) -> Iterator[Finding]:
    for (first, day), (second, later) in pairwise(line):
        if day > later:
            message = say(
                "{first} on {day} lies after {second} on {later}",
                first=NAMES[first],
                day=day,
                second=NAMES[second],
                later=later,
            )
            path = ("dates", second if first == "dialogue" else first)
            yield Finding(path, "order", message, say("swap or change the days"))


def _culprit(code: str, dialogue: Dialogue) -> str:
    if code == "midnight":
        return "start"
    return "duration" if dialogue.duration is not None else "programme"
