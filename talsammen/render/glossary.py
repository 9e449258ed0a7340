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
#: Where no link may stand, or none is needed: links, headings, pictures, tables' captions; and every other tag.
_CLOSED = "a|abbr|button|h1|h2|h3|h4|h5|h6|label|script|style|summary|svg|title"
_SHUT = re.compile(rf"<({_CLOSED})(?![\w-]).*?</\1>|<[^>]*>", re.S)
#: A whole word in capital letters.
_LETTERS = re.compile(r"[A-ZÆØÅ](?<!\w.)[A-ZÆØÅ]+(?!\w)")


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


def explained(main: str, known: tuple[Abbreviation, ...], page: str) -> str:
    """A page's main part with the first of each abbreviation explained, unless it says itself what that means.

    ``page`` is the id of the page with the word list.
    """
    met = [one for one in known if one.letters in main]
    if not met:
        return main
    text = unescape(_TAG.sub("", main)).casefold()
    wanted = {one.letters: one for one in met if one.words.casefold() not in text}
    out, end = [], 0
    for found in _LETTERS.finditer(_SHUT.sub(lambda shut: " " * len(shut[0]), main) if wanted else ""):
        if one := wanted.pop(found[0], None):
            out += main[end : found.start()], _explained(one, page)
            end = found.end()
    return "".join([*out, main[end:]])


def _explained(one: Abbreviation, page: str) -> str:
    link = Markup('<a class="abbr" href="{}.html#{}"><abbr title="{}">{}</abbr></a>')
    return str(link.format(page, one.id, one.words, one.letters))
