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
from .model.kit import Document, Kit, Waiting
from .model.project import Places, Project, WorkplaceFile
from .write.manifest import NAME, manifest_bytes, read_manifest, to_reprint
from .write.output import recover, replace_kit, write_whole

if TYPE_CHECKING:
    from .pdf.press import Sheet
    from .render.environment import Renderer
    from .render.site import PrintLink

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
    jobs = press.render()
    sheets, engine = press.print(jobs)
    complaints = _complaints(checked, jobs, sheets)
    manifest, changed = _write(checked, options, press, jobs, sheets, progress)
    problems = (*checked.problems, *complaints)
    return Built(checked, manifest, changed, engine, recovered, problems)


@dataclass(frozen=True)
class Job:
    """One print to set: whose, which document, in which language, under which title, and its HTML."""

    kit: Kit
    document: Document
    language: str
    title: str
    html: str

    @property
    def name(self) -> str:
        return f"print/{self.kit.id}/{self.language}/{self.document.id}.pdf"


class _Press:
    """Steps 3 and 4: one Renderer per language and medium, shared by all kits."""

    def __init__(self, checked: Checked, options: Options, progress: Progress) -> None:
        from .render.environment import Renderer

        self.checked, self.options, self.progress = checked, options, progress
        self.project = checked.project
        languages = {language for kit in checked.kits for language in kit.languages}
        self.site = {code: Renderer(self.project, code, "site") for code in sorted(languages)}
        self.paper = {code: Renderer(self.project, code, "print") for code in sorted(languages)}

    def render(self) -> list[Job]:
        from .render.prints import print_title, render_print

        layouts = {layout.id: layout for layout in self.project.layouts}
        wanted = [(kit, language, document) for kit in self.checked.kits for language in kit.languages
                  for document in kit.documents]
        jobs = []
        for done, (kit, language, document) in enumerate(wanted):
            self.progress("render", done, len(wanted))
            renderer = self.paper[language]
            title = print_title(renderer, kit, document.layout, _team(kit, document.dialogue))
            jobs.append(Job(kit, document, language, title,
                            render_print(renderer, kit, document, layouts[document.layout])))
        return jobs

    def print(self, jobs: Sequence[Job]) -> tuple[dict[str, Sheet], Message | None]:
        from .pdf.cache import Cache
        from .pdf.press import print_all
        from .render.assets import print_style

        done = iter(range(1, len(jobs) + 1))
        style = print_style(next(iter(self.paper.values())))
        html = {job.name: job.html for job in jobs}
        try:
            return print_all(html, style, Cache(self.options.cache), self.options.workers,
                             lambda: self.progress("print", next(done, len(jobs)), len(jobs))), None
        except EngineMissing as missing:
            return {}, missing.message

    def pages(self, kit: Kit, jobs: Sequence[Job], sheets: Mapping[str, Sheet]) -> dict[str, bytes]:
        """The site of one kit in all its languages, with the prints everybody may have."""
        from .render.site import render_site, site_folder

        files: dict[str, bytes] = {}
        for language in kit.languages:
            links = _links(kit, [job for job in jobs if job.language == language], sheets, self.paper[language])
            rendered = render_site(self.site[language], kit, links)
            files |= {f"site/{path}": html.encode() for path, html in rendered.items()}
            files |= {f"site/{site_folder(kit, language)}/{link.url}": sheets[job.name].data
                      for job in jobs for link in links
                      if job.language == language and link.url and link.id == job.document.id}
        return files


def _links(kit: Kit, jobs: Sequence[Job], sheets: Mapping[str, Sheet], renderer: Renderer) -> list[PrintLink]:
    """Every print of the kit as its pages speak of it, in the order of the steps."""
    from .render.prints import print_title
    from .render.site import PrintLink

    layouts = {layout.id: layout for layout in renderer.project.layouts}
    entries: list[Job | Waiting] = sorted([*jobs, *kit.waiting], key=lambda e: isinstance(e, Waiting))
    links, seen = [], set()
    for entry in entries:
        planned = entry if isinstance(entry, Waiting) else entry.document
        layout, team = layouts[planned.layout], _team(kit, planned.dialogue)
        anchor = layout.id if layout.id not in seen and layout.id != planned.id else None
        seen.add(layout.id)
        if isinstance(entry, Waiting):
            title = print_title(renderer, kit, layout.id, team)
            links.append(PrintLink(planned.id, anchor, title, layout.step, team, None, layout.paper, None, None,
                                   layout.audience, entry.needs))
        else:
            sheet = sheets.get(entry.name)
            url = f"pdf/{planned.id}.pdf" if sheet and _published(planned) else None
            links.append(PrintLink(planned.id, anchor, entry.title, layout.step, team, url, layout.paper,
                                   len(sheet.sizes) if sheet else None, planned.copies, layout.audience, ()))
    return sorted(links, key=lambda link: (link.step, bool(link.waiting)))


