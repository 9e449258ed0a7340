"""The pages of one site in; a script with all that a reader can search for out.

Only what stands on the published pages is read. A page is one entry, and so is every place on it that can be linked to:
a heading, a word of the word list, a sheet to print. The browser does the searching (``layouts/scripts/search.js``);
what it cannot know by itself, which forms are one word, is found here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import unescape
from itertools import takewhile

import snowballstemmer

from ..model.project import Language

Entry = tuple[str, str, str]

_TITLE = re.compile(r'<h1(?: data-title="([^"]*)")?[^>]*>(.*?)</h1>', re.S)
#: Pictures, ways around the site, and what only repeats other places; neither lies within another of its kind.
_UNSEARCHED = re.compile(r"<(svg|nav|figcaption|script)\b.*?</\1>|<(\w+)[^>]* data-unsearched\b.*?</\2>", re.S)
#: Where an entry begins: a heading with an address, or a ``data-entry`` that holds it.
_PLACE = re.compile(r'<(h[2-4]|dt)\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</\1>|<span data-entry="([^"]+)">(.*?)</span>', re.S)
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|mark|q|small|span|strong|sub|sup|time|wbr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: What would end a script that stands in a page, or a line of it.
_UNSAFE = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def search_index(
    language: Language, pages: Mapping[str, str], address: Callable[[str], str] = lambda href: href
) -> str:
    """One assignment to ``window.searchIndex``, for pages given as path -> HTML.

    ``address`` turns a link as the site writes it (``rules.html#pause``, ``pdf/invitation.pdf``) into one that works
    where the index is used; in a file that holds all pages it is ``#rules--pause``.
    """
    titles, entries, words = [], [], set()
    for number, (path, html) in enumerate(pages.items()):
        title, places, said = _read(html[html.find("<main") : html.rfind("</main>")])
        titles.append(title)
        name = path.rpartition("/")[2]
        entries += [(number, address(name + at if at[:1] in ("", "#") else at), *told) for at, *told in places]
        words |= said
    index = {"pages": titles, "entries": entries, "forms": _forms(language.stemmer, frozenset(words))}
    script = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    for sign, written in _UNSAFE.items():
        script = script.replace(sign, written)
    return f"window.searchIndex = {script};\n"


@lru_cache(maxsize=150)
def _read(main: str) -> tuple[str, list[Entry], frozenset[str]]:
    """A main part's title, its entries as (address, heading, text), and its words; many workplaces have the same.

    The first entry is the page itself, without a heading; an address on the page is that of its anchor alone.
    """
    title = _TITLE.search(main)
    main = _UNSEARCHED.sub(" ", main.replace(title[0], " "))
    starts = list(_PLACE.finditer(main))
    bounds = [*(start.start() for start in starts), len(main)]
    entries = [("", "", _words(main[: bounds[0]]))]
    for start, end in zip(starts, bounds[1:], strict=True):
        _, id, heading, href, entry = start.groups()
        entries.append((href or f"#{id}", _words(heading or entry), _words(main[start.end() : end])))
    name = _words(title[1] or title[2])
    said = " ".join([name, *(f"{heading} {text}" for _, heading, text in entries)])
    return name, entries, frozenset(_WORD.findall(said.lower()))


def _words(html: str) -> str:
    """The text of some markup on one line."""
    return " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", html))).replace("\u00ad", "").split())


@lru_cache(maxsize=4)
def _forms(stemmer: str | None, said: frozenset[str]) -> list[str]:
    """The words that occur in several forms, each as what its forms share and how they end: ``tema - er erne``."""
    if stemmer is None:
        return []
    words: dict[str, list[str]] = {}
    for form in said:
        words.setdefault(_stem(stemmer, form), []).append(form)
    return [_ends(forms) for forms in sorted(tuple(sorted(forms)) for forms in words.values() if len(forms) > 1)]


@lru_cache(maxsize=10_000)
def _ends(forms: tuple[str, ...]) -> str:
    """Sorted forms of one word; what the first and the last begin with, all do."""
    pairs = zip(forms[0], forms[-1], strict=False)
    start = "".join(letter for letter, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return " ".join([start, *(form.removeprefix(start) or "-" for form in forms)])


@lru_cache(maxsize=50_000)
def _stem(algorithm: str, form: str) -> str:
    """The stem of a word; nearly all words of a guide are the same from workplace to workplace."""
    return snowballstemmer.stemmer(algorithm).stemWord(form)
