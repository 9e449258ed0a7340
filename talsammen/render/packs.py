"""The prints of a kit in one language and their page counts in; the packs out: all sheets of one paper, cover first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from markupsafe import Markup

from ..model.kit import Document, Kit
from .context import print_view
from .environment import Renderer
from .prints import MARK, RenderedPrint, marked

COVER = "packs/cover.html"
COVER_SIDES = 2


@dataclass(frozen=True)
class Entry:
    """One line of a pack's contents: a sheet, its first page in the pack, and how it is printed."""

    anchor: str
    title: Markup
    step: int
    sides: int
    copies: int | None
    page: int


@dataclass(frozen=True)
class Pack:
    """The sheets of one kit, language and paper size that lie together, in order, and its file below ``output/``."""

    kit: Kit
    language: str
    paper: str
    prints: tuple[RenderedPrint, ...]

    @property
    def file(self) -> str:
        return f"print/{self.kit.id}/{self.language}/pack-{self.paper.lower()}.pdf"


def packed(document: Document) -> bool:
    """Whether a pack holds this document.

    Not what is confidential, a booklet of its own, cut to tiles, another way to print the same, or printed on demand.
    """
    return document.pack and not (document.confidential or document.tiled or document.instead or document.copies == 0)


def plan_packs(kit: Kit, language: str, prints: Sequence[RenderedPrint]) -> list[Pack]:
    """One pack of these prints for each paper size in use, each in the order of the kit's documents."""
    order = [document.id for document in kit.documents]
    papers: dict[str, list[RenderedPrint]] = {}
    for p in sorted(prints, key=lambda p: order.index(p.document.id)):
        if packed(p.document):
            papers.setdefault(p.document.paper.split()[0], []).append(p)
    return [Pack(kit, language, paper, tuple(held)) for paper, held in sorted(papers.items())]


def anchor_of(document: Document) -> str:
    """What links in a pack call a sheet."""
    return f"sheet-{document.id}"


def leaves(pages: int, sides: int) -> int:
    """Pages a sheet takes in a file printed on both sides: a page with an empty back counts as two."""
    return 2 * -(-pages // sides)


def render_cover(renderer: Renderer, pack: Pack, pages: Mapping[str, int], lead: str, before: int = 0) -> str:
    """A pack's first pages: what is in it, and on which page when the cover itself has ``before`` pages.

    ``pages`` holds the documents' page counts; ``lead`` begins the address of every link to a sheet.
    """
    before = leaves(before, COVER_SIDES)
    view = vars(print_view(pack.kit, renderer))
    paper = pack.paper
    entries = []
    for p in pack.prints:
        d = p.document
        entries.append(Entry(anchor_of(d), p.title, d.step, d.sides, d.copies, before + 1))
        before += leaves(pages[d.id], d.sides)
    context = {
        **view,
        "title": renderer.title("pack", {"paper": paper}),
        "paper": paper,
        "entries": entries,
        "lead": lead,
        "layout": SimpleNamespace(paper=paper, shared=False),
        "document": SimpleNamespace(id=f"pack-{paper.lower()}", dialogue=""),
        "mark": MARK,
        "print_title": lambda id: renderer.title(f"print/{id}", view),
    }
    return marked(renderer.template(COVER, context))[0]
