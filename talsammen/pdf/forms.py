"""The laid-out inputs of a fillable sheet in; fields of the PDF form out, which all readers show, fill and print alike.

WeasyPrint makes a widget for every input. Its texts are set with a font that few programs can type with, its boxes are
bare, and its radio buttons do not belong to their group. Here every field gets what it lacks: the words of its caption,
a plain font, and its own look. The look of an area is its ruled lines and what is known already: the lines are for a
pen, so they go when somebody types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydyf

from ..fonts import FormFont, form_font
from .tags import at

INK = "0.102 g"
#: Buttons of the same value, one on each side of a sheet, are on and off together.
IN_UNISON = 1 << 25
PT = 72 / 96
RULE = 0.5
LOW = 1.6
_FILES = {"Regular": "AtkinsonHyperlegible-Regular.ttf", "Bold": "AtkinsonHyperlegible-Bold.ttf"}

#: Draws text boxes: the boxes, left and bottom edge of the field in px -> what is drawn, its resources.
Draw = Callable[[list[Any], float, float], tuple[list[Any], Any]]


@dataclass(frozen=True)
class Field:
    """One input as it was laid out: its box, its captions, its size and ruled lines in points, the words it holds."""

    box: Any
    caption: str
    question: str
    width: float
    height: float
    rules: tuple[float, ...]
    words: tuple[list[Any], Any] | None
    lines: int

    @property
    def kind(self) -> str:
        return self.box.element.get("type") or "text"

    @property
    def name(self) -> str:
        return self.box.element.get("name", "")

    @property
    def on(self) -> bool:
        return "checked" in self.box.element.attrib

    @property
    def font(self) -> str:
        return "Bold" if self.box.style["font_weight"] >= 600 else "Regular"


def take_fields(document: Any, root: Any, draw: Draw) -> list[Field]:
    """The fields of a document; their known text and ruled lines leave the page, for they belong to the field."""
    captions = {label.get("for"): " ".join("".join(label.itertext()).split()) for label in root.iter("label")}
    return [field for page in document.pages for field in _page_fields(page, captions, draw)]


def _page_fields(page: Any, captions: Mapping[str, str], draw: Draw) -> Iterator[Field]:
    parents = {child: box for box in page._page_box.descendants() for child in getattr(box, "children", ())}
    for inputs in page.forms.values():
        for number, (box, own) in enumerate(inputs):
            area = parents.get(box)
            inside = area is not None and "field-area" in _classes(area)
            inputs[number] = (box, _whole(area) if inside else _low(box, own))
            yield _field(box, area if inside else None, inputs[number][1], captions, draw)


def _field(box: Any, area: Any, place: tuple[float, ...], captions: Mapping[str, str], draw: Draw) -> Field:
    left, top, right, bottom = place
    written = [part for part in _below(box) if getattr(part, "text", "").strip()]
    deepest = max((part.position_y + part.baseline + part.style["font_size"] * 0.35 for part in written), default=top)
    rules = tuple(_take_rules(area, deepest)) if area else ()
    words = draw(written, left, bottom) if written else None
    box.children, box.background = (), None
    caption = captions.get(box.element.get("id")) or box.element.get("title") or ""
    question = captions.get(box.element.get("name"), "")
    lines = len({part.position_y for part in written})
    return Field(box, caption, question, (right - left) * PT, (bottom - top) * PT, rules, words, lines)


def _whole(area: Any) -> tuple[float, float, float, float]:
    """All the room of an area, also what the known text leaves."""
    x, y = area.content_box_x(), area.content_box_y()
    return x, y, x + area.width, y + area.height


def _low(box: Any, rectangle: tuple[float, ...]) -> tuple[float, ...]:
    """A line is written right above its rule: readers set its text in the middle of the field."""
    left, top, right, bottom = rectangle
    high = bottom - box.style["font_size"] * LOW
    return (left, max(top, high) if _is_line(box) else top, right, bottom)


def _is_line(box: Any) -> bool:
    rows = {part.position_y for part in _below(box) if getattr(part, "text", "").strip()}
    return box.element.tag == "input" and box.element.get("type") is None and len(rows) < 2


def _classes(box: Any) -> list[str]:
    return (box.element.get("class") or "").split() if box.element is not None else []


def _take_rules(area: Any, deepest: float) -> Iterator[float]:
    """The ruled lines below the known text, but the last, which stays on the page as the area's lower edge."""
    rules = [box for box in _below(area) if "blank-line" in _classes(box)]
    for box in rules:
        depth = box.position_y + box.border_height()
        if box is rules[-1] and depth >= deepest:
            return
        box.style["border_bottom_style"] = "none"
        box.border_bottom_width = 0
        if depth >= deepest:
            yield (depth - area.content_box_y()) * PT


