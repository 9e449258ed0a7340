"""All kits, the last manifest's entries and a day in; HR's whole view across workplaces out (fb.3-5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..errors import Problem
from ..model.kit import Kit
from ..model.organisation import Organisation
from ..model.overview import Area, Day, Guide, Overview, Plan, Pool, Row
from ..model.themes import KINDS
from ..model.values import slug
from .across import across, effort_lines
from .orders import orders
from .overdue import missing, overdue
from .pools import by_area


def overview(
    organisation: Organisation,
    kits: Sequence[Kit],
    failed: Sequence[str],
    problems: Sequence[Problem],
    entries: Mapping[str, Any],
    today: date,
) -> Overview:
    """Everything HR is told. ``entries`` are the manifest's by workplace; of a problem only its place is told on."""
    guide = organisation.round.guide
    smallest = organisation.privacy.smallest_shown
    rows = [
        _row(kit, entries.get(kit.id), area, guide, today) for area, found in by_area(kits).items() for kit in found
    ]
    rows += [_failed_row(id, problems, entries.get(id, {})) for id in failed]
    return Overview(
        day=today, guide=guide, organisation=organisation, rows=tuple(sorted(rows, key=lambda row: row.id)),
        across=across(kits, smallest),
        areas=_areas(kits, smallest), orders=orders(kits, entries),
    )  # fmt: skip


def _row(kit: Kit, entry: Mapping[str, Any] | None, area: str | None, guide: str, today: date) -> Row:
    """``area`` is the workplace's as the first one of it writes it."""
    w = kit.workplace
    built = (entry or {}).get("guide")
    state: Guide = "not built" if entry is None else "current" if built == guide else "older"
    email = (w.contact and w.contact.email) or (w.leader and w.leader.email) or None
    late = overdue(kit, today)
    unknown = tuple(what for what in missing(kit, today) if what not in [due.what for due in late])
    days = tuple(Day(d.dialogue.team, d.dialogue.date, d.dialogue.cancelled) for d in kit.dialogues)
    return Row(
        kit.id, w.name, area, kit.stage, days, late, unknown, kit.languages, built, state,
        email,
    )  # fmt: skip


def _failed_row(id: str, problems: Sequence[Problem], entry: Mapping[str, Any]) -> Row:
    """A workplace whose file cannot be read: as the last build knew it, and where the first mistake stands.

    What the mistake is stays on the screen of the one who runs ``check``: it may quote a participant's name.
    """
    file = f"workplaces/{id}.yaml"
    place = next((problem.place for problem in problems if problem.error and problem.file == file), file)
    return Row(id, entry.get("name") or id, entry.get("area"), None, problem=place)


def _areas(kits: Sequence[Kit], smallest: int) -> tuple[Area, ...]:
    """Every named area; each has a file name of its own."""
    areas: list[Area] = []
    for name, found in by_area(kits).items():
        if name is None:
            continue
        own = slug(name) or "area"
        taken = {area.slug for area in areas}
        free = next(s for s in (own, *(f"{own}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)
        groups = dict.fromkeys(kit.workplace.coordination_group for kit in found)
        plans = tuple(plan for kit in found if (plan := _plan(kit)).efforts)
        without = tuple(kit.workplace.name for kit in found if not _plan(kit).efforts)
        areas.append(
            Area(name, free, tuple(g for g in groups if g), across(found, smallest, together=False), plans, without)
        )
    return tuple(areas)


def _plan(kit: Kit) -> Plan:
    themes = {kind: theme.title if (theme := kit.themes[kind]) else None for kind in KINDS}
    alone = Pool(kit.workplace.area, False, 1)
    return Plan(kit.workplace.name, themes, tuple(effort_lines(kit, alone)))
