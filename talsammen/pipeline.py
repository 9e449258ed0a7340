"""The spine: the six steps in their order, load, plan, render, print, write, report. The only module that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .dialogue.calendar import plan_dates
from .dialogue.copies import RULES
from .dialogue.plan import plan_kit
from .dialogue.rules import Finding, findings, organisation_findings
from .dialogue.stage import NEEDS
from .errors import InputError, Message, Problem, say
from .load.project import load_project
from .model.kit import Kit
from .model.project import Layout, Places, Project, WorkplaceFile
from .pdf.sheet import Job
from .write.archive import archive
from .write.manifest import NAME, manifest_bytes, read_manifest, to_reprint
from .write.output import files_below, locked, recover, replace_kit, write_whole

if TYPE_CHECKING:
    from .pdf.sheet import Sheet
    from .render.packs import RenderedPack
    from .render.prints import RenderedPrint

Progress = Callable[[str, int, int], None]
#: Words of what is made for other programs; every language of the guide has them.
FILES_ELSEWHERE = ("calendar", "invitation", "cancelled")


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
    lost: bool = False


def check(root: Path, ids: Iterable[str] = ()) -> Checked:
    """Steps 1 and 2: reads everything and plans every kit; writes nothing. Raises InputError, WrongUse."""
    project = load_project(root, ids)
    wrong = [problem for layout in project.layouts for problem in _layout_problems(layout, project)]
    if wrong := wrong + _wordless_files(project):
        raise InputError(wrong)
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
    press = _Press(checked, options, progress)
    engine = press.make()
    with locked(options.output):
        before = read_manifest(options.output)["workplaces"]
        files = {kit.id: press.files(kit, before.get(kit.id, {})) for kit in checked.kits}
        manifest, changed = _write(checked, options, press, files, progress)
    problems = (*checked.problems, *_complaints(press))
    return Built(checked, manifest, changed, engine, recovered, problems, bool(press.lost))


class _Press:
    """Steps 3 and 4: one Renderer per language and medium, shared by all kits; the prints and what became of them."""

    def __init__(self, checked: Checked, options: Options, progress: Progress) -> None:
        from .render.environment import Renderer

        self.checked, self.options, self.progress = checked, options, progress
        self.project = checked.project
        first = next(code for code in (*self.project.organisation.languages, "da") if code in self.project.texts)
        languages = sorted({first, *(language for kit in checked.kits for language in kit.languages)})
        self.site = {code: Renderer(self.project, code, "site") for code in languages}
        self.paper = {code: Renderer(self.project, code, "print") for code in languages}
        self.front = self.site[first]
        self.prints: dict[str, list[RenderedPrint]] = {kit.id: [] for kit in checked.kits}
        self.packs: dict[str, list[RenderedPack]] = {kit.id: [] for kit in checked.kits}
        self.sheets: dict[str, Sheet] = {}
        self.lost: dict[str, Sheet] = {}
        self.whole = False
        self.counted: dict[str, dict[str, Any]] = {}

    def make(self) -> Message | None:
        """All prints, those that count the others' pages last, then the packs of them.

        Returns why there are none without the engine.
        """
        for last in (False, True):
            prints = self._render([layout for layout in self.project.layouts if layout.counts_pages == last])
            for p in prints:
                self.prints[p.kit.id].append(p)
            jobs = {
                file: Job.of(html, p.document.fillable, p.document.tiled)
                for p in prints
                for file, html in p.jobs().items()
            }
            if missing := self._keep(jobs):
                return missing
        for kit in self.checked.kits:
            self.packs[kit.id] = self._packs(kit)
        missing = self._keep({pack.file: Job(pack.parts) for packs in self.packs.values() for pack in packs})
        self.whole = not missing and not self.lost
        return missing

    def _keep(self, jobs: Mapping[str, Job]) -> Message | None:
        """Has these files set; without the engine keeps those of the cache and returns why others are missing."""
        sheets, missing = self._print(jobs)
        self.sheets |= {file: sheet for file, sheet in sheets.items() if sheet.data}
        self.lost |= {file: sheet for file, sheet in sheets.items() if not sheet.data}
        return missing

    def _render(self, layouts: Sequence[Layout]) -> list[RenderedPrint]:
        from .render.prints import render_print

        by_id = {layout.id: layout for layout in layouts}
        kits = [(kit, language) for kit in self.checked.kits for language in kit.languages]
        prints = []
        for done, (kit, language) in enumerate(kits):
            self.progress("render", done, len(kits))
            pages = self.pages(kit, language)
            prints += [
                render_print(self.paper[language], kit, document, by_id[document.layout], pages)
                for document in kit.documents
                if document.layout in by_id
            ]
        return prints

    def _print(self, jobs: Mapping[str, Job]) -> tuple[dict[str, Sheet], Message | None]:
        """The sheets of these files; without the engine those of the cache, and why the others are missing."""
        from .pdf.cache import Cache
        from .pdf.press import print_all
        from .render.assets import print_style

        if not jobs:
            return {}, None
        style = print_style(next(iter(self.paper.values())))
        done = iter(range(1, len(jobs) + 1))
        return print_all(
            jobs,
            style,
            Cache(self.options.cache),
            self.options.workers,
            lambda: self.progress("print", next(done, len(jobs)), len(jobs)),
        )

    def _packs(self, kit: Kit) -> list[RenderedPack]:
        """The packs of one kit in all its languages, as text."""
        from .render.packs import render_packs

        def count(html: str) -> int:
            cover = self._print({"cover": Job.of(html)})[0].get("cover")
            return len(cover.sizes) if cover else 1

        return [
            pack
            for language in kit.languages
            for pack in render_packs(
                self.paper[language],
                kit,
                [p for p in self.of(kit) if p.language == language],
                self.pages(kit, language),
                count,
            )
        ]

    def of(self, kit: Kit) -> list[RenderedPrint]:
        """The prints of one kit that were set."""
        return [p for p in self.prints[kit.id] if p.file in self.sheets]

    def pages(self, kit: Kit, language: str) -> dict[str, int]:
        """Document id -> pages, of the prints set so far."""
        return {p.document.id: len(self.sheets[p.file].sizes) for p in self.of(kit) if p.language == language}

    def files(self, kit: Kit, old: Mapping[str, Any]) -> dict[str, bytes]:
        """Every file of one kit: prints, the published ones, calendars, e-mail, Word files and the site.

        ``old`` is what the last manifest says of the kit.
        """
        from .render.site import print_links, render_site

        prints = self.of(kit)
        made = [*(file for p in prints for file in p.jobs()), *(pack.file for pack in self.packs[kit.id])]
        files = {file: self.sheets[file].data for file in made if file in self.sheets}
        files |= self._for_elsewhere(kit, old)
        for language in kit.languages:
            own = [p for p in prints if p.language == language]
            links = print_links(self.paper[language], kit, own, self.pages(kit, language))
            pages = render_site(self.site[language], kit, links, files)
            files |= {f"site/{path}": html.encode() for path, html in pages.items()}
        files |= self.word_files(kit)
        return files | ({f"kits/{kit.id}.zip": self._archive(kit, files)} if self.whole else {})

    def _archive(self, kit: Kit, files: Mapping[str, bytes]) -> bytes:
        """Everything of one kit to hand over; the leader's own stays out. Its front page lists this workplace alone."""
        given = {path: data for path, data in files.items() if not path.startswith("leader/")}
        return archive(given | _shared(self, {kit.id: _card(kit)}))

    def _for_elsewhere(self, kit: Kit, old: Mapping[str, Any]) -> dict[str, bytes]:
        """What people use in other programs: calendars, counted on from the last build, and e-mail drafts."""
        from .render.calendar import calendar_files, revisions
        from .render.events import events_of
        from .render.mail import mail_files

        events = {language: events_of(self.paper[language], kit) for language in kit.languages}
        counted = revisions([event for found in events.values() for event in found], old.get("calendar"))
        self.counted[kit.id] = counted
        files: dict[str, bytes] = {}
        for language, found in events.items():
            invitations = {
                p.document.dialogue: self.sheets[p.public_file].data
                for p in self.of(kit)
                if (p.language, p.document.layout) == (language, "invitation") and p.public_file in self.sheets
            }
            files |= calendar_files(self.paper[language], kit, found, counted)
            files |= mail_files(self.paper[language], kit, found, counted, invitations)
        return files

    def word_files(self, kit: Kit) -> dict[str, bytes]:
        """The Word file of every print people edit; the print engine is not needed for them."""
        from .render.word import render_word, word_layouts, word_source, word_styles
        from .word.package import word_file

        layouts = {layout.id: layout for layout in self.project.layouts if layout.id in word_layouts(self.project)}
        styles = word_styles(self.project)
        return {
            file: word_file(html, styles, word_source(p.document.layout))
            for p in self.prints[kit.id]
            if p.document.layout in layouts
            for file, html in render_word(self.paper[p.language], p, layouts[p.document.layout]).items()
        }


