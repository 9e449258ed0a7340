"""A workplace, its organisation, the themes and the layouts in, the plan of its kit out: the second of the six steps.

Everything here follows from the workplace's file; problems are found by ``rules`` and are assumed to be mended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from ..model.kit import NEEDS, Document, Kit, PlannedDate, PlannedDialogue, Seating, Waiting
from ..model.organisation import Organisation
from ..model.results import ResultsFile
from ..model.themes import KINDS, Catalogue
from ..model.values import fold, slug
from ..model.workplace import Dialogue, Person, Workplace
from .calendar import plan_dates
from .copies import Counts, copies
from .groups import seat, seating_from, without
from .people import absent_from, dialogues_of, groups_of, name_key, participants_of, person_key, planning_employees
from .programme import plan_items, plenary_minutes, turns
from .results import gather
from .shortfall import shortfalls
from .stage import known, stage_of
from .supplies import plan_supplies
from .themes import resolve

#: Words in document ids that mean something else than a team, so that no team's id begins with one.
VARIANTS = ("bilingual", "tiled", "large", "email", "a4")


class Laid(Protocol):
    """What the plan asks of a printed document's layout."""

    id: str
    step: int
    order: int
    needs: tuple[str, ...]
    audience: str
    paper: str
    sides: int
    colour: bool
    copies: str
    names: bool
    fillable: bool
    tiled: bool
    instead: str | None
    pack: bool
    cancelled: bool
    bilingual: str | None
    per: str


def plan_kit(
    id: str,
    workplace: Workplace,
    organisation: Organisation,
    catalogue: Catalogue,
    content_languages: Sequence[str],
    layouts: Sequence[Laid],
    rows: ResultsFile | None = None,
    dates: Mapping[str, PlannedDate] | None = None,
) -> Kit:
    """The plan of one workplace's kit: stage, days, dialogues, themes, and every document with its copies.

    ``dates`` is what ``plan_dates`` returned for the same workplace, where that is known already.

    Raises BadValue when a dialogue's programme cannot be held or a layout's rule word for copies is unknown.
    """
    languages = kit_languages(workplace, organisation, content_languages)
    themes = {kind: resolve(getattr(workplace.themes, kind), kind, catalogue, languages) for kind in KINDS}
    ids = team_ids([d.team for d in dialogues_of(workplace)])
    dialogues = tuple(
        _dialogue(i, d, workplace, organisation) for i, d in zip(ids, dialogues_of(workplace), strict=True)
    )
    parts = {"": dialogues} | {d.id: (d,) for d in dialogues}
    counts = {team: _counts(part, workplace, organisation) for team, part in parts.items()}
    met = {team: known(workplace, themes, part) for team, part in parts.items()}
    documents: list[Document] = []
    waiting: list[Waiting] = []
    for layout in sorted(layouts, key=lambda layout: (layout.step, layout.order)):
        for team in _teams(layout, dialogues):
            document_id = _document_id(layout.id, team)
            if layout.per == "dialogue" and parts[team][0].dialogue.cancelled and not layout.cancelled:
                waiting.append(Waiting(document_id, layout.id, team, ("date",)))
            elif missing := [need for need in layout.needs if need not in met[team]]:
                waiting.append(Waiting(document_id, layout.id, team, _in_order(missing)))
            else:
                documents.append(_document(document_id, team, layout, counts[team]))
                if layout.bilingual and len(languages) > 1:
                    documents.append(_bilingual(documents[-1], layout))
    return Kit(
        id, workplace, organisation, catalogue, languages, stage_of(workplace),
        plan_dates(workplace, organisation) if dates is None else dates,
        themes, dialogues, tuple(documents), tuple(waiting), gather(rows, workplace, dialogues),
    )  # fmt: skip


def kit_languages(
    workplace: Workplace, organisation: Organisation, content_languages: Sequence[str]
) -> tuple[str, ...]:
    """The kit's languages, first one first: those asked for that the guide is written in, else the guide's first."""
    written = {fold(language): language for language in content_languages}
    asked = [fold(language) for language in workplace.languages or organisation.languages]
    chosen = dict.fromkeys(written[language] for language in asked if language in written)
    return tuple(chosen) or tuple(content_languages[:1])


