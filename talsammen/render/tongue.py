"""A rendered page in; the same page with the language told of every line that stands in for a missing translation."""

from __future__ import annotations

import re

from ..model.project import FOREIGN, FOREIGN_END, SOURCE

_PIECE = re.compile(r"(<[^>]*>)")
#: Elements whose text can hold no markup.
_BARE = ("title", "script", "style", "text", "tspan", "option", "textarea")
_MARKS = str.maketrans("", "", FOREIGN + FOREIGN_END)


def spoken(html: str) -> str:
    """The page with ``lang`` around such lines; in attributes and titles, where none can stand, the bare words."""
    if FOREIGN not in html:
        return html
    bare, out = False, []
    for piece in _PIECE.split(html):
        if piece.startswith("<"):
            if re.match(r"</?([\w-]*)", piece)[1].lower() in _BARE:
                bare = not piece.startswith("</")
            out.append(unmarked(piece))
        else:
            out.append(unmarked(piece) if bare else _told(piece))
    return "".join(out)


def _told(text: str) -> str:
    return text.replace(FOREIGN, f'<span lang="{SOURCE}">').replace(FOREIGN_END, "</span>")


def unmarked(text: str) -> str:
    """A text without the marks of such lines, for what is no page."""
    return text.translate(_MARKS)
