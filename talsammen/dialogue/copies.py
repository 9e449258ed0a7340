"""A layout's rule word and the workplace's numbers in, how many copies are needed out (facts Part 7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..errors import BadValue, say

ROUNDS = 2


@dataclass(frozen=True)
class Counts:
    """The numbers N, G, P (the planning group with its leader) and E of Part 7; None while unknown."""

    participants: int | None
    groups: int | None
    planning_group: int | None
    efforts: int


RULES: Mapping[str, Callable[[Counts], int | None]] = {
    "participants": lambda n: n.participants,
    "participants+leader": lambda n: _more(n.participants, 1),
    "participants/4": lambda n: -(-n.participants // 4) if n.participants else None,
    "groups": lambda n: n.groups,
    "groups+1": lambda n: _more(n.groups, 1),
    "groups/2": lambda n: -(-n.groups // 2) if n.groups else None,
    "rounds*groups": lambda n: ROUNDS * n.groups if n.groups else None,
    "planning-group": lambda n: n.planning_group,
    "planning-group+1": lambda n: _more(n.planning_group, 1),
    "efforts": lambda n: n.efforts,
}


def copies(rule: str, counts: Counts) -> int | None:
    """Copies of one document; None while the number it follows is unknown. Raises BadValue for an unknown rule word."""
    if rule.isdecimal():
        return int(rule)
    if rule not in RULES:
        raise BadValue(
            "copies",
            say("copies: »{word}« is not known", word=rule),
            say("write a number or one of: {words}", words=", ".join(RULES)),
        )
    return RULES[rule](counts)


def _more(number: int | None, by: int) -> int | None:
    return number + by if number else None