def _write(
    checked: Checked, options: Options, press: _Press, files: Mapping[str, Mapping[str, bytes]], progress: Progress
) -> tuple[dict[str, Any], int]:
    """Step 5: every kit whole, then what all share, the manifest last. What no kit makes any more is removed."""
    output = options.output
    before = read_manifest(output)
    entries = {id: e for id, e in before["workplaces"].items() if options.ids or id in checked.failed}
    changed = 0
    for done, kit in enumerate(checked.kits):
        progress("write", done, len(checked.kits))
        old = before["workplaces"].get(kit.id, {})
        entries[kit.id] = _entry(kit, press, files[kit.id], old)
        there = files_below(output, *_folders(kit.id))
        changed += len(replace_kit(output, files[kit.id], there - set(entries[kit.id]["files"])))
    shared = _shared(press, {} if options.ids else entries)
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


def _shared(press: _Press, entries: Mapping[str, Any]) -> dict[str, bytes]:
    """What belongs to no single workplace: style, script, fonts, and the page that lists all (when all are known)."""
    from .render.assets import site_assets
    from .render.site import render_front

    pages = render_front(press.front, entries) if entries else {}
    files = site_assets(press.front) | {path: html.encode() for path, html in pages.items()}
    return {f"site/{path}": data for path, data in files.items()}


