"""The rows of a workplace's spreadsheet in; the groups' notes, each with its dialogue, group and effort, out (W40)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model.kit import PlannedDialogue
from ..model.results import Note, Results, ResultsFile, counted
from ..model.values import Text, fold
from ..model.workplace import FollowUp, Workplace
from .people import name_key


def gather(rows: ResultsFile | None, workplace: Workplace, dialogues: Sequence[PlannedDialogue]) -> Results:
    """Every post-it that can be used, in the order of the numbers; one without a number takes the next free one."""
    if rows is None:
        return Results()
    known, numbers = efforts_by_word(workplace), _numbers(rows)
    teams = dialogue_ids(dialogues)
    return Results(
        tuple(
            sorted(
                (
                    Note(
                        number=numbers[i],
                        dialogue=teams.get(name_key(row.team or ""), dialogues[0].id),
                        round=row.round,
                        group=row.group,
                        kind=row.kind,
                        heading=row.heading,
                        text=row.text,
                        chosen=row.chosen,
                        effort=known.get(fold(row.effort)) if row.effort else None,
                    )
                    for i, row in counted(rows)
                ),
                key=lambda note: note.number,
            )
        )
    )


def dialogue_ids(dialogues: Sequence[PlannedDialogue]) -> Mapping[str, str]:
    """A team's name as it is compared -> the id of its dialogue."""
    return {name_key(d.dialogue.team): d.id for d in dialogues if d.dialogue.team}


def efforts_by_word(workplace: Workplace) -> Mapping[str, Text]:
    """Every word an effort may be called by in the spreadsheet: its names, and its number in the development plan."""
    efforts = [effort.name for effort in (workplace.followup or FollowUp()).efforts]
    numbers = {str(number): effort for number, effort in enumerate(efforts, start=1)}
    return numbers | {fold(name): effort for effort in efforts for name in effort.root.values()}


def _numbers(rows: ResultsFile) -> Mapping[int, int]:
    """Row -> number; a number that is taken already, or not given, becomes the next free one."""
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    free = max((row.number or 0 for _, row in counted(rows)), default=0)
    for i, row in counted(rows):
        number = row.number
        if not number or number in taken:
            number = free = free + 1
        taken.add(number)
        numbers[i] = number
    return numbers
