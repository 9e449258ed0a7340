"""Steps 3 and 4, render and print: planned kits in, the bytes of every file of each kit out."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .complaints import sheet_problems
from .model.kit import Kit
from .model.project import Layout, Project
from .pdf.sheet import LEAD, Binding, Job, Part, Sheet
from .write.archive import archive
from .write.manifest import to_reprint

if TYPE_CHECKING:
    from .errors import Message, Problem
    from .render.compiled import Compiled
    from .render.packs import Pack
    from .render.prints import RenderedPrint
    from .render.site import PrintLink

Progress = Callable[[str, int, int], None]


class Production:
    """Steps 3 and 4: one Renderer per language and medium, shared by all kits; the prints and what became of them."""

    def __init__(
        self,
        project: Project,
        kits: Sequence[Kit],
        cache: Path,
        workers: int,
        progress: Progress,
        compiled: Compiled | None = None,
    ) -> None:
        from .render.compiled import Compiled
        from .render.environment import Renderer

        self.project, self.kits, self.progress = project, kits, progress
        self.cache, self.workers = cache, workers
        first = next(code for code in (*self.project.organisation.languages, "da") if code in self.project.texts)
        self.compiled = compiled or Compiled(cache)
        languages = sorted({first, *(language for kit in kits for language in kit.languages)})
        self.site = {code: Renderer(self.project, code, "site", self.compiled) for code in languages}
        self.paper = {code: Renderer(self.project, code, "print", self.compiled) for code in languages}
        self.front = self.site[first]
        self.prints: dict[str, list[RenderedPrint]] = {kit.id: [] for kit in kits}
        self.packs: dict[str, list[Pack]] = {kit.id: [] for kit in kits}
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
                file: Job(html, p.document.fillable, p.document.tiled, back)
                for p in prints
                for file, (html, back) in p.jobs().items()
            }
            if missing := self._keep(jobs):
                return missing
        missing = self._pack()
        self.whole = not missing and not self.lost
        return missing

    def _keep(self, jobs: Mapping[str, Job | Binding]) -> Message | None:
        """Has these files set; without the engine keeps those of the cache and returns why others are missing."""
        sheets, missing = self._print(jobs)
        self.sheets |= {file: sheet for file, sheet in sheets.items() if sheet.data}
        self.lost |= {file: sheet for file, sheet in sheets.items() if not sheet.data}
        return missing

    def _render(self, layouts: Sequence[Layout]) -> list[RenderedPrint]:
        from .render.prints import render_print

        by_id = {layout.id: layout for layout in layouts}
        kits = [
            (kit, languages)
            for kit in self.kits
            for languages in (*((one,) for one in kit.languages), kit.both)
            if languages
        ]
        prints = []
        for done, (kit, languages) in enumerate(kits):
            self.progress("render", done, len(kits))
            pages = self.pages(kit, languages[0])
            renderers = [self.paper[language] for language in languages]
            prints += [
                render_print(renderers, kit, document, by_id[document.layout], pages)
                for document in kit.documents
                if document.layout in by_id and document.bilingual == (len(languages) > 1)
            ]
        return prints

    def _print(self, jobs: Mapping[str, Job | Binding]) -> tuple[dict[str, Sheet], Message | None]:
        """The sheets of these files; without the engine those of the cache, and why the others are missing."""
        from .pdf.cache import Cache
        from .pdf.press import print_all

        if not jobs:
            return {}, None
        done = iter(range(1, len(jobs) + 1))
        return print_all(
            jobs,
            self._style,
            Cache(self.cache),
            self.workers,
            lambda: self.progress("print", next(done, len(jobs)), len(jobs)),
        )

    def _pack(self) -> Message | None:
        """All packs, bound from the sheets. Their covers are set twice, first to know how many pages they have."""
        from .render.packs import plan_packs, render_cover

        for kit in self.kits:
            for language in kit.languages:
                prints = [p for p in self.of(kit) if p.language == language]
                self.packs[kit.id] += plan_packs(kit, language, prints)
        packs = {pack.file: pack for packs in self.packs.values() for pack in packs}
        told = {f: (self.paper[p.language], p, self.pages(p.kit, p.language), LEAD) for f, p in packs.items()}
        covers, _ = self._print({file: Job(render_cover(*cover)) for file, cover in told.items()})
        jobs = {file: Job(render_cover(*told[file], len(sheet.sizes))) for file, sheet in covers.items()}
        ruled = {f"{p.file}, ruled": Job(p.html) for pack in packs.values() for p in pack.prints if p.document.fillable}
        sheets, missing = self._print(jobs | ruled)
        if missing:
            return missing
        return self._keep({file: self._bound(pack, sheets[file], sheets) for file, pack in packs.items()})

    def _bound(self, pack: Pack, cover: Sheet, ruled: Mapping[str, Sheet]) -> Binding:
        """A pack to be bound; a sheet with fields lies in it as one with ruled lines."""
        from .render.packs import COVER_SIDES, anchor_of
        from .render.tongue import unmarked

        parts = [Part(cover.data, "", "", COVER_SIDES)]
        for p in pack.prints:
            sheet = ruled.get(f"{p.file}, ruled", self.sheets[p.file])
            parts.append(Part(sheet.data, unmarked(p.title.striptags()), anchor_of(p.document), p.document.sides))
        return Binding(tuple(parts))

    def of(self, kit: Kit) -> list[RenderedPrint]:
        """The prints of one kit that were set."""
        return [p for p in self.prints[kit.id] if p.file in self.sheets]

    def pages(self, kit: Kit, language: str) -> dict[str, int]:
        """Document id -> pages, of the prints in this language, and in this and another, that are set so far."""
        return {p.document.id: len(self.sheets[p.file].sizes) for p in self.of(kit) if language in p.languages}

    def files(self, kit: Kit, old: Mapping[str, Any]) -> dict[str, bytes]:
        """Every file of one kit: prints, the published ones, calendars, e-mail, Word files and the site.

        ``old`` is what the last manifest says of the kit.
        """
        from .render.onefile import render_one_file

        prints = self.of(kit)
        made = [*(file for p in prints for file in p.jobs()), *(pack.file for pack in self.packs[kit.id])]
        files = {file: self.sheets[file].data for file in made if file in self.sheets}
        files |= self._for_elsewhere(kit, old)
        for language in kit.languages:
            own = [p for p in prints if language in p.languages]
            published = {p.document.id for p in own if p.public_html}
            links, pages = self._site(kit, language, published, self.pages(kit, language), files)
            leaves = [p for p in own if not p.document.bilingual]
            whole = render_one_file(self.site[language], kit, links, leaves, pages, self._assets, self._style)
            pages |= whole | self._search_index(kit, language, pages)
            files |= {f"site/{path}": text.encode() for path, text in pages.items()}
        files |= self.word_files(kit)
        return files | ({f"kits/{kit.id}.zip": self._archive(kit, files)} if self.whole else {})

    def site_alone(self, kit: Kit, old: Mapping[str, Any]) -> dict[str, bytes]:
        """The site of one kit before anything is printed: it links to what the last manifest (``old``) knows of."""
        made: dict[str, str] = {}
        for language in kit.languages:
            spoken, files = (language, "-".join(kit.both)), old.get("files", ())
            lengths = {d["id"]: d["pages"] for d in old.get("documents", ()) if d["language"] in spoken}
            folders = [f"site/{kit.site_folder(one)}/pdf" for one in (language, kit.languages[0])]
            published = {id for id in lengths if any(f"{folder}/{id}.pdf" in files for folder in folders)}
            _, pages = self._site(kit, language, published, lengths, files)
            made |= pages | self._search_index(kit, language, pages)
        return {f"site/{path}": text.encode() for path, text in made.items()}

    def _site(
        self, kit: Kit, language: str, published: Container[str], lengths: Mapping[str, int], files: Iterable[str]
    ) -> tuple[list[PrintLink], dict[str, str]]:
        """One kit's prints as its pages speak of them, and its pages by path."""
        from .render.site import print_links, render_site

        links = print_links(self.paper[language], kit, published, lengths)
        return links, dict(render_site(self.site[language], kit, links, files))

    def _search_index(self, kit: Kit, language: str, pages: Mapping[str, str]) -> dict[str, str]:
        """What a reader can search for on these pages, beside them."""
        from .render.search import search_index

        return {f"{kit.site_folder(language)}/search-index.js": search_index(self.site[language].language, pages)}

    def _archive(self, kit: Kit, files: Mapping[str, bytes]) -> bytes:
        """Everything of one kit to hand over but what is confidential. Its front page lists this workplace alone."""
        kept = tuple(p.file.removesuffix("pdf") for p in self.prints[kit.id] if p.document.confidential)
        given = {path: data for path, data in files.items() if not path.startswith(kept)}
        return archive(given | self.shared({kit.id: card(kit)}))

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
        from .render.word import render_word, word_source
        from .word.package import word_file

        layouts, styles = self._word
        return {
            file: word_file(html, styles, word_source(p.document.layout))
            for p in self.prints[kit.id]
            if p.document.layout in layouts and not p.document.bilingual
            for file, html in render_word(self.paper[p.language], p, layouts[p.document.layout]).items()
        }

    def shared(self, entries: Mapping[str, Any]) -> dict[str, bytes]:
        """What belongs to no single workplace: style, script, fonts, and the list of all (when all are known)."""
        from .render.site import render_front

        pages = render_front(self.front, entries) if entries else {}
        assets = {f"site/assets/{name}": data for name, data in self._assets.items()}
        return assets | {f"site/{path}": html.encode() for path, html in pages.items()}

    @cached_property
    def _style(self) -> str:
        """The style sheet of all prints."""
        from .render.assets import print_style

        return print_style(next(iter(self.paper.values())))

    @cached_property
    def _word(self) -> tuple[dict[str, Layout], str]:
        """The layouts that also have a Word file, and the styles of all of them."""
        from .render.word import word_layouts, word_styles

        editable = word_layouts(self.project)
        return {layout.id: layout for layout in self.project.layouts if layout.id in editable}, word_styles(
            self.project
        )

    @cached_property
    def _assets(self) -> dict[str, bytes]:
        """What all workplaces' pages share, by file name."""
        from .render.assets import site_assets

        return dict(site_assets(self.front))

    def entry(self, kit: Kit, files: Mapping[str, bytes], old: Mapping[str, Any], mark: str) -> dict[str, Any]:
        """What the manifest says of one kit (design: schema 1).

        ``mark`` stands for all the kit is made from; a kit with a fault has none, so that the next build tells it too.
        """
        documents = [_document_entry(p, self.sheets[p.file]) for p in self.of(kit)]
        missing = {file for p in self.prints[kit.id] for file in p.jobs()} - set(self.sheets)
        documents += [d for d in old.get("documents", ()) if d["file"] in missing]
        made_last = {f for f in old.get("files", ()) if "/pack-" in f or f.startswith("kits/")}
        kept = missing & set(old.get("files", ())) | (set() if self.whole else made_last)
        return {
            **card(kit), "languages": list(kit.languages), "guide": kit.organisation.round.guide,
            "pages": sorted(path for path in files if path.endswith(".html")),
            "waiting": [{"id": w.id, "for": list(w.needs)} for w in kit.waiting],
            "reprint": to_reprint(old.get("documents", ()), documents), "documents": documents,
            "calendar": self.counted[kit.id],
            "files": sorted({*files, *kept}),
            "made-from": mark if self.whole and not self._faults[kit.id] else "",
            "bytes": sum(map(len, files.values())),
        }  # fmt: skip

    def problems(self) -> list[Problem]:
        """What is wrong with the sheets and packs, as warnings; one the engine could not set is an error."""
        return [problem for found in self._faults.values() for problem in found]

    @cached_property
    def _faults(self) -> dict[str, list[Problem]]:
        """What is wrong with each kit's sheets, once all are made."""
        made = self.sheets | self.lost
        return {kit.id: list(sheet_problems(self.prints[kit.id], self.packs[kit.id], made)) for kit in self.kits}


def card(kit: Kit) -> dict[str, Any]:
    """What the list of all workplaces shows of one."""
    day, workplace = kit.day("dialogue"), kit.workplace
    date = day.isoformat() if day else None
    return {"name": workplace.name, "area": workplace.area, "date": date, "stage": kit.stage}


def _document_entry(p: RenderedPrint, sheet: Sheet) -> dict[str, Any]:
    from .render.tongue import unmarked

    d = p.document
    return {
        "id": d.id, "language": p.language, "team": d.dialogue or None, "file": p.file,
        "title": unmarked(p.title.striptags()), "pages": len(sheet.sizes), "paper": d.paper, "sides": d.sides,
        "copies": d.copies, "audience": d.audience, "names": d.names, "fillable": d.fillable, "tiled": d.tiled,
        "sha256": sha256(sheet.data).hexdigest(),
    }  # fmt: skip
