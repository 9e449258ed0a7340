"""The words of one paragraph in; the runs of OOXML out: emphasis, line breaks, blanks to click in, boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from .elements import Element

STYLES = {"strong": "Strong", "b": "Strong", "em": "Emphasis", "i": "Emphasis"}
INLINE = {*STYLES, "span", "a", "br", "small"}
BLANK = "_" * 24
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Run:
    """A stretch of words of one look. ``xml`` stands for itself: a line break, a blank, a box."""

    words: str = ""
    style: str = ""
    language: str = ""
    xml: str = ""


TAB, BREAK = Run(xml="<w:r><w:tab/></w:r>"), Run(xml="<w:r><w:br/></w:r>")


def plain(words: str) -> str:
    """Words as XML text; what XML cannot hold is left out."""
    return escape(_NOT_XML.sub("", words))


def quoted(words: str) -> str:
    """Words as an XML attribute, with its quotes."""
    return quoteattr(_NOT_XML.sub("", words))


class Words:
    """Turns inline elements into runs; numbers the blanks of one document."""

    def __init__(self) -> None:
        self._ids = count(1)

    def runs(self, nodes: Iterable[Element | str], look: Run = Run(), name: str = "") -> Iterator[Run]:
        """The runs of these nodes; ``name`` is what a screen reader calls the blanks among them."""
        for node in nodes:
            if isinstance(node, str):
                yield replace(look, words=node)
            elif node.tag == "br":
                yield BREAK
            elif "blank" in node.classes:
                yield Run(xml=self._blank(name))
            elif "tick" in node.classes:
                yield Run(xml=self._tick("on" in node.classes, name))
            elif node.tag in INLINE:
                style, language = STYLES.get(node.tag, look.style), node.attributes.get("lang", look.language)
                yield from self.runs(node.children, replace(look, style=style, language=language), name)
            else:
                raise ValueError(f"<{node.tag}> cannot stand among the words of a paragraph")

    def _control(self, name: str, kind: str, style: str, words: str, before: str = "") -> str:
        alias = f"<w:alias w:val={quoted(name[:64])}/>" if name else ""
        return (
            f'<w:sdt><w:sdtPr><w:rPr><w:rStyle w:val="{style}"/></w:rPr>{alias}<w:id w:val="{next(self._ids)}"/>'
            f'{before}{kind}</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
            f"<w:t>{words}</w:t></w:r></w:sdtContent></w:sdt>"
        )

    def _blank(self, name: str) -> str:
        """A blank that a click selects whole, so that what is typed takes its place."""
        return self._control(name, "<w:text/>", "Blank", BLANK, "<w:showingPlcHdr/>")

    def _tick(self, on: bool, name: str) -> str:
        """Word's own box, ticked by a click. Its two signs are Word's, not ours."""
        states = "".join(
            f'<w14:{state} w14:val="{sign}" w14:font="MS Gothic"/>'
            for state, sign in (("checkedState", "2612"), ("uncheckedState", "2610"))
        )
        kind = f'<w14:checkbox><w14:checked w14:val="{int(on)}"/>{states}</w14:checkbox>'
        return self._control(name, kind, "Tick", "\u2612" if on else "\u2610")


def to_xml(runs: Iterable[Run]) -> str:
    """The runs as OOXML: white space as one space, none at the ends or beside a break, no break last."""
    tidy: list[Run] = []
    space = True
    for run in runs:
        if run.xml:
            if run in (BREAK, TAB):
                _trim(tidy)
            tidy.append(run)
            space = run in (BREAK, TAB)
            continue
        words = re.sub("[ \t\r\n\f]+", " ", run.words)
        words = words.removeprefix(" ") if space else words
        if words:
            tidy.append(replace(run, words=words))
            space = words.endswith(" ")
    _trim(tidy)
    while tidy and tidy[-1] is BREAK:
        tidy.pop()
    return "".join(run.xml or _run(run) for run in tidy)


def _trim(runs: list[Run]) -> None:
    if runs and not runs[-1].xml:
        words = runs[-1].words.removesuffix(" ")
        runs[-1:] = [replace(runs[-1], words=words)] if words else []


def _run(run: Run) -> str:
    style = f'<w:rStyle w:val="{run.style}"/>' if run.style else ""
    language = f"<w:lang w:val={quoted(run.language)}/>" if run.language else ""
    look = f"<w:rPr>{style}{language}</w:rPr>" if style or language else ""
    pieces = (f'<w:t xml:space="preserve">{plain(piece)}</w:t>' for piece in run.words.split("\u00ad"))
    return f"<w:r>{look}{'<w:softHyphen/>'.join(pieces)}</w:r>"
