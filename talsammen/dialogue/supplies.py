"""A seating in, how many of what the dialogue needs on the day out (facts D20-D27 of Part 7)."""

from __future__ import annotations

from typing import Literal

from ..model.kit import Seating, Supplies

NOTES_PER_LISTENER = 3
PAD = 100
EXTRA_PENS = 5
GROUPS_PER_TAPE = 6


def plan_supplies(seating: Seating, sheet_layout: Literal["one", "two"] = "one") -> Supplies:
    """What to buy and put out: tables, chairs, flipchart sheets, pads of 100 notes per colour, pens (D20-D25).

    Flipchart sheets are per round, with one to spare (with two sheets per group: one of each to spare). Notes are per
    colour: each listener writes three per story, half of them points and half actions, in two rounds, and 10 % more.
    """
    people = sum(map(len, seating.wellbeing))
    groups = max(len(seating.wellbeing), len(seating.leadership))
    per_group = 2 if sheet_layout == "two" else 1
    pads = _pads(seating)
    return Supplies(
        tables=groups,
        chairs=people,
        sheets={
            "wellbeing": per_group * (len(seating.wellbeing) + 1),
            "leadership": per_group * (len(seating.leadership) + 1),
        },
        note_pads_points=pads,
        note_pads_actions=pads,
        pens=people + EXTRA_PENS,
        markers=2 * groups,
        tape_rolls=_up(groups, GROUPS_PER_TAPE),
        table_cards=groups + 1,
    )


def _pads(seating: Seating) -> int:
    """Pads per colour: half the notes of both rounds, and a tenth more."""
    notes = sum(len(g) * (len(g) - 1) * NOTES_PER_LISTENER for g in seating.wellbeing + seating.leadership)
    return _up(notes * 11, 2 * 10 * PAD)


def _up(amount: int, size: int) -> int:
    return -(-amount // size)
