"""A workplace in, who belongs to which of its dialogues out; names are compared the way people write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ..model.workplace import Dialogue, Groups, Person, Workplace


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """A name as it is compared: one code point per letter, no difference of case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).split())


def person_key(person: Person) -> str | None:
    """What tells this person from others: the name, else the number; None for somebody with neither."""
    if person.name:
        return name_key(person.name)
    return str(person.number) if person.number is not None else None


def dialogues_of(workplace: Workplace) -> tuple[Dialogue, ...]:
    """The dialogues as written; one about which nothing is known when there is none."""
    return workplace.dialogues or (Dialogue(),)


def participants_of(workplace: Workplace, dialogue: Dialogue) -> tuple[Person, ...]:
    """Who is to sit in a group in this dialogue; empty while unknown.

    The workplace's own list counts when there is one dialogue. A mere number takes its names from hand-written groups.
    """
    people = dialogue.participants
    if people is None and len(workplace.dialogues) < 2:
        people = workplace.participants
    groups = groups_of(workplace, dialogue)
    if groups and not any(p.name for p in people or ()):
        return named_in(groups, people or ())
    return people or ()


def named_in(groups: Groups, numbered: Sequence[Person] = ()) -> tuple[Person, ...]:
    """Everybody the hand-written groups name, each once, in the order they are read."""
    known = {person_key(p): p for p in numbered}
    people: dict[str, Person] = {}
    for name in names_in(groups.wellbeing + groups.leadership):
        people.setdefault(name_key(name), known.get(name_key(name)) or Person(name=name))
    return tuple(people.values())


def groups_of(workplace: Workplace, dialogue: Dialogue) -> Groups | None:
    """The groups somebody has written for this dialogue; None when the tool is to make them."""
    groups = dialogue.groups
    if groups is None and len(workplace.dialogues) < 2:
        groups = workplace.groups
    return groups if groups and any(names_in(groups.wellbeing + groups.leadership)) else None


def absent_from(workplace: Workplace, dialogue: Dialogue) -> tuple[str, ...]:
    """The names of those who cannot come after all."""
    return workplace.absent + dialogue.absent


def planning_employees(workplace: Workplace) -> tuple[tuple[int, Person], ...]:
    """The planning group without the leader, who is a member unwritten; each with the place in the list (roles.5)."""
    leader = workplace.leader
    own = name_key(leader.name) if leader and leader.name else None
    return tuple(
        (i, p)
        for i, p in enumerate(workplace.planning_group)
        if not (p.name and name_key(p.name) == own) and not _leads(p)
    )


def names_in(roster: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(name for group in roster for name in group)


def _leads(person: Person) -> bool:
    return person.role is not None and any(name_key(role) in ("leder", "leader") for role in person.role.root.values())