def _entry(kit: Kit, press: _Press, files: Mapping[str, bytes], old: Mapping[str, Any]) -> dict[str, Any]:
    """What the manifest says of one kit (design: schema 1)."""
    documents = [_document_entry(p, press.sheets[p.file]) for p in press.of(kit)]
    missing = {file for p in press.prints[kit.id] for file in p.jobs()} - set(press.sheets)
    documents += [d for d in old.get("documents", ()) if d["file"] in missing]
    made_last = {f for f in old.get("files", ()) if "/pack-" in f or f.startswith("kits/")}
    kept = missing & set(old.get("files", ())) | (set() if press.whole else made_last)
    return {
        **_card(kit), "languages": list(kit.languages),
        "pages": sorted(path for path in files if path.endswith(".html")),
        "waiting": [{"id": w.id, "for": list(w.needs)} for w in kit.waiting],
        "reprint": to_reprint(old.get("documents", ()), documents), "documents": documents,
        "calendar": press.counted[kit.id],
        "files": sorted({*files, *kept}),
    }  # fmt: skip


def _card(kit: Kit) -> dict[str, Any]:
    """What the list of all workplaces shows of one."""
    day, workplace = kit.day("dialogue"), kit.workplace
    date = day.isoformat() if day else None
    return {"name": workplace.name, "area": workplace.area, "date": date, "stage": kit.stage}


def _document_entry(p: RenderedPrint, sheet: Sheet) -> dict[str, Any]:
    d = p.document
    return {
        "id": d.id, "language": p.language, "team": d.dialogue or None, "file": p.file, "title": p.title.striptags(),
        "pages": len(sheet.sizes), "paper": d.paper, "sides": d.sides, "copies": d.copies, "audience": d.audience,
        "names": d.names, "fillable": d.fillable, "tiled": d.tiled, "sha256": sha256(sheet.data).hexdigest(),
    }  # fmt: skip


def _layout_problems(layout: Layout, project: Project) -> list[Problem]:
    """What a new document's front matter gets wrong, and the languages its words are missing in."""
    file = f"layouts/print/{layout.id}.html"
    wrong = [
        (say("needs: »{word}« is not known", word=need), say("write one of: {words}", words=", ".join(NEEDS)))
        for need in layout.needs
        if need not in NEEDS
    ]
    if not layout.copies.isdigit() and layout.copies not in RULES:
        message = say("copies: »{word}« is not known", word=layout.copies)
        wrong.append((message, say("write a number or one of: {words}", words=", ".join(RULES))))
    wrong += [
        (say("the document has no words"), say("write them in {file}", file=f"content/{code}/print/{layout.id}.md"))
        for code, texts in project.texts.items()
        if f"print/{layout.id}" not in texts
    ]
    return [Problem(file, 0, 0, "layout", message, fix) for message, fix in wrong]


def _wordless_files(project: Project) -> list[Problem]:
    """The files for other programs that have no words in one of the languages."""
    return [
        Problem(file, 0, 0, "layout", say("the document has no words"), say("write them in {file}", file=file))
        for code, texts in project.texts.items()
        for id in FILES_ELSEWHERE
        if f"files/{id}" not in texts
        for file in (f"content/{code}/files/{id}.md",)
    ]


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


#: What is wrong with a sheet, by the kind of complaint.
COMPLAINTS = {
    "engine": say("{file}: the print engine says: {complaint}"),
    "outside": say("{file}, page {page}: »{what}« runs over the printable edge (10 mm)"),
    "cut": say("{file}, page {page}: »{what}« is cut off or runs over what follows"),
    "empty": say("{file}, page {page}: {what} ought to say something, but is empty"),
    "short": say("{file}, page {page}: there is next to nothing on the page (»{what}«)"),
    "unnamed": say("{file}: the field »{what}« has no caption"),
    "font": say("{file}: a font of this machine steps in: {what}"),
}


def _complaints(press: _Press) -> list[Problem]:
    """What is wrong with the sheets, as warnings; a sheet the engine could not set is an error."""
    problems = []
    for p in (p for prints in press.prints.values() for p in prints):
        lost = p.file in press.lost
        told = set()
        for file in p.jobs():
            sheet = press.sheets.get(file) or press.lost.get(file)
            for c in sheet.complaints if sheet else ():
                if c in told:
                    continue
                told.add(c)
                values = {"file": file, "page": c.page, "what": c.what, "complaint": c.what}
                message = Message(COMPLAINTS[c.kind].text, values)
                layout = f"layouts/print/{p.document.layout}.html"
                problems.append(Problem(layout, 0, 0, "print-engine", message, None, lost))
    return problems
