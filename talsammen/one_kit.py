"""One planned Kit in; the bytes of every file of it out, and what the manifest says of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .complaints import sheet_problems
from .model.kit import Kit
from .pdf.sheet import LEAD, Binding, Job, Part, Sheet
from .write.archive import archive
from .write.manifest import to_reprint

if TYPE_CHECKING:
    from .errors import Message, Problem
    from .pdf.press import Order, Printed
    from .production import Production
    from .render.packs import Pack
    from .render.prints import RenderedPrint


#: What is asked for by this name, instead of by a layout's, is the site.
SITE = "site"


@dataclass(frozen=True)
class MadeKit:
    """What became of one kit: its files by path below ``output/``, what the manifest says of it, and what is wrong.

    ``missing`` says why there are no prints without the engine; ``lost``: the engine failed on some.
    """

    id: str
    files: Mapping[str, bytes]
    entry: Mapping[str, Any]
    problems: tuple[Problem, ...]
    missing: Message | None
    lost: bool


class OneKit:
    """Steps 3 and 4 for one kit: its prints, its packs, and what became of them."""

    def __init__(
        self, production: Production, kit: Kit, old: Mapping[str, Any], only: Container[str] | None = None
    ) -> None:
        """``old`` is what the last manifest says of the kit; ``only`` the layouts to be printed, None for all."""
        self.production, self.kit, self.old, self.only = production, kit, old, only
        self.prints: list[RenderedPrint] = []
        self.packs: list[Pack] = []
        self.sheets: dict[str, Sheet] = {}
        self.lost: dict[str, Sheet] = {}
        self.missing: Message | None = None
        self.counted: Any = old.get("calendar")

    @property
    def whole(self) -> bool:
        """Whether every sheet and pack was made."""
        return not self.missing and not self.lost and self.only is None

    def make(self, mark: str) -> Order[MadeKit]:
        """Asks for the prints, then makes everything; ``mark`` stands for all the kit is made from."""
        yield from self._print()
        return self.made(mark)

    def made(self, mark: str) -> MadeKit:
        """Everything that can be made with the prints there are."""
        files = self._files()
        languages = self.production.project.languages
        made = self.sheets | self.lost
        problems = tuple(sheet_problems(self.kit, self.prints, self.packs, made, self._pages, languages))
        entry = self._entry(files, "" if self.missing or self.lost else mark, len(problems))
        return MadeKit(self.kit.id, files, entry, problems, self.missing, bool(self.lost))

    def _print(self) -> Order[None]:
        """Asks for all prints, those that count the others' pages last, then for the packs of them."""
        for last in (False, True):
            prints = list(self._rendered(last))
            self.prints += prints
            yield from self._ask(prints)
            if self.missing:
                return
        if any(self._miscounts(p) for p in prints):
            again = list(self._rendered(last))
            self.prints[-len(prints) :] = again
            yield from self._ask(again)
        if self.only is None and not self.missing:
            yield from self._pack()

    def _ask(self, prints: Iterable[RenderedPrint]) -> Order[None]:
        """Asks for these prints, and keeps them."""
        jobs = {
            file: Job(html, p.document.fillable, p.document.tiled, back)
            for p in prints
            for file, (html, back) in p.jobs().items()
        }
        self._keep((yield jobs))

    def _miscounts(self, p: RenderedPrint) -> bool:
        """Whether a print that counts pages told another number of its own, which was not known yet."""
        sheet, own = self.sheets.get(p.file), f"pages of {p.document.id}"
        return sheet is not None and any(one.kind == own and one.what != str(len(sheet.sizes)) for one in sheet.said)

    def _keep(self, printed: Printed) -> None:
        self.sheets |= {file: sheet for file, sheet in printed.sheets.items() if sheet.data}
        self.lost |= {file: sheet for file, sheet in printed.sheets.items() if not sheet.data}
        self.missing = printed.missing

    def _rendered(self, last: bool) -> Iterable[RenderedPrint]:
        """The prints whose layouts count the others' pages, or those whose layouts do not."""
        from .render.prints import render_print

        kit, paper = self.kit, self.production.paper
        layouts = {
            layout.id: layout
            for layout in self.production.project.layouts
            if layout.counts_pages == last and (self.only is None or layout.id in self.only)
        }
        for languages in (*((one,) for one in kit.languages), kit.both):
            pages = self._pages(languages[0]) if languages else {}
            for document in kit.documents:
                if languages and document.layout in layouts and document.bilingual == (len(languages) > 1):
                    renderers = [paper[language] for language in languages]
                    yield render_print(renderers, kit, document, layouts[document.layout], pages)

    def _pack(self) -> Order[None]:
        """All packs, bound from the sheets. Their covers are set twice, first to know how many pages they have."""
        from .render.packs import plan_packs, render_cover

        for language in self.kit.languages:
            self.packs += plan_packs(self.kit, language, [p for p in self._set if p.language == language])
        paper = self.production.paper
        told = {p.file: (paper[p.language], p, self._pages(p.language), LEAD) for p in self.packs}
        covers, _ = yield {file: Job(render_cover(*cover)) for file, cover in told.items()}
        jobs = {file: Job(render_cover(*told[file], len(sheet.sizes))) for file, sheet in covers.items()}
        fillable = [p for pack in self.packs for p in pack.prints if p.document.fillable]
        sheets, self.missing = yield jobs | {f"{p.file}, ruled": Job(p.html) for p in fillable}
        if not self.missing:
            self._keep((yield {pack.file: _bound(pack, sheets, self.sheets) for pack in self.packs}))

    @property
    def _set(self) -> list[RenderedPrint]:
        """The prints that were set."""
        return [p for p in self.prints if p.file in self.sheets]

    def _pages(self, language: str) -> dict[str, int]:
        """Document id -> pages, of the prints in this language, and in this and another, that are set so far."""
        return {p.document.id: len(self.sheets[p.file].sizes) for p in self._set if language in p.languages}

    def _files(self) -> dict[str, bytes]:
        """Every file of the kit: prints, the published ones, calendars, e-mail, Word files and the site.

        When only some are to be made, these prints, and with ``site`` the pages and the calendars.
        """
        printed = [*(file for p in self._set for file in p.jobs()), *(pack.file for pack in self.packs)]
        files = {file: self.sheets[file].data for file in printed if file in self.sheets}
        if self.only is None:
            files |= self.word_files()
        if self.only is None or SITE in self.only:
            files |= self._for_elsewhere()
            files |= self.site(files)
        return files | ({f"kits/{self.kit.id}.zip": self._archive(files)} if self.whole else {})

    def site(self, files: Iterable[str] = ()) -> dict[str, bytes]:
        """The pages and what they are searched by, in every language; they link to these files of the kit.

        When only some files are made, they also link to what the last build made.
        """
        from .render.context import public_view
        from .render.onefile import render_one_file
        from .render.site import one_file_name, print_links, render_site

        kit, made, pages = self.kit, self.production, {}
        one_files = [f"site/{kit.id}/{one_file_name(language)}" for language in kit.languages]
        there = {*files, *(one_files if self.only is None else self.old.get("files", ()))}
        for language in kit.languages:
            site = made.site[language]
            view = public_view(kit, site)
            links = print_links(made.paper[language], kit, view, there, self._lengths(language))
            own = dict(render_site(site, kit, view, links, there))
            pages |= own | self._search_index(language, own)
            if self.only is None:
                leaves = [p for p in self._set if p.languages == (language,)]
                pages |= render_one_file(site, kit, view, links, leaves, own, made.assets, made.style)
        return {f"site/{path}": text.encode() for path, text in pages.items()}

    def _lengths(self, language: str) -> dict[str, int]:
        """How many pages each print in this language has, by its id."""
        spoken = (language, "-".join(self.kit.both))
        last = self.old.get("documents", ()) if self.only is not None else ()
        return {d["id"]: d["pages"] for d in last if d["language"] in spoken} | self._pages(language)

    def _search_index(self, language: str, pages: Mapping[str, str]) -> dict[str, str]:
        """What a reader can search for on these pages, beside them."""
        from .render.search import search_index

        index = search_index(self.production.site[language].language, pages)
        return {f"{self.kit.site_folder(language)}/search-index.js": index}

    def _archive(self, files: Mapping[str, bytes]) -> bytes:
        """Everything of the kit to hand over but what is confidential. Its front page lists this workplace alone."""
        kept = tuple(p.file.removesuffix("pdf") for p in self.prints if p.document.confidential)
        given = {path: data for path, data in files.items() if not path.startswith(kept)}
        return archive(given | self.production.shared({self.kit.id: card(self.kit)}))

    def _for_elsewhere(self) -> dict[str, bytes]:
        """What people use in other programs: calendars, counted on from the last build, and e-mail drafts."""
        from .render.calendar import calendar_files, revisions
        from .render.events import events_of
        from .render.mail import mail_files

        kit, paper = self.kit, self.production.paper
        events = {language: events_of(paper[language], kit) for language in kit.languages}
        self.counted = revisions([event for found in events.values() for event in found], self.old.get("calendar"))
        files: dict[str, bytes] = {}
        for language, found in events.items():
            invitations = {
                p.document.dialogue: self.sheets[p.public_file].data
                for p in self._set
                if (p.language, p.document.layout) == (language, "invitation") and p.public_file in self.sheets
            }
            files |= calendar_files(paper[language], kit, found, self.counted)
            if self.only is None:
                files |= mail_files(paper[language], kit, found, self.counted, invitations)
        return files

    def word_files(self) -> dict[str, bytes]:
        """The Word file of every print people edit; the print engine is not needed for them."""
        from .render.word import render_word, word_source
        from .word.package import word_file

        layouts, styles = self.production.word
        return {
            file: word_file(html, styles, word_source(p.document.layout))
            for p in self.prints
            if p.document.layout in layouts and not p.document.bilingual
            for file, html in render_word(self.production.paper[p.language], p, layouts[p.document.layout]).items()
        }

    def _entry(self, files: Mapping[str, bytes], mark: str, problems: int) -> dict[str, Any]:
        """What the manifest says of the kit (design: schema 1).

        A kit that lacks a sheet has no ``mark``, so that the next build makes it again.
        """
        kit, old = self.kit, self.old
        documents = [_document_entry(p, self.sheets[p.file]) for p in self._set]
        kept = self._kept(files)
        documents += [d for d in old.get("documents", ()) if d["file"] in kept]
        return {
            **card(kit), "languages": list(kit.languages), "guide": kit.organisation.round.guide,
            "pages": sorted(path for path in {*files, *kept} if path.endswith(".html")),
            "waiting": [{"id": w.id, "for": list(w.needs)} for w in kit.waiting],
            "reprint": to_reprint(old.get("documents", ()), documents), "documents": documents,
            "calendar": self.counted,
            "files": sorted({*files, *kept}),
            "made-from": mark, "problems": problems,
        }  # fmt: skip

    def _kept(self, files: Container[str]) -> set[str]:
        """What stays of the last build: what was not to be made now, or could not be."""
        old = {file for file in self.old.get("files", ()) if file not in files}
        if self.only is not None:
            return old
        missing = {file for p in self.prints for file in p.jobs()} - set(self.sheets)
        return {file for file in old if file in missing or (not self.whole and _of_many(file))}


