"""A workplace's id in; its names gone from its file, from ``output/`` and from the cache: the order of ``forget``.

Every step is whole or not done, and doing it all once more changes nothing: an interrupted run is simply run again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import WrongUse, say
from .load.cuts import cut_persons
from .load.project import ID, workplace_paths
from .load.results import results_paths
from .load.source import read_text
from .pdf.cache import Cache
from .told import Told
from .write.manifest import NAME, manifest_bytes, read_manifest
from .write.new_workplace import rewrite
from .write.output import files_below, kit_folders, locked, replace_kit, write_whole


@dataclass(frozen=True)
class Traces:
    """Where a workplace's names stand: its file, the spreadsheets, other files beside them, and what was made of it."""

    id: str
    file: Path | None
    spreadsheets: tuple[Path, ...]
    beside: tuple[str, ...]
    built: tuple[str, ...]


@dataclass(frozen=True)
class Forgotten:
    """What ``forget`` did: whether the file is another now, and how many files are gone."""

    traces: Traces
    rewritten: bool
    sheets: int
    overview: bool


def traces(root: Path, output: Path, id: str) -> Traces:
    """What there is of this workplace. Raises WrongUse when there is nothing at all."""
    id = unicodedata.normalize("NFC", id)
    file = workplace_paths(root).get(id)
    built = files_below(output, *_folders(id)) if ID.fullmatch(id) else set()
    spreadsheets = tuple(results_paths(root).get(id, ()))
    if not (file or built or spreadsheets or id in read_manifest(output)["workplaces"]):
        raise WrongUse(
            say("there is no workplace »{id}«; there are: {ids}", id=id, ids=", ".join(sorted(workplace_paths(root))))
        )
    known = {path.name for path in (file, *spreadsheets) if path}
    return Traces(id, file, spreadsheets, tuple(_beside(root, id, known)), tuple(sorted(built)))


def forget(root: Path, output: Path, cache: Path, id: str) -> Forgotten:
    """Takes persons out of the workplace's file, and removes all that was made from it, and every finished sheet.

    Raises InputError when the file has mistakes (nothing is changed then), WrongUse, Busy, OSError.
    """
    found = traces(root, output, id)
    text = _cut(found)
    with locked(output):
        rewritten = found.file is not None and rewrite(found.file, text)
        for path in found.spreadsheets:
            path.unlink()
        replace_kit(output, {}, files_below(output, *_folders(found.id)))
        _strike_out(output, found.id)
        Told(cache).drop(found.id)
        sheets = Cache(cache).prune(size=0)  # all: they are kept by what they say, not by whose they are
    return Forgotten(found, rewritten, sheets, bool(files_below(output, "hr")))


def _cut(found: Traces) -> str:
    name = f"workplaces/{found.id}.yaml"
    return cut_persons(read_text(found.file, name), name) if found.file else ""


def _folders(id: str) -> tuple[str, ...]:
    return *kit_folders(id), f"tally/{id}"


def _beside(root: Path, id: str, known: Iterable[str]) -> list[str]:
    """Other files in ``workplaces/`` that are called the same: what an editor or a person kept."""
    names = (path.name for path in (root / "workplaces").glob("*") if path.name not in known)
    return sorted(n for n in names if unicodedata.normalize("NFC", n).lstrip(".~$#").startswith(f"{id}."))


def _strike_out(output: Path, id: str) -> None:
    """The manifest without this workplace; the next build makes the list of all workplaces anew."""
    manifest = read_manifest(output)
    if id in manifest["workplaces"]:
        rest = {other: entry for other, entry in manifest["workplaces"].items() if other != id}
        write_whole(output / NAME, manifest_bytes(rest, manifest["shared"], ""))
