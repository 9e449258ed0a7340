"""HTML of a text in; the same words as plain text out, for what calendars and e-mail programs show."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .tongue import unmarked

#: What stands where somebody is to write something.
BLANK = "________"
_APART = ("p", "h1", "h2", "h3", "h4", "ul", "ol", "dl", "table", "blockquote", "div", "section")
_LINES = ("li", "tr", "dt", "dd", "br")
_SILENT = ("head", "style", "script")


def plain(html: str) -> str:
    """The text with an empty line between paragraphs, a line per item or row, and a link's address after its words."""
    reader = _Reader()
    reader.feed(unmarked(html))
    reader.close()
    text = "\n".join(line.strip() for line in reader.lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def one_line(html: str) -> str:
    """The text on one line, for titles and subjects."""
    return " ".join(plain(html).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self._marked = False
        self._silent = 0
        self._counts: list[int | None] = []
        self._links: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag)
        if tag in _SILENT:
            self._silent += 1
        elif tag in ("ul", "ol"):
            self._counts.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._mark()
        elif tag in ("td", "th") and self.lines[-1]:
            self.lines[-1] += "  "
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", []))
        elif tag == "span" and dict(attrs).get("class") == "blank":
            self._write(BLANK)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        elif tag in ("ul", "ol") and self._counts:
            self._counts.pop()
        elif tag == "a" and self._links:
            target, words = self._links.pop()
            if target.startswith(("http://", "https://")) and target not in "".join(words):
                self._write(f" ({target})")
        if tag != "br":
            self._begin(tag)

    def handle_data(self, data: str) -> None:
        words = re.sub(r"\s+", " ", data)
        if not self._silent and (words != " " or self.lines[-1]):
            self._write(words.lstrip() if self._marked or not self.lines[-1] else words)

    def _write(self, words: str) -> None:
        self.lines[-1] += words
        self._marked = False
        for _, said in self._links:
            said.append(words)

    def _begin(self, tag: str) -> None:
        """A new line for a block, and an empty one before it unless it lies within a list; an item's marker waits."""
        if tag not in (*_APART, *_LINES) or self._marked:
            return
        if self.lines[-1]:
            self.lines.append("")
        if tag in _APART and not (tag in ("ul", "ol", "p") and self._counts):
            self.lines.append("")

    def _mark(self) -> None:
        count = self._counts[-1] if self._counts else None
        if count is not None:
            self._counts[-1] = count + 1
        self.lines[-1] = "- " if count is None else f"{count + 1}. "
        self._marked = True
