"""What employees proposed as themes, as it was read and as it was counted; nobody's name stands in any of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .themes import Kind, Theme

#: Why a hand-in is not counted, in the order it is told.
Aside = Literal["none", "several", "unknown", "contrary", "again"]
ASIDE: tuple[Aside, ...] = ("none", "several", "unknown", "contrary", "again")
Reasons = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class HandIn:
    """One form, or one kind of theme in one row of a table.

    ``file`` and ``line`` are where it was read (line 0: a form). ``themes`` are the ids crossed, ``own`` the words at
    the optional theme; ``unknown``: something is crossed that is no theme (``near``: the title it may mean).
    ``person`` only tells whether two hand-ins have the same name on them: it is made with a key that is thrown away,
    and empty without a name.
    """

    file: str
    line: int
    kind: Kind
    themes: tuple[str, ...]
    own: str = ""
    reasons: Reasons = ((), ())
    unknown: bool = False
    near: str = ""
    person: str = field(default="", repr=False)


@dataclass(frozen=True)
class Score:
    """How many proposed one theme, and why; of the optional theme, how many with the same ``words``.

    ``reasons`` are those to me and those to the core task, each sorted by its words: nobody sees who said what, or
    when it was handed in.
    """

    theme: Theme
    words: str
    votes: int
    reasons: Reasons = ((), ())


@dataclass(frozen=True)
class KindTally:
    """All proposals of one kind: the themes of the catalogue in its order, then people's own as they wrote them."""

    kind: Kind
    scores: tuple[Score, ...]
    aside: Mapping[Aside, int]

    @property
    def described(self) -> tuple[Score, ...]:
        return tuple(score for score in self.scores if not score.theme.optional)

    @property
    def own(self) -> tuple[Score, ...]:
        return tuple(score for score in self.scores if score.theme.optional)

    @property
    def counted(self) -> int:
        """The proposals that count."""
        return sum(score.votes for score in self.scores)

    @property
    def handed_in(self) -> int:
        """The hand-ins that could be read, but those that only repeat another."""
        return self.counted + sum(n for why, n in self.aside.items() if why != "again")

    @property
    def leading(self) -> tuple[Score, ...]:
        """The theme most proposed; several when they stand equal, none when nothing counts."""
        most = max((score.votes for score in self.scores), default=0)
        return tuple(score for score in self.scores if score.votes == most > 0)


@dataclass(frozen=True)
class Tally:
    """The proposals of one workplace, and how many files could not be used."""

    kinds: Mapping[Kind, KindTally]
    unread: int
    participants: int | None

    @property
    def counted(self) -> int:
        return sum(one.counted for one in self.kinds.values())


@dataclass(frozen=True)
class Shown:
    """What employees may see of one kind: how many proposed each theme when that is enough people to hide among.

    ``few`` are the themes fewer proposed; ``counted`` is None when one could reckon from it how many.
    """

    kind: Kind
    scores: tuple[Score, ...]
    few: tuple[Theme, ...]
    counted: int | None
