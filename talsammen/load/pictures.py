"""A picture's bytes in; how large it is, and what makes a drawing more than a drawing, out. Nothing is unpacked."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from ..errors import Message, say

MOST_SHAPES = 20_000
DEEPEST = 50
#: What a drawing is made of; anything else could run, load or write something.
_ACTIVE = frozenset(
    ("script", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "handler", "listener", "set",
     "image", "feimage", "a", "link", "animate", "animatemotion", "animatetransform", "animatecolor")
)  # fmt: skip
#: A reference to something outside the drawing, in an attribute or a style.
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!#)|@import|expression\(|\\", re.I)
#: The beginnings of a JPEG's parts that say its size.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def pixels(data: bytes) -> tuple[int, int] | None:
    """How many points a PNG or JPEG has across and down, as its head says; None when it does not say."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR" and len(data) > 32:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    at = 2
    while data[:2] == b"\xff\xd8" and at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 1 if data[at + 1] == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    return None


def drawing_fault(data: bytes) -> Message | None:
    """Why an SVG is not printed and not shown; None for a drawing that is nothing else."""
    if re.search(rb"<!ENTITY|<\?xml-stylesheet", data):
        return say("the drawing refers to something outside itself")
    try:
        root = _parsed(data)
    except (ET.ParseError, ValueError, LookupError):
        return say("the drawing is damaged or has too many shapes")
    for element in root.iter():
        if _name(element.tag) in _ACTIVE or any(_name(key).startswith("on") for key in element.attrib):
            return say("the drawing holds a program, a link or a picture")
        if any(_OUTSIDE.search(said) for said in _said(element)) or not _href(element).startswith("#"):
            return say("the drawing refers to something outside itself")
    return None if _shapes(root) <= MOST_SHAPES else say("the drawing is damaged or has too many shapes")


def _parsed(data: bytes) -> ET.Element:
    """The tree of a drawing; ValueError as soon as it is too deep or too large."""
    parser = ET.XMLPullParser(("start", "end"))
    depth = count = 0
    for start in range(0, len(data), 4096):
        parser.feed(data[start : start + 4096])
        for event, element in parser.read_events():
            depth += 1 if event == "start" else -1
            count += event == "start"
            root = element
            if depth > DEEPEST or count > MOST_SHAPES:
                raise ValueError
    parser.close()
    return root


def _shapes(root: ET.Element) -> float:
    """How many shapes are drawn when each ``use`` is drawn as what it stands for; endless when one uses itself."""
    named: Mapping[str, ET.Element] = {
        element.attrib["id"]: element for element in root.iter() if "id" in element.attrib
    }
    known: dict[ET.Element, float] = {}

    def count(element: ET.Element) -> float:
        if element not in known:
            known[element] = float("inf")  # until it is known: met again inside itself
            used = named.get(_href(element)[1:])
            known[element] = 1 + sum(map(count, element)) + (count(used) if used is not None else 0)
        return known[element]

    try:
        return count(root)
    except RecursionError:
        return float("inf")


def _href(element: ET.Element) -> str:
    """What an element refers to; ``#`` for one that refers to nothing."""
    return next((said.strip() for key, said in element.attrib.items() if _name(key) == "href"), "#")


def _said(element: ET.Element) -> Iterator[str]:
    yield from element.attrib.values()
    if _name(element.tag) == "style":
        yield "".join(element.itertext())


def _name(tag: object) -> str:
    """A name without its namespace, in small letters; nothing for a comment."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
