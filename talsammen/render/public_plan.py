"""A workplace's follow-up in; what of its plan all employees may see out.

Of what came out of a dialogue the site, and every sheet that lies on it, has this and nothing else: the efforts, what
is done when, how it is judged, how far it is, and what others are asked for. Not who said what, no post-its, no
answers of anybody's own. A name that is not the planning group's to publish stands as »NN«, an owner as »a colleague«.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from ..errors import Message, say
from ..model.kit import Kit
from ..model.themes import Kind
from ..model.values import Text, fold
from ..model.workplace import ActionPlan, Effort, FollowUp, Forwarding, Milestone, Person, Workplace

COLLEAGUE = say("a colleague")
UNNAMED = "NN"


class Voice(Protocol):
    """Who speaks: one language, its interface words, and the workplace's own texts in it."""

    def say(self, sentence: Message) -> str: ...

    def tell(self, text: Text | None) -> Any: ...


@dataclass(frozen=True)
class MilestoneView:
    when: str | None
    what: str


@dataclass(frozen=True)
class WishView:
    """What somebody outside the workplace is asked for; ``to`` is None when nobody is named."""

    to: str | None
    wish: str


@dataclass(frozen=True)
class EffortView:
    """One effort as everybody may follow it. ``status`` is None while it is not told."""

    name: str
    theme: Kind | None
    period: str | None
    action: str | None
    milestones: tuple[MilestoneView, ...]
    measured_by: str | None
    owner: str | None
    status: str | None
    wishes: tuple[WishView, ...]


@dataclass(frozen=True)
class PlanView:
    """The plan on the page »Our plan«: its efforts in their order."""

    efforts: tuple[EffortView, ...]


def plan_view(followup: FollowUp | None, voice: Voice) -> PlanView | None:
    """A public follow-up in one language; None while nothing is planned."""
    efforts = tuple(
        EffortView(
            name=voice.tell(one.name),
            theme=one.chosen.theme if one.chosen else None,
            period=voice.tell(one.chosen.period) if one.chosen else None,
            action=voice.tell(one.plan.action) if one.plan else None,
            milestones=tuple(
                MilestoneView(voice.tell(m.when), voice.tell(m.what)) for m in (one.plan.milestones if one.plan else ())
            ),
            measured_by=voice.tell(one.plan.measured_by) if one.plan else None,
            owner=_owner(one.plan.owner, voice) if one.plan else None,
            status=one.plan.status if one.plan else None,
            wishes=tuple(
                WishView(wish.to, voice.tell(wish.wish)) for wish in followup.forwarded
                if wish.wish and wish.effort == one.name
            ),
        )
        for one in (followup.efforts if followup else ())
        if one.chosen or one.plan
    )  # fmt: skip
    return PlanView(efforts) if efforts else None


def _owner(owner: Any, voice: Voice) -> str | None:
    return voice.say(owner) if isinstance(owner, Message) else owner


def public_followup(kit: Kit) -> FollowUp | None:
    """The follow-up made anew from what may be published; None while nothing is planned."""
    told = kit.workplace.followup
    if told is None or not (told.development_plan or told.action_plans):
        return None
    names = _Names(kit)
    return FollowUp(
        development_plan=tuple(_effort(effort, names) for effort in told.development_plan),
        action_plans=tuple(_action_plan(plan, names) for plan in told.action_plans),
        forwarded=tuple(_wish(wish, names) for wish in told.forwarded),
        risk_assessment=told.risk_assessment,
    )


def _effort(effort: Effort, names: _Names) -> Effort:
    return Effort.model_construct(
        effort=names.hidden(effort.effort), period=names.hidden(effort.period), theme=effort.theme,
        december=effort.december, organisation=effort.organisation,
    )  # fmt: skip


def _action_plan(plan: ActionPlan, names: _Names) -> ActionPlan:
    owner = plan.owner if plan.owner is None or names.may_be_told(plan.owner) else COLLEAGUE
    milestones = (
        Milestone.model_construct(when=names.hidden(m.when), what=names.hidden(m.what)) for m in plan.milestones
    )
    return ActionPlan.model_construct(
        effort=names.hidden(plan.effort), action=names.hidden(plan.action), milestones=tuple(milestones),
        measured_by=names.hidden(plan.measured_by), owner=owner, communication=None, status=plan.status,
    )  # fmt: skip


def _wish(wish: Forwarding, names: _Names) -> Forwarding:
    to = wish.to and names.hidden_in(wish.to)
    return Forwarding.model_construct(effort=names.hidden(wish.effort), to=to, wish=names.hidden(wish.wish))


class _Names:
    """Everybody who is named anywhere in a workplace's file: who may be told of, and who is hidden in what is told."""

    def __init__(self, kit: Kit) -> None:
        known = [person.name for person in _public_people(kit.workplace) if person.name]
        self.public = {fold(name) for name in known}
        hidden = {name for name in _everybody(kit) if fold(name) not in self.public}
        # A first name alone is hidden too, unless somebody public has it, or the plan uses it as a word (»Vi«, »Den«).
        words = {name.split()[0] for name in known} | _words_of(kit.workplace.followup)
        first = {name.split()[0] for name in hidden}
        first = {name for name in first if name not in words and name.lower() not in words}
        found = sorted(map(re.escape, hidden | first), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?=s?(?!\w))") if found else None

    def may_be_told(self, name: str) -> bool:
        return fold(name) in self.public

    def hidden(self, text: Text | None) -> Text | None:
        return text and Text({code: self.hidden_in(words) for code, words in text.root.items()})

    def hidden_in(self, words: str) -> str:
        return self.pattern.sub(UNNAMED, words) if self.pattern else words


def _public_people(workplace: Workplace) -> Iterator[Person]:
    """Those whose names the site shows (design: the planning group's and the contact's)."""
    alone = (workplace.leader, workplace.facilitator, workplace.contact, workplace.absence_contact)
    yield from (person for person in (*alone, *workplace.planning_group) if person)


def _everybody(kit: Kit) -> Iterator[str]:
    """Every name of the file that is not published by itself."""
    workplace = kit.workplace
    people: list[Person] = [*(workplace.participants or ()), *workplace.helpers]
    people += [workplace.leaders_leader] if workplace.leaders_leader else []
    people += [person for planned in kit.dialogues for person in planned.participants]
    yield from (person.name for person in people if person.name)
    yield from workplace.absent
    yield from (name for planned in kit.dialogues for name in planned.dialogue.absent)


def _words_of(followup: FollowUp | None) -> set[str]:
    """The words of a plan that are written in small letters."""
    words = {word for text in _texts(followup) for said in text.root.values() for word in re.findall(r"\w+", said)}
    return {word for word in words if word.islower()}


def _texts(value: Any) -> Iterable[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif hasattr(value, "model_fields_set"):
        for _, part in value:
            yield from _texts(part)
