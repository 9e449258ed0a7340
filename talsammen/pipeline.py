"""The spine: the six steps in their order, load, plan, render, print, write, report. The only module that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .dialogue.calendar import plan_dates
from .dialogue.plan import plan_kit
from .dialogue.rules import Finding, findings, organisation_findings
from .errors import EngineMissing, InputError, Message, Problem, say
from .load.project import load_project, workplace_ids
from .model.kit import Kit
from .model.project import Layout, Places, Project, WorkplaceFile
from .write.manifest import NAME, manifest_bytes, read_manifest, to_reprint
from .write.output import recover, replace_kit, write_whole

if TYPE_CHECKING:
    from .pdf.press import Sheet
    from .render.prints import RenderedPrint

STEPS = ("load", "plan", "render", "print", "write", "report")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Options:
    """Where to read and write, and with how many workers."""

    root: Path
    output: Path
    cache: Path
    workers: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A project read and planned: the kits that can be built and every problem."""

    project: Project
    kits: tuple[Kit, ...]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Built:
    """What a build did: the manifest's entries of the kits built, and every problem."""

    checked: Checked
    manifest: Mapping[str, Any] = field(default_factory=dict)
    changed: int = 0
    engine: Message | None = None
    recovered: bool = False
    problems: tuple[Problem, ...] = ()


def check(root: Path, ids: Iterable[str] = ()) -> Checked:
    """Steps 1 and 2: reads everything and plans every kit; writes nothing. Raises InputError, WrongUse."""
    project = load_project(root, ids)
    kits, failed, problems = [], list(project.failed), list(project.problems)
    problems += [_problem(f, project.organisation_places) for f in organisation_findings(project.organisation)]
    for file in project.workplaces:
        found = _findings(file, project)
        problems += found
        if any(p.error for p in found):
            failed.append(file.id)
        else:
            kits.append(_plan(file, project))
    return Checked(project, tuple(kits), tuple(failed), tuple(problems))


def build(options: Options, progress: Progress = lambda step, done, total: None) -> Built:
    """All six steps but the report. Raises InputError when nothing can be built, WrongUse, OSError."""
    recovered = recover(options.output)
    progress("load", 0, 1)
    checked = check(options.root, options.ids)
    progress("plan", 1, 1)
    if not checked.kits and checked.failed:
        return Built(checked, problems=checked.problems, recovered=recovered)
    press = _Press(checked, options, progress)
    engine = press.make()
    manifest, changed = _write(checked, options, press, progress)
    problems = (*checked.problems, *_complaints(press))
    return Built(checked, manifest, changed, engine, recovered, problems)


class _Press:
    """Steps 3 and 4: one Renderer per language and medium, shared by all kits; the prints and what became of them."""

    def __init__(self, checked: Checked, options: Options, progress: Progress) -> None:
        from .render.environment import Renderer

        self.checked, self.options, self.progress = checked, options, progress
        self.project = checked.project
        languages = sorted({language for kit in checked.kits for language in kit.languages})
        self.site = {code: Renderer(self.project, code, "site") for code in languages}
        self.paper = {code: Renderer(self.project, code, "print") for code in languages}
        self.prints: list[RenderedPrint] = []
        self.sheets: dict[str, Sheet] = {}

    def make(self) -> Message | None:
        """All prints; those that count the others' pages last. Returns why there are none without the engine."""
        for last in (False, True):
            prints = self._render([layout for layout in self.project.layouts if layout.counts_pages == last])
            self.prints += prints
            try:
                self.sheets |= self._print(prints)
            except EngineMissing as missing:
                return missing.message
        return None

    def _render(self, layouts: Sequence[Layout]) -> list[RenderedPrint]:
        from .render.prints import render_print

        by_id = {layout.id: layout for layout in layouts}
        wanted = [
            (kit, language, document)
            for kit in self.checked.kits
            for language in kit.languages
            for document in kit.documents
            if document.layout in by_id
        ]
        prints = []
        for done, (kit, language, document) in enumerate(wanted):
            self.progress("render", done, len(wanted))
            prints.append(
                render_print(self.paper[language], kit, document, by_id[document.layout], self.pages(kit, language))
            )
        return prints

    def _print(self, prints: Sequence[RenderedPrint]) -> dict[str, Sheet]:
        from .pdf.cache import Cache
        from .pdf.press import print_all
        from .render.assets import print_style

        done = iter(range(1, len(prints) + 1))
        return print_all(
            {p.file: p.html for p in prints},
            print_style(next(iter(self.paper.values()))),
            Cache(self.options.cache),
            self.options.workers,
            lambda: self.progress("print", next(done, len(prints)), len(prints)),
        )

    def of(self, kit: Kit) -> list[RenderedPrint]:
        """The prints of one kit that were set."""
        return [p for p in self.prints if p.kit.id == kit.id and p.file in self.sheets]

    def pages(self, kit: Kit, language: str) -> dict[str, int]:
        """Document id -> pages, of the prints set so far."""
        return {p.document.id: len(self.sheets[p.file].sizes) for p in self.of(kit) if p.language == language}

    def files(self, kit: Kit) -> dict[str, bytes]:
        """Every file of one kit: the site in its languages, its prints, and those of them that are published."""
        from .render.site import print_links, render_site, site_folder

        files = {p.file: self.sheets[p.file].data for p in self.of(kit)}
        for language in kit.languages:
            prints = [p for p in self.of(kit) if p.language == language]
            links = print_links(self.paper[language], kit, prints, self.pages(kit, language))
            pages = render_site(self.site[language], kit, links)
            files |= {f"site/{path}": html.encode() for path, html in pages.items()}
            files |= {
                f"site/{site_folder(kit, language)}/pdf/{p.document.id}.pdf": self.sheets[p.file].data
                for p in prints
                if p.published
            }
        return files


