"""One Document of a Kit and a language in; the HTML that the print engine sets out.

The layout (``layouts/print/<id>.html``) has no words: they stand in ``content/<lang>/print/<id>.md``.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
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


class Second(Mapping[str, Any]):
    """The second language of a sheet that shows both at once: all its layout sees, in that language.

    ``second.title``, ``second.labels``, ``second.themes`` ...; ``second.sheet`` has the macros of the layout itself.
    """

    def __init__(self, renderer: Renderer, layout: Layout, context: Mapping[str, Any]) -> None:
        self._renderer, self._layout, self._context = renderer, layout, context

    def __getitem__(self, name: str) -> Any:
        return self._context[name]

    def __iter__(self):
        return iter(self._context)

    def __len__(self) -> int:
        return len(self._context)

    @property
    def code(self) -> str:
        return self._renderer.code

    @functools.cached_property
    def sheet(self) -> Any:
        return self._renderer.macros(self._layout, self._context)


@dataclass(frozen=True)
class RenderedPrint:
    """One print as text: whose it is, in which languages, its title, its whole HTML, and its HTML for everybody.

    ``public_html`` is the same sheet made from the public kit: without anything people wrote into plans. None for a
    sheet that lists names, or is the leader's or HR's own. ``back`` and ``public_back`` are the same in the second
    language when that is the back of the sheet.
    """

    kit: Kit
    document: Document
    languages: tuple[str, ...]
    title: Markup
    html: str
    public_html: str | None
    back: str | None = None
    public_back: str | None = None

    @property
    def language(self) -> str:
        """The language as files and manifest name it: ``da``, or ``da-en`` for a sheet in both."""
        return "-".join(self.languages)

    @property
    def file(self) -> str:
        """Where its PDF lies below ``output/``; what is the leader's own lies apart from all else."""
        folder = "leader" if self.document.audience == "leader" else "print"
        return f"{folder}/{self.kit.id}/{self.language}/{self.document.id}.pdf"

    @property
    def public_file(self) -> str:
        """Where the published PDF lies below ``output/``."""
        return f"site/{self.kit.site_folder(self.languages[0])}/pdf/{self.document.id}.pdf"

    def jobs(self) -> dict[str, tuple[str, str | None]]:
        """What is to be set: file -> HTML of the sheet and of its back."""
        own = {self.file: (self.html, self.back)}
        return own | ({self.public_file: (self.public_html, self.public_back)} if self.public_html else {})


def both_names(renderer: Renderer, kit: Kit) -> str:
    """What the languages of the bilingual sheets call themselves: »Dansk / English«."""
    return " / ".join(renderer.project.languages[code].name for code in kit.both)


def with_team(title: Markup, team: str | None) -> Markup:
    """A print's title, with the team's name when there are several."""
    return title + f" – {team}" if team else title


def render_print(
    renderers: Sequence[Renderer], kit: Kit, document: Document, layout: Layout, pages: Mapping[str, int]
) -> RenderedPrint:
    """One print, for the workplace and, when it may be published, for everybody.

    ``renderers`` are those of its language, or of its two. ``pages`` holds the page counts of the kit's other prints,
    for the layouts that come last.
    """
    title, html, back = _sheet(renderers, kit, document, layout, pages)
    title = with_team(title, kit.team(document.dialogue))
    languages = tuple(renderer.code for renderer in renderers)
    public_html, public_back = None, None
    if not document.names and not document.confidential:
        _, public_html, public_back = _sheet(renderers, public_kit(kit), document, layout, pages)
    return RenderedPrint(kit, document, languages, title, html, public_html, back, public_back)


def _sheet(
    renderers: Sequence[Renderer], kit: Kit, document: Document, layout: Layout, pages: Mapping[str, int]
) -> tuple[Markup, str, str | None]:
    """The title and the HTML of one sheet, and the HTML of its back when that is in another language."""
    contexts = [print_context(renderer, kit, document, layout, pages) for renderer in renderers]
    title = Markup(" / ").join(context["title"] for context in contexts)
    if document.bilingual:
        contexts[0]["both_titles"] = title
    if document.bilingual and layout.bilingual == "layout":
        contexts[0]["second"] = Second(renderers[1], layout, contexts.pop())
    texts = [renderer.layout(layout, context) for renderer, context in zip(renderers, contexts, strict=False)]
    html, *back = marked(*texts)
    return title, html, back[0] if back else None


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
        "second": None,
        "both_names": both_names(renderer, kit),
    }
    context |= _book(renderer, context)
    return {**context, "title": renderer.title(id, context), "labels": Labels(renderer, id, context)}


def _book(renderer: Renderer, context: Mapping[str, Any]) -> dict[str, Any]:
    """What the guide in one file is made of: its chapters, and how a page's HTML becomes one of them."""
    book = functools.cache(lambda: chapters(renderer, context))

    def chapter(id: str, html: str) -> Markup:
        return as_chapter(html, id, frozenset(c.id for c in book()), context["print_title"], renderer.language.quotes)

    return {"group_names": GROUPS, "chapters": book, "as_chapter": chapter, "document_url": "print:{}".format}


def marked(*texts: str) -> tuple[str, ...]:
    """The HTML of a sheet, and of its back, with the mark of their inputs in the foot."""
    mark = _mark_of("".join(texts))
    return tuple(html.replace(MARK, mark) for html in texts)


def _mark_of(html: str) -> str:
    """Four letters that change when anything on the sheet changes so that an outdated one is seen on the table."""
    number = int.from_bytes(hashlib.sha256(html.encode()).digest()[:8], "big")
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return letters
