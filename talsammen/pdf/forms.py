"""The laid-out inputs of a fillable sheet in; fields of the PDF form out, which every reader shows, fills and prints alike.

WeasyPrint makes a widget for every input. Its texts are set with a font that few programs can type with, its boxes are
bare, and its radio buttons do not belong to their group. Here every field gets what it lacks: the words of its caption,
a plain font, and its own look. The look of an area is its ruled lines and what is known already: lines are for a pen, so
they go when somebody types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydyf

from ..fonts import FormFont, form_font

INK = "0.102 g"
PT = 72 / 96
RULE = 0.5
LOW = 1.6
_FAMILY = {False: "AtkinsonHyperlegible-Regular.ttf", True: "AtkinsonHyperlegible-Bold.ttf"}


@dataclass(frozen=True)
class Line:
    """A line of known text: left end and baseline from the field's upper left corner, and its size. Points."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Field:
    """One input as it was laid out: its box, its caption, the text in it, and the depths of its ruled lines. Points."""

    box: Any
    caption: str
    question: str
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[float, ...]

    @property
    def kind(self) -> str:
        return self.box.element.get("type") or "text"

    @property
    def value(self) -> str:
        return self.box.element.get("value", "")

    @property
    def bold(self) -> bool:
        return self.box.style["font_weight"] >= 600


def take_fields(document: Any, root: Any) -> list[Field]:
    """The fields of a document; their known text and ruled lines leave the page, for they belong to the field."""
    captions = {label.get("for"): " ".join("".join(label.itertext()).split()) for label in root.iter("label")}
    return [field for page in document.pages for field in _page_fields(page, captions)]


def _page_fields(page: Any, captions: Mapping[str, str]) -> Iterator[Field]:
    parents = {child: box for box in page._page_box.descendants() for child in getattr(box, "children", ())}
    for inputs in page.forms.values():
        for number, (box, own) in enumerate(inputs):
            area = parents.get(box)
            inside = area is not None and "field-area" in _classes(area)
            rectangle = _whole(area) if inside else _low(box, own)
            inputs[number] = (box, rectangle)
            lines = tuple(_text(box, rectangle))
            deepest = lines[-1].y + lines[-1].size * 0.35 if lines else 0
            rules = tuple(_take_rules(area, deepest)) if inside else ()
            width, height = (rectangle[2] - rectangle[0]) * PT, (rectangle[3] - rectangle[1]) * PT
            box.children = ()
            element = box.element
            caption = captions.get(element.get("id")) or element.get("title") or ""
            yield Field(box, caption, captions.get(element.get("name"), ""), width, height, lines, rules)


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
    words = [part for part in _below(box) if getattr(part, "text", "").strip()]
    return box.element.tag == "input" and box.element.get("type") is None and len(words) < 2


def _classes(box: Any) -> list[str]:
    return (box.element.get("class") or "").split() if box.element is not None else []


def _take_rules(area: Any, deepest: float) -> Iterator[float]:
    """The ruled lines below the known text, but the last, which stays on the page as the area's lower edge."""
    rules = [box for box in _below(area) if "blank-line" in _classes(box)]
    for box in rules:
        depth = (box.position_y + box.border_height() - area.content_box_y()) * PT - RULE / 2
        covered = depth < deepest
        if box is rules[-1] and not covered:
            return
        box.style["border_bottom_style"] = "none"
        box.border_bottom_width = 0
        if not covered:
            yield depth


def _below(box: Any) -> Iterator[Any]:
    """A box's descendants, those out of the flow too."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        yield child
        yield from _below(child)


def _text(box: Any, rectangle: tuple[float, ...]) -> Iterator[Line]:
    for part in _below(box):
        if (text := getattr(part, "text", None)) and text.strip():
            x, y = part.position_x - rectangle[0], part.position_y + part.baseline - rectangle[1]
            yield Line(text.rstrip("\n"), x * PT, y * PT, part.style["font_size"] * PT)


def finish_form(pdf: Any, fields: list[Field]) -> None:
    """Gives the widgets of a PDF their captions, fonts and looks, and each radio group its buttons."""
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    fonts = _Fonts(pdf)
    groups = _groups(pdf, form)
    listed = []
    for field in fields:
        widget = field.box.widget_annotation
        widget["TU"] = pydyf.String(field.caption or field.box.element.get("name", ""))
        for name in ("MK", "Border"):
            widget.pop(name, None)
        if field.kind == "radio":
            group = groups[field.box.element.get("name")]
            _button(pdf, widget, field, field.value)
            _join(widget, group, field)
        elif field.kind == "checkbox":
            _button(pdf, widget, field, field.value or "on")
            widget["V"] = widget["AS"]
        else:
            _written(pdf, widget, field, fonts)
        own = group.reference if field.kind == "radio" else widget.reference
        if own not in listed:
            listed.append(own)
    form.pop("NeedAppearances", None)
    form["Fields"] = pydyf.Array(listed)
    form["DR"] = pydyf.Dictionary({"Font": fonts.resources})
    form["DA"] = pydyf.String(f"{INK} /{fonts.name(False)} 11 Tf")


def _groups(pdf: Any, form: Any) -> dict[str, Any]:
    """One group per name: the engine makes one for each page."""
    groups: dict[str, Any] = {}
    for reference in form["Fields"]:
        group = pdf.objects[int(reference.split()[0])]
        if "Kids" in group:
            group["Kids"] = pydyf.Array()
            group["V"] = "/Off"
            group.pop("Opt", None)
            groups.setdefault(group["T"].string, group)
    return groups


def _join(widget: Any, group: Any, field: Field) -> None:
    """A radio button belongs to its group: the name, the type and the value are the group's."""
    for name in ("T", "V", "FT"):
        widget.pop(name, None)
    widget["Parent"] = group.reference
    group["Kids"].append(widget.reference)
    group["TU"] = pydyf.String(field.question or field.box.element.get("name"))
    if "checked" in field.box.element.attrib:
        group["V"] = widget["AS"]


