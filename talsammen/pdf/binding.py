"""Finished sheets in, one PDF of them all out: tags, bookmarks and links kept, each sheet on a front (PDF/UA-1).

The engine is not asked again: a pack is bound from the sheets as they are, as a printer would.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from .sheet import LEAD, Binding, Part, Sheet


def bind(binding: Binding) -> Sheet:
    """One PDF of these sheets, the first being the cover. The same bytes for the same sheets."""
    cover, *others = binding.parts
    whole = Pdf.open(io.BytesIO(cover.data))
    book = _Book(whole)
    book.close(0, cover)
    for part in others:
        with Pdf.open(io.BytesIO(part.data)) as source:
            book.add(source, part)
    book.finish()
    out = io.BytesIO()
    whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    sizes = tuple((_mm(page.mediabox[2]), _mm(page.mediabox[3])) for page in whole.pages)
    return Sheet(out.getvalue(), sizes, ())


class _Book:
    """A PDF that grows: its structure tree, its bookmarks, and where each sheet begins."""

    def __init__(self, whole: Pdf) -> None:
        self.whole, self.tree = whole, whole.Root.StructTreeRoot
        self.parents = list(_pairs(self.tree.ParentTree.Nums))
        self.first: dict[str, tuple[Any, str]] = {}
        self.bookmarks = list(_bookmarks(whole, 0))

    def add(self, source: Pdf, part: Part) -> None:
        """All pages of a sheet, with their tags, links and bookmarks."""
        before, number = len(self.whole.pages), max((key for key, _ in self.parents), default=-1) + 1
        _direct_links(source)
        self.bookmarks += _bookmarks(source, before)
        self.whole.pages.extend(source.pages)
        own = self.whole.copy_foreign(source.Root.StructTreeRoot)
        for kid in own.K:
            kid.P = self.tree
            self.tree.K.append(kid)
        self.parents += [(key + number, value) for key, value in _pairs(own.ParentTree.Nums)]
        for page in list(self.whole.pages)[before:]:
            _renumber(page, number)
        self.first[part.anchor] = self.whole.pages[before].obj, part.title
        self.close(before, part)

    def close(self, before: int, part: Part) -> None:
        """Empty backs for a sheet with one side, and for the last page of one with two."""
        count = len(self.whole.pages) - before
        backs = range(count, 0, -1) if part.sides == 1 else range(count, count - count % 2, -1)
        for place in backs:
            like = self.whole.pages[before + place - 1]
            self.whole.pages.insert(before + place, _empty(self.whole, like))

    def finish(self) -> None:
        """What belongs to the whole: the tree's index, bookmarks, and the cover's links to the sheets."""
        self.tree.ParentTree = self.whole.make_indirect(
            Dictionary(Nums=Array([part for pair in self.parents for part in pair]))
        )
        names = [(anchor, Array([page, Name.Fit])) for anchor, (page, _) in sorted(self.first.items())]
        self.whole.Root.Names = Dictionary(Dests=Dictionary(Names=Array([part for pair in names for part in pair])))
        for page in self.whole.pages:
            for link in page.get("/Annots", ()):
                self._lead(link)
        with self.whole.open_outline() as outline:
            outline.root[:] = self.bookmarks

    def _lead(self, link: Any) -> None:
        """A link of the cover leads to the sheet it names."""
        address = str(link.get("/A", Dictionary()).get("/URI", ""))
        if address.startswith(LEAD):
            anchor = address.removeprefix(LEAD)
            del link["/A"]
            link.Dest, link.Contents = pikepdf.String(anchor), pikepdf.String(self.first[anchor][1])


def _pairs(numbers: Any) -> Iterator[tuple[int, Any]]:
    yield from ((int(numbers[i]), numbers[i + 1]) for i in range(0, len(numbers), 2))


def _renumber(page: pikepdf.Page, by: int) -> None:
    """A page and its links keep their place in the index of the structure tree."""
    if "/StructParents" in page:
        page.StructParents = int(page.StructParents) + by
    for link in page.get("/Annots", ()):
        if "/StructParent" in link:
            link.StructParent = int(link.StructParent) + by


def _direct_links(source: Pdf) -> None:
    """Names of places are a sheet's own: its links say the place itself."""
    named = source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
    places = {str(named[i]): named[i + 1] for i in range(0, len(named), 2)}
    for page in source.pages:
        for link in page.get("/Annots", ()):
            if "/Dest" in link and str(link.Dest) in places:
                link.Dest = places[str(link.Dest)]


def _bookmarks(source: Pdf, before: int) -> Iterator[OutlineItem]:
    """The bookmarks of a sheet, led to its pages in the whole."""
    number = {page.obj.objgen: i for i, page in enumerate(source.pages)}

    def moved(item: OutlineItem) -> OutlineItem:
        own = OutlineItem(
            item.title,
            before + number[item.destination[0].objgen],
            "XYZ",
            left=float(item.destination[2]),
            top=float(item.destination[3]),
        )
        own.is_closed = True
        own.children.extend(moved(child) for child in item.children)
        return own

    with source.open_outline() as outline:
        yield from [moved(item) for item in outline.root]


def _empty(whole: Pdf, like: pikepdf.Page) -> pikepdf.Page:
    return pikepdf.Page(
        whole.make_indirect(Dictionary(Type=Name.Page, MediaBox=like.mediabox, Resources=Dictionary(), Tabs=Name.S))
    )


def _mm(points: Any) -> int:
    return round(float(points) * 25.4 / 72)
