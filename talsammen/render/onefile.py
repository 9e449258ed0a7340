"""One Kit, its pages and its published sheets in; the whole kit as one HTML file out, with no file beside it.

Every page is a section (``layouts/site/section.html``), every sheet a page of paper. Styles, scripts, fonts and logo
stand in the file; its policy allows these styles and scripts, by their hashes, and no others.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from ..model.kit import Kit
from ..model.project import TextFile
from .chapters import inside, page_and_anchor, pages
from .context import SiteView
from .environment import Renderer
from .leaf import for_leaf, leaf, leaf_anchor, page_margin
from .prints import RenderedPrint
from .search import search_index
from .site import PrintLink, one_file_name, render_page, site_context

_HREF = re.compile(r'\bhref="([^"]*)"')
_FONT = re.compile(r'url\("([^":]+\.woff2)"\)')
_ALLOWED = {"style": re.compile(r"<style>(.*?)</style>", re.S), "script": re.compile(r"<script>(.*?)</script>", re.S)}
_POLICY = "@@{}@@"


def render_one_file(
    renderer: Renderer, kit: Kit, view: SiteView, links: Sequence[PrintLink], prints: Iterable[RenderedPrint],
    site: Mapping[str, str], assets: Mapping[str, bytes], print_style: str,
) -> Mapping[str, str]:  # fmt: skip
    """The kit in one file: path below ``output/site/`` -> HTML.

    ``site`` are the pages by themselves, which its search is made from; ``assets`` the files all workplaces' pages
    share, by name.
    """
    margin = page_margin(print_style) or "0"
    leaves = [leaf(p, margin) for p in prints if p.public_html and p.document.pack and not p.document.tiled]
    held = {one.anchor for one in leaves}
    inner = [
        replace(link, url=f"#{leaf_anchor(link.id)}" if leaf_anchor(link.id) in held else None, word=None)
        for link in links
    ]
    shared = site_context(renderer, kit, view, inner, ())
    shared |= {"frame": "site/section.html", "elsewhere": ()}
    texts = {text.id: text for text in pages(renderer.texts)}
    places = {link.url: own.url or f"#prints--{link.id}" for link, own in zip(links, inner, strict=True) if link.url}

    def address(href: str, here: str = "") -> str:
        """Where a link of the page ``here`` leads to in this file; one that leads out of the guide stays."""
        page, anchor = page_and_anchor(href, here)
        if page not in texts or href[1:] in held:
            return places.get(href, href)
        return f"#{page}--{anchor}" if anchor else f"#{page}"

    context = {
        **shared,
        "menu": [
            part | {"pages": [page | {"url": f"#{page['id']}"} for page in part["pages"]]} for part in shared["menu"]
        ],
        "page": {"group": "front"},
        "page_id": None,
        "sections": {id: Markup(_section(renderer, text, shared, address)) for id, text in texts.items()},
        "leaves": leaves,
        "style": Markup(with_fonts("\n".join(_texts(assets, ".css")), assets)),
        "paper_style": Markup(for_leaf(print_style)),
        "scripts": [Markup(text) for text in _texts(assets, ".js")],
        "index": Markup(search_index(renderer.language, site, address)),
        "logo": _logo(renderer),
        "root": "",
    }
    return {f"{kit.id}/{one_file_name(renderer.code)}": self_contained(renderer, "site/kit.html", context)}


def self_contained(renderer: Renderer, template: str, context: Mapping[str, object]) -> str:
    """A page with its styles and scripts in it; its ``policy`` allows these by their hashes, and no others."""
    html = renderer.template(template, {**context, "policy": {kind: _POLICY.format(kind) for kind in _ALLOWED}})
    for kind, pattern in _ALLOWED.items():
        hashes = dict.fromkeys(f"'sha256-{_hash(text)}'" for text in pattern.findall(html))
        html = html.replace(_POLICY.format(kind), " ".join(hashes))
    return html


def _section(
    renderer: Renderer, text: TextFile, shared: Mapping[str, object], address: Callable[[str, str], str]
) -> str:
    """A page as a section of the file; its links lead to other sections and to the sheets."""
    html = inside(render_page(renderer, text, shared), text.id)
    return _HREF.sub(lambda m: f'href="{address(m[1], text.id)}"', html)


def _texts(files: Mapping[str, bytes], ending: str) -> list[str]:
    """The files of one kind, what all pages share (``site``) first."""
    names = sorted(
        (name for name in files if name.endswith(ending)), key=lambda name: (not name.startswith("site"), name)
    )
    return [files[name].decode() for name in names]


def with_fonts(css: str, files: Mapping[str, bytes]) -> str:
    """A style sheet with the fonts it names inside it."""
    return _FONT.sub(lambda m: f'url("{_data("font/woff2", files[m[1]])}")', css)


def _logo(renderer: Renderer) -> str | None:
    logo = renderer.project.logo
    return _data(logo.media, logo.data) if logo else None


def _data(media: str, data: bytes) -> str:
    return f"data:{media};base64,{base64.b64encode(data).decode()}"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
