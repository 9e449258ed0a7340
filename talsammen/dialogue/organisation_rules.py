"""The organisation's file in; what is wrong or doubtful in it out, placed by ``Organisation``'s field names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..errors import say
from ..model.organisation import Organisation
from ..model.values import fold
from .calendar import LONGEST_CLOSING, is_workday, knows_country
from .finding import Finding


def organisation_findings(
    organisation: Organisation, content_languages: Sequence[str] | None = None
) -> tuple[Finding, ...]:
    """Every finding, errors first; languages are only checked when ``content_languages`` is given."""
    rules = (_country, _address, _group_sizes, _efforts, _closing, _deadline_in_time, _deadline_after_round)
    found = [finding for rule in rules for finding in rule(organisation)]
    if content_languages is not None:
        found += unwritten(organisation.languages, content_languages)
    return tuple(sorted(found, key=lambda f: not f.error))


def unwritten(languages: Sequence[str], content_languages: Sequence[str]) -> Iterator[Finding]:
    """The languages asked for that the guide is not written in; placed at ``languages``."""
    known = {fold(language) for language in content_languages}
    for i, language in enumerate(languages):
        if fold(language) not in known:
            message = say("the guide is not written in the language »{language}«", language=language)
            fix = say("write one of: {languages}", languages=", ".join(content_languages))
            yield Finding(("languages", i), "no-content", message, fix)


def _country(organisation: Organisation) -> Iterator[Finding]:
    if not knows_country(organisation.country):
        message = say("the public holidays of »{country}« are not known", country=organisation.country)
        yield Finding(("country",), "country", message, say("write the country's two letters, such as DK"))


def _address(organisation: Organisation) -> Iterator[Finding]:
    if organisation.address and not re.match(r"https?://\w", organisation.address):
        message = say("»{address}« is not a web address", address=organisation.address)
        yield Finding(("address",), "address", message, say("write it with https:// in front"))


def _group_sizes(organisation: Organisation) -> Iterator[Finding]:
    if not 2 <= organisation.group_min <= organisation.group_max:
        message = say(
            "groups of {least} to {most} people cannot be made",
            least=organisation.group_min,
            most=organisation.group_max,
        )
        fix = say("write gruppe-mindst: 3 and gruppe-højst: 4")
        yield Finding(("group_min",), "group-sizes", message, fix, error=True)


def _efforts(organisation: Organisation) -> Iterator[Finding]:
    if organisation.min_efforts > organisation.max_efforts:
        message = say(
            "at least {least} and at most {most} efforts cannot both hold",
            least=organisation.min_efforts,
            most=organisation.max_efforts,
        )
        fix = say("write indsatser-mindst: 2 and indsatser-højst: 3")
        yield Finding(("min_efforts",), "efforts", message, fix, error=True)


def _closing(organisation: Organisation) -> Iterator[Finding]:
    closing = organisation.summer_closing
    if closing and closing.end - closing.start > LONGEST_CLOSING:
        message = say(
            "a summer closing from {start} to {end} is too long to plan around", start=closing.start, end=closing.end
        )
        yield Finding(("summer_closing",), "closing", message, say("write the first and the last day of one summer"))


def _deadline_in_time(organisation: Organisation) -> Iterator[Finding]:
    """Enough workdays lie between the last day for plans and the follow-up workshop (INC-28)."""
    deadline, wanted = organisation.round.plan_deadline, organisation.round.plan_deadline_margin
    workshops = [s.date for w in organisation.workshops if w.key == "followup" for s in w.sessions if s.date]
    if not deadline or not workshops:
        return
    workshop = min(workshops)
    left = _workdays_between(deadline, workshop, organisation)
    if left < wanted:
        message = say(
            "HR needs {wanted} workdays between the last day for plans, {deadline}, and the follow-up "
            "workshop on {workshop}, and gets {left}",
            wanted=wanted,
            deadline=deadline,
            workshop=workshop,
            left=left,
        )
        fix = say("write an earlier day in plan-senest:")
        yield Finding(("round", "plan_deadline"), "deadline-close", message, fix)


def _deadline_after_round(organisation: Organisation) -> Iterator[Finding]:
    period, deadline = organisation.round.period, organisation.round.plan_deadline
    if period and deadline and deadline <= period.end:
        message = say(
            "the last day for plans, {deadline}, is not after the round, which ends on {end}",
            deadline=deadline,
            end=period.end,
        )
        fix = say("write a day after the round in plan-senest:")
        yield Finding(("round", "plan_deadline"), "deadline-early", message, fix)


def _workdays_between(first: date, last: date, organisation: Organisation) -> int:
    """Workdays after the first day and before the last; counts at most a year."""
    days = min(max((last - first).days, 1), 366)
    return sum(is_workday(first + timedelta(n), organisation) for n in range(1, days))
