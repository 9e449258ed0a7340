"""A workplace's rows of post-its in; what is half filled in or cannot be meant out, as warnings (W40, diaB.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..errors import Message, say
from ..model.kit import PlannedDialogue
from ..model.organisation import Organisation
from ..model.results import NOTE_KINDS, ResultsFile, Row, counted
from ..model.values import fold
from ..model.workplace import Workplace
from .finding import Finding
from .people import name_key
from .plan_rules import effort_meant
from .results import dialogue_ids, efforts_by_word


def result_findings(
    rows: ResultsFile, workplace: Workplace, dialogues: Sequence[PlannedDialogue], organisation: Organisation
) -> tuple[Finding, ...]:
    """Every doubtful row; the rest is used. Paths are ``("rows", number, field)`` of the spreadsheet."""
    return (
        *_half_filled(rows),
        *_numbers_taken(rows),
        *_unknown_places(rows, dialogues),
        *_unknown_efforts(rows, workplace),
        *_too_many_chosen(rows, organisation),
    )


def _half_filled(rows: ResultsFile) -> Iterator[Finding]:
    for i, row in enumerate(rows.rows):
        if not row.text:
            message = say("the row is marked, but nothing is written on the note")
            yield Finding(("rows", i), "no-text", message, say("write the note's words in the column tekst"))
        elif not row.kind:
            yield Finding(("rows", i), "no-kind", say("the note »{text}« has no kind", text=_short(row)), _kinds())
        elif row.kind in NOTE_KINDS and not row.round:
            message = say("the note »{text}« does not say in which round it was written", text=_short(row))
            yield Finding(("rows", i), "no-round", message, say("write trivsel or ledelse in the column runde"))
        elif row.kind in NOTE_KINDS and not row.group:
            message = say("the note »{text}« does not say which group wrote it", text=_short(row))
            yield Finding(("rows", i), "no-group", message, say("write the group's number in the column gruppe"))


def _numbers_taken(rows: ResultsFile) -> Iterator[Finding]:
    first: dict[int, int] = {}
    for i, row in counted(rows):
        if row.number and first.setdefault(row.number, i) != i:
            message = say("the number {number} stands on more than one note", number=row.number)
            yield Finding(("rows", i, "number"), "number-twice", message, say("give each note a number of its own"))


def _unknown_places(rows: ResultsFile, dialogues: Sequence[PlannedDialogue]) -> Iterator[Finding]:
    """Teams and groups that the dialogue did not have."""
    ids, groups = dialogue_ids(dialogues), {d.id: d.group_count for d in dialogues}
    teams = ", ".join(d.dialogue.team for d in dialogues if d.dialogue.team)
    for i, row in counted(rows):
        if row.team and name_key(row.team) not in ids:
            message = say("there is no team »{team}« in the workplace's file", team=row.team)
            fix = say("write one of: {words}", words=teams) if teams else say("leave the column hold empty")
            yield Finding(("rows", i, "team"), "team", message, fix)
        elif len(dialogues) > 1 and not row.team:
            message = say("the note »{text}« does not say which team wrote it", text=_short(row))
            yield Finding(("rows", i), "no-team", message, say("write one of: {words}", words=teams))
        most = groups.get(ids.get(name_key(row.team or ""), dialogues[0].id))
        if most and row.group and row.group > most:
            message = say("there is no group {group}; the dialogue has {most} groups", group=row.group, most=most)
            yield Finding(("rows", i, "group"), "group", message, say("write a number from 1 to {most}", most=most))


def _unknown_efforts(rows: ResultsFile, workplace: Workplace) -> Iterator[Finding]:
    known = efforts_by_word(workplace)
    for i, row in counted(rows):
        if row.effort and fold(row.effort) not in known:
            fix = effort_meant(fold(row.effort), {word: effort.first for word, effort in known.items()})
            message = say("the effort »{effort}« is not in the development plan", effort=row.effort)
            yield Finding(("rows", i, "effort"), "effort-unknown", message, fix)


def _too_many_chosen(rows: ResultsFile, organisation: Organisation) -> Iterator[Finding]:
    """Each group chooses two points and two actions in each round (diaB.4)."""
    most = organisation.chosen_points
    taken: Counter[tuple] = Counter()
    for i, row in counted(rows):
        if row.chosen and row.kind != "differ" and row.group:
            taken[key := (name_key(row.team or ""), row.round, row.group, row.kind)] += 1
            if taken[key] == most + 1:
                message = say("group {group} has chosen more than {most} of the same kind", group=row.group, most=most)
                fix = say("keep the x at the {most} the group marked", most=most)
                yield Finding(("rows", i, "chosen"), "many-chosen", message, fix)


def _kinds() -> Message:
    return say("write pointe, handling, forskelligt, godt, justere or nu in the column slags")


def _short(row: Row) -> str:
    words = " ".join(row.text.first.split())
    return words if len(words) <= 40 else words[:39].rstrip() + "…"
