"""Steps with their usual days and the days that were given in, a day for each step out, in an order that holds.

A chain runs outwards from a day, backwards or forwards in time: each step lies no nearer to it than the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..errors import Message, say
from ..model.kit import PlannedDate

BEFORE, AFTER = -1, 1

#: What each milestone is called inside a sentence.
NAMES: Mapping[str, Message] = {
    "planning": say("the planning meeting"),
    "information": say("the information to employees"),
    "forms": say("the deadline for the forms"),
    "selection": say("the choice of themes"),
    "invitation": say("the invitation"),
    "preparation": say("the reminder to prepare"),
    "practical": say("the practical preparation"),
    "dialogue": say("the dialogue"),
    "first_meeting": say("the first meeting after the dialogue"),
    "plan": say("the meeting about the plan"),
    "feedback": say("the feedback to employees"),
    "underway": say("the start of the efforts"),
    "plan_sent": say("the sending of the plan"),
    "followup_3": say("the follow-up after 3 months"),
    "followup_6": say("the follow-up after 6 months"),
    "followup_9": say("the follow-up after 9 months"),
    "followup_12": say("the follow-up after 12 months"),
}

CHOSEN = say("you chose this day")


@dataclass(frozen=True)
class Step:
    """One step: where it lies when nothing else is said, how many days that is from the chain's start, and why."""

    milestone: str
    usual: date
    distance: int
    reason: Message


@dataclass(frozen=True)
class Chain:
    """``free`` finds the nearest free day in a direction; ``moved`` says why a day is not the wanted one.

    ``late`` says where a step goes that belongs to the last days before the dialogue and meets the summer closing.
    """

    direction: int
    given: Mapping[str, date]
    free: Callable[[date, int], date]
    moved: Callable[[Message, date, date], Message]
    late: Callable[[str, date], date | None] = lambda milestone, day: None

    def lay(self, start: date, reason: Message, steps: Sequence[Step]) -> dict[str, PlannedDate]:
        """A day for every step, the given ones as they are; no other step lies nearer than ``start``."""
        planned: list[PlannedDate] = []
        near = Step("", start, 0, reason)
        waiting: list[Step] = []
        for step in steps:
            if (fixed := self.given.get(step.milestone)) is None:
                waiting.append(step)
                continue
            far = Step(step.milestone, fixed, step.distance, CHOSEN)
            planned += [*self._between(waiting, near, far), PlannedDate(step.milestone, fixed, CHOSEN, given=True)]
            near, waiting = (far if self._not_nearer(fixed, near.usual) else near), []
        return {p.milestone: p for p in [*planned, *self._outwards(waiting, near)]}

    def _between(self, steps: Sequence[Step], near: Step, far: Step) -> list[PlannedDate]:
        """As usual when that fits between the two days, or when they contradict each other; else shared out."""
        planned = self._outwards(steps, near)
        room = self._not_nearer(far.usual, near.usual)
        if planned and room and not self._not_nearer(far.usual, planned[-1].day):
            return self._shared_out(steps, near, far)
        return planned

    def _outwards(self, steps: Iterable[Step], near: Step) -> list[PlannedDate]:
        """Each step on its usual day, or as far from its neighbour as usual when it would come too near."""
        planned = []
        for step in steps:
            wanted, reason = step.usual, step.reason
            if not self._not_nearer(wanted, near.usual):
                gap = max(step.distance - near.distance, 0) if near.milestone else 0
                wanted, reason = near.usual + self.direction * timedelta(gap), self._gap_reason(gap, near)
            day = self.late(step.milestone, wanted)
            if day is None or not self._not_nearer(day, near.usual):
                day = self.free(wanted, self.direction)
            planned.append(PlannedDate(step.milestone, day, self.moved(reason, wanted, day)))
            near = Step(step.milestone, day, step.distance, reason)
        return planned

    def _shared_out(self, steps: Sequence[Step], near: Step, far: Step) -> list[PlannedDate]:
        """In proportion to the usual distances, between two days that leave less room than usual."""
        planned, previous = [], near.usual
        whole = far.distance - near.distance
        for step in steps:
            part = (step.distance - near.distance) / whole if whole > 0 else 1.0
            wanted = near.usual + timedelta(round((far.usual - near.usual).days * min(max(part, 0.0), 1.0)))
            previous = self._squeezed(wanted, previous, far.usual)
            planned.append(PlannedDate(step.milestone, previous, say("shared out between the days you chose")))
        return planned

    def _squeezed(self, wanted: date, near: date, far: date) -> date:
        """A free day between two days, close to the wanted one; the nearer of the two when there is none."""
        wanted = wanted if self._not_nearer(wanted, near) else near
        for direction in (self.direction, -self.direction):
            day = self.free(wanted, direction)
            if self._not_nearer(day, near) and self._not_nearer(far, day):
                return day
        return near

    def _not_nearer(self, day: date, than: date) -> bool:
        return day >= than if self.direction == AFTER else day <= than

    def _gap_reason(self, gap: int, neighbour: Step) -> Message:
        if not neighbour.milestone:
            return neighbour.reason
        name = NAMES[neighbour.milestone]
        if gap < 7:
            return say("together with {step}", step=name)
        if self.direction == BEFORE:
            return say("as long before {step} as usual", step=name)
        return say("as long after {step} as usual", step=name)
