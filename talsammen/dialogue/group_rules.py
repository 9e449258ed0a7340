"""Hand-written groups in; what is wrong with them out (facts prep7.4, prep7.5, INC-14 to INC-16, Part 5's checks)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..errors import Message, say
from ..model.places import Key
from ..model.workplace import Dialogue, Groups, Person
from .finding import Case, Finding
from .groups import LARGEST, SMALLEST, group_sizes, seating_from
from .people import absent_from, dialogues_of, groups_of, name_key, named_in, names_in, participants_of, person_key

ROUNDS = {"wellbeing": say("the round about well-being"), "leadership": say("the round about leadership")}

Roster = Sequence[Sequence[str]]


def groups_in_place(case: Case) -> Iterator[Finding]:
    """With several dialogues, groups stand inside the one they belong to."""
    if case.workplace.groups and len(case.workplace.dialogues) > 1:
        message = say("with several dialogues nobody knows which one these groups belong to")
        yield Finding(("groups",), "groups-place", message, say("write grupper: inside the dialogue"), error=True)


def groups_hold_everybody(case: Case) -> Iterator[Finding]:
    """Everybody sits in exactly one hand-written group per round, the leader in none (Part 5's checks)."""
    sizes = case.organisation.group_min, case.organisation.group_max
    for i, dialogue in enumerate(dialogues_of(case.workplace)):
        if groups := groups_of(case.workplace, dialogue):
            path: Key = ("dialogues", i, "groups") if dialogue.groups else ("groups",)
            people, absent = participants_of(case.workplace, dialogue), absent_from(case.workplace, dialogue)
            found = check_groups(people, groups, case.workplace.leader, absent, *sizes)
            yield from (finding.under(*path) for finding in (*_numbers(case, dialogue, groups), *found))


RULES = (groups_in_place, groups_hold_everybody)


def check_groups(
    participants: Sequence[Person],
    groups: Groups,
    leader: Person | None,
    absent: Collection[str] = (),
    smallest: int = SMALLEST,
    largest: int = LARGEST,
) -> list[Finding]:
    """What is wrong with hand-written groups; paths begin at the round. Without participants everybody named counts.

    Errors: somebody unknown, twice or missing in a round, the leader in a group. Warnings: sizes, repeated pairs.
    """
    people = participants or named_in(groups)
    findings: list[Finding] = []
    for kind in ROUNDS:
        roster: Roster = getattr(groups, kind)
        if names_in(roster):
            findings += _names(kind, roster, people, leader)
            findings += _missing(kind, roster, people, absent)
            findings += _sizes(kind, roster, smallest, largest)
    if not any(f.error for f in findings) and names_in(groups.wellbeing) and names_in(groups.leadership):
        findings += _pairs(people, groups, smallest, largest)
    return findings


def _names(kind: str, roster: Roster, people: Sequence[Person], leader: Person | None) -> Iterator[Finding]:
    seen: set[str] = set()
    known = {person_key(p) for p in people}
    own = name_key(leader.name) if leader and leader.name else None
    for g, group in enumerate(roster):
        for m, name in enumerate(group):
            key = name_key(name)
            if key == own:
                message = say("»{name}« is the leader and sits in no group", name=name)
                fix = say("delete the name from the group")
                yield Finding((kind, g, m), "leader-in-group", message, fix, error=True)
            elif key in seen:
                message = say("»{name}« sits in two places in {round}", name=name, round=ROUNDS[kind])
                yield Finding((kind, g, m), "person-twice", message, say("keep the name in one group only"), error=True)
            elif key not in known:
                message = say("»{name}« is not among the participants", name=name)
                fix = say("write the name as it stands in deltagere, or add it there")
                yield Finding((kind, g, m), "person-unknown", message, fix, error=True)
            seen.add(key)


def _missing(kind: str, roster: Roster, people: Sequence[Person], absent: Collection[str]) -> Iterator[Finding]:
    excused = {name_key(name) for name in (*names_in(roster), *absent)}
    missing = [p.name or str(p.number) for p in people if (key := person_key(p)) and key not in excused]
    if missing:
        message = say("no group in {round} holds {names}", round=ROUNDS[kind], names=", ".join(missing))
        fix = say("write every participant in exactly one group")
        yield Finding((kind,), "person-missing", message, fix, error=True)


def _sizes(kind: str, roster: Roster, smallest: int, largest: int) -> Iterator[Finding]:
    present = len(names_in(roster))
    if len(roster) == 1 and group_sizes(present, smallest, largest) == (present,):
        return
    for g, group in enumerate(roster):
        if not smallest <= len(group) <= largest:
            message = say(
                "group {group} in {round} is of {size}; groups are of {smallest} to {largest} people",
                group=g + 1,
                round=ROUNDS[kind],
                size=len(group),
                smallest=smallest,
                largest=largest,
            )
            yield Finding((kind, g), "group-size", message, say("move somebody to or from another group"))


def _pairs(people: Sequence[Person], groups: Groups, smallest: int, largest: int) -> Iterator[Finding]:
    seating = seating_from(people, groups, smallest, largest)
    if seating and seating.repeated > seating.attainable:
        message = say(
            "pairs that sit together in both rounds: {count}; {least} would be possible",
            count=seating.repeated,
            least=seating.attainable,
        )
        fix = say("leave out ledelse: under grupper:, and the tool makes those groups")
        yield Finding(("leadership",), "repeated-pairs", message, fix)


def _numbers(case: Case, dialogue: Dialogue, groups: Groups) -> Iterator[Finding]:
    """A mere number of participants agrees with the names in the groups."""
    written = dialogue.participants if dialogue.participants is not None else case.workplace.participants
    named = len(named_in(groups))
    if written and not any(p.name for p in written) and named != len(written):
        message: Message = say(
            "the groups hold {named} people, but there are {count} participants", named=named, count=len(written)
        )
        yield Finding((), "number-mix", message, say("make the groups and deltagere: agree"), error=True)