def _of_many(file: str) -> bool:
    """Whether a file holds several prints, and so is not made when one of them is missing."""
    return "/pack-" in file or file.startswith("kits/")


def card(kit: Kit) -> dict[str, Any]:
    """What the list of all workplaces shows of one."""
    day, workplace = kit.day("dialogue"), kit.workplace
    date = day.isoformat() if day else None
    return {"name": workplace.name, "area": workplace.area, "date": date, "stage": kit.stage}


def _bound(pack: Pack, made: Mapping[str, Sheet], sheets: Mapping[str, Sheet]) -> Binding:
    """A pack to be bound; ``made`` holds its cover, and its sheets with fields once more, with ruled lines."""
    from .render.packs import COVER_SIDES, anchor_of
    from .render.tongue import unmarked

    parts = [Part(made[pack.file].data, "", "", COVER_SIDES)]
    for p in pack.prints:
        sheet = made.get(f"{p.file}, ruled", sheets[p.file])
        parts.append(Part(sheet.data, unmarked(p.title.striptags()), anchor_of(p.document), p.document.sides))
    return Binding(tuple(parts))


def _document_entry(p: RenderedPrint, sheet: Sheet) -> dict[str, Any]:
    from .render.tongue import unmarked

    d = p.document
    return {
        "id": d.id, "language": p.language, "team": d.dialogue or None, "file": p.file,
        "title": unmarked(p.title.striptags()), "pages": len(sheet.sizes), "paper": d.paper, "sides": d.sides,
        "copies": d.copies, "audience": d.audience, "names": d.names, "fillable": d.fillable, "tiled": d.tiled,
        "sha256": sha256(sheet.data).hexdigest(),
    }  # fmt: skip
