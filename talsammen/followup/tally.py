"""Hand-ins in; how many proposed each theme, what is left aside, and why, out (facts prep4.1-2, b2.6).

Nothing is weighed here: which theme is chosen is the planning group's to say, by its five questions (prep4.3).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..errors import Message, Problem, say
from ..model.proposals import Aside, HandIn, KindTally, Score, Tally
from ..model.themes import KINDS, Catalogue, Kind, Theme

_MENDS: Mapping[Aside, tuple[Message, Message]] = {
    "none": (say("nothing is crossed"), say("ask for a new one, if you know whose it is")),
    "several": (say("{themes} themes are crossed; none of them is counted"), say("one form is one cross")),
    "unknown": (say("something is crossed that is no theme"), say("write a theme as it stands on the form")),
    "contrary": (
        say("the same name is on {others}, with another cross; neither is counted"),
        say("ask which one counts, and take the other away"),
    ),
    "again": (
        say("the same name is on {others}, with the same cross; it is counted once"),
        say("take one of them away"),
    ),
}  # fmt: skip


_KINDS = {"wellbeing": say("well-being theme"), "leadership": say("leadership theme")}


def tally(
    hand_ins: Iterable[HandIn], catalogue: Catalogue, participants: int | None, unread: int = 0
) -> tuple[Tally, list[Problem]]:
    """The count of all hand-ins, and each that is not counted as a warning."""
    problems: list[Problem] = []
    given = sorted(hand_ins, key=lambda one: (one.file, one.line))
    kinds = {k: _of_kind(k, [one for one in given if one.kind == k], catalogue.of(k), problems) for k in KINDS}
    return Tally(kinds, unread, participants), problems


def _of_kind(kind: Kind, given: Sequence[HandIn], themes: Sequence[Theme], problems: list[Problem]) -> KindTally:
    optional = next(theme.id for theme in themes if theme.optional)
    aside: Counter[Aside] = Counter()
    counted: list[list[HandIn]] = []
    for person in _by_person(given):
        kept = [one for one in person if not (why := _wrong(one)) or _leave(one, why, aside, problems)]
        if len({_cross(one, optional) for one in kept}) > 1:
            for one in kept:
                _leave(one, "contrary", aside, problems, kept)
        elif kept:
            for one in kept[1:]:
                _leave(one, "again", aside, problems, kept)
            counted.append(kept)
            problems += (_unheard(one) for one in kept if one.own and one.themes[0] != optional)
    return KindTally(kind, tuple(_scores(counted, themes, optional)), aside)


def _cross(one: HandIn, optional: str) -> tuple[str, str]:
    """What a hand-in proposes: a theme, and of the optional one the words, however they are spaced and capitalised."""
    return one.themes[0], " ".join(one.own.split()).casefold() if one.themes[0] == optional else ""


def _unheard(one: HandIn) -> Problem:
    """Words at the optional theme beside another cross: they are told of, not counted."""
    message = say("{kind}: words stand at the optional theme, but another is crossed; the cross counts",
                  kind=_KINDS[one.kind])  # fmt: skip
    return Problem(one.file, one.line, 0, "words", message, error=False)


def _by_person(given: Sequence[HandIn]) -> list[list[HandIn]]:
    """The hand-ins with the same name together; each without a name by itself."""
    people: dict[object, list[HandIn]] = defaultdict(list)
    for number, one in enumerate(given):
        people[one.person or number].append(one)
    return list(people.values())


def _wrong(one: HandIn) -> Aside | None:
    """Why a hand-in cannot be counted by itself; None when it can."""
    crosses = len(one.themes) + one.unknown
    return "none" if crosses == 0 else "several" if crosses > 1 else "unknown" if one.unknown else None


def _leave(
    one: HandIn, why: Aside, aside: Counter[Aside], problems: list[Problem], all_of: Sequence[HandIn] = ()
) -> None:
    """Notes that a hand-in is not counted, and what can be done about it."""
    aside[why] += 1
    message, fix = _MENDS[why]
    others = ", ".join(_place(other) for other in all_of if other is not one)
    if one.near:
        fix = say("did you mean »{title}«?", title=one.near)
    values = {"themes": len(one.themes) + one.unknown, "others": others}
    told = say("{kind}: {what}", kind=_KINDS[one.kind], what=Message(message.text, values))
    problems.append(Problem(one.file, one.line, 0, why, told, fix, error=False))


def _place(one: HandIn) -> str:
    return f"{one.file}:{one.line}" if one.line else one.file


def _scores(counted: Sequence[Sequence[HandIn]], themes: Sequence[Theme], optional: str) -> Iterable[Score]:
    """The themes in their order, then people's own: the most proposed first. ``counted``: each person's hand-ins."""
    votes: dict[tuple[str, str], list[Sequence[HandIn]]] = defaultdict(list)
    for hand_ins in counted:
        votes[_cross(hand_ins[0], optional)].append(hand_ins)
    yield from (_score(theme, votes[theme.id, ""]) for theme in themes if not theme.optional)
    written = next(theme for theme in themes if theme.optional)
    own = [_score(written, voters) for (id, _), voters in votes.items() if id == optional]
    yield from sorted(own, key=lambda score: (-score.votes, score.words.casefold(), score.words))


def _score(theme: Theme, voters: Sequence[Sequence[HandIn]]) -> Score:
    all_of = [one for hand_ins in voters for one in hand_ins]
    words = min((" ".join(one.own.split()) for one in all_of), default="") if theme.optional else ""
    reasons = tuple(_shuffled(words for one in all_of for words in one.reasons[n]) for n in (0, 1))
    return Score(theme, words, len(voters), reasons)


def _shuffled(reasons: Iterable[str]) -> tuple[str, ...]:
    """By their words, not in the order they came; the same one twice stands there twice."""
    return tuple(sorted(reasons, key=lambda words: (words.casefold(), words)))
