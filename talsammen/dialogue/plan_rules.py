"""A Case in; findings about efforts, action plans and the leader's own plan out (facts O35, INC-30, INC-32, INC-41)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from ..errors import Message, say
from ..model.values import Text
from ..model.workplace import Effort, FollowUp
from .finding import Case, Finding
from .people import name_key

PLAN = ("followup", "development_plan")

#: A period with an end names a time, and not only when it begins.
_OPEN = re.compile(r"(?i)\s*(?:fra|from|since|efter|after)\b(?!.*(?:\b(?:til|to|until)\b|[-–—]))")
_TIME = re.compile(r"\d")

#: Among more efforts than this, and for a name longer than this, nobody guesses which one was meant.
MOST_MEANT = 10
LONGEST_KEY = 200

SIGNERS = (("leader", "leder"), ("union_rep", "TR"), ("safety_rep", "AMR"))

#: What an action plan must say (actplan.2): the field, the code, what is missing, what to write.
GAPS: tuple[tuple[str, str, Message, Message], ...] = (
    ("action", "no-action", say("the action plan for »{effort}« does not say what you do"), say("write handling:")),
    ("owner", "no-owner", say("the action plan for »{effort}« has nobody in charge"), say("write tovholder:")),
    (
        "measured_by",
        "no-measure",
        say("the action plan for »{effort}« does not say how you see whether it works"),
        say("write måles:"),
    ),
)


def effort_count(case: Case) -> Iterator[Finding]:
    """Two or three efforts, not everything at once (plans.2, ov.s12)."""
    count, least, most = len(_plan(case)), case.organisation.min_efforts, case.organisation.max_efforts
    if count > most:
        message = say("the plan has {count} efforts; choose at most {most}", count=count, most=most)
        fix = say("make the smaller ones actions under another effort")
        yield Finding((*PLAN, most), "many-efforts", message, fix)
    elif 0 < count < least:
        message = say("the plan has too few efforts ({count}); choose at least {least}", count=count, least=least)
        yield Finding(PLAN, "few-efforts", message, say("add an effort with indsats:"))


def efforts_differ(case: Case) -> Iterator[Finding]:
    """Each effort has a name of its own, by which the other sheets find it (INC-41)."""
    seen: set[str] = set()
    for i, effort in enumerate(_plan(case)):
        if _names(effort.effort) & seen:
            message = say("the effort »{effort}« stands twice in the plan", effort=effort.effort.first)
            yield Finding((*PLAN, i, "effort"), "effort-twice", message, say("give each effort a name of its own"))
        seen |= _names(effort.effort)


def efforts_have_themes(case: Case) -> Iterator[Finding]:
    """Each effort comes from one of the two themes (W45)."""
    for i, effort in enumerate(_plan(case)):
        if effort.theme is None:
            message = say("the effort »{effort}« does not say which theme it comes from", effort=effort.effort.first)
            yield Finding((*PLAN, i), "no-theme", message, say("write tema: trivsel or tema: ledelse"))


def one_for_december(case: Case) -> Iterator[Finding]:
    """In the round exactly one effort is marked for the organisation's follow-up workshop (INC-30)."""
    marked = [i for i, effort in enumerate(_plan(case)) if effort.december]
    if case.workplace.occasion != "round" or not _plan(case) or len(marked) == 1:
        return
    if not marked:
        message = say("no effort is marked as the one you most want to work on")
        yield Finding(PLAN, "december", message, say("write december: ja at one effort"))
    else:
        message = say("{count} efforts are marked as the one you most want to work on", count=len(marked))
        yield Finding((*PLAN, marked[1], "december"), "december", message, say("keep december: ja at one effort only"))


def sheets_follow_plan(case: Case) -> Iterator[Finding]:
    """Action plans, IGLO sheets and what is forwarded belong to an effort of the development plan (INC-41)."""
    known = {name: effort.effort.first for effort in _plan(case) for name in _names(effort.effort)}
    for part in ("action_plans", "iglo", "forwarded"):
        for i, sheet in enumerate(getattr(_followup(case), part)):
            if not _names(sheet.effort) & known.keys():
                message = say("the effort »{effort}« is not in the development plan", effort=sheet.effort.first)
                fix = effort_meant(name_key(sheet.effort.first), known)
                yield Finding(("followup", part, i, "effort"), "effort-unknown", message, fix)


