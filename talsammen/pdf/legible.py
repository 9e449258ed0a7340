"""A document laid out but not yet written in; what a person can read on its pages out, to be held against the plan.

What is cut off, lies off the paper or is not visible is not counted; what was hyphenated is whole again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from .preflight import ink_of, inside, leaves, turned, walk
from .sheet import Said

#: An element that says how many there are of something names it: ``<td data-count="participants">17</td>``.
COUNT = "data-count"
_HYPHENATED = re.compile("\u2010\\s+")
#: What is between the texts where a box begins; any other box is a block.
_BETWEEN = {"LineBox": " ", "InlineBox": ""}
_WITHOUT_WIDTH = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


def legible(document: Any, root: Any) -> Iterator[Said]:
    """The text of every page, blocks apart by line ends, and the counts it tells of; ``root`` is its HTML."""
    counted = {inner: element for element in root.iter() if element.get(COUNT) is not None for inner in element.iter()}
    for number, page in enumerate(document.pages, start=1):
        words: list[str] = []
        counts: dict[Any, list[str]] = {}
        for piece, element in _pieces(page):
            words.append(piece)
            if element in counted:
                counts.setdefault(counted[element], []).append(piece)
        yield Said("text", number, _joined(words))
        for element, pieces in counts.items():
            if told := _joined(pieces):
                yield Said(element.get(COUNT), number, told)


def _pieces(page: Any) -> Iterator[tuple[str, Any]]:
    """The texts of a page with the elements they stand in; between lines a space, between blocks a line end."""
    paper = (0, 0, page.width, page.height)
    for box, limits, matrix in walk(page._page_box, (), None):
        text = getattr(box, "text", None)
        if text is None:
            yield _BETWEEN.get(type(box).__name__, "\n"), None
        elif not text.strip():
            yield " ", box.element
        elif ink := ink_of(box):
            cutting = (limit for limit in limits if limit.style["overflow"] != "visible")
            if inside(turned(ink, matrix), paper) and not any(leaves(ink, one, 0) for one in cutting):
                yield text, box.element


def _joined(pieces: list[str]) -> str:
    lines = _HYPHENATED.sub("", "".join(pieces)).translate(_WITHOUT_WIDTH).split("\n")
    kept = (" ".join(line.split()) for line in lines)
    return unicodedata.normalize("NFC", "\n".join(line for line in kept if line))
