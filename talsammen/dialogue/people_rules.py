"""A Case in; findings about participants and the planning group out (facts roles.5, roles.7, dia.7, INC-13, INC-16)."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain

from ..errors import BadValue, Message, say
from ..model.places import Key
from ..model.values import fold
from ..model.workplace import Dialogue, Person
from .finding import Case, Finding
from .groups import group_sizes
from .people import absent_from, dialogues_of, groups_of, name_key, participants_of, person_key, planning_employees
from .programme import plan_items, plenary_minutes

ROLES = ("leder", "TR", "AMR", "medarbejder", "tillidsrepræsentant", "arbejdsmiljørepræsentant", "leader", "employee")
MOST_GROUPS = 8
LEAST_PLENARY = 3

#: Who sits in no group: the field, why, whether that is an error.
APART = (
    ("leader", say("»{name}« is the leader and cannot be a participant"), True),
    ("facilitator", say("»{name}« runs the meeting and cannot sit in a group"), False),
)


def everybody_once(case: Case) -> Iterator[Finding]:
    """Nobody stands twice in a list of participants."""
    for path, people in _lists(case):
        seen: set[str] = set()
        for i, person in enumerate(people):
            key = person_key(person)
            if key in seen:
                message = say("»{name}« stands twice among the participants", name=person.name or str(person.number))
                fix = say("delete one, or add something that tells the two apart")
                yield Finding((*path, i), "person-twice", message, fix, error=True)
            seen |= {key} if key else set()


def one_team_each(case: Case) -> Iterator[Finding]:
    """Nobody is a participant in two teams."""
    teams: dict[str, int] = {}
    for d, dialogue in enumerate(case.workplace.dialogues):
        for i, person in enumerate(dialogue.participants or ()):
            if person.name and teams.setdefault(name_key(person.name), d) != d:
                message = say("»{name}« is already a participant in another team", name=person.name)
                path = ("dialogues", d, "participants", i)
                yield Finding(path, "person-twice", message, say("keep the name in one team"), error=True)


def leader_sits_apart(case: Case) -> Iterator[Finding]:
    """The leader listens and sits in no group (dia.5, dia.7); nor does somebody else who runs the meeting."""
    for role, why, error in APART:
        person: Person | None = getattr(case.workplace, role)
        own = name_key(person.name) if person and person.name else None
        for path, people in _lists(case):
            for i, participant in enumerate(people):
                if own and participant.name and name_key(participant.name) == own:
                    message = Message(why.text, {"name": participant.name})
                    fix = say("delete the name from the participants")
                    yield Finding((*path, i), f"{role}-participates", message, fix, error)


def lists_agree(case: Case) -> Iterator[Finding]:
    """The workplace's participants and those written in the dialogues are the same people, or the same number."""
    own, dialogues = case.workplace.participants, case.workplace.dialogues
    teams = [d.participants for d in dialogues if d.participants is not None]
    if own is None or not dialogues:
        return
    if not teams and len(dialogues) > 1 and not any(d.groups for d in dialogues):
        message = say("nobody knows yet who is in which of the {count} dialogues", count=len(dialogues))
        yield Finding(("participants",), "no-teams", message, say("write deltagere: in each of the dialogues"))
    if len(teams) < len(dialogues):
        return
    written = tuple(chain.from_iterable(teams))
    if all(p.name for p in own + written):
        yield from _same_people(own, written)
    elif len(own) != len(written):
        message = say(
            "the workplace has {own} participants, but its dialogues {written}", own=len(own), written=len(written)
        )
        fix = say("make the numbers agree, or leave out deltagere: at the top")
        yield Finding(("participants",), "number-mix", message, fix, error=True)


def enough_people(case: Case) -> Iterator[Finding]:
    """One, two or five people cannot be divided into groups of three or four (INC-16)."""
    least, most = case.organisation.group_min, case.organisation.group_max
    for i, dialogue in enumerate(dialogues_of(case.workplace)):
        count, path = len(_present(case, dialogue)), _people_path(case, i, dialogue)
        sizes = group_sizes(count, least, most)
        if 0 < count < 3:
            message = say("a dialogue in groups needs at least 3 participants, not {count}", count=count)
            yield Finding(path, "too-few", message, say("hold it together with another team or workplace"))
        elif any(not least <= size <= most for size in sizes):
            message = say(
                "{count} people cannot be divided into groups of {least} to {most}", count=count, least=least, most=most
            )
            fix = say(
                "hold it together with others if you can; else they become {groups} of {size}",
                groups=len(sizes),
                size=sizes[0],
            )
            yield Finding(path, "uneven", message, fix)


def groups_are_few(case: Case) -> Iterator[Finding]:
    """Each group has about three minutes in the plenary; more than eight groups should be teams (INC-13)."""
    for i, dialogue in enumerate(dialogues_of(case.workplace)):
        groups, path = _group_count(case, dialogue), _people_path(case, i, dialogue)
        minutes = _plenary(case, dialogue, groups)
        if groups > MOST_GROUPS:
            message = say("{groups} groups are more than the plenary has time for", groups=groups)
            fix = say("hold the dialogue in teams: write dialog: as a list with hold: in each")
            yield Finding(path, "many-groups", message, fix)
        elif minutes is not None and minutes < LEAST_PLENARY:
            message = say(
                "the plenary has {minutes} min for each of the {groups} groups; it takes about {least}",
                minutes=minutes,
                groups=groups,
                least=LEAST_PLENARY,
            )
            yield Finding(path, "plenary-short", message, say("give the dialogue more time, or hold it in teams"))


