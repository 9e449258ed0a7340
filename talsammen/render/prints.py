"""One Document of a Kit and a language in; the HTML that the print engine sets out.

The layout (``layouts/print/<id>.html``) has no words: they stand in ``content/<lang>/print/<id>.md``.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..model.kit import Document, Kit
from ..model.project import Layout
from .address import address_of
from .chapters import GROUPS, as_chapter, chapters
from .context import print_view, public_kit
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


@dataclass(frozen=True)
class RenderedPrint:
    """One print as text: whose it is, in which language, its title, its whole HTML, and its HTML for everybody.

    ``public_html`` is the same sheet made from the public kit: without anything people wrote into plans. None for a
    sheet that lists names, or is the leader's or HR's own.
    """

    kit: Kit
    document: Document
    language: str
    title: Markup
    html: str
    public_html: str | None

    @property
    def file(self) -> str:
        """Where its PDF lies below ``output/``; what is the leader's own lies apart from all else."""
        folder = "leader" if self.document.audience == "leader" else "print"
        return f"{folder}/{self.kit.id}/{self.language}/{self.document.id}.pdf"

    @property
    def public_file(self) -> str:
        """Where the published PDF lies below ``output/``."""
        return f"site/{self.kit.site_folder(self.language)}/pdf/{self.document.id}.pdf"

    def jobs(self) -> dict[str, str]:
        """What is to be set: file -> HTML."""
        return {self.file: self.html} | ({self.public_file: self.public_html} if self.public_html else {})


def with_team(title: Markup, team: str | None) -> Markup:
    """A print's title, with the team's name when there are several."""
    return title + f" – {team}" if team else title


def render_print(
    renderer: Renderer, kit: Kit, document: Document, layout: Layout, pages: Mapping[str, int]
) -> RenderedPrint:
    """One print, for the workplace and, when it may be published, for everybody.

    ``pages`` holds the page counts of the kit's other prints, for the layouts that come last.
    """
    context = print_context(renderer, kit, document, layout, pages)
    title = with_team(context["title"], kit.team(document.dialogue))
    public = not document.names and not document.confidential
    shown = print_context(renderer, public_kit(kit), document, layout, pages) if public else None
    public_html = _html(renderer, layout, shown) if shown else None
    return RenderedPrint(kit, document, renderer.code, title, _html(renderer, layout, context), public_html)


def print_context(
    renderer: Renderer, kit: Kit, document: Document, layout: Layout, pages: Mapping[str, int]
) -> dict[str, Any]:
    """Everything the layout of one print sees."""
    id = f"print/{layout.id}"
    view = vars(print_view(kit, renderer, document.dialogue))
    context = {
        **view,
        "document": document,
        "layout": layout,
        "mark": MARK,
        "address": address_of(kit, renderer.code),
        "pages": pages,
        "blocks": renderer.texts[id].blocks,
        "print_title": lambda other: renderer.title(f"print/{other}", view),
    }
    context |= _book(renderer, context)
    return {**context, "title": renderer.title(id, context), "labels": Labels(renderer, id, context)}


def _book(renderer: Renderer, context: Mapping[str, Any]) -> dict[str, Any]:
    """What the guide in one file is made of: its chapters, and how a page's HTML becomes one of them."""
    book = functools.cache(lambda: chapters(renderer, context))

    def chapter(id: str, html: str) -> Markup:
        return as_chapter(html, id, frozenset(c.id for c in book()), context["print_title"], renderer.language.quotes)

    return {"group_names": GROUPS, "chapters": book, "as_chapter": chapter, "document_url": "print:{}".format}


def _html(renderer: Renderer, layout: Layout, context: Mapping[str, Any]) -> str:
    """The whole HTML of one print, figures and logo inside, with a four-letter mark of its inputs in its foot."""
    return marked(renderer.layout(layout, context))


def marked(html: str) -> str:
    """A sheet's HTML with the mark of its inputs in its foot."""
    return html.replace(MARK, _mark_of(html))


def _mark_of(html: str) -> str:
    """Four letters that change when anything on the sheet changes so that an outdated one is seen on the table."""
    number = int.from_bytes(hashlib.sha256(html.encode()).digest()[:8], "big")
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return letters
