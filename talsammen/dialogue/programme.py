"""A dialogue's start and length in, nine items with minutes and clock times out (facts dia.9-14, INC-8 to INC-13)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import time

from ..errors import BadValue, say
from ..model.kit import Item, Turn
from ..model.organisation import Organisation, ProgrammeMinutes
from ..model.workplace import Dialogue

ITEMS = (
    "welcome",
    "wellbeing_stories",
    "wellbeing_sorting",
    "wellbeing_plenary",
    "pause",
    "leadership_stories",
    "leadership_sorting",
    "leadership_plenary",
    "close",
)
PLENARIES = ("wellbeing_plenary", "leadership_plenary")
SORTINGS = ("wellbeing_sorting", "leadership_sorting")
LEAST = 10
LONGEST_TELLING = 4
RESPONSE_PER_LISTENER = 2


def plan_items(dialogue: Dialogue, organisation: Organisation) -> tuple[Item, ...]:
    """The items in order, in minutes, with clock times when the start is known (dia.9-dia.13, INC-11).

    Minutes the workplace has written stand. A length other than the sum is met by the plenaries first, both alike, then
    by the sorting, neither under 10 minutes; the examples (part A) are never shortened or drawn out. Raises BadValue
    ("duration") when the length cannot be met, ("midnight") when the dialogue would not end before midnight.
    """
    minutes = _minutes(dialogue, organisation.programme)
    if dialogue.start is None:
        return tuple(Item(key, minutes[key], None, None) for key in ITEMS)
    clock = dialogue.start.hour * 60 + dialogue.start.minute
    total = sum(minutes.values())
    if clock + total >= 24 * 60:
        message = say(
            "a dialogue of {minutes} minutes that begins at {start} does not end before midnight",
            minutes=total,
            start=dialogue.start,
        )
        raise BadValue("midnight", message, say("write an earlier time in kl: or a shorter varighed:"))
    items = []
    for key in ITEMS:
        items.append(Item(key, minutes[key], _time(clock), _time(clock + minutes[key])))
        clock += minutes[key]
    return tuple(items)


def turns(stories_minutes: int, sizes: Iterable[int]) -> tuple[Turn, ...]:
    """How long each tells and the others respond, per group size, smallest first; whole minutes (INC-8, INC-9, INC-16).

    In 30 minutes: three people 4 + 4, four people 3 + 4, five people 3 + 3. Nobody tells for more than 4 minutes, and
    the others together respond for at most 2 minutes per listener.
    """
    return tuple(_turn(stories_minutes // size, size) for size in sorted(set(sizes)) if size)


def plenary_minutes(items: Iterable[Item], groups: int | None) -> float | None:
    """Minutes per group in the shorter plenary, rounded down to halves (INC-13); None while groups are unknown."""
    if not groups:
        return None
    return min(item.minutes for item in items if item.key in PLENARIES) * 2 // groups / 2


def _turn(each: int, size: int) -> Turn:
    tell = max(1, min(LONGEST_TELLING, each // 2))
    return Turn(size, tell, max(0, min(each - tell, RESPONSE_PER_LISTENER * (size - 1))))


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _minutes(dialogue: Dialogue, standard: ProgrammeMinutes) -> Mapping[str, int]:
    own = {key: n for key in ITEMS if dialogue.programme and (n := getattr(dialogue.programme, key)) is not None}
    minutes = {key: own.get(key, getattr(standard, key.split("_")[-1])) for key in ITEMS}
    if dialogue.duration is None:
        return minutes
    for pair in (PLENARIES, SORTINGS):
        free = [key for key in pair if key not in own]
        minutes |= _stretched({key: minutes[key] for key in free}, dialogue.duration - sum(minutes.values()))
    if sum(minutes.values()) != dialogue.duration:
        raise _impossible(dialogue.duration, minutes, own)
    return minutes


def _stretched(minutes: Mapping[str, int], spare: int) -> Mapping[str, int]:
    """These items with so many minutes more or fewer between them, as alike as whole minutes allow."""
    if not minutes or not spare:
        return minutes
    least = sum(min(LEAST, n) for n in minutes.values())
    each, rest = divmod(max(sum(minutes.values()) + spare, least), len(minutes))
    return {key: each + (place < rest) for place, key in enumerate(minutes)}


def _impossible(duration: int, minutes: Mapping[str, int], own: Collection[str]) -> BadValue:
    total = sum(minutes.values())
    if total > duration and not set(PLENARIES + SORTINGS) <= set(own):
        return BadValue(
            "duration",
            say("{minutes} minutes are too short for the programme", minutes=duration),
            say("write varighed: {shortest} minutter, or more", shortest=total),
        )
    return BadValue(
        "duration",
        say(
            "the items of the programme last {total} minutes, but the dialogue {minutes}", total=total, minutes=duration
        ),
        say("leave out varighed:, or write varighed: {total} minutter", total=total),
    )
