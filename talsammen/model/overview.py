"""What HR sees across all workplaces, as one frozen value: no participant, reason or note, nothing of a leader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..errors import Message
from .kit import Stage
from .organisation import Organisation
from .themes import Kind
from .values import Text

#: How far an effort is, in order; None while its action plan says nothing.
Status = Literal["idea", "underway", "done", "evaluated"]
STATUSES: tuple[Status | None, ...] = ("idea", "underway", "done", "evaluated", None)
#: The levels of an IGLO sheet, from near to far.
LEVELS = ("individual", "group", "leadership", "organisation")
#: What is bought or packed, in the order of the packing list.
THINGS = ("pens", "markers", "flipcharts", "tape", "table_cards")
#: What was asked of others, by where it is written.
Source = Literal["forwarded", "effort", "iglo"]
#: How the guide a kit was built with stands to the one of now; unknown when an older build did not say.
Guide = Literal["current", "older", "not built"]


@dataclass(frozen=True)
class Day:
    """One dialogue: which team, on which day, and whether it is cancelled or postponed."""

    team: str | None
    day: date | None
    cancelled: bool


@dataclass(frozen=True)
class Due:
    """What should have been there by a day that has passed."""

    milestone: str
    day: date
    what: Message


@dataclass(frozen=True)
class Row:
    """One workplace as HR follows it. ``missing`` is what is not overdue yet.

    ``stage`` is None, and ``problem`` says where, when its file has errors.
    """

    id: str
    name: str
    area: str | None
    stage: Stage | None
    days: tuple[Day, ...] = ()
    overdue: tuple[Due, ...] = ()
    missing: tuple[Message, ...] = ()
    languages: tuple[str, ...] = ()
    guide: str | None = None
    guide_state: Guide = "not built"
    email: str | None = None
    problem: str | None = None

    @property
    def first(self) -> date | None:
        """The first day that stands; of cancelled ones only while nothing else is known."""
        days = [d for d in self.days if d.day]
        return min([d.day for d in days if not d.cancelled] or [d.day for d in days], default=None)


@dataclass(frozen=True)
class Pool:
    """Workplaces that are counted in one line: those of an area, or (``small``) the small ones of all areas."""

    area: str | None
    small: bool
    workplaces: int


@dataclass(frozen=True)
class ThemeCount:
    """How often one theme was chosen, in all and by pool; the efforts that come from it, and how many are marked."""

    kind: Kind
    title: Text
    chosen: int
    by_pool: Mapping[Pool, int]
    efforts: int
    organisation: int
    december: int


@dataclass(frozen=True)
class Topic:
    """A topic for the organisation's workshop: its place (equal ones share it) and the marked efforts behind it."""

    place: int
    kind: Kind
    title: Text
    marked: int
    efforts: tuple[tuple[Text, int], ...]


@dataclass(frozen=True)
class EffortLine:
    """One effort of a development plan, without the workplace."""

    pool: Pool
    name: Text
    period: Text | None
    kind: Kind | None
    theme: Text | None
    status: Status | None
    december: bool
    organisation: bool


@dataclass(frozen=True)
class Addressed:
    """What is asked of one recipient (None: the organisation as a whole): where it is written, the words, how often."""

    to: str | None
    asked: tuple[tuple[Source, Text, int], ...]

    @property
    def times(self) -> int:
        return sum(count for _, _, count in self.asked)


@dataclass(frozen=True)
class Across:
    """What several workplaces have in common. ``left_out``: too few people to be counted even together."""

    pools: tuple[Pool, ...]
    left_out: int
    themes: tuple[ThemeCount, ...]
    efforts: tuple[EffortLine, ...]
    statuses: Mapping[Status | None, int]
    topics: tuple[Topic, ...]
    iglo: Mapping[str, int]
    addressed: tuple[Addressed, ...]

    @property
    def workplaces(self) -> int:
        return sum(pool.workplaces for pool in self.pools)


@dataclass(frozen=True)
class Plan:
    """A workplace's development plan as it is sent to the coordination group (fb.2): its themes and its lines."""

    workplace: str
    themes: Mapping[Kind, Text | None]
    efforts: tuple[EffortLine, ...]


@dataclass(frozen=True)
class Area:
    """One area: what its workplaces have in common, the plans they sent, and who has sent none."""

    name: str
    slug: str
    groups: tuple[str, ...]
    across: Across
    plans: tuple[Plan, ...]
    without_plan: tuple[str, ...]


@dataclass(frozen=True)
class Pads:
    """Pads of 100 notes: for points or for desired actions, in which colour (None: not said)."""

    use: Literal["points", "actions"]
    colour: Text | None
    number: int


@dataclass(frozen=True)
class Order:
    """What one workplace, or several together, need on the day. Sheets of paper are counted by size and sides.

    ``known`` is False when nobody knows how many take part; ``counted`` when some sheets could not be counted, because
    of that or because they are not built.
    """

    id: str
    name: str
    area: str | None
    things: Mapping[str, int]
    pads: tuple[Pads, ...]
    sheets: Mapping[tuple[str, int], int]
    known: bool
    counted: bool


@dataclass(frozen=True)
class Orders:
    """The order list: the sum, the sum of each area and every workplace; how many have held their dialogue."""

    total: Order
    areas: tuple[Order, ...]
    workplaces: tuple[Order, ...]
    held: int


@dataclass(frozen=True)
class Overview:
    """All of it, reckoned for one day."""

    day: date
    guide: str
    organisation: Organisation
    rows: tuple[Row, ...]
    across: Across
    areas: tuple[Area, ...]
    orders: Orders

    @property
    def overdue(self) -> int:
        """How many workplaces are behind with something."""
        return sum(bool(row.overdue) for row in self.rows)
