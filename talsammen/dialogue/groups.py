"""Participants in, groups for the two rounds out (facts prep7.4, prep7.5, INC-14 to INC-16, Part 8).

Member j of group i moves to group (i + j) mod G. That spreads every group as evenly over the new ones as can be, and so
attains the fewest repeated pairs there are for G groups; none, as soon as G is at least the largest group's size.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from math import comb

from ..model.kit import Round, Seating
from ..model.workplace import Groups, Person
from .people import name_key, person_key
from .regrouping import targets, with_moves

SMALLEST, LARGEST = 3, 4


def group_sizes(n: int, smallest: int = SMALLEST, largest: int = LARGEST) -> tuple[int, ...]:
    """The fewest groups that allow the fewest repeated pairs, larger ones first; empty under 3 people.

    What cannot be divided into groups of these sizes becomes as many groups as there may be of nearly the same size:
    five people are one group of five (INC-16).
    """
    if n < 3:
        return ()
    possible = range(max(-(-n // largest), 1), n // smallest + 1)
    count = min(possible, key=lambda g: (_repeats(n, g), g), default=max(n // smallest, 1))
    return _level(n, count)


def attainable(n: int, smallest: int = SMALLEST, largest: int = LARGEST) -> int:
    """The fewest pairs that must meet in both rounds, for n people in groups of these sizes (Part 8)."""
    sizes = group_sizes(n, smallest, largest)
    return _repeats(n, len(sizes)) if sizes else 0


def seat(participants: Sequence[Person], smallest: int = SMALLEST, largest: int = LARGEST) -> Seating | None:
    """Both rounds, the same every time for the same list; None for 0, 1 or 2 people, who join another dialogue.

    Professions are spread over the groups; otherwise people keep the order of the list, dealt out like cards.
    """
    count = len(group_sizes(len(participants), smallest, largest))
    if not count:
        return None
    dealt = _by_profession(participants)
    first: Round = tuple(tuple(dealt[i::count]) for i in range(count))
    return _seating(first, turned(first), smallest, largest)


def seating_from(
    participants: Sequence[Person], groups: Groups, smallest: int = SMALLEST, largest: int = LARGEST
) -> Seating | None:
    """The hand-written groups; a round that was not written follows from the other. None for 0, 1 or 2 people."""
    known = {person_key(p): p for p in participants}

    def read(roster: Iterable[Iterable[str]]) -> Round:
        people = (tuple(known.get(name_key(name)) or Person(name=name) for name in group) for group in roster)
        return tuple(group for group in people if group)

    first, second = read(groups.wellbeing), read(groups.leadership)
    if not first and not second:
        return seat(participants, smallest, largest)
    return _seating(first or turned(second), second or turned(first), smallest, largest)


def regroup(
    round: Round, absent: Collection[str], other: Round = (), smallest: int = SMALLEST, largest: int = LARGEST
) -> Round:
    """The round without those who cannot come, with as few moves as possible (INC-15, INC-16).

    ``absent`` holds names. Groups end within the sizes where that is possible; a larger one somebody wrote may stay.
    Who moves is chosen so that few meet again whom they meet in the ``other`` round.
    """
    gone = {name_key(name) for name in absent}
    left = tuple(tuple(p for p in group if person_key(p) not in gone) for group in round)
    if left == round:
        return round
    wanted = targets([len(group) for group in left], smallest, largest)
    if wanted is None:
        return (tuple(p for group in left for p in group),)
    return tuple(group for group in with_moves(left, wanted, _met(other)) if group)


def without(
    seating: Seating, absent: Collection[str], smallest: int = SMALLEST, largest: int = LARGEST
) -> Seating | None:
    """Both rounds regrouped; None when fewer than three people are left."""
    if not absent:
        return seating
    first = regroup(seating.wellbeing, absent, seating.leadership, smallest, largest)
    second = regroup(seating.leadership, absent, first, smallest, largest)
    return _seating(first, second, smallest, largest)


def turned(round: Round) -> Round:
    """The other round: member j of group i goes to group (i + j) mod G."""
    groups: list[list[Person]] = [[] for _ in round]
    for i, group in enumerate(round):
        for j, person in enumerate(group):
            groups[(i + j) % len(round)].append(person)
    return tuple(tuple(group) for group in groups if group)


def repeated_pairs(first: Round, second: Round) -> int:
    """How many pairs sit together in both rounds."""
    met = _met(second)
    return sum(met.get(_id(a)) == met.get(_id(b)) is not None for group in first for a, b in combinations(group, 2))


def _repeats(n: int, count: int) -> int:
    """The fewest repeated pairs when n people sit in so many groups twice, each group spread over all the new ones."""
    each, larger = divmod(n, count)
    return larger * _within(each + 1, count) + (count - larger) * _within(each, count)


def _within(size: int, count: int) -> int:
    """The fewest pairs of one group that meet again when it is spread over so many groups."""
    each, rest = divmod(size, count)
    return rest * comb(each + 1, 2) + (count - rest) * comb(each, 2)


def _level(n: int, count: int) -> tuple[int, ...]:
    each, rest = divmod(n, count)
    return (each + 1,) * rest + (each,) * (count - rest)


def _by_profession(participants: Sequence[Person]) -> list[Person]:
    """Professions one after the other in the order they first occur, people without one last."""
    order: dict[str, int] = {}
    for person in participants:
        order.setdefault(name_key(person.profession or ""), len(order))
    order[""] = len(order)
    return sorted(participants, key=lambda p: order[name_key(p.profession or "")])


def _seating(first: Round, second: Round, smallest: int, largest: int) -> Seating | None:
    present = sum(map(len, first))
    if present < 3:
        return None
    return Seating(first, second, repeated_pairs(first, second), attainable(present, smallest, largest))


def _id(person: Person) -> Hashable:
    return person_key(person) or id(person)


def _met(round: Round) -> Mapping[Hashable, int]:
    """Each person's group in this round."""
    return {_id(person): i for i, group in enumerate(round) for person in group}
