"""Groups that have lost people in, the fewest moves that make whole groups of them again out (INC-15, INC-16)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from ..model.kit import Round
from ..model.workplace import Person
from .people import person_key


def targets(sizes: Sequence[int], smallest: int, largest: int) -> list[int] | None:
    """The size each group is to have, 0 for one that is given up, so that the fewest people move.

    A group may also stay larger than ``largest`` when it is so now. None when no such division exists.
    """
    best: list[dict[int, tuple[int, int]]] = [{0: (0, 0)}]
    whole = sum(sizes)
    room = sum(max(size, largest) for size in sizes)
    for size in sizes:
        room -= max(size, largest)
        needed = whole - room  # fewer than this cannot be made up for by the groups that follow
        options = sorted(
            {0, *range(smallest, largest + 1), *([size] if size >= smallest else [])},
            key=lambda option: (abs(option - size), -option),
        )
        reached: dict[int, tuple[int, int]] = {}
        for total, (moves, _) in best[-1].items():
            for option in options:
                candidate = moves + max(size - option, 0)
                if needed <= total + option <= whole and candidate < reached.get(total + option, (candidate + 1, 0))[0]:
                    reached[total + option] = (candidate, option)
        best.append(reached)
    if whole not in best[-1]:
        return None
    return _read_back(best, whole)


def with_moves(round: Round, wanted: Sequence[int], met: Mapping[Hashable, int]) -> Round:
    """The groups at their wanted sizes; whoever moves meets few again (``met``: the groups of the other round)."""
    groups = [list(group) for group in round]
    for receiver, size in enumerate(wanted):
        while len(groups[receiver]) < size:
            donor, person = min(
                _leavers(groups, wanted),
                key=lambda leaver: (
                    _again(leaver[1], groups[receiver], met),
                    leaver[0],
                    -groups[leaver[0]].index(leaver[1]),
                ),
            )
            groups[donor].remove(person)
            groups[receiver].append(person)
    return tuple(tuple(group) for group in groups)


def _read_back(best: Sequence[Mapping[int, tuple[int, int]]], total: int) -> list[int]:
    chosen = []
    for reached in reversed(best[1:]):
        chosen.append(reached[total][1])
        total -= chosen[-1]
    return chosen[::-1]


def _leavers(groups: Sequence[Sequence[Person]], wanted: Sequence[int]) -> list[tuple[int, Person]]:
    return [(i, person) for i, group in enumerate(groups) if len(group) > wanted[i] for person in group]


def _again(person: Person, group: Sequence[Person], met: Mapping[Hashable, int]) -> int:
    """How many of the group this person meets in the other round."""
    place = met.get(person_key(person) or id(person))
    return sum(place is not None and met.get(person_key(p) or id(p)) == place for p in group)
