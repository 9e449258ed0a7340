"""The HTML of a printed sheet in; the same sheet as a page of paper inside a page of the site out.

The sheet stands in a tree of its own (a declarative shadow root), so that the styles of prints and site do not meet.
What only the print engine knows (running feet, page counters) is left out; sizes and margins of the paper are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from .prints import RenderedPrint

_STYLE = re.compile(r"<style>(.*?)</style>", re.S)
_BODY = re.compile(r"<body\b([^>]*)>(.*)</body>", re.S)
_STYLED = re.compile(r'(<[a-z][^>]*?) style="([^"]*)"')
#: A title is a field's name in a PDF; on a screen it needs one that is always read out.
_TITLED = re.compile(r"(<(?:input|textarea)\b[^>]*?) title=")
_ROOT = re.compile(r"(?<![\w.#-])(html|body)(?=[\s{.,:>])")
_PAGE_RULE = re.compile(r"@page[^{}]*\{(?:[^{}]|\{[^{}]*\})*\}")
_MARGIN = re.compile(r"@page\s*\{\s*margin:\s*([^;}]*)")
_CLASS = re.compile(r'class="([^"]*)"')
_FOOT = re.compile(r'<div class="foot\b.*?</div>', re.S)
_SPACE = re.compile(r"/\*.*?\*/|\n\s*", re.S)

#: One page as long as its text has one foot, and no number.
_FEET = (
    ' .as-body { position: relative } .foot { margin-top: 6mm } .foot-mark::before { content: "· " }'
    " @media screen { .new-page { margin-top: 14mm } }"
    " @media print { .foot { margin-top: 0; line-height: 1.1; font-size: 7pt } }"
)


@dataclass(frozen=True)
class Leaf:
    """A sheet as a page of paper: anchor, title, step, paper (``A4 landscape``), margins, style and body."""

    anchor: str
    title: Markup
    step: int
    paper: str
    margin: str
    style: Markup
    body: Markup

    @property
    def shape(self) -> str:
        """The classes of its paper: ``a4`` or ``a4 wide``."""
        size, _, wide = self.paper.partition(" ")
        return size.lower() + (" wide" if wide else "")


def leaf_anchor(document: str) -> str:
    """Where a sheet stands in the one-file kit."""
    return f"sheet-{document}"


def leaf(p: RenderedPrint, margin: str) -> Leaf:
    """A published print as a page of paper; ``margin`` is what sheets have that name none of their own."""
    html = p.public_html or ""
    own = "".join(_STYLE.findall(html))
    attributes, body = _BODY.search(html).groups()
    body = _FOOT.sub("", body) + "".join(_FOOT.findall(body)[:1])
    body = _TITLED.sub(r"\1 aria-label=", body)
    body, rules = _without_style_attributes(f'<div class="as-html"><div{_as_class(attributes)}>{body}</div></div>')
    return Leaf(
        leaf_anchor(p.document.id), p.title, p.document.step, p.document.paper, page_margin(own) or margin,
        Markup(for_leaf(own) + rules + _FEET), Markup(body),
    )  # fmt: skip


def for_leaf(css: str) -> str:
    """A print's style sheet for a tree of its own: rules for the page of paper left out, html and body as classes."""
    kept = _SPACE.sub(" ", _PAGE_RULE.sub("", css))
    return _ROOT.sub(lambda m: ".as-html" if m[1] == "html" else ".as-body", kept).strip()


def page_margin(css: str) -> str | None:
    """The last margins a style sheet gives its paper; None when it gives none."""
    found = _MARGIN.findall(_SPACE.sub(" ", css))
    return found[-1].strip() if found else None


def _as_class(attributes: str) -> str:
    """The class of a sheet's body for the element that stands for it."""
    return f' class="as-body {_CLASS.search(attributes)[1]}"'


def _without_style_attributes(html: str) -> tuple[str, str]:
    """The HTML with each style attribute as a rule instead, since a strict policy forbids the attributes."""
    known: dict[str, int] = {}

    def named(match: re.Match[str]) -> str:
        return f'{match[1]} data-look="{known.setdefault(match[2], len(known) + 1)}"'

    while (marked := _STYLED.sub(named, html)) != html:
        html = marked
    return html, "".join(f' [data-look="{n}"]{{{_strong(rule)}}}' for rule, n in known.items())


def _strong(declarations: str) -> str:
    """Declarations of a style attribute for a rule: they win over those of any other rule."""
    return ";".join(f"{one.strip()}!important" for one in unescape(declarations).split(";") if one.strip())
