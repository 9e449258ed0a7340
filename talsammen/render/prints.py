"""One Document of a Kit and a language in; the HTML that the print engine sets out.

The layout (``layouts/print/<id>.html``) has no words: they stand in ``content/<lang>/print/<id>.md``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from ..model.kit import Document, Kit
from ..model.project import Layout
from .context import print_view
from .environment import Renderer

MARK = "@@mark@@"
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


class Labels(Mapping[str, Markup]):
    """The short labels of one print, rendered when asked for; an unknown one is an error."""

    def __init__(self, renderer: Renderer, id: str, context: Mapping[str, Any]) -> None:
        self._front, self._renderer, self._id, self._context = renderer.texts[id].front, renderer, id, context

    def __getitem__(self, name: str) -> Markup:
        return self._renderer.line(self._id, f"label {name}", self._front.labels[name], self._context)

    def __iter__(self):
        return iter(self._front.labels)

    def __len__(self) -> int:
        return len(self._front.labels)


def print_title(renderer: Renderer, kit: Kit, document_layout: str, team: str | None = None) -> str:
    """The title of a print in this language, with the team's name when there are several."""
    id = f"print/{document_layout}"
    context = vars(print_view(kit, renderer))
    title = renderer.line(id, "title", renderer.texts[id].front.title, context)
    return str(title) + (f" – {team}" if team else "")


def render_print(renderer: Renderer, kit: Kit, document: Document, layout: Layout) -> str:
    """The whole HTML of one print, figures and logo inside, with a four-letter mark of its inputs in its foot."""
    id = f"print/{layout.id}"
    context = vars(print_view(kit, renderer, document.dialogue))
    context |= {"document": document, "layout": layout, "mark": MARK, "document_url": lambda _: None,
                "blocks": renderer.texts[id].blocks, "print_title": lambda other: print_title(renderer, kit, other)}
    context |= {"title": renderer.line(id, "title", renderer.texts[id].front.title, context),
                "labels": Labels(renderer, id, context)}
    html = renderer.layout(layout, context)
    return html.replace(MARK, mark_of(html))


def mark_of(html: str) -> str:
    """Four letters that change when anything on the sheet changes (style.md: an outdated sheet is seen on the table)."""
    number = int.from_bytes(hashlib.sha256(html.encode()).digest()[:8], "big")
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return letters
