"""What the plan stage hands on: all that follows from one workplace's file, before any words or layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from ..errors import Message, say
from .organisation import Organisation
from .results import Results
from .themes import Catalogue, Kind, Theme
from .workplace import Dialogue, Person, Workplace

Stage = Literal["start", "dated", "themed", "grouped", "held"]
STAGES: tuple[Stage, ...] = ("start", "dated", "themed", "grouped", "held")
#: How far a workplace is, as a person says it.
STAGE_NAMES: Mapping[Stage, Message] = {
    "start": say("just begun"), "dated": say("date set"), "themed": say("themes chosen"),
    "grouped": say("ready for the dialogue"), "held": say("dialogue held"),
}  # fmt: skip

#: The milestones in the order of the process; the first twelve are the steps 1-12.
MILESTONES = (
    "planning", "information", "forms", "selection", "invitation", "preparation", "practical", "dialogue",
    "first_meeting", "plan", "feedback", "underway", "plan_sent",
    "followup_3", "followup_6", "followup_9", "followup_12",
)  # fmt: skip


#: Everything a document may need, in the order it becomes known, as a person says it.
NEEDS: Mapping[str, Message] = {
    "date": say("the date of the dialogue"), "start": say("the time the dialogue begins"),
    "theme-wellbeing": say("the well-being theme"), "theme-leadership": say("the leadership theme"),
    "themes": say("the two themes"), "participants": say("the participants"), "groups": say("the groups"),
    "results": say("the results of the dialogue"),
}  # fmt: skip


@dataclass(frozen=True)
class PlannedDate:
    """One milestone: its day (None while the dialogue has no date) and why it is that day."""

    milestone: str
    day: date | None
    reason: Message
    given: bool = False


@dataclass(frozen=True)
class Item:
    """One item of the dialogue's programme; clock times are None until the start is known. Minutes."""

    key: str
    minutes: int
    start: time | None
    end: time | None


@dataclass(frozen=True)
class Turn:
    """How long one person tells and the others respond in a group of this size (INC-8, INC-9). Minutes."""

    size: int
    tell: int
    respond: int


Round = tuple[tuple[Person, ...], ...]


@dataclass(frozen=True)
class Seating:
    """Who sits together in the two rounds; ``repeated`` pairs meet in both, ``attainable`` is the least possible."""

    wellbeing: Round
    leadership: Round
    repeated: int
    attainable: int

    @property
    def same(self) -> bool:
        """Whether both rounds keep one and the same group (3, 4 or 5 people)."""
        return len(self.wellbeing) == 1

    def round(self, kind: Kind) -> Round:
        return getattr(self, kind)


@dataclass(frozen=True)
class Supplies:
    """How many of what one dialogue needs on the day (facts D20-D27)."""

    tables: int
    chairs: int
    sheets: Mapping[Kind, int]
    note_pads_points: int
    note_pads_actions: int
    pens: int
    markers: int
    tape_rolls: int
    table_cards: int


@dataclass(frozen=True)
class Shortfall:
    """What becomes of the groups when some people stay away on the day (INC-15, INC-16).

    ``moves_apart``: how many must move when those missing come from different tables; ``moves_together``: when they
    come from one and the same table.
    """

    missing: int
    left: int
    sizes: tuple[int, ...]
    moves_apart: int
    moves_together: int


@dataclass(frozen=True)
class PlannedDialogue:
    """One dialogue (one team) with all that follows from it. ``id`` is "" when there is only one."""

    id: str
    dialogue: Dialogue
    items: tuple[Item, ...]
    minutes: int
    start: time | None
    end: time | None
    participants: tuple[Person, ...]
    seating: Seating | None
    turns: tuple[Turn, ...]
    plenary_minutes: float | None
    supplies: Supplies | None
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def group_count(self) -> int | None:
        return len(self.seating.wellbeing) if self.seating else None


@dataclass(frozen=True)
class Document:
    """One printed document of one kit: what its layout says and how many copies this workplace needs."""

    id: str
    layout: str
    dialogue: str
    paper: str
    sides: int
    colour: bool
    copies: int | None
    audience: str
    step: int
    names: bool
    fillable: bool
    tiled: bool = False
    instead: str | None = None
    pack: bool = True
    bilingual: bool = False
    tells: tuple[str, ...] = ()

    @property
    def confidential(self) -> bool:
        """Whether it is the leader's or HR's own: never published, in no pack, not handed over with the rest."""
        return self.audience in ("leader", "hr")


@dataclass(frozen=True)
class Waiting:
    """A document that cannot be made yet, its layout and team, and what it waits for."""

    id: str
    layout: str
    dialogue: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Kit:
    """The plan of one workplace's kit."""

    id: str
    workplace: Workplace
    organisation: Organisation
    catalogue: Catalogue
    languages: tuple[str, ...]
    stage: Stage
    dates: Mapping[str, PlannedDate]
    themes: Mapping[Kind, Theme | None]
    dialogues: tuple[PlannedDialogue, ...]
    documents: tuple[Document, ...]
    waiting: tuple[Waiting, ...]
    results: Results = field(default_factory=Results)

    @property
    def both(self) -> tuple[str, ...]:
        """The two languages of the bilingual sheets; none when the kit has one language."""
        return self.languages[:2] if len(self.languages) > 1 else ()

    @property
    def participant_count(self) -> int | None:
        """Everyone who sits in a group, over all dialogues; None while unknown."""
        people = [len(d.participants) for d in self.dialogues]
        return (sum(people) if all(people) else len(self.workplace.participants or ())) or None

    def day(self, milestone: str) -> date | None:
        return self.dates[milestone].day

    def site_folder(self, language: str) -> str:
        """The folder of this kit's pages below ``output/site/``; the first language has no folder of its own."""
        return self.id if language == self.languages[0] else f"{self.id}/{language}"

    def team(self, dialogue_id: str) -> str | None:
        """The team's name a dialogue id stands for; None when there is only one dialogue."""
        return next((d.dialogue.team for d in self.dialogues if d.id and d.id == dialogue_id), None)
