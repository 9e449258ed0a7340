"""A document laid out but not yet written in; what an office printer or a reader would stumble over out.

Text or pictures over the printable edge, text that is cut off or runs over what follows, elements that ought to say
something and do not, pages with next to nothing on them, fields nobody can name, fonts that are not ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..fonts import FACES
from .sheet import Complaint

MM = 96 / 25.4
#: How near the paper's edge ink may come: text and pictures, and the small print that stands in the margin itself
#: (what an office printer cannot reach).
EDGE, MARGIN_EDGE = 10 * MM, 4.2 * MM
IN_MARGIN = ("foot", "margin-note")
SLACK, TIGHT = 0.4 * MM, 0.4
#: What is never empty on purpose. A cell is: people write in it. What has a child with a class is drawn by the style
#: sheet, and so is what says of itself that it is a blank.
SPEAKING = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "th"))
BLANK = frozenset(("blank", "empty", "write", "rule"))
DRAWN = frozenset(("img", "input", "textarea", "svg", "object"))
FEW, LARGE, DEEP = 3, 20 * 96 / 72, 0.4

Rectangle = tuple[float, float, float, float]


def inspect(document: Any, root: Any, tiled: bool) -> Iterator[Complaint]:
    """Everything wrong with the pages and with the HTML they were made of; each kind once on a page."""
    places: dict[Any, int] = {}
    for number, page in enumerate(document.pages, start=1):
        told = set()
        for box, _, _ in walk(page._page_box, (), None):
            places.setdefault(box.element, number)
        for kind, what in _page(page, number, tiled):
            if kind not in told:
                told.add(kind)
                yield Complaint(kind, number, what)
    corners = {row[0] for row in root.iter("tr") if len(row)}
    for element in root.iter():
        if element.tag in SPEAKING and _is_empty(element) and not (element.tag == "th" and element in corners):
            yield Complaint("empty", places.get(element, 0), _place(element))


def strange_fonts(fonts: Iterable[Any]) -> Iterator[Complaint]:
    """Fonts of the machine that stepped in, and the letters they stepped in for."""
    ours = {family for family, *_ in FACES}
    for font in fonts:
        if font.family not in ours:
            letters = "".join(sorted({*"".join(font.to_unicode.values())}))
            yield Complaint("font", 0, f"{font.family} ({letters[:20]})")


def _page(page: Any, number: int, tiled: bool) -> Iterator[tuple[str, str]]:
    inked = []
    for box, limits, matrix in walk(page._page_box, (), None):
        ink = ink_of(box)
        if ink is None:
            continue
        small = _in_margin(box)
        if not small:
            inked.append((box, ink))
        if tiled:
            continue
        what = _words(box)
        edge = (MARGIN_EDGE if small else EDGE) - SLACK
        if not inside(turned(ink, matrix), (edge, edge, page.width - edge, page.height - edge)):
            yield "outside", what
        elif any(leaves(ink, limit, box.style["font_size"]) for limit in limits):
            yield "cut", what
    if number > 1 and not tiled and _is_short(page, inked):
        yield "short", _words(inked[0][0]) if inked else ""


def walk(box: Any, limits: tuple[Any, ...], matrix: Any) -> Iterator[tuple[Any, tuple[Any, ...], Any]]:
    """Every box with the boxes that limit it and what turns it; a turned box is limited only by what turns with it."""
    box = getattr(box, "_box", box)
    if own := getattr(box, "transformation_matrix", None):
        matrix, limits = (own @ matrix if matrix else own), ()
    yield box, limits, matrix
    if box.style["position"] in ("absolute", "fixed"):
        limits = tuple(limit for limit in limits if limit.style["overflow"] != "visible")
    if _limits(box):
        limits = (*limits, box)
    for child in box.all_children() if hasattr(box, "all_children") else getattr(box, "children", ()):
        yield from walk(child, limits, matrix)


def _limits(box: Any) -> bool:
    """Whether what is in a box must stay within it: it cuts off, or its height is fixed and something follows."""
    if not hasattr(box, "children") or type(box).__name__ in ("LineBox", "InlineBox", "PageBox"):
        return False
    fixed = box.style["height"] != "auto" and getattr(box.style["height"], "unit", "%") != "%"
    return box.style["overflow"] != "visible" or (fixed and box.element is not None)


def ink_of(box: Any) -> Rectangle | None:
    """Where a text or a picture leaves ink, about; None for what leaves none."""
    if box.style["visibility"] != "visible":
        return None
    if getattr(box, "text", "").strip() and hasattr(box, "pango_layout"):
        base, size = box.position_y + box.baseline, box.style["font_size"]
        return box.position_x, base - 0.72 * size, box.position_x + box.width, base + 0.02 * size
    if hasattr(box, "replacement"):
        x, y = box.content_box_x(), box.content_box_y()
        return x, y, x + box.width, y + box.height
    return None


def turned(ink: Rectangle, matrix: Any) -> Rectangle:
    """The same as it comes on the page."""
    if not matrix:
        return ink
    corners = [matrix.transform_point(x, y) for x in ink[::2] for y in ink[1::2]]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def inside(ink: Rectangle, edge: Rectangle) -> bool:
    """Whether ink keeps within four edges."""
    return ink[0] >= edge[0] and ink[1] >= edge[1] and ink[2] <= edge[2] and ink[3] <= edge[3]


def leaves(ink: Rectangle, box: Any, size: float) -> bool:
    """Whether ink leaves a box: at any side when it is cut there, at the foot when it runs over what follows."""
    left, top = box.border_box_x(), box.border_box_y()
    right, bottom = left + box.border_width(), top + box.border_height()
    if box.style["overflow"] != "visible":
        return not inside(ink, (left - SLACK, top - SLACK, right + SLACK, bottom + SLACK))
    return ink[3] > bottom + TIGHT * size


def _in_margin(box: Any) -> bool:
    return box.element is not None and any(name in (box.element.get("class") or "") for name in IN_MARGIN)


def _is_short(page: Any, inked: list[tuple[Any, Rectangle]]) -> bool:
    """Less than three lines of ordinary text, nothing else, and all of it in the upper part of the page."""
    body = [(box, ink) for box, ink in inked if ink[3] < page.height - 18 * MM]
    lines = {round(ink[3]) for box, ink in body if hasattr(box, "text")}
    large = any(box.style["font_size"] >= LARGE or hasattr(box, "replacement") for box, _ in body)
    deep = max((_depth(page._page_box)), default=0) > page.height * DEEP
    return len(lines) < FEW and not large and not deep


def _depth(page_box: Any) -> Iterator[float]:
    """How far down the page anything goes that is drawn: borders, pictures, ruled lines."""
    for box, _, _ in walk(page_box, (), None):
        if box.element is None or box.element.tag in ("html", "body") or _in_margin(box):
            continue
        if getattr(box, "border_bottom_width", 0) and box.height:
            yield box.border_box_y() + box.border_height()


def _is_empty(element: Any) -> bool:
    if "".join(element.itertext()).strip() or BLANK & {*(element.get("class") or "").split()}:
        return False
    inside = [child for child in element.iter() if child is not element]
    return not any(child.tag in DRAWN or child.get("class") for child in inside)


def _place(element: Any) -> str:
    name = element.get("class")
    return f"<{element.tag}{f' class={name}' if name else ''}>"


def _words(box: Any) -> str:
    words = " ".join(getattr(box, "text", "").split())
    alt = (box.element.get("alt") if box.element is not None else "") or ""
    words = words or alt
    return words if len(words) <= 40 else words[:39] + "…"


def unnamed(fields: Iterable[Any]) -> Iterator[Complaint]:
    """Fields of a form that no caption belongs to: a screen reader cannot say what they are for, or what is asked."""
    names = [f.name for f in fields if not f.caption or (f.kind == "radio" and not f.question)]
    return (Complaint("unnamed", 0, name) for name in dict.fromkeys(names))
