"""A workplace in, how far it has come out; and what is known, in the words of the documents' ``needs``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model.kit import PlannedDialogue, Stage
from ..model.themes import Kind, Theme
from ..model.workplace import Workplace
from .people import dialogues_of, groups_of, participants_of


def stage_of(workplace: Workplace) -> Stage:
    """The label of the furthest stage reached (W1-W55): start, dated, themed, grouped, held."""
    if workplace.held:
        return "held"
    if not any(d.date and not d.cancelled for d in workplace.dialogues):
        return "start"
    if not (workplace.themes.wellbeing and workplace.themes.leadership):
        return "dated"
    known = all(participants_of(workplace, d) or groups_of(workplace, d) for d in dialogues_of(workplace))
    return "grouped" if known else "themed"


def known(
    workplace: Workplace, themes: Mapping[Kind, Theme | None], dialogues: Sequence[PlannedDialogue]
) -> frozenset[str]:
    """Which of ``NEEDS`` are met for these dialogues: all of them, or the one a document belongs to.

    One dated dialogue is enough for "date"; the other needs must be met for every one.
    """
    facts = {
        "date": any(d.dialogue.date for d in dialogues),
        "start": all(d.start for d in dialogues),
        "theme-wellbeing": themes["wellbeing"],
        "theme-leadership": themes["leadership"],
        "themes": themes["wellbeing"] and themes["leadership"],
        "participants": all(d.participants for d in dialogues),
        "groups": all(d.seating for d in dialogues),
        "results": workplace.held,
    }
    return frozenset(need for need, met in facts.items() if met)
