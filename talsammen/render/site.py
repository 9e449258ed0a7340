"""One Kit and one language in; the pages of its site out, as path -> HTML.

A page is a text file of ``content/<lang>/`` with a group; its layout is ``layouts/site/<layout>.html``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from markupsafe import Markup

from ..model.kit import Document, Kit
from ..model.project import SOURCE, Language, TextFile
from .alphabet import alphabetical
from .chapters import GROUPS, pages
from .context import SiteView
from .environment import Renderer
from .glossary import Abbreviation, abbreviations, explained
from .markdown import slug
from .prints import both_names, with_team

_TERMS = re.compile(r"<dl>.*?</dl>", re.S)
#: The page that explains words and abbreviations.
WORD_LIST = "word-list"
_TERM = re.compile(r"<dt>(.*?)</dt>", re.S)
_MAIN = '<main id="main" tabindex="-1">'
#: What the frame of all pages calls its own parts.
_TAKEN = ("main", "menu", "search")


@dataclass(frozen=True)
class PrintLink:
    """A print as the site speaks of it: where its PDF and its Word file lie, or what it waits for.

    A text's link names the layout; the first team's print of that layout answers to it (``anchor``).
    """

    id: str
    anchor: str | None
    title: str
    step: int
    team: str | None
    url: str | None
    word: str | None
    paper: str
    pages: int | None
    copies: int | None
    audience: str
    names: bool
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Addresses:
    """Where a link to a print leads: to its file, else to where the page of all prints speaks of it."""

    files: Mapping[str, str]

    def __call__(self, id: str) -> str:
        return self.files.get(id, f"prints.html#{id}")


def print_links(
    renderer: Renderer, kit: Kit, view: SiteView, files: Container[str], pages: Mapping[str, int]
) -> list[PrintLink]:
    """Every print of a kit as its pages speak of it, in the order of the steps.

    ``files`` holds what lies below ``output/``, ``pages`` how long each print is.
    """
    layouts = {layout.id: layout for layout in renderer.project.layouts}
    values, own, first = vars(view), kit.site_folder(renderer.code), kit.site_folder(kit.languages[0])
    links, seen = [], set()
    for planned in (*kit.documents, *kit.waiting):
        layout = layouts[planned.layout]
        made = isinstance(planned, Document)
        both = made and planned.bilingual
        pdf, word = f"pdf/{planned.id}.pdf", f"word/{planned.id}.docx"
        title = with_team(renderer.title(f"print/{layout.id}", values), kit.team(planned.dialogue))
        links.append(PrintLink(
            id=planned.id, anchor=layout.id if layout.id not in seen | {planned.id} else None,
            title=title + f" – {both_names(renderer, kit)}" if both else title, step=layout.step,
            team=kit.team(planned.dialogue), paper=layout.paper, audience=layout.audience,
            url=("../" * own.count("/") if both else "") + pdf
            if f"site/{first if both else own}/{pdf}" in files else None,
            word=word if f"site/{own}/{word}" in files else None,
            pages=pages.get(planned.id), copies=planned.copies if made else None, names=layout.names,
            waiting=() if made else planned.needs,
        ))  # fmt: skip
        seen.add(layout.id)
    return sorted(links, key=lambda link: (link.step, bool(link.waiting)))


def render_site(
    renderer: Renderer, kit: Kit, view: SiteView, prints: Sequence[PrintLink], files: Collection[str] = ()
) -> Mapping[str, str]:
    """All pages of one kit in the renderer's language: path below ``output/site/`` -> HTML.

    ``files`` holds what else is made of this kit, as paths below ``output/``; pages link to what lies beside them.
    """
    folder = kit.site_folder(renderer.code)
    shared = site_context(renderer, kit, view, prints, files)
    return {
        f"{folder}/{text.id}.html": render_page(renderer, text, shared | {"elsewhere": _elsewhere(renderer, kit, text)})
        for text in pages(renderer.texts)
    }


def site_context(
    renderer: Renderer, kit: Kit, view: SiteView, prints: Sequence[PrintLink], files: Collection[str]
) -> dict[str, Any]:
    """What all pages of one kit see; ``files`` as ``render_site`` is given them."""
    folder, one_file = kit.site_folder(renderer.code), one_file_name(renderer.code)
    values = vars(view)
    links = {link.id: link.url for link in prints if link.url}
    source = renderer.project.languages.get(SOURCE)
    shared = {
        **values,
        "prints": prints,
        "prints_of": {step: tuple(found) for step, found in groupby(prints, key=lambda link: link.step)},
        "beside": {path.rpartition("/")[2] for path in files if path.rpartition("/")[0] == f"site/{folder}"},
        "root": "../" * (folder.count("/") + 1),
        "one_file": "../" * folder.count("/") + one_file if f"site/{kit.id}/{one_file}" in files else None,
        "languages": kit.languages,
        "document_url": Addresses(links),
        "title_of": lambda id: renderer.title(id, values),
        "frame": "site/base.html",
        "behind": False,
        "source_name": source.name if source else "",
    }
    words = renderer.block(WORD_LIST, "", shared) if WORD_LIST in renderer.texts else ""
    return shared | {"menu": _menu(renderer, shared), "abbreviations": _abbreviations(words)}


def one_file_name(language: str) -> str:
    """What the whole kit in one file is called; it lies beside the pages of the workplace's first language."""
    return f"kit-{language}.html"