def _below(box: Any) -> Iterator[Any]:
    """A box's descendants, those out of the flow too."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        yield child
        yield from _below(child)


def finish_form(pdf: Any, fields: list[Field]) -> None:
    """Gives the widgets of a PDF their captions, fonts and looks, and each radio group its buttons."""
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    fonts = _add_fonts(pdf)
    groups = _groups(pdf, form)
    shared = _shared(pdf, fields)
    listed = []
    for field in fields:
        widget = field.box.widget_annotation
        widget["TU"] = pydyf.String(field.caption or field.name)
        for name in ("MK", "Border"):
            widget.pop(name, None)
        if field.kind == "radio":
            _button(pdf, widget, field)
            _join(widget, groups[field.name], field)
        elif field.kind == "checkbox":
            _button(pdf, widget, field)
            widget["V"] = widget["AS"]
        else:
            _written(pdf, widget, field)
        if field.name in shared:
            _share(widget, shared[field.name])
        own = groups[field.name] if field.kind == "radio" else shared.get(field.name, widget)
        if own.reference not in listed:
            listed.append(own.reference)
    form.pop("NeedAppearances", None)
    form["Fields"] = pydyf.Array(listed)
    form["DR"] = pydyf.Dictionary({"Font": fonts})
    form["DA"] = pydyf.String(f"{INK} /Regular 11 Tf")


def _shared(pdf: Any, fields: list[Field]) -> dict[str, Any]:
    """A field of its own for what stands in several places, as on both sides of a sheet in two languages."""
    counted = Counter(field.name for field in fields if field.kind != "radio")
    shared = {name: pydyf.Dictionary({"Kids": pydyf.Array()}) for name, times in counted.items() if times > 1}
    for field in shared.values():
        pdf.add_object(field)
    return shared


def _share(widget: Any, field: Any) -> None:
    """A place of a shared field: the name, the type and the value are the field's, the look is its own."""
    widget["Parent"] = field.reference
    field["Kids"].append(widget.reference)
    for name in ("TU", "DA"):
        if name in widget:
            field.setdefault(name, widget[name])
    for name in ("T", "FT", "V", "Ff"):
        if name in widget:
            field.setdefault(name, widget.pop(name))


def _groups(pdf: Any, form: Any) -> dict[str, Any]:
    """One group per name, whose equal buttons are on together: the engine makes one group for each page."""
    groups: dict[str, Any] = {}
    for reference in form["Fields"]:
        group = at(pdf, reference)
        if "Kids" in group:
            group["Kids"] = pydyf.Array()
            group["V"] = "/Off"
            group["Ff"] |= IN_UNISON
            for name in ("Opt", "TU"):
                group.pop(name, None)
            groups.setdefault(group["T"].string, group)
    return groups


def _join(widget: Any, group: Any, field: Field) -> None:
    """A radio button belongs to its group: the name, the type and the value are the group's."""
    for name in ("T", "V", "FT"):
        widget.pop(name, None)
    widget["Parent"] = group.reference
    group["Kids"].append(widget.reference)
    group.setdefault("TU", pydyf.String(field.question or field.name))
    if field.on:
        group["V"] = widget["AS"]


def _button(pdf: Any, widget: Any, field: Field) -> None:
    """A box with a cross in it when it is on; the box itself stands on the page."""
    w, h = field.width, field.height
    cross = f"q 1.4 w 1 J {INK.upper()} 1 1 m {w - 1:.2f} {h - 1:.2f} l 1 {h - 1:.2f} m {w - 1:.2f} 1 l S Q"
    on = pydyf.name(field.box.element.get("value") or "on").decode()
    looks = {on[1:]: _look(pdf, field, [cross]), "Off": _look(pdf, field, [])}
    widget["AP"] = pydyf.Dictionary({"N": pydyf.Dictionary(looks)})
    widget["AS"] = on if field.on else "/Off"
    widget["MK"] = pydyf.Dictionary({"CA": pydyf.String("8")})
    widget["FT"] = "/Btn"


def _written(pdf: Any, widget: Any, field: Field) -> None:
    """A text: what is known, with the engine's own letters, and the ruled lines below it."""
    size = field.box.style["font_size"] * PT
    widget["DA"] = pydyf.String(f"{INK} /{field.font} {size:.4g} Tf")
    if field.box.element.tag != "textarea" and field.lines > 1:
        widget["Ff"] = 1 << 12  # what is known takes several lines
    drawn: list[Any] = [f"q {INK}"]
    drawn += [f"0 {field.height - depth:.2f} {field.width:.2f} {RULE} re f" for depth in field.rules]
    drawn += ["Q", "/Tx BMC"]
    resources = pydyf.Dictionary()
    if field.words:
        words, resources = field.words
        resources["Font"] = at(pdf, at(pdf, widget["P"])["Resources"])["Font"]
        drawn += ["q", *words, "Q"]
    widget["AP"] = pydyf.Dictionary({"N": _look(pdf, field, [*drawn, "EMC"], resources)})


def _look(pdf: Any, field: Field, drawn: list[Any], resources: Any = None) -> bytes:
    extra = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array((0, 0, round(field.width, 2), round(field.height, 2))),
        "Resources": resources or pydyf.Dictionary(),
    }
    stream = pydyf.Stream(drawn, pydyf.Dictionary(extra))
    pdf.add_object(stream)
    return stream.reference


def _add_fonts(pdf: Any) -> Any:
    """The fonts people type with: whole, and encoded as every program knows (cp1252)."""
    return pydyf.Dictionary({name: _add_font(pdf, form_font(file)) for name, file in _FILES.items()})


def _add_font(pdf: Any, font: FormFont) -> bytes:
    data = pydyf.Stream([font.data], pydyf.Dictionary({"Length1": len(font.data)}), compress=True)
    pdf.add_object(data)
    descriptor = pydyf.Dictionary({
        "Type": "/FontDescriptor", "FontName": f"/{font.name}", "Flags": 32, "FontBBox": pydyf.Array(font.box),
        "ItalicAngle": 0, "Ascent": font.ascent, "Descent": font.descent, "CapHeight": font.cap_height, "StemV": 80,
        "FontFile2": data.reference,
    })  # fmt: skip
    pdf.add_object(descriptor)
    dictionary = pydyf.Dictionary({
        "Type": "/Font", "Subtype": "/TrueType", "BaseFont": f"/{font.name}", "Encoding": "/WinAnsiEncoding",
        "FirstChar": 32, "LastChar": 255, "Widths": pydyf.Array(font.widths),
        "FontDescriptor": descriptor.reference,
    })  # fmt: skip
    pdf.add_object(dictionary)
    return dictionary.reference
