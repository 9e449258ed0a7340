"""A word list in; its terms in the order people look them up, its abbreviations, and pages that explain the first of
each out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

_ENTRY = re.compile(r'<dt id="([^"]+)">\s*([A-ZÆØÅ]{2,})\s*\(([^)]*[a-zæøå]{3}[^)]*)\)')
_TAG = re.compile(r"<[^>]*>")
#: A list of terms; or one that stands in for a translation and keeps its place, as its language is told around it.
_TERMS = re.compile(r"<div lang=[^>]*>\s*<dl>.*?</dl>\s*</div>|<dl>(.*?)</dl>", re.S)
_TERM = re.compile(r"<dt>(.*?)</dt>.*?(?=<dt>|\Z)", re.S)
_PIECE = re.compile(r"(<[^>]*>)")
#: Where no link may stand, or none is needed: links, headings, pictures, tables' captions.
_CLOSED = {
    "a", "abbr", "button", "h1", "h2", "h3", "h4", "h5", "h6", "label", "script", "style", "summary", "svg", "title",
}  # fmt: skip
_MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.S)


@dataclass(frozen=True)
class Abbreviation:
    """What letters stand for, and where the word list explains them."""

    letters: str
    words: str
    id: str


def in_order(word_list: str, key: Callable[[str], str]) -> Markup:
    """A word list's HTML with its terms in one list, sorted by ``key``; a translation stands in its source's order."""
    terms = [term for terms in _TERMS.finditer(word_list) for term in _TERM.finditer(terms[1] or "")]
    terms.sort(key=lambda term: key(Markup(term[1]).striptags()))
    lists = iter(["<dl>\n" + "\n".join(term[0].strip() for term in terms) + "\n</dl>"])
    return Markup(_TERMS.sub(lambda found: found[0] if found[1] is None else next(lists, ""), word_list))


def abbreviations(word_list: str) -> tuple[Abbreviation, ...]:
    """The entries of a word list's HTML that read »AMR (arbejdsmiljørepræsentant)«."""
    found = _ENTRY.findall(word_list)
    return tuple(Abbreviation(letters, unescape(_TAG.sub("", words)), id) for id, letters, words in found)


def explained(html: str, known: tuple[Abbreviation, ...], page: str) -> str:
    """The page with the first of each abbreviation in its main part explained, unless it says itself what that means.

    ``page`` is the id of the page with the word list.
    """
    if main := _MAIN.search(html):
        start, inner, end = main.groups()
        return html[: main.start()] + start + explained(inner, known, page) + end + html[main.end() :]
    text = unescape(_TAG.sub("", html)).casefold()
    wanted = {one.letters: one for one in known if one.words.casefold() not in text}
    if not wanted:
        return html
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, wanted))})\b")
    closed: list[str] = []
    out = []
    for piece in _PIECE.split(html):
        if piece.startswith("<"):
            _follow(piece, closed)
        elif not closed:
            piece = pattern.sub(lambda m: _explained(m[1], wanted, page), piece)
        out.append(piece)
    return "".join(out)


def _follow(tag: str, closed: list[str]) -> None:
    """Keeps account of the elements open here in which nothing is explained."""
    name = re.match(r"</?([\w-]*)", tag)[1].lower()
    if name not in _CLOSED:
        return
    if not tag.startswith("</"):
        closed.append(name)
    elif closed and closed[-1] == name:
        closed.pop()


def _explained(letters: str, wanted: dict[str, Abbreviation], page: str) -> str:
    one = wanted.pop(letters, None)
    if one is None:
        return letters
    link = Markup('<a class="abbr" href="{}.html#{}"><abbr title="{}">{}</abbr></a>')
    return str(link.format(page, one.id, one.words, letters))
