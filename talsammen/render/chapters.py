"""The guide's texts in; the order they are read in, and what makes a page of the site a chapter on paper, out.

On paper a link tells where to turn: to a page of the same booklet, or to the sheet of that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..errors import say
from ..model.project import TextFile
from .environment import Renderer

#: The parts of the guide in their order, and what the menu and the booklet call them.
GROUPS = {
    "about": say("About the dialogue"),
    "steps": say("The twelve steps"),
    "day": say("On the day"),
    "followup": say("Follow-up"),
    "leader": say("For the leader"),
    "appendix": say("Appendices"),
    "reference": say("Look up"),
}
ON_SCREEN = ("clock", "our-plan")
_HEADING = re.compile(r"(</?h)([1-5])\b")
_ID = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.S)
_PAGE = re.compile(r"(?:([\w-]+)\.html)?(?:#(.+))?")


def pages(texts: Mapping[str, TextFile]) -> list[TextFile]:
    """The texts that are pages, in the order they are read."""
    found = [t for t in texts.values() if t.front.group in GROUPS or t.front.group == "front"]
    return sorted(found, key=lambda t: (("front", *GROUPS).index(t.front.group), t.front.order, t.id))


@dataclass(frozen=True)
class Chapter:
    """A page of the site as a chapter; ``layout`` is the kind of page, ``step`` the number of the step it tells of."""

    id: str
    group: str
    layout: str
    step: int | None
    title: Markup
    summary: Markup | None


def chapters(renderer: Renderer, context: Mapping[str, Any]) -> list[Chapter]:
    """Every page but those that only lead around on the site, or do something only a screen can."""
    return [
        Chapter(
            t.id, t.front.group, t.front.layout, t.front.step, renderer.title(t.id, context),
            renderer.line(t.id, "summary", t.front.summary, context) if t.front.summary else None,
        )
        for t in pages(renderer.texts) if t.front.group != "front" and t.front.layout not in ON_SCREEN
    ]  # fmt: skip


def as_chapter(
    html: str, id: str, ids: frozenset[str], sheet_title: Callable[[str], str], quotes: Sequence[str]
) -> Markup:
    """A page's HTML as the chapter ``id``: headings one level down, anchors of its own, links that speak on paper.

    ``ids`` are the chapters of the booklet; the first link to each gets the class ``see``, after which the style
    sheet writes the page number.
    """
    seen: set[str] = set()

    def link(address: str, words: str) -> str:
        if address.startswith("print:"):
            return _named(words, sheet_title(address.removeprefix("print:")), quotes)
        page, anchor = page_and_anchor(address, id)
        if page not in ids or (page == id and not anchor):
            return words
        target = f"{page}--{anchor}" if anchor else page
        kind = "" if target in seen else ' class="see"'
        seen.add(target)
        return f'<a href="#{target}"{kind}>{words}</a>'

    return Markup(_LINK.sub(lambda m: link(*m.groups()), inside(html, id)))


def page_and_anchor(address: str, here: str) -> tuple[str | None, str | None]:
    """The page and the place on it that a link on page ``here`` leads to; no page when it leads out of the guide."""
    page, anchor = (_PAGE.fullmatch(address) or _PAGE.fullmatch("")).group(1, 2)
    return page or (here if anchor else None), anchor


def inside(html: str, id: str) -> str:
    """A page's HTML as the part ``id`` of a larger one: headings one level down, anchors of its own."""
    own = _ID.sub(lambda m: f'{m[1]}="{" ".join(f"{id}--{word}" for word in m[2].split())}"', str(html))
    return _HEADING.sub(lambda m: f"{m[1]}{int(m[2]) + 1}", own)


def _named(words: str, title: str, quotes: Sequence[str]) -> str:
    """A link to a sheet: its words, and the sheet's title unless they already say it."""
    if title.casefold() in words.casefold():
        return words
    return f"{words} ({title.join(quotes)})"
