"""The spine: the six steps in their order, load, plan, render, print, write, report. The only module that knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .checking import Checked, check
from .errors import Message, Problem
from .load.fingerprint import kit_marks, shared_mark
from .production import Production, Progress, card
from .write.manifest import NAME, manifest_bytes, read_manifest, stands
from .write.output import files_below, locked, recover, replace_kit, write_whole

if TYPE_CHECKING:
    from .render.compiled import Compiled


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


def pages(options: Options, compiled: Compiled | None = None) -> Pages:
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
    marks = _marks(options.root, checked)
    before = read_manifest(options.output)
    kits = [kit for kit in checked.kits if not stands(options.output, _entry(before, kit.id), marks[kit.id])]
    if not kits and _shared_stands(options, checked, before, marks[""]):
        return Built(
            checked, _nothing_new(before, checked)["workplaces"], recovered=recovered, problems=checked.problems
        )
    made = Production(checked.project, kits, options.cache, options.workers, progress)
    engine = made.make()
    with locked(options.output):
        before = _nothing_new(read_manifest(options.output), checked)
        manifest, changed = _write(checked, options, made, before, marks, progress)
    made.compiled.keep()
    problems = (*checked.problems, *made.problems())
    return Built(checked, manifest, changed, engine, recovered, problems, bool(made.lost))


def _marks(root: Path, checked: Checked) -> Mapping[str, str]:
    """Id -> what stands for all a kit is made from; under "" what all kits share."""
    from .pdf.cache import engine_versions

    logo = checked.project.logo
    shared = shared_mark(root, logo.data if logo else None, engine_versions())
    return {"": shared, **kit_marks(root, [kit.id for kit in checked.kits], shared)}


def _entry(manifest: Mapping[str, Any], id: str) -> Mapping[str, Any]:
    return manifest["workplaces"].get(id, {})


def _nothing_new(manifest: Mapping[str, Any], checked: Checked) -> dict[str, Any]:
    """The last manifest, in which nothing has to be printed again."""
    known = {kit.id for kit in checked.kits}
    entries = {id: {**e, "reprint": []} if id in known else e for id, e in manifest["workplaces"].items()}
    return {**manifest, "workplaces": entries}


def _shared_stands(options: Options, checked: Checked, before: Mapping[str, Any], mark: str) -> bool:
    """Whether what all share is as it would be made again, when no kit is made anew."""
    same = {*before["workplaces"]} <= {*(kit.id for kit in checked.kits), *checked.failed}
    told = all(not entry["reprint"] for entry in before["workplaces"].values())
    there = all((options.output / path).is_file() for path in before["shared"])
    return told and there and (bool(options.ids) or (same and before["made-from"] == mark))


def _write(
    checked: Checked,
    options: Options,
    made: Production,
    before: Mapping[str, Any],
    marks: Mapping[str, str],
    progress: Progress,
) -> tuple[dict[str, Any], int]:
    """Step 5: every kit whole, then what all share, the manifest last. What no kit makes any more is removed.

    ``before`` is the last manifest; ``marks`` what each kit is made from.
    """
    output = options.output
    files = {kit.id: made.files(kit, _entry(before, kit.id)) for kit in made.kits}
    kept = {kit.id for kit in checked.kits} | set(checked.failed)
    entries = {id: e for id, e in before["workplaces"].items() if options.ids or id in kept}
    changed = 0
    for done, kit in enumerate(made.kits):
        progress("write", done, len(made.kits))
        entries[kit.id] = made.entry(kit, files[kit.id], _entry(before, kit.id), marks[kit.id])
        there = files_below(output, *_folders(kit.id))
        changed += len(replace_kit(output, files[kit.id], there - set(entries[kit.id]["files"])))
    shared = made.shared({} if options.ids else entries)
    surplus = (
        set()
        if options.ids
        else files_below(output, "site", "print", "leader", "kits") - set(shared) - _owned(output, entries)
    )
    changed += len(replace_kit(output, shared, surplus))
    named = set(shared) | set(before["shared"] if options.ids else ())
    made_from = before["made-from"] if options.ids else marks[""]
    write_whole(output / NAME, manifest_bytes(entries, sorted(named), made_from))
    return entries, changed


def _folders(id: str) -> tuple[str, ...]:
    return f"site/{id}", f"print/{id}", f"leader/{id}", f"kits/{id}.zip"


def _owned(output: Path, entries: Mapping[str, Any]) -> set[str]:
    """Every file in the folders of the workplaces that stay."""
    return {path for id in entries for path in files_below(output, *_folders(id))}
