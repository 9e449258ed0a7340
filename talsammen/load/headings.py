"""The headings of a table of theme proposals in; what each of its columns means out.

All the words a heading is known by stand here; the labels of our own forms and the themes' titles are known besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..errors import Message, say
from ..model.project import TextFile
from ..model.themes import KINDS, Catalogue, Kind
from ..model.values import fold

Meaning = Literal["reason", "own", "theme", "name", "mark"]
#: A heading means the first of these that it has a word or phrase of.
WORDS: Mapping[Meaning, tuple[str, ...]] = {
    "reason": ("begrundelse", "begrundelser", "begrund", "hvorfor", "fordi", "reason", "reasons", "why", "because"),
    "own": ("valgfrit", "eget tema", "egne ord", "own theme", "own words", "optional theme"),
    "theme": ("tema", "trivselstema", "ledelsestema", "theme"),
    "name": ("navn", "fornavn", "efternavn", "fulde navn", "name", "surname"),
}
#: A heading is about the kind that one of its words begins with.
KIND_WORDS: Mapping[Kind, tuple[str, ...]] = {
    "wellbeing": ("trivsel", "wellbeing", "well being"),
    "leadership": ("ledelse", "leadership"),
}
#: A name that is not a person's: whose workplace it is, for example.
NOT_A_PERSON = ("arbejdsplads", "afdeling", "workplace", "department")
#: The fields of our forms, for headings made from them, and the labels that stand beside them.
FIELDS: Mapping[str, Meaning] = {
    "name": "name", "theme": "theme", "own-theme": "own", "reason-1": "reason", "reason-2": "reason",
}  # fmt: skip
LABELS: Mapping[str, Meaning] = {
    "name": "name", "prompt": "theme", "which": "own", "own_theme": "own", "reason_1": "reason", "reason_2": "reason",
}  # fmt: skip
UNDERSTOOD = say("trivselstema, ledelsestema, valgfrit tema, begrundelse, navn, or the title of a theme")


@dataclass(frozen=True)
class Column:
    """What a column holds; ``mark``: a cross at ``theme``. Without a kind, its cells tell which."""

    meaning: Meaning
    kind: Kind | None = None
    theme: str = ""


class Headings:
    """Knows what headings mean; made once for a catalogue and the words of our forms in every language."""

    def __init__(self, catalogue: Catalogue, texts: Iterable[Mapping[str, TextFile]]) -> None:
        self._exact: dict[str, Column] = {_plain(field): Column(meaning) for field, meaning in FIELDS.items()}
        for front in (known[f"print/form-{kind}"].front for known in texts for kind in KINDS):
            for label, meaning in LABELS.items():
                if words := _plain(front.labels.get(label, "")):
                    self._exact[words] = Column(meaning, _kind(words))
        self._titles = {
            _plain(name): Column("own" if theme.optional else "mark", kind, theme.id)
            for kind in KINDS
            for theme in catalogue.of(kind)
            for name in (theme.id, *(() if theme.optional else theme.title.root.values()))
        }

    def read(self, headings: Sequence[str]) -> tuple[Column | None, ...]:
        """The meaning of each column; None for one that is not understood.

        A reason, or words of one's own, that do not say which kind belong to the kind asked about before them.
        """
        columns = [self._column(heading) for heading in headings]
        asked: Kind | None = next((c.kind for c in columns if c and c.kind), None)
        told = []
        for column in columns:
            if column and column.meaning in ("reason", "own") and column.kind is None:
                column = replace(column, kind=asked)
            elif column and column.meaning in ("theme", "mark"):
                asked = column.kind
            told.append(column)
        return tuple(told)

    def _column(self, heading: str) -> Column | None:
        words = _plain(heading)
        if known := self._exact.get(words) or self._titles.get(words):
            return known
        meaning = next((m for m, phrases in WORDS.items() if any(_within(p, words) for p in phrases)), None)
        named = next((column for title, column in self._titles.items() if _within(title, words)), None)
        if named and meaning != "reason":
            return named
        if meaning == "name" and any(_within(word, words) for word in NOT_A_PERSON):
            return None
        return Column(meaning, _kind(words)) if meaning else None


def usable(columns: Iterable[Column | None]) -> bool:
    """Whether any column says which theme somebody proposes."""
    return any(column and column.meaning in ("theme", "mark", "own") for column in columns)


def unused(headings: Sequence[str], columns: Iterable[Column | None]) -> list[str]:
    """The headings that are not understood."""
    return [heading for heading, column in zip(headings, columns, strict=True) if heading and column is None]


def not_understood() -> tuple[Message, Message]:
    """What is wrong with a table without a usable heading, and what may stand in one."""
    return say("no heading says which theme is proposed"), say(
        "headings that are understood: {words}", words=UNDERSTOOD
    )


def _plain(heading: str) -> str:
    """A heading's words alone: no marks, no number in front, one way to write each letter."""
    return re.sub(r"^[\d ]+ ", "", " ".join(re.sub(r"[\W_]+", " ", fold(heading)).split()))


def _within(phrase: str, words: str) -> bool:
    return f" {phrase} " in f" {words} "


def _kind(words: str) -> Kind | None:
    """The one kind these words are about."""
    kinds = [kind for kind, starts in KIND_WORDS.items() if any(f" {start}" in f" {words}" for start in starts)]
    return kinds[0] if len(kinds) == 1 else None
