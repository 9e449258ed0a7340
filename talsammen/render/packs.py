"""The prints of a kit in one language and their page counts in; the packs out: all sheets of one paper, cover first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from markupsafe import Markup

from ..model.kit import Document, Kit
from .context import print_view
from .environment import Renderer
from .prints import MARK, RenderedPrint, mark_of

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
class RenderedPack:
    """All sheets of one paper size: its file below ``output/``, and the HTML and sides of its parts in order."""

    file: str
    parts: tuple[tuple[str, int], ...]


def packed(document: Document) -> bool:
    """Whether a pack holds this document.

    Not what is confidential, a booklet of its own, cut to tiles, another way to print the same, or printed on demand.
    """
    return document.pack and not (document.confidential or document.tiled or document.instead or document.copies == 0)


def render_packs(
    renderer: Renderer,
    kit: Kit,
    prints: Sequence[RenderedPrint],
    pages: Mapping[str, int],
    count: Callable[[str], int],
) -> list[RenderedPack]:
    """One pack for each paper size in use.

    ``pages`` holds the documents' page counts; ``count`` says how many pages a cover's HTML takes.
    """  # fmt: skip
    order = [document.id for document in kit.documents]
    papers: dict[str, list[RenderedPrint]] = {}
    for p in sorted(prints, key=lambda p: order.index(p.document.id)):
        if packed(p.document):
            papers.setdefault(p.document.paper.split()[0], []).append(p)
    packs = []
    for paper, held in sorted(papers.items()):
        length = count(_cover(renderer, kit, paper, held, pages, 0))
        cover = _cover(renderer, kit, paper, held, pages, leaves(length, COVER_SIDES))
        parts = ((cover, COVER_SIDES), *((p.html, p.document.sides) for p in held))
        packs.append(RenderedPack(f"print/{kit.id}/{renderer.code}/pack-{paper.lower()}.pdf", parts))
    return packs


def leaves(pages: int, sides: int) -> int:
    """Pages a sheet takes in a file printed on both sides: a page with an empty back counts as two."""
    return 2 * -(-pages // sides)


def _cover(
    renderer: Renderer, kit: Kit, paper: str, prints: Sequence[RenderedPrint], pages: Mapping[str, int], before: int
) -> str:
    view = vars(print_view(kit, renderer))
    entries = []
    for p in prints:
        d = p.document
        anchor = f"sheet-{d.id}"
        entries.append(Entry(anchor, p.title, d.step, d.sides, d.copies, before + 1))
        before += leaves(pages[d.id], d.sides)
    context = {
        **view,
        "title": renderer.title("pack", {"paper": paper}),
        "paper": paper,
        "entries": entries,
        "layout": SimpleNamespace(paper=paper, shared=False),
        "document": SimpleNamespace(id=f"pack-{paper.lower()}", dialogue=""),
        "mark": MARK,
        "print_title": lambda id: renderer.title(f"print/{id}", view),
    }
    html = renderer.template(COVER, context)
    return html.replace(MARK, mark_of(html))
