"""A round's groups in, what becomes of them when a few people stay away on the day out (prep7.4, INC-15, INC-16)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ..model.kit import Round, Shortfall
from .regrouping import targets

MOST_MISSING = 4
FEWEST = 3


def shortfalls(round: Round, smallest: int, largest: int) -> tuple[Shortfall, ...]:
    """One row for each number of people missing, as long as there are enough left for a dialogue."""
    return _rows(tuple(len(group) for group in round), smallest, largest)


@lru_cache(maxsize=1000)
def _rows(sizes: tuple[int, ...], smallest: int, largest: int) -> tuple[Shortfall, ...]:
    rows = []
    for missing in range(1, MOST_MISSING + 1):
        left = sum(sizes) - missing
        if left < FEWEST:
            break
        apart, together = _apart(sizes, missing), _together(sizes, missing)
        rows.append(
            Shortfall(
                missing=missing,
                left=left,
                sizes=_new_sizes(apart, smallest, largest),
                moves_apart=_moves(apart, smallest, largest),
                moves_together=_moves(together, smallest, largest),
            )
        )
    return tuple(rows)


def _apart(sizes: Sequence[int], missing: int) -> list[int]:
    """Each one missing comes from the table where most are left."""
    left = list(sizes)
    for _ in range(missing):
        left[left.index(max(left))] -= 1
    return left


def _together(sizes: Sequence[int], missing: int) -> list[int]:
    """All missing come from the smallest tables, one table after the other."""
    left = list(sizes)
    for _ in range(missing):
        place = min((i for i, size in enumerate(left) if size), key=lambda i: left[i])
        left[place] -= 1
    return left


def _new_sizes(sizes: Sequence[int], smallest: int, largest: int) -> tuple[int, ...]:
    wanted = targets(sizes, smallest, largest)
    return tuple(sorted((size for size in wanted if size), reverse=True)) if wanted else (sum(sizes),)


def _moves(sizes: Sequence[int], smallest: int, largest: int) -> int:
    """How many people change table; when no whole groups can be made, all but the largest group come to it."""
    wanted = targets(sizes, smallest, largest)
    if wanted is None:
        return sum(sizes) - max(sizes)
    return sum(max(size - target, 0) for size, target in zip(sizes, wanted, strict=True))
