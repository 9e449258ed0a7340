"""A planned kit and some words in; the spreadsheet for its groups' post-its out (W40), with rows prepared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import WrongUse, say
from ..model.kit import Kit
from ..model.project import TextFile
from ..model.results import SAID_KINDS, Row
from ..model.themes import KINDS
from .output import write_first
from .tables import Column, SheetOf, Value, csv_bytes, workbook_bytes

#: Rows prepared for each group and round: people add more, and leave what they do not need.
PREPARED = {"point": 8, "action": 8, "differ": 1}
SAID = 6
#: Groups prepared while nobody knows how many there will be.
UNKNOWN_GROUPS = 4
WIDTHS = {
    "number": 6,
    "team": 12,
    "round": 11,
    "group": 9,
    "kind": 13,
    "heading": 28,
    "text": 60,
    "chosen": 8,
    "effort": 24,
}
CROSS = "x"


def results_workbook(kit: Kit, words: TextFile, names: Sequence[str], said: dict[str, str]) -> bytes:
    """The Excel file. ``names`` are the headings in the order of ``Row``'s fields, ``said`` each choice in words."""
    fields = _fields(kit)
    headings = dict(zip(Row.model_fields, names, strict=True))
    choices = {
        "team": tuple(d.dialogue.team for d in kit.dialogues if d.dialogue.team),
        "round": tuple(said[kind] for kind in KINDS),
        "kind": tuple(said[kind] for kind in (*PREPARED, *SAID_KINDS)),
        "chosen": (CROSS,),
    }
    columns = tuple(Column(headings[f], WIDTHS[f], choices.get(f, ())) for f in fields)
    rows = [[row.get(f) for f in fields] for row in prepared_rows(kit, said)]
    labels = words.front.labels
    notes = tuple(line for line in words.blocks[""].splitlines() if line.strip())
    sheets = (
        SheetOf(labels["notes"], columns, rows, fields.index("group")),
        SheetOf(labels["help"], (), (), notes=notes),
    )
    return workbook_bytes(sheets, {"title": f"{words.front.title} – {kit.workplace.name}"})


def results_csv(kit: Kit, names: Sequence[str], said: dict[str, str]) -> bytes:
    """The same rows as CSV."""
    fields = _fields(kit)
    headings = dict(zip(Row.model_fields, names, strict=True))
    return csv_bytes([headings[f] for f in fields], [[row.get(f) for f in fields] for row in prepared_rows(kit, said)])


def prepared_rows(kit: Kit, said: dict[str, str]) -> Iterator[dict[str, Value]]:
    """A row for each note a group may have written, numbered through; then what was said to all."""
    number = 0
    for planned in kit.dialogues:
        if planned.dialogue.cancelled:
            continue
        for round in KINDS:
            for group in range(1, (planned.group_count or UNKNOWN_GROUPS) + 1):
                for kind, count in PREPARED.items():
                    for _ in range(count):
                        number += 1
                        yield {"number": number, "team": planned.dialogue.team, "round": said[round], "group": group,
                               "kind": said[kind]}  # fmt: skip
    for kind in SAID_KINDS:
        yield from ({"kind": said[kind]} for _ in range(SAID))


def write_results(root: Path, id: str, suffix: str, data: bytes) -> Path:
    """Writes ``workplaces/<id>.resultater.<suffix>``; never over what somebody has typed. Raises WrongUse."""
    paths = {kind: root / "workplaces" / f"{id}.resultater{kind}" for kind in (".xlsx", ".csv")}
    for path in paths.values():
        if path.exists():
            raise _taken(path)
    try:
        write_first(paths[suffix], data)
    except FileExistsError:
        raise _taken(paths[suffix]) from None
    return paths[suffix]


def _taken(path: Path) -> WrongUse:
    return WrongUse(say("{file} is already there; nothing was written", file=path.name))


def _fields(kit: Kit) -> list[str]:
    """The columns in use: a team's only where there are several."""
    return [name for name in Row.model_fields if name != "team" or len(kit.dialogues) > 1]
