"""The spine: the six steps in their order, load, plan, render, print, write, report. The only module that knows it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .checking import Checked, Kits, check
from .errors import Message, Problem, WrongUse, say
from .load.fingerprint import Fingerprint, fingerprint, kit_marks, shared_mark
from .one_kit import SITE, MadeKit, OneKit, card
from .production import Production
from .sites import WORTH_WHILE, made_sites
from .told import Told
from .workers import Crew, Processes
from .write.manifest import NAME, manifest_bytes, read_manifest, size_of, stands
from .write.output import files_below, kit_folders, locked, replace_kit, write_whole

#: (step, how many are done, of how many)
Progress = Callable[[str, int, int], None]

if TYPE_CHECKING:
    from .pdf.press import Order
    from .render.compiled import Compiled


@dataclass(frozen=True)
class Options:
    """Where to read and write, with how many workers or on which cluster, and what: which workplaces, and of them what.

    ``only`` names layouts, and the site; None: everything.
    """

    root: Path
    output: Path
    cache: Path
    workers: int
    ids: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    cluster: str | None = None

    def crew(self) -> Crew | None:
        """Who sets the prints: the cluster, processes, or (None) this process itself."""
        if self.cluster:
            from .cluster import Cluster

            return Cluster(self.cluster)
        return Processes(self.workers) if self.workers > 1 else None


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
    checked = check(options.root, options.ids, options.workers)
    made = _production(checked, options, compiled)
    before = read_manifest(options.output)["workplaces"]
    cards = {id: e for id, e in before.items() if options.ids or id in checked.failed}
    files: dict[str, bytes] = {}
    for kit in checked.kits:
        files |= OneKit(made, kit, before.get(kit.id, {}), (SITE,)).site()
        cards[kit.id] = card(kit)
    return Pages(checked, files | made.shared(cards))


def _production(checked: Checked, options: Options, compiled: Compiled | None = None) -> Production:
    return Production(checked.project, checked.languages, options.cache, compiled)


def _silent(step: str, done: int, total: int) -> None:
    pass


def build(options: Options, progress: Progress = _silent) -> Built:
    """All six steps but the report. Raises InputError when nothing can be built, WrongUse, OSError."""
    with locked(options.output) as recovered:
        progress("load", 0, 1)
        found = fingerprint(options.root)
        checked = check(options.root, options.ids, options.workers)
        _known_names(options, checked)
        progress("plan", 0, 1)
        if not checked.kits and checked.failed:
            entries = read_manifest(options.output)["workplaces"]
            return Built(checked, entries, recovered=recovered, problems=checked.problems)
        return replace(_built(options, checked, found, progress), recovered=recovered)


def _known_names(options: Options, checked: Checked) -> None:
    """Raises WrongUse when ``only`` names what is not there."""
    known = {SITE, *(layout.id for layout in checked.project.layouts)}
    if strange := sorted((options.only or frozenset()) - known):
        raise WrongUse(
            say("--only: »{name}« is not known; write {words}", name=strange[0], words=", ".join(sorted(known)))
        )


def _built(options: Options, checked: Checked, found: Fingerprint, progress: Progress) -> Built:
    """Steps 3 to 5: one kit after the other is made and written; nothing when all are as they would be made again."""
    shared, marks = _marks(options, checked, found)
    before = read_manifest(options.output)
    old, told = before["workplaces"], Told(options.cache)
    problems = {id: told.of(id, e) for id, e in old.items() if id in marks and stands(options.output, e, marks[id])}
    kits = checked.kits.only([id for id in checked.kits.ids if problems.get(id) is None])
    entries = _nothing_new(before, checked)
    if not kits and _shared_stands(options, checked, before, shared):
        return Built(checked, entries, problems=_all_problems(checked, problems))
    _begin(options.output, before, kits.ids)
    production = _production(checked, options)
    changed, missing, lost = 0, None, False
    for done, made in enumerate(_made(options, production, kits, old, marks, progress)):
        progress("write", done, len(kits))
        entries[made.id], count = _write_kit(options.output, made)
        changed += count
        problems[made.id] = made.problems
        told.keep(made.id, made.entry["made-from"], made.problems)
        missing, lost = missing or made.missing, lost or made.lost
    changed += _write_shared(options, checked, production, before, entries, shared)
    for gone in old.keys() - entries.keys():
        told.drop(gone)
    production.compiled.keep()
    return Built(checked, entries, changed, missing, problems=_all_problems(checked, problems), lost=lost)


def _all_problems(checked: Checked, problems: Mapping[str, Iterable[Problem] | None]) -> tuple[Problem, ...]:
    """Those of the files, then those of every kit, made now or before."""
    return (*checked.problems, *(problem for id in checked.kits.ids for problem in problems[id] or ()))


def _begin(output: Path, before: Mapping[str, Any], ids: Container[str]) -> None:
    """Notes that these kits, and what all share, no longer stand: if the build is cut off, the next one looks again."""
    entries = before["workplaces"].items()
    struck = {id: {**entry, "made-from": ""} if id in ids else entry for id, entry in entries}
    write_whole(output / NAME, manifest_bytes(struck, before["shared"], ""))


def _marks(options: Options, checked: Checked, found: Fingerprint) -> tuple[str, Mapping[str, tuple[str, ...]]]:
    """The mark of what all kits share, and by id the marks a kit may have to stand; the first is that of this build.

    A kit of which only some files are made has a mark of its own; one that is whole already stands all the same.
    """
    from .pdf.cache import engine_versions

    logo = checked.project.logo
    shared = shared_mark(found, logo.data if logo else None, engine_versions())
    whole = kit_marks(found, checked.kits.ids, shared)
    if options.only is None:
        return shared, {id: (mark,) for id, mark in whole.items()}
    only = " ".join(("", *sorted(options.only)))
    return shared, {id: (mark + only, mark) for id, mark in whole.items()}


def _nothing_new(manifest: Mapping[str, Any], checked: Checked) -> dict[str, Any]:
    """The entries of the last manifest, in which nothing has to be printed again."""
    return {id: {**e, "reprint": []} if id in checked.stages else e for id, e in manifest["workplaces"].items()}


def _shared_stands(options: Options, checked: Checked, before: Mapping[str, Any], mark: str) -> bool:
    """Whether what all share is as it would be made again, when no kit is made anew."""
    same = {*before["workplaces"]} <= {*checked.kits.ids, *checked.failed}
    told = all(not entry["reprint"] for entry in before["workplaces"].values())
    there = all((options.output / path).is_file() for path in before["shared"])
    return told and there and (bool(options.ids) or (same and before["made-from"] == mark))


def _made(
    options: Options, production: Production, kits: Kits, old: Mapping[str, Any],
    marks: Mapping[str, tuple[str, ...]], progress: Progress,
) -> Iterator[MadeKit]:  # fmt: skip
    """Steps 3 and 4 for these kits, in the order they are done."""
    own = {id: mark for id, (mark, *_) in marks.items()}
    if options.only == {SITE} and options.workers > 1 and len(kits) >= WORTH_WHILE:
        yield from made_sites(production, kits, old, own, options.cache, options.workers)
        return
    from .pdf.cache import Cache
    from .pdf.press import print_orders

    def orders() -> Iterator[Order[MadeKit]]:
        for number, kit in enumerate(kits):
            progress("render", number, len(kits))
            yield OneKit(production, kit, old.get(kit.id, {}), options.only).make(own[kit.id])

    cache, crew = Cache(options.cache), options.crew()
    yield from print_orders(orders(), production.style, cache, crew, lambda done, all: progress("print", done, all))


def _write_kit(output: Path, made: MadeKit) -> tuple[dict[str, Any], int]:
    """Step 5 for one kit, whole or not at all: its entry, and how many files changed."""
    there = files_below(output, *kit_folders(made.id))
    changed = replace_kit(output, made.files, there - set(made.entry["files"]))
    return {**made.entry, "bytes": size_of(output, made.entry["files"])}, len(changed)


def _write_shared(
    options: Options, checked: Checked, production: Production, before: Mapping[str, Any],
    entries: dict[str, Any], mark: str,
) -> int:  # fmt: skip
    """Step 5 for what all share; what no kit makes any more is removed, the manifest comes last.

    Returns how many files changed. ``before`` is the last manifest; ``entries`` loses those that are gone.
    """
    output = options.output
    if options.ids:
        shared, surplus = production.shared({}), set()
        named, mark = {*shared, *before["shared"]}, before["made-from"]
    else:
        kept = {*checked.kits.ids, *checked.failed}
        for gone in entries.keys() - kept:
            del entries[gone]
        shared = named = production.shared(entries)
        owned = {path for id in entries for path in files_below(output, *kit_folders(id))}
        surplus = files_below(output, "site", "print", "leader", "kits") - set(shared) - owned
    changed = replace_kit(output, shared, surplus)
    write_whole(output / NAME, manifest_bytes(entries, sorted(named), mark))
    return len(changed)
