"""A count in; what employees may see of it out, so that nobody can reckon who proposed what (INC-63)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model.proposals import KindTally, Score, Shown, Tally
from ..model.themes import KINDS, Kind


def shown(tally: Tally, smallest: int) -> Mapping[Kind, Shown]:
    """Both kinds with no number under ``smallest``.

    How many proposals there are in all is told of both kinds or of none: everybody hands in one of each, so the one
    tells the other.
    """
    kinds = {kind: _of_kind(tally.kinds[kind], smallest) for kind in KINDS}
    if any(one.counted is None for one in kinds.values()):
        return {kind: replace(one, counted=None) for kind, one in kinds.items()}
    return kinds


def _of_kind(given: KindTally, smallest: int) -> Shown:
    own = tuple(score for score in given.own if score.votes >= smallest and score.words)
    optional = next(score.theme for score in given.own) if given.own else None
    rest = given.counted - sum(score.votes for score in (*given.described, *own))
    others = (Score(optional, "", rest),) if optional else ()
    scores = tuple(score for score in (*given.described, *own, *others) if score.votes >= smallest)
    few = tuple(score.theme for score in (*given.described, *others) if score.votes < smallest)
    hidden = given.counted - sum(score.votes for score in scores)
    told = given.counted >= smallest and (not few or _open(hidden, len(few), smallest))
    most_first = sorted(scores, key=lambda score: -score.votes)
    return Shown(given.kind, tuple(most_first), few, given.counted if told else None)


def _open(hidden: int, themes: int, smallest: int) -> bool:
    """Whether several answers are possible when one knows that so many proposals are for so many themes."""
    return themes > 1 and 0 < hidden < themes * (smallest - 1)
