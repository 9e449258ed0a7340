"""The spine: the six steps in their order, load, plan, render, print, write, report. The only module that knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .checking import Checked, check
from .errors import Message, Problem
from .production import Production, Progress, card
from .write.manifest import NAME, manifest_bytes, read_manifest
from .write.output import files_below, locked, recover, replace_kit, write_whole


@dataclass(frozen=True)
class Options:
    """Where to read and write, and with how many workers."""

    root: Path
    output: Path
    cache: Path
    workers: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Built:
    """What a build did: the manifest's entries of the kits built, and every problem."""

    checked: Checked
    manifest: Mapping[str, Any] = field(default_factory=dict)
    changed: int = 0
    engine: Message | None = None
    recovered: bool = False
    problems: tuple[Problem, ...] = ()
    lost: bool = False


@dataclass(frozen=True)
class Pages:
    """The site as it reads now, by path below ``output/``, and every problem of the files it was made from."""

    checked: Checked
    files: Mapping[str, bytes]


def pages(options: Options, compiled: dict | None = None) -> Pages:
    """Steps 1 to 3 for the site alone; nothing is printed or written. Raises InputError, WrongUse, OSError.

    Its pages link to the sheets the last build made. ``compiled`` may be handed on from call to call to save time.
    """
    checked = check(options.root, options.ids)
    made = Production(checked.project, checked.kits, options.cache, options.workers, _silent, compiled)
    before = read_manifest(options.output)["workplaces"]
    cards = {id: e for id, e in before.items() if options.ids or id in checked.failed}
    files: dict[str, bytes] = {}
    for kit in checked.kits:
        files |= made.site_alone(kit, before.get(kit.id, {}))
        cards[kit.id] = card(kit)
    return Pages(checked, files | made.shared(cards))


def _silent(step: str, done: int, total: int) -> None:
    pass


def build(options: Options, progress: Progress = _silent) -> Built:
    """All six steps but the report. Raises InputError when nothing can be built, WrongUse, OSError."""
    recovered = False
    if options.output.exists():
        with locked(options.output):
            recovered = recover(options.output)
    progress("load", 0, 1)
    checked = check(options.root, options.ids)
    progress("plan", 0, 1)
    if not checked.kits and checked.failed:
        return Built(
            checked, read_manifest(options.output)["workplaces"], recovered=recovered, problems=checked.problems
        )
    made = Production(checked.project, checked.kits, options.cache, options.workers, progress)
    engine = made.make()
    with locked(options.output):
        before = read_manifest(options.output)
        manifest, changed = _write(checked, options, made, before, progress)
    problems = (*checked.problems, *made.problems())
    return Built(checked, manifest, changed, engine, recovered, problems, bool(made.lost))


def _write(
    checked: Checked, options: Options, made: Production, before: Mapping[str, Any], progress: Progress
) -> tuple[dict[str, Any], int]:
    """Step 5: every kit whole, then what all share, the manifest last. What no kit makes any more is removed.

    ``before`` is the last manifest.
    """
    output = options.output
    files = {kit.id: made.files(kit, before["workplaces"].get(kit.id, {})) for kit in checked.kits}
    entries = {id: e for id, e in before["workplaces"].items() if options.ids or id in checked.failed}
    changed = 0
    for done, kit in enumerate(checked.kits):
        progress("write", done, len(checked.kits))
        old = before["workplaces"].get(kit.id, {})
        entries[kit.id] = made.entry(kit, files[kit.id], old)
        there = files_below(output, *_folders(kit.id))
        changed += len(replace_kit(output, files[kit.id], there - set(entries[kit.id]["files"])))
    shared = made.shared({} if options.ids else entries)
    surplus = (
        set()
        if options.ids
        else files_below(output, "site", "print", "leader", "kits") - set(shared) - _owned(output, entries)
    )
    changed += len(replace_kit(output, shared, surplus))
    kept = set(shared) | set(before["shared"] if options.ids else ())
    write_whole(output / NAME, manifest_bytes(entries, sorted(kept)))
    return entries, changed


def _folders(id: str) -> tuple[str, ...]:
    return f"site/{id}", f"print/{id}", f"leader/{id}", f"kits/{id}.zip"


def _owned(output: Path, entries: Mapping[str, Any]) -> set[str]:
    """Every file in the folders of the workplaces that stay."""
    return {path for id in entries for path in files_below(output, *_folders(id))}