def team_ids(teams: Sequence[str | None]) -> tuple[str, ...]:
    """A short id per team, of a-z, 0-9 and hyphen; "" when there is only one dialogue."""
    if len(teams) < 2:
        return ("",) * len(teams)
    ids: list[str] = []
    for number, team in enumerate(teams, start=1):
        own = slug(team or "")
        own = own if own and own.split("-")[0] not in VARIANTS else f"hold-{own or number}"
        ids.append(next(i for i in (own, *(f"{own}-{n}" for n in range(2, len(teams) + 2))) if i not in ids))
    return tuple(ids)


def _dialogue(id: str, dialogue: Dialogue, workplace: Workplace, organisation: Organisation) -> PlannedDialogue:
    items = plan_items(dialogue, organisation)
    gone = {name_key(name) for name in absent_from(workplace, dialogue)}
    participants = participants_of(workplace, dialogue)
    seating = _seating(participants, dialogue, workplace, organisation)
    sizes = (
        {len(g) for g in seating.wellbeing + seating.leadership}
        if seating
        else range(organisation.group_min, organisation.group_max + 1)
    )
    stories = min(item.minutes for item in items if item.key.endswith("stories"))
    return PlannedDialogue(
        id=id,
        dialogue=dialogue,
        items=items,
        minutes=sum(item.minutes for item in items),
        start=items[0].start,
        end=items[-1].end,
        participants=tuple(p for p in participants if person_key(p) not in gone),
        seating=seating,
        turns=turns(stories, sizes),
        plenary_minutes=plenary_minutes(items, _most_groups(seating)),
        supplies=plan_supplies(seating, workplace.sheet_layout) if seating else None,
        shortfalls=shortfalls(seating.wellbeing, organisation.group_min, organisation.group_max) if seating else (),
    )


def _most_groups(seating: Seating | None) -> int | None:
    return max(len(seating.wellbeing), len(seating.leadership)) if seating else None


def _seating(
    participants: Sequence[Person], dialogue: Dialogue, workplace: Workplace, organisation: Organisation
) -> Seating | None:
    """The groups as written or made, without those who cannot come."""
    sizes = organisation.group_min, organisation.group_max
    groups = groups_of(workplace, dialogue)
    seating = seating_from(participants, groups, *sizes) if groups else seat(participants, *sizes)
    return without(seating, absent_from(workplace, dialogue), *sizes) if seating else None


def _teams(layout: Laid, dialogues: tuple[PlannedDialogue, ...]) -> list[str]:
    """The ids of the dialogues a document is for, each on its own; "" for all of them together."""
    return [d.id for d in dialogues] if layout.per == "dialogue" else [""]


def _counts(dialogues: Sequence[PlannedDialogue], workplace: Workplace, organisation: Organisation) -> Counts:
    """The numbers for these dialogues; the workplace's own list counts while nobody knows who is in which team."""
    people = [len(d.participants) for d in dialogues]
    own = len(workplace.participants or ()) if len(dialogues) == len(workplace.dialogues) else 0
    groups = [d.group_count for d in dialogues]
    members = len(planning_employees(workplace)) or (0 if workplace.own_committee else organisation.planning_group.max)
    efforts = workplace.followup.development_plan if workplace.followup else ()
    return Counts(
        participants=(sum(people) if all(people) else own) or None,
        groups=sum(groups) if all(groups) else None,
        planning_group=members + 1 if members else None,
        efforts=len(efforts) or organisation.max_efforts,
    )


def _document_id(id: str, team: str) -> str:
    return f"{id}-{team}" if team else id


def _bilingual(document: Document, layout: Laid) -> Document:
    """The same document with both languages on one sheet: another way to print it."""
    id = _document_id(f"{layout.id}-bilingual", document.dialogue)
    sides = 2 if layout.bilingual == "back" else document.sides
    return replace(document, id=id, sides=sides, bilingual=True, instead=document.instead or layout.id)


def _document(id: str, team: str, layout: Laid, counts: Counts) -> Document:
    return Document(
        id=id,
        layout=layout.id,
        dialogue=team,
        paper=layout.paper,
        sides=layout.sides,
        colour=layout.colour,
        copies=copies(layout.copies, counts),
        audience=layout.audience,
        step=layout.step,
        names=layout.names,
        fillable=layout.fillable,
        tiled=layout.tiled,
        instead=layout.instead,
        pack=layout.pack,
        tells=layout.tells,
    )


def _in_order(needs: Sequence[str]) -> tuple[str, ...]:
    known_order = list(NEEDS)
    return tuple(sorted(needs, key=lambda need: known_order.index(need) if need in NEEDS else len(NEEDS)))
