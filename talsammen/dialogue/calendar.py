"""A workplace's dialogues and given days in, a planned day with its reason for every milestone out.

Steps 1-7 are planned backwards from the first dialogue, steps 9-12 forwards from the last one, the follow-ups forwards
from the planning group's meeting (step 10). A day that somebody has given is never changed.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from ..errors import Message, say
from ..model.kit import MILESTONES, PlannedDate
from ..model.organisation import Organisation, Period
from ..model.workplace import Workplace
from .chain import AFTER, BEFORE, CHOSEN, NAMES, Chain, Step

PREPARATION = MILESTONES[:7]
AFTERWARDS = MILESTONES[8:12]
FOLLOW_UPS = {3: "followup_3", 6: "followup_6", 9: "followup_9", 12: "followup_12"}

#: Years a day can be meant in; the holidays are known for them.
YEARS = range(1990, 2100)
LONGEST_CLOSING = timedelta(days=180)
MOST_WEEKS = 5 * 52

_WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
_EVES = {(12, 24): say("Christmas Eve"), (12, 31): say("New Year's Eve")}
_NO_DATE = say("the dialogue has no date yet")


# --- Workdays -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _holidays(country: str, year: int) -> Mapping[date, str]:
    """The public holidays of one year with their names in the country's own language; none for an unknown country."""
    import holidays

    try:
        language = holidays.country_holidays(country).default_language
        return dict(holidays.country_holidays(country, years=year, language=language))
    except NotImplementedError:
        return {}


def knows_country(country: str) -> bool:
    """Whether the public holidays of this country (ISO 3166-1 code) are known."""
    return bool(_holidays(country.strip().upper(), 2025))


def holiday_name(day: date, country: str) -> str | None:
    """The public holiday on this day, in the country's own language; None on other days."""
    return _holidays(country.strip().upper(), day.year).get(day)


def is_workday(day: date, organisation: Organisation) -> bool:
    """Whether this is a day from Monday to Friday that is no public holiday."""
    return day.weekday() < 5 and holiday_name(day, organisation.country) is None


def workday_on_or_before(day: date, organisation: Organisation) -> date:
    """This day, or the nearest one before it on which something can be planned (see ``obstacle``)."""
    return _free(organisation, day, BEFORE)


def workday_on_or_after(day: date, organisation: Organisation) -> date:
    """This day, or the nearest one after it on which something can be planned (see ``obstacle``)."""
    return _free(organisation, day, AFTER)


def obstacle(day: date, organisation: Organisation) -> Message | None:
    """Why nothing is planned on this day: the summer closing, a holiday, a weekend or the two eves; None when free."""
    if (closing := _closing(organisation)) and day in closing:
        return say("the summer closing")
    if day.weekday() > 4:
        return say("the weekend")
    if name := holiday_name(day, organisation.country):
        return say("the public holiday {name}", name=name)
    return _EVES.get((day.month, day.day))


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _free(organisation: Organisation, day: date, direction: int) -> date:
    while obstacle(day, organisation):
        day += timedelta(direction)
    return day


def _closing(organisation: Organisation) -> Period | None:
    closing = organisation.summer_closing
    return closing if closing and closing.end - closing.start <= LONGEST_CLOSING else None


# --- The plan -------------------------------------------------------------------------------------------------------


def plan_dates(workplace: Workplace, organisation: Organisation) -> dict[str, PlannedDate]:
    """The planned day of every milestone, in the order of the process (facts ov.s1-ov.s12, fb.2, plans.6, INC-28, D4).

    A day is a workday outside the summer closing, unless it was given or had to fit between given days that leave no
    workday. No step of the preparation lies after a later one, and no step of the follow-up before an earlier one;
    ``plan_sent`` stands outside that order, since the organisation's deadline does not move.
    """
    written = {m: day for m in MILESTONES if (day := getattr(workplace.dates, m, None))}
    given = {m: day for m, day in written.items() if day.year in YEARS}
    held = dialogue_days(workplace)
    planned = {m: PlannedDate(m, None, _NO_DATE) for m in MILESTONES}
    planned |= {m: PlannedDate(m, day, CHOSEN, given=True) for m, day in given.items()}
    if held:
        planned["dialogue"] = _dialogue(held)
        planned |= _before(held[0], organisation, given) | _after(held[-1], organisation, given)
    planned |= _follow_ups(planned, organisation, given)
    planned["plan_sent"] = _plan_sent(planned, workplace, organisation)
    planned |= {m: PlannedDate(m, day, CHOSEN, given=True) for m, day in written.items()}
    return {m: planned[m] for m in MILESTONES}


def dialogue_days(workplace: Workplace) -> list[date]:
    """The days of the dialogues, the first one first; cancelled ones only count while nothing else is known."""
    known = [d for d in workplace.dialogues if d.date and d.date.year in YEARS]
    return sorted(d.date for d in ([d for d in known if not d.cancelled] or known))