def _write(checked: Checked, options: Options, press: _Press, progress: Progress) -> tuple[dict[str, Any], int]:
    """Step 5: every kit whole, then what all share, the manifest last."""
    from .render.assets import site_assets
    from .render.site import render_front

    before = read_manifest(options.output)
    entries = _kept(before, options, checked)
    changed = 0
    for done, kit in enumerate(checked.kits):
        progress("write", done, len(checked.kits))
        old = before["workplaces"].get(kit.id, {})
        files = press.files(kit)
        entries[kit.id] = _entry(kit, press, files, old)
        changed += len(replace_kit(options.output, files, old.get("files", ())))
    renderer = next(iter(press.site.values()))
    shared = {f"site/{path}": data for path, data in site_assets(renderer).items()}
    if not options.ids:
        shared |= {f"site/{path}": html.encode() for path, html in render_front(renderer, entries).items()}
    surplus = set() if options.ids else {*before["shared"], *_orphans(before, entries)}
    changed += len(replace_kit(options.output, shared, surplus))
    kept = set(shared) | set(before["shared"] if options.ids else ())
    write_whole(options.output / NAME, manifest_bytes(entries, sorted(kept)))
    return entries, changed


def _kept(before: Mapping[str, Any], options: Options, checked: Checked) -> dict[str, Any]:
    """The entries that stay: of workplaces that failed, and of all others when only some were asked for."""
    present = set(workplace_ids(options.root))
    return {
        id: entry
        for id, entry in before["workplaces"].items()
        if id in present and (options.ids or id in checked.failed)
    }


def _orphans(before: Mapping[str, Any], entries: Mapping[str, Any]) -> list[str]:
    return [path for id, entry in before["workplaces"].items() if id not in entries for path in entry.get("files", ())]


def _entry(kit: Kit, press: _Press, files: Mapping[str, bytes], old: Mapping[str, Any]) -> dict[str, Any]:
    """What the manifest says of one kit (design: schema 1)."""
    documents = [_document_entry(p, press.sheets[p.file]) for p in press.of(kit)]
    day = kit.day("dialogue")
    return {
        "name": kit.workplace.name, "area": kit.workplace.area, "date": day.isoformat() if day else None,
        "stage": kit.stage, "languages": list(kit.languages),
        "pages": sorted(path for path in files if path.endswith(".html")),
        "waiting": [{"id": w.id, "for": list(w.needs)} for w in kit.waiting],
        "reprint": to_reprint(old.get("documents", ()), documents), "documents": documents, "files": sorted(files),
    }  # fmt: skip


def _document_entry(p: RenderedPrint, sheet: Sheet) -> dict[str, Any]:
    d = p.document
    return {
        "id": d.id, "language": p.language, "team": d.dialogue or None, "file": p.file, "title": p.title,
        "pages": len(sheet.sizes), "paper": d.paper, "sides": d.sides, "copies": d.copies, "audience": d.audience,
        "names": d.names, "fillable": d.fillable, "tiled": False, "sha256": sha256(sheet.data).hexdigest(),
    }  # fmt: skip


def _plan(file: WorkplaceFile, project: Project) -> Kit:
    return plan_kit(
        file.id, file.workplace, project.organisation, project.catalogue, tuple(project.texts), project.layouts
    )


def _findings(file: WorkplaceFile, project: Project) -> list[Problem]:
    dates = plan_dates(file.workplace, project.organisation)
    found = findings(file.workplace, project.organisation, project.catalogue, tuple(project.texts), dates)
    return [_problem(finding, file.places) for finding in found]


def _problem(finding: Finding, places: Places) -> Problem:
    return Problem(places.file, *places.of(finding.path), finding.code, finding.message, finding.fix, finding.error)


def _complaints(press: _Press) -> list[Problem]:
    """What the print engine complained about, as warnings that name the document."""
    return [
        Problem(
            f"layouts/print/{p.document.layout}.html",
            0,
            0,
            "print-engine",
            say("{file}: the print engine says: {complaint}", file=p.file, complaint=complaint),
            None,
            False,
        )
        for p in press.prints
        if p.file in press.sheets
        for complaint in press.sheets[p.file].complaints
    ]


__all__ = ["STEPS", "Built", "Checked", "InputError", "Options", "build", "check"]