def _menu(renderer: Renderer, context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The menu: every group with its pages."""
    entries = [
        {
            "id": t.id,
            "group": t.front.group,
            "step": t.front.step,
            "url": f"{t.id}.html",
            "title": renderer.title(t.id, context),
            "nav": renderer.line(t.id, "nav", t.front.nav or t.front.title, context),
        }
        for t in pages(renderer.texts)
    ]
    return [
        {"group": group, "name": name, "pages": [e for e in entries if e["group"] == group]}
        for group, name in (("front", None), *GROUPS.items())
    ]


def render_page(renderer: Renderer, text: TextFile, shared: Mapping[str, Any]) -> str:
    """One page of the site, in the frame that ``shared`` names."""
    front = text.front
    flat = [entry for group in shared["menu"] for entry in group["pages"]]
    place = next(i for i, entry in enumerate(flat) if entry["id"] == text.id)
    context = {
        **shared, "page": front, "page_id": text.id, "blocks": text.blocks, "title": flat[place]["title"],
        "summary": renderer.line(text.id, "summary", front.summary, shared) if front.summary else None,
        "previous": flat[place - 1] if place else None, "next": flat[place + 1] if place + 1 < len(flat) else None,
        "step": shared["steps"][front.step - 1] if front.step else None,
        "behind": text.behind,
    }  # fmt: skip
    layout = "step" if front.step and front.layout == "page" else front.layout
    above, main, below = around_main(renderer.template(f"site/{layout}.html", context))
    known = () if text.id == WORD_LIST else shared["abbreviations"]
    return above + _finished(main, renderer.say("Table"), known) + below


def around_main(html: str) -> tuple[str, str, str]:
    """A page's main part, and what stands above and below it; a section of the one-file kit is all main part."""
    above, start, rest = html.partition(_MAIN)
    main, end, below = rest.rpartition("</main>")
    return (above + start, main, end + below) if start else ("", html, "")


@lru_cache(maxsize=150)
def _finished(main: str, table: str, known: tuple[Abbreviation, ...]) -> str:
    """A main part with its tables framed and its words to be looked up; many workplaces have the same."""
    return explained(_addressed(_framed(main, table)), known, WORD_LIST)


@lru_cache(maxsize=50)
def _abbreviations(word_list: str) -> tuple[Abbreviation, ...]:
    """The abbreviations of a word list, and where it explains them."""
    return abbreviations(_addressed(word_list))


def _elsewhere(renderer: Renderer, kit: Kit, text: TextFile) -> list[tuple[Language, str]]:
    """The other languages this page is written in, and where it lies there."""
    up = "../" * (kit.site_folder(renderer.code).count("/") + 1)
    project = renderer.project
    return [
        (project.languages[code], f"{up}{kit.site_folder(code)}/{text.id}.html")
        for code in kit.languages
        if code != renderer.code and text.id in project.texts[code]
    ]


def _framed(html: str, word: str) -> str:
    """Every table in a frame that scrolls by itself and that a keyboard can reach; an empty corner is no heading."""
    frame = f'<div class="scroll" role="group" aria-label="{word}" tabindex="0">'
    return re.sub(
        r"<table\b.*?</table>", lambda m: f"{frame}{m[0].replace('<th></th>', '<td></td>')}</div>", html, flags=re.S
    )


def _addressed(html: str) -> str:
    """Every term that a text explains with an id to link to; one that comes back, such as a caption, has none."""
    terms = Counter(_TERM.findall("".join(_TERMS.findall(html))))

    def with_id(term: re.Match[str]) -> str:
        id = slug(Markup(term[1]).striptags())
        return (
            term[0] if terms[term[1]] > 1 or id in _TAKEN or f' id="{id}"' in html else f'<dt id="{id}">{term[1]}</dt>'
        )

    return _TERMS.sub(lambda terms: _TERM.sub(with_id, terms[0]), html)


def render_front(renderer: Renderer, entries: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
    """The page that lists all workplaces (the manifest's entries), by area: ``index.html``.

    An entry whose ``pages`` are none, as only its prints were made, has nothing to lead to.
    """
    areas: dict[str, list[dict[str, Any]]] = {}
    key = alphabetical(renderer.language)
    for id, entry in sorted(entries.items(), key=lambda item: key(item[1]["name"])):
        day = date.fromisoformat(entry["date"]) if entry["date"] else None
        areas.setdefault(entry["area"] or "", []).append({"pages": True, **entry, "id": id, "date": day})
    listed = dict(sorted(areas.items(), key=lambda item: (not item[0], key(item[0]))))
    context = {
        "org": renderer.organisation,
        "behind": False,
        "elsewhere": (),
        "areas": listed,
        "root": "",
        "count": len(entries),
    }
    return {"index.html": renderer.template("site/front.html", context)}