def _button(pdf: Any, widget: Any, field: Field, state: str) -> None:
    """A box with a cross in it when it is on; the box itself stands on the page."""
    w, h = field.width, field.height
    cross = f"q 1.4 w 1 J {INK.replace('g', 'G')} 1 1 m {w - 1:.2f} {h - 1:.2f} l 1 {h - 1:.2f} m {w - 1:.2f} 1 l S Q"
    on = pydyf.name(state).decode()
    looks = {on[1:]: _look(pdf, field, cross), "Off": _look(pdf, field, "")}
    widget["AP"] = pydyf.Dictionary({"N": pydyf.Dictionary(looks)})
    widget["AS"] = on if "checked" in field.box.element.attrib else "/Off"
    widget["MK"] = pydyf.Dictionary({"CA": pydyf.String("8")})
    widget["FT"] = "/Btn"


def _written(pdf: Any, widget: Any, field: Field, fonts: _Fonts) -> None:
    size = field.box.style["font_size"] * PT
    widget["DA"] = pydyf.String(f"{INK} /{fonts.name(field.bold)} {size:.4g} Tf")
    if field.box.element.tag != "textarea" and len(field.lines) > 1:
        widget["Ff"] = 1 << 12  # what is known takes several lines
    drawn = [f"q {INK}"]
    drawn += [f"0 {field.height - y - RULE / 2:.2f} {field.width:.2f} {RULE} re f" for y in field.rules]
    drawn += ["Q", "/Tx BMC"]
    if field.lines:
        drawn += ["q BT", INK]
        for line in field.lines:
            shown = fonts.encode(line.text, field.bold).hex()
            drawn += [f"/{fonts.name(field.bold)} {line.size:.4g} Tf"]
            drawn += [f"1 0 0 1 {line.x:.2f} {field.height - line.y:.2f} Tm <{shown}> Tj"]
        drawn += ["ET Q"]
    drawn += ["EMC"]
    look = _look(pdf, field, "\n".join(drawn), pydyf.Dictionary({"Font": fonts.resources}))
    widget["AP"] = pydyf.Dictionary({"N": look})


def _look(pdf: Any, field: Field, drawn: str, resources: Any = None) -> bytes:
    extra = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array((0, 0, round(field.width, 2), round(field.height, 2))),
        "Resources": resources or pydyf.Dictionary(),
    }
    stream = pydyf.Stream([drawn.encode()], pydyf.Dictionary(extra))
    pdf.add_object(stream)
    return stream.reference


class _Fonts:
    """The fonts people type with: whole, and encoded as every program knows (cp1252)."""

    def __init__(self, pdf: Any) -> None:
        self.resources = pydyf.Dictionary()
        self._pdf = pdf

    def name(self, bold: bool) -> str:
        name = "Bold" if bold else "Regular"
        if name not in self.resources:
            self.resources[name] = self._add(form_font(_FAMILY[bold]))
        return name

    def encode(self, text: str, bold: bool) -> bytes:
        """Text as the font's codes; a letter the font lacks is shown without its marks (the value keeps it)."""
        return form_font(_FAMILY[bold]).encode(text)

    def _add(self, font: FormFont) -> bytes:
        data = pydyf.Stream([font.data], pydyf.Dictionary({"Length1": len(font.data)}), compress=True)
        self._pdf.add_object(data)
        descriptor = pydyf.Dictionary({
            "Type": "/FontDescriptor", "FontName": f"/{font.name}", "Flags": 32, "FontBBox": pydyf.Array(font.box),
            "ItalicAngle": 0, "Ascent": font.ascent, "Descent": font.descent, "CapHeight": font.cap_height, "StemV": 80,
            "FontFile2": data.reference,
        })  # fmt: skip
        self._pdf.add_object(descriptor)
        dictionary = pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/TrueType", "BaseFont": f"/{font.name}", "Encoding": "/WinAnsiEncoding",
            "FirstChar": 32, "LastChar": 255, "Widths": pydyf.Array(font.widths), "FontDescriptor": descriptor.reference,
        })  # fmt: skip
        self._pdf.add_object(dictionary)
        return dictionary.reference


def unnamed(fields: list[Field]) -> list[str]:
    """The names of fields that no caption belongs to."""
    return [re.sub(r"\s", " ", field.box.element.get("name") or "?") for field in fields if not field.caption]