def _published(document: Document) -> bool:
    return not document.names and document.audience in ("everyone", "planning-group")


def _team(kit: Kit, dialogue_id: str) -> str | None:
    return next((d.dialogue.team for d in kit.dialogues if d.id and d.id == dialogue_id), None)


def _write(checked: Checked, options: Options, press: _Press, jobs: Sequence[Job], sheets: Mapping[str, Sheet],
           progress: Progress) -> tuple[dict[str, Any], int]:
    """Step 5: every kit whole, then what all share, the manifest last."""
    from .render.assets import site_assets
    from .render.site import render_front

    before = read_manifest(options.output)
    entries = _kept(before, options, checked)
    changed = 0
    for done, kit in enumerate(checked.kits):
        progress("write", done, len(checked.kits))
        own = [job for job in jobs if job.kit.id == kit.id]
        pages = press.pages(kit, own, sheets)
        files = pages | {job.name: sheets[job.name].data for job in own if job.name in sheets}
        old = before["workplaces"].get(kit.id, {})
        entries[kit.id] = _entry(kit, own, sheets, files, old)
        changed += len(replace_kit(options.output, files, old.get("files", ())))
    renderer = next(iter(press.site.values()))
    shared = {f"site/{path}": data for path, data in site_assets(renderer).items()}
    if not options.ids:
        shared |= {f"site/{p}": h.encode() for p, h in render_front(renderer, entries).items()}
    surplus = {*before["shared"], *_orphans(before, entries)} - ({"site/index.html"} if options.ids else set())
    changed += len(replace_kit(options.output, shared, surplus))
    kept = {path for path in before["shared"] if options.ids} | set(shared)
    write_whole(options.output / NAME, manifest_bytes(entries, sorted(kept)))
    return entries, changed


def _kept(before: Mapping[str, Any], options: Options, checked: Checked) -> dict[str, Any]:
    """The entries that stay: of workplaces that failed, and of all others when only some were asked for."""
    present = set(workplace_ids(options.root))
    return {id: entry for id, entry in before["workplaces"].items()
            if id in present and (options.ids or id in checked.failed)}


def _orphans(before: Mapping[str, Any], entries: Mapping[str, Any]) -> list[str]:
    return [path for id, entry in before["workplaces"].items() if id not in entries for path in entry.get("files", ())]


def _entry(kit: Kit, jobs: Sequence[Job], sheets: Mapping[str, Sheet], files: Mapping[str, bytes],
           old: Mapping[str, Any]) -> dict[str, Any]:
    documents = [{
        "id": job.document.id, "language": job.language, "team": job.document.dialogue or None, "file": job.name,
        "title": job.title, "pages": len(sheets[job.name].sizes), "paper": job.document.paper,
        "sides": job.document.sides, "copies": job.document.copies, "audience": job.document.audience,
        "names": job.document.names, "fillable": job.document.fillable, "tiled": False,
        "sha256": sha256(sheets[job.name].data).hexdigest(),
    } for job in jobs if job.name in sheets]  # fmt: skip
    day = kit.day("dialogue")
    return {
        "name": kit.workplace.name, "area": kit.workplace.area, "date": day.isoformat() if day else None,
        "stage": kit.stage, "languages": list(kit.languages),
        "pages": sorted(path for path in files if path.endswith(".html")),
        "waiting": [{"id": w.id, "for": list(w.needs)} for w in kit.waiting],
        "reprint": to_reprint(old.get("documents", ()), documents), "documents": documents, "files": sorted(files),
    }  # fmt: skip


def _plan(file: WorkplaceFile, project: Project) -> Kit:
    return plan_kit(file.id, file.workplace, project.organisation, project.catalogue, tuple(project.texts),
                    project.layouts)


def _findings(file: WorkplaceFile, project: Project) -> list[Problem]:
    dates = plan_dates(file.workplace, project.organisation)
    found = findings(file.workplace, project.organisation, project.catalogue, tuple(project.texts), dates)
    return [_problem(finding, file.places) for finding in found]


def _problem(finding: Finding, places: Places) -> Problem:
    return Problem(places.file, *places.of(finding.path), finding.code, finding.message, finding.fix, finding.error)


def _complaints(checked: Checked, jobs: Sequence[Job], sheets: Mapping[str, Sheet]) -> list[Problem]:
    """What the print engine complained about, as warnings that name the document."""
    return [Problem(f"layouts/print/{job.document.layout}.html", 0, 0, "print-engine",
                    say("{file}: the print engine says: {complaint}", file=job.name, complaint=complaint), None, False)
            for job in jobs if job.name in sheets for complaint in sheets[job.name].complaints]


__all__ = ["STEPS", "Built", "Checked", "InputError", "Options", "build", "check"]