def _dialogue(days: Sequence[date]) -> PlannedDate:
    reason = say("the first of {count} dialogues", count=len(days)) if len(days) > 1 else CHOSEN
    return PlannedDate("dialogue", days[0], reason, given=True)


def _before(first: date, organisation: Organisation, given: Mapping[str, date]) -> dict[str, PlannedDate]:
    """Steps 7 to 1, outwards from the dialogue; the last of them at the latest on the workday before it."""
    eve = workday_on_or_before(first - timedelta(1), organisation)
    latest = say("the last workday before the dialogue")
    steps = []
    for milestone in reversed(PREPARATION):
        weeks = min(getattr(organisation.planning, milestone), MOST_WEEKS)
        usual = first - timedelta(weeks=weeks)
        steps.append(Step(milestone, min(usual, eve), 7 * weeks, _weeks_before(weeks) if usual <= eve else latest))
    return _chain(BEFORE, organisation, given).lay(first, latest, steps)


def _after(last: date, organisation: Organisation, given: Mapping[str, date]) -> dict[str, PlannedDate]:
    """Steps 9 to 12, outwards from the dialogue; given follow-ups bound them."""
    weeks = {m: min(getattr(organisation.planning, m), MOST_WEEKS) for m in AFTERWARDS}
    steps = [Step(m, last + timedelta(weeks=n), 7 * n, _weeks_after(n)) for m, n in weeks.items()]
    far = 7 * max(weeks.values())
    bounds = [Step(m, given[m], far + 30 * n, CHOSEN) for n, m in FOLLOW_UPS.items() if m in given]
    return _chain(AFTER, organisation, given).lay(last, _weeks_after(0), [*steps, *bounds])


def _follow_ups(
    planned: Mapping[str, PlannedDate], organisation: Organisation, given: Mapping[str, date]
) -> dict[str, PlannedDate]:
    """The follow-ups the organisation asks for, so many months after the planning group's meeting (plans.6)."""
    unasked = {
        m: PlannedDate(
            m,
            None,
            say(
                "{organisation} does not ask for a follow-up after {months} months",
                organisation=organisation.name,
                months=n,
            ),
        )
        for n, m in FOLLOW_UPS.items()
        if n not in organisation.followup_months and m not in given
    }
    plan = planned["plan"].day
    if plan is None:
        return unasked
    steps = [
        Step(
            m,
            usual := add_months(plan, n),
            (usual - plan).days,
            say("{months} months after the meeting about the plan", months=n),
        )
        for n, m in FOLLOW_UPS.items()
        if m not in unasked
    ]
    start = max(plan, planned["underway"].day or plan)
    return unasked | _chain(AFTER, organisation, given).lay(start, say("when the efforts are under way"), steps)


def _plan_sent(planned: Mapping[str, PlannedDate], workplace: Workplace, organisation: Organisation) -> PlannedDate:
    """The organisation's last workday for plans (INC-28); outside the round the day of the feedback."""
    deadline = organisation.round.plan_deadline
    if workplace.occasion == "round" and deadline:
        day = workday_on_or_before(deadline, organisation)
        reason = _moved(organisation, say("the organisation's last day for plans"), deadline, day)
        return PlannedDate("plan_sent", day, reason)
    feedback = planned["feedback"]
    reason = say("together with {step}", step=NAMES["feedback"]) if feedback.day else feedback.reason
    return PlannedDate("plan_sent", feedback.day, reason)


def _chain(direction: int, organisation: Organisation, given: Mapping[str, date]) -> Chain:
    def late(milestone: str, wanted: date) -> date | None:
        closing = _closing(organisation)
        if milestone in ("preparation", "practical") and closing and wanted in closing:
            return workday_on_or_after(closing.end, organisation)
        return None

    return Chain(
        direction,
        given,
        lambda day, towards: _free(organisation, day, towards),
        lambda reason, wanted, day: _moved(organisation, reason, wanted, day),
        late,
    )


def _moved(organisation: Organisation, reason: Message, wanted: date, day: date) -> Message:
    """The reason, with what was in the way when the day is not the wanted one."""
    cause = obstacle(wanted, organisation)
    if day == wanted or cause is None:
        return reason
    parts = {"reason": reason, "weekday": _WEEKDAYS[wanted.weekday()], "cause": cause}
    if day < wanted:
        return say("{reason}; moved back from {weekday} because of {cause}", **parts)
    return say("{reason}; moved on from {weekday} because of {cause}", **parts)


def _weeks_before(weeks: int) -> Message:
    if weeks == 1:
        return say("one week before the dialogue")
    return say("{weeks} weeks before the dialogue", weeks=weeks)


def _weeks_after(weeks: int) -> Message:
    if not weeks:
        return say("on the day of the dialogue")
    return say("{weeks} weeks after the dialogue", weeks=weeks) if weeks > 1 else say("one week after the dialogue")
