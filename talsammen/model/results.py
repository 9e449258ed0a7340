"""What the groups wrote at the dialogue (fact W40), as rows of a spreadsheet and as notes that find their effort.

The text under a field explains its column, as in ``model.workplace``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BeforeValidator

from .choices import chosen as one_of
from .places import Places
from .themes import Kind
from .values import FreeText, Line, Text, Whole, Written, fold, parse_yes_no
from .workplace import entry

NoteKind = Literal["point", "action", "differ"]
#: What a group writes at its table, and what everybody is asked about the day.
NOTE_KINDS: tuple[NoteKind, ...] = ("point", "action", "differ")
SAID_KINDS = ("good", "adjust", "now")
#: The rounds and the kinds as people write them in Danish.
DANISH_ROUNDS = {"wellbeing": "trivsel", "leadership": "ledelse"}
DANISH_KINDS = {
    "point": "pointe", "action": "handling", "differ": "forskelligt", "good": "godt", "adjust": "justere", "now": "nu",
}  # fmt: skip
CROSSES = ("x", "✓", "✔", "*")

Crossed = Annotated[bool, BeforeValidator(lambda v: fold(v) in CROSSES or parse_yes_no(v) if isinstance(v, str) else v)]


class Row(Written):
    """One row of ``workplaces/<id>.resultater.csv`` or ``.xlsx``: one post-it, or one thing that was said."""

    number: Whole | None = entry("nr", "nummer")
    """Sedlens nummer. Uden nummer får den det næste."""
    team: Line | None = entry("hold")
    """Holdet, når dialogen blev holdt på flere hold."""
    round: Annotated[Kind | None, *one_of(**DANISH_ROUNDS)] = entry("runde")
    """Runden: trivsel eller ledelse."""
    group: Whole | None = entry("gruppe")
    """Gruppens nummer."""
    kind: Annotated[
        Literal["point", "action", "differ", "good", "adjust", "now"] | None,
        *one_of(**DANISH_KINDS),
    ] = entry("slags")
    """pointe, handling, forskelligt (det, der pegede i forskellige retninger), godt, justere eller nu."""
    heading: FreeText | None = entry("overskrift")
    """Overskriften, som sedlen hører til. Ens overskrifter samles på tværs af grupperne."""
    text: FreeText | None = entry("tekst")
    """Det, der står på sedlen, ord for ord."""
    chosen: Crossed = entry("valgt", default=False)
    """x ved de to pointer og de to handlinger, gruppen valgte."""
    effort: Line | None = entry("indsats")
    """Den indsats, sedlen blev til: navnet eller nummeret i udviklingsplanen."""


@dataclass(frozen=True)
class ResultsFile:
    """The rows of one workplace's spreadsheet, and where each cell stands (path: ``("rows", 3, "effort")``)."""

    rows: tuple[Row, ...]
    places: Places


@dataclass(frozen=True)
class Note:
    """One post-it. ``dialogue`` is the id of the team's dialogue ("" when there is only one); ``effort`` what became of
    it, by name."""

    number: int
    dialogue: str
    round: Kind
    group: int | None
    kind: NoteKind
    heading: Text | None
    text: Text
    chosen: bool
    effort: Text | None


@dataclass(frozen=True)
class Heading:
    """What stands under one heading in one round, from all groups. ``name`` is None for notes without one."""

    name: Text | None
    notes: tuple[Note, ...]

    def of(self, kind: NoteKind) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.kind == kind)

    @property
    def groups(self) -> int:
        """How many groups wrote under this heading."""
        return len({(note.dialogue, note.group) for note in self.notes})

    @property
    def chosen(self) -> int:
        return sum(note.chosen for note in self.notes)


@dataclass(frozen=True)
class Results:
    """All notes of one workplace, those of all its dialogues together, in the order of their numbers."""

    notes: tuple[Note, ...] = field(default=())

    def of(self, round: Kind, dialogue: str | None = None, group: int | None = None) -> tuple[Note, ...]:
        """The notes of one round; of one dialogue and one group when they are given. Group 0: those that name none."""
        return tuple(
            n
            for n in self.notes
            if n.round == round and dialogue in (None, n.dialogue) and group in (None, n.group or 0)
        )

    def of_effort(self, effort: Text) -> tuple[Note, ...]:
        """What an effort was made of: from post-it to plan."""
        return tuple(note for note in self.notes if note.effort == effort)

    def chosen_for(self, effort: Text) -> tuple[Note, ...]:
        """The chosen notes an effort was made of: the first of each group, then the second of each, and so on."""
        turns: Counter[tuple[str, int | None]] = Counter()
        found = []
        for note in self.of_effort(effort):
            if note.chosen and note.kind != "differ":
                turns[note.dialogue, note.group] += 1
                found.append((turns[note.dialogue, note.group], note.number, note))
        return tuple(note for _, _, note in sorted(found, key=lambda turn: turn[:2]))

    def groups(self, round: Kind, dialogue: str, seated: int) -> tuple[int, ...]:
        """The groups that are seated and those the notes name, by number; last 0 for notes that name none."""
        numbers = {*range(1, seated + 1), *(note.group or 0 for note in self.of(round, dialogue))}
        return tuple(sorted(numbers or {0}, key=lambda number: (not number, number)))

    def headings(self, round: Kind, dialogue: str | None = None, group: int | None = None) -> tuple[Heading, ...]:
        """The headings of one round (fol10.4), those most groups had first, notes without a heading last."""
        found: dict[str, list[Note]] = {}
        for note in self.of(round, dialogue, group):
            if note.kind != "differ":
                found.setdefault(_folded(note.heading), []).append(note)
        headings = [Heading(notes[0].heading, tuple(notes)) for notes in found.values()]
        return tuple(sorted(headings, key=lambda h: (h.name is None, -h.groups, -h.chosen, h.notes[0].number)))


def _folded(heading: Text | None) -> str:
    return fold(heading.first) if heading else ""


def counted(rows: ResultsFile | None) -> Iterator[tuple[int, Row]]:
    """The rows of post-its that can be used, each with its place among all rows."""
    for i, row in enumerate(rows.rows if rows else ()):
        if row.text and row.kind in NOTE_KINDS and row.round:
            yield i, row
