"""Kits in; the pools they are counted in out, so that no number tells about fewer people than may be shown.

A workplace with fewer participants than ``privacy.smallest_shown`` (or an unknown number) is counted in no area, only
together with the other small ones. When all of these together are still too few, nothing of them is counted. Every
total is a sum of pools that are shown, so no hidden number can be found as a difference.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model.kit import Kit
from ..model.overview import Pool
from ..model.values import fold

Pooled = tuple[tuple[Pool, tuple[Kit, ...]], ...]


def pooled(kits: Sequence[Kit], smallest: int, together: bool = True) -> tuple[Pooled, int]:
    """The pools with their kits, areas first, and how many workplaces are counted in none.

    Without ``together`` the small ones are never a pool.
    """
    few = {kit.id for kit in kits if (kit.participant_count or 0) < smallest}
    small = tuple(kit for kit in kits if kit.id in few)
    areas = by_area([kit for kit in kits if kit.id not in few])
    pools = [(Pool(area, False, len(found)), found) for area, found in areas.items()]
    if not small or not together or sum(kit.participant_count or 0 for kit in small) < smallest:
        return tuple(pools), len(small)
    return (*pools, (Pool(None, True, len(small)), small)), 0


def by_area(kits: Sequence[Kit]) -> dict[str | None, tuple[Kit, ...]]:
    """The kits of each area, by name as it is first written; those without an area last."""
    found: dict[str, list[Kit]] = {}
    for kit in kits:
        found.setdefault(fold(kit.workplace.area or ""), []).append(kit)
    ordered = sorted(found.items(), key=lambda item: (not item[0], item[0]))
    return {same[0].workplace.area: tuple(same) for _, same in ordered}
