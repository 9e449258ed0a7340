"""Kits and the manifest's entries in; what to order and print for their dialogues out (facts D20-D27 of Part 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from ..model.kit import Kit
from ..model.overview import THINGS, Order, Orders, Pads
from ..model.values import fold
from .pools import by_area

USES: tuple[Literal["points", "actions"], ...] = ("points", "actions")
#: Sheets on a flipchart pad as it is sold.
FLIPCHART = 20


def orders(kits: Sequence[Kit], entries: Mapping[str, Any]) -> Orders:
    """The order list of all workplaces that have not held their dialogue; a cancelled one needs nothing."""
    waiting = [kit for kit in kits if kit.stage != "held" and any(not d.dialogue.cancelled for d in kit.dialogues)]
    needs = {kit.id: _order(kit, entries.get(kit.id)) for kit in waiting}
    areas = by_area(waiting)
    return Orders(
        total=_sum(needs.values()),
        areas=tuple(_sum((needs[kit.id] for kit in found), area) for area, found in areas.items()),
        workplaces=tuple(needs[kit.id] for found in areas.values() for kit in found),
        held=sum(kit.stage == "held" for kit in kits),
    )


def _order(kit: Kit, entry: Mapping[str, Any] | None) -> Order:
    things: Counter[str] = Counter()
    points, actions = 0, 0
    colours = kit.workplace.note_colours or (None, None)
    standing = [d for d in kit.dialogues if not d.dialogue.cancelled]
    for planned in standing:
        if s := planned.supplies:
            sheets = sum(s.sheets.values())
            things += Counter(pens=s.pens, markers=s.markers, tape=s.tape_rolls, table_cards=s.table_cards)
            things["flipcharts"] += -(-sheets // FLIPCHART)
            points, actions = points + s.note_pads_points, actions + s.note_pads_actions
    pads = tuple(Pads(use, colour, n) for use, colour, n in zip(USES, colours, (points, actions), strict=True) if n)
    sheets, counted = _paper(kit, entry)
    known = all(d.supplies for d in standing)
    w = kit.workplace
    return Order(kit.id, w.name, w.area, _filled(things), pads, dict(sheets), known, counted)


def _paper(kit: Kit, entry: Mapping[str, Any] | None) -> tuple[Counter[tuple[str, int]], bool]:
    """Sheets of paper by size and sides, as on the print list, and whether all of them could be counted."""
    made = (entry or {}).get("documents", ())
    pages = {d["id"]: d["pages"] for d in made if d.get("language") == kit.languages[0]}
    sheets: Counter[tuple[str, int]] = Counter()
    known = True
    for d in kit.documents:
        if d.instead or d.copies == 0 or d.confidential:
            continue
        if d.copies is None or d.id not in pages:
            known = False
        else:
            sheets[d.paper.split()[0], d.sides] += d.copies * -(-pages[d.id] // d.sides)
    return sheets, known


def _sum(needs: Iterable[Order], area: str | None = None) -> Order:
    """Several orders in one; the same colour written in two ways is one."""
    things, sheets, known, counted = Counter(), Counter(), True, True
    pads: dict[tuple[str, str], Pads] = {}
    for order in needs:
        things += Counter(order.things)
        sheets += Counter(order.sheets)
        known, counted = known and order.known, counted and order.counted
        for one in order.pads:
            key = one.use, fold(one.colour.first) if one.colour else ""
            pads[key] = replace(pads[key], number=pads[key].number + one.number) if key in pads else one
    ordered = sorted(pads, key=lambda key: (USES.index(key[0]), -pads[key].number, key[1]))
    summed = tuple(pads[key] for key in ordered)
    return Order("", "", area, _filled(things), summed, dict(sorted(sheets.items())), known, counted)


def _filled(things: Mapping[str, int]) -> dict[str, int]:
    return {name: things.get(name, 0) for name in THINGS}