def absent_are_participants(case: Case) -> Iterator[Finding]:
    """Whoever cannot come was to come (W37)."""
    own = {person_key(p) for p in case.workplace.participants or ()}
    teams = [{person_key(p) for p in participants_of(case.workplace, d)} for d in dialogues_of(case.workplace)]
    lists = [(("absent",), case.workplace.absent, own.union(*teams))]
    lists += [(("dialogues", i, "absent"), d.absent, teams[i]) for i, d in enumerate(case.workplace.dialogues)]
    for path, absent, people in lists:
        for i, name in enumerate(absent):
            if name_key(name) not in people:
                message = say("»{name}« is absent but not among the participants", name=name)
                yield Finding((*path, i), "absent-unknown", message, say("write the name as it stands in deltagere"))


def planning_group_size(case: Case) -> Iterator[Finding]:
    """Without a committee of its own: the leader and two or three employees (roles.4, roles.5)."""
    size, count = case.organisation.planning_group, len(planning_employees(case.workplace))
    if count and not case.workplace.own_committee and not size.min <= count <= size.max:
        message = say(
            "employees in the planning group: {count}; without a committee of its own a workplace chooses "
            "{least} to {most}",
            count=count,
            least=size.min,
            most=size.max,
        )
        fix = say("change the planning group, or write eget-udvalg: ja if it is your committee")
        yield Finding(("planning_group",), "planning-group", message, fix)


def planning_group_takes_part(case: Case) -> Iterator[Finding]:
    """The planning group's employees take part on equal terms with their colleagues (roles.7, ov.s8)."""
    seated = [p for _, people in _lists(case) for p in people]
    if not seated or not all(p.name for p in seated) or _some_team_unknown(case):
        return
    keys = {person_key(p) for p in seated}
    for i, person in planning_employees(case.workplace):
        if person.name and name_key(person.name) not in keys:
            message = say("»{name}« is in the planning group but not among the participants", name=person.name)
            fix = say("add the name to deltagere, spelled alike")
            yield Finding(("planning_group", i), "planner-not-seated", message, fix)


def roles_are_spelled_right(case: Case) -> Iterator[Finding]:
    """A role may be any word; one that nearly is a known role is pointed out."""
    known = {fold(role): role for role in ROLES}
    for i, person in enumerate(case.workplace.planning_group):
        for role in person.role.root.values() if person.role else ():
            near = [] if fold(role) in known else get_close_matches(fold(role), known, n=1, cutoff=0.75)
            if near:
                yield Finding(
                    ("planning_group", i, "role"),
                    "role",
                    say("the role »{role}« is not known", role=role),
                    say("did you mean »{word}«?", word=known[near[0]]),
                )


RULES = (
    everybody_once,
    one_team_each,
    leader_sits_apart,
    lists_agree,
    enough_people,
    groups_are_few,
    absent_are_participants,
    planning_group_size,
    planning_group_takes_part,
    roles_are_spelled_right,
)


def _lists(case: Case) -> list[tuple[Key, tuple[Person, ...]]]:
    """Every list of participants that was written, with its place."""
    lists = [(("participants",), case.workplace.participants)]
    lists += [(("dialogues", i, "participants"), d.participants) for i, d in enumerate(case.workplace.dialogues)]
    return [(path, people) for path, people in lists if people]


def _some_team_unknown(case: Case) -> bool:
    return case.workplace.participants is None and any(d.participants is None for d in case.workplace.dialogues)


def _people_path(case: Case, i: int, dialogue: Dialogue) -> Key:
    """Where the people of this dialogue are written."""
    if dialogue.participants is not None:
        return ("dialogues", i, "participants")
    if dialogue.groups:
        return ("dialogues", i, "groups")
    return ("participants",) if case.workplace.participants else ("groups",)


def _present(case: Case, dialogue: Dialogue) -> list[Person]:
    gone = {name_key(name) for name in absent_from(case.workplace, dialogue)}
    return [p for p in participants_of(case.workplace, dialogue) if person_key(p) not in gone]


def _group_count(case: Case, dialogue: Dialogue) -> int:
    if groups := groups_of(case.workplace, dialogue):
        return max(len(groups.wellbeing), len(groups.leadership))
    return len(group_sizes(len(_present(case, dialogue)), case.organisation.group_min, case.organisation.group_max))


def _plenary(case: Case, dialogue: Dialogue, groups: int) -> float | None:
    try:
        return plenary_minutes(plan_items(dialogue, case.organisation), groups)
    except BadValue:
        return None


def _same_people(own: tuple[Person, ...], written: tuple[Person, ...]) -> Iterator[Finding]:
    fix = say("make the lists agree, or leave out deltagere: at the top")
    if nowhere := _missing(own, written):
        yield Finding(("participants",), "lists-differ", say("no dialogue holds {names}", names=nowhere), fix)
    if unlisted := _missing(written, own):
        message = say("the workplace's own list of participants does not hold {names}", names=unlisted)
        yield Finding(("dialogues",), "lists-differ", message, fix)


def _missing(people: tuple[Person, ...], among: tuple[Person, ...]) -> str:
    keys = {person_key(p) for p in among}
    return ", ".join(p.name or "" for p in people if person_key(p) not in keys)
