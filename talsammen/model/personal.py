"""Which keys tell of persons (docs/privacy.md): the one place that says so, and the workplace without them.

Every other text may hold a name somebody writes into it; nobody needs to. What stays when persons are forgotten is what
was decided, when, and by how many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, RootModel

from .results import Row
from .values import Written
from .workplace import ActionPlan, Dialogue, FollowUp, Groups, Person, RiskAssessment, Task, Workplace

#: Model -> its keys that name a person, or hold what somebody said of themselves or in confidence.
PERSONAL: Mapping[type[Written], tuple[str, ...]] = {
    Workplace: (
        "leader", "leaders_leader", "facilitator", "planning_group", "contact", "absence_contact", "helpers",
        "participants", "groups", "absent", "substitutes", "workshops", "circumstances", "leader_words",
        "welcome_supplement", "leader_plan", "notes",
    ),
    Dialogue: ("participants", "groups", "absent"),
    Task: ("who",),
    ActionPlan: ("owner",),
    FollowUp: ("evaluation", "now"),
    RiskAssessment: ("signed",),
    Row: ("heading", "text"),
}  # fmt: skip
#: Of these people the number is kept: HR's figures count it.
COUNTED, SEATED = "participants", "groups"


def inner(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The one model inside a field, however deep in lists and options; None for plain values."""
    return _model_in(model.model_fields[name].annotation)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return None if issubclass(annotation, RootModel) else annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def personal_paths(model: type[BaseModel] = Workplace, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every personal key of a file as the names of the fields that lead to it."""
    for name in model.model_fields:
        if name in PERSONAL.get(model, ()):
            yield (*above, name)
        elif below := inner(model, name):
            yield from personal_paths(below, (*above, name))


def without_persons(value: Any, counted: bool = False) -> Any:
    """What was read, with nothing left of persons but how many take part. ``counted``: an outer level knows that."""
    if isinstance(value, tuple):
        return tuple(without_persons(part, counted) for part in value)
    if not isinstance(value, BaseModel) or isinstance(value, RootModel):
        return value
    dropped = PERSONAL.get(type(value), ())
    people = _numbered(how_many(value, counted)) if COUNTED in dropped else None
    counted = counted or people is not None
    kept = {name: without_persons(part, counted) for name, part in value if name not in dropped}
    none = {name: type(value).model_fields[name].get_default() for name in dropped}
    return value.model_copy(update=kept | none | ({COUNTED: people} if COUNTED in dropped else {}))


def how_many(written: Any, counted: bool) -> int:
    """How many take part, as one workplace or dialogue tells it; its groups count where no list does."""
    if getattr(written, COUNTED):
        return len(getattr(written, COUNTED))
    groups: Groups | None = getattr(written, SEATED)
    return (
        len({name for group in groups.wellbeing + groups.leadership for name in group}) if groups and not counted else 0
    )


def _numbered(count: int) -> tuple[Person, ...] | None:
    return tuple(Person(number=n) for n in range(1, count + 1)) or None


class Known:
    """Everybody a workplace's file names: their names, first names, e-mail addresses and telephone numbers."""

    def __init__(self, workplace: Workplace, words: str) -> None:
        """``words`` is what they are looked for in: a first name that is also a word there is let be."""
        told = set(_told(workplace))
        ordinary = {word for word in re.findall(r"\w+", words) if word.islower()}
        names = told | {name.split()[0] for name in told if "@" not in name}
        names = {n for n in names if len(n.split()) > 1 or "@" in n or _is_name(n, ordinary)}
        found = [r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=lambda n: (-len(n), n))]
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?=s?(?!\w))") if found else None

    def hidden_in(self, words: str) -> str:
        return self.pattern.sub("NN", words) if self.pattern else words


def _is_name(word: str, ordinary: set[str]) -> bool:
    """Whether one word alone can be told from the words around it: not »A«, »TR« or »Vi«."""
    return len(word) > 1 and word[0].isupper() and not word.isupper() and word.lower() not in ordinary


def _told(value: Any) -> Iterator[str]:
    if isinstance(value, Person):
        yield from (part for part in (value.name, value.email, value.phone) if part)
    elif isinstance(value, Groups):
        yield from (name for group in value.wellbeing + value.leadership for name in group)
    elif isinstance(value, tuple):
        for part in value:
            yield from _told(part)
    elif isinstance(value, (Workplace, Dialogue)):
        yield from value.absent
        for _, part in value:
            yield from _told(part)