def action_plans_are_whole(case: Case) -> Iterator[Finding]:
    """An action plan says what is done, when, by whom, and how the effect is seen (actplan.2)."""
    ending = {name for effort in _plan(case) if _ends(effort.period) for name in _names(effort.effort)}
    for i, plan in enumerate(_followup(case).action_plans):
        path = ("followup", "action_plans", i)
        for field, code, gap, fix in GAPS:
            if not getattr(plan, field):
                yield Finding(path, code, Message(gap.text, {"effort": plan.effort.first}), fix)
        if not plan.milestones and not _names(plan.effort) & ending:
            message = say("the action plan for »{effort}« does not say when", effort=plan.effort.first)
            fix = say("write milepæle:, or a periode: with an end at the effort in udviklingsplan:")
            yield Finding(path, "no-milestones", message, fix)


def efforts_have_action_plans(case: Case) -> Iterator[Finding]:
    """Every effort of the plan gets an action plan: without one nobody is in charge of it (plans.5)."""
    planned = {name for plan in _followup(case).action_plans for name in _names(plan.effort)}
    for i, effort in enumerate(_plan(case)):
        if not _names(effort.effort) & planned:
            message = say("the effort »{effort}« has no action plan", effort=effort.effort.first)
            fix = say("write who, when and how you see whether it works, under handleplaner:")
            yield Finding((*PLAN, i), "no-action-plan", message, fix)


def plan_counts_as_risk_assessment(case: Case) -> Iterator[Finding]:
    """Once there is a plan it is made part of the APV (conn.2): absence considered, shown to all, signed."""
    told = _followup(case).risk_assessment
    path = ("followup", "risk_assessment") if "risk_assessment" in _followup(case).model_fields_set else PLAN
    if not _plan(case):
        return
    if not told.absence:
        message = say("the plan does not say whether you have considered sickness absence")
        yield Finding(path, "apv-absence", message, say("write apv: with sygefravær: ja under opfølgning:"))
    if not told.shown:
        message = say("the plan does not say when everybody could see it")
        yield Finding(path, "apv-shown", message, say("write vist-for-alle: and the day under apv:"))
    if missing := [name for field, name in SIGNERS if not getattr(told.signed, field)]:
        message = say("the plan is not signed by {names}", names=", ".join(missing))
        fix = say("write underskrevet: {example} under apv:", example="{leder: ja, TR: ja, AMR: ja}")
        yield Finding(path, "apv-signed", message, fix)


def leader_areas(case: Case) -> Iterator[Finding]:
    """The leader's own plan has at most three areas (lead.7)."""
    count, most = len(case.workplace.leader_plan), case.organisation.leader_areas
    if count > most:
        message = say("the leader's plan has {count} areas; at most {most} can succeed", count=count, most=most)
        yield Finding(("leader_plan", most), "leader-areas", message, say("keep the {most} most important", most=most))


RULES = (
    effort_count,
    efforts_differ,
    efforts_have_themes,
    one_for_december,
    sheets_follow_plan,
    efforts_have_action_plans,
    action_plans_are_whole,
    plan_counts_as_risk_assessment,
    leader_areas,
)


def _followup(case: Case) -> FollowUp:
    return case.workplace.followup or FollowUp()


def _plan(case: Case) -> tuple[Effort, ...]:
    return _followup(case).development_plan


def _ends(period: Text | None) -> bool:
    """Whether a period tells when it is over: »vinter 2025/26« does, »fra marts 2026« and »løbende« do not."""
    words = period.first if period else ""
    return bool(_TIME.search(words)) and not _OPEN.match(words)


def _names(text: Text) -> set[str]:
    return {name_key(name) for name in text.root.values()}


def effort_meant(key: str, known: Mapping[str, str]) -> Message:
    """What to write for an effort that is not in the plan. ``known``: its efforts, by the keys they are found under."""
    if len(known) <= MOST_MEANT and (near := get_close_matches(key[:LONGEST_KEY], known, n=1, cutoff=0.6)):
        return say("did you mean »{title}«?", title=known[near[0]])
    return say("write the name as it stands in udviklingsplan:, or add the effort there")
