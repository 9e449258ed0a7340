"""The readability of the guide: text files in, LIX per page out (``python -m tests.lix content/da``).

LIX (Björnsson 1968) = words per sentence + percent of words longer than six letters. Counted over paragraphs and
list items; a sentence ends at ``. ! ? :`` or with its block; headings, tables, quoted settings and every value that
is filled in are left out.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import markdown

WORD = re.compile(r"[^\W\d_][\w’'-]*")
SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$|[»«\")])")
TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
CLOCK = re.compile(r"\b\d+\.\d+\b|\b\d+\.(?=\s+\w)")


class _Blocks(HTMLParser):
    """Collects the text of every innermost p and li that stands outside tables and quotes."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._text: list[str] | None = None
        self._skip = 0

    def handle_starttag(self, tag, attrs):
        if tag in ("table", "blockquote"):
            self._skip += 1
        if tag in ("p", "li", "dd"):
            self._flush()
            self._text = []

    def handle_endtag(self, tag):
        if tag in ("table", "blockquote"):
            self._skip -= 1
        if tag in ("p", "li", "dd", "ul", "ol"):
            self._flush()

    def handle_data(self, data):
        if self._text is not None and not self._skip:
            self._text.append(data)

    def _flush(self):
        if self._text and (text := " ".join("".join(self._text).split())):
            self.blocks.append(text)
        self._text = None


def blocks(source: str) -> list[str]:
    """The paragraphs and list items of a Markdown text (with or without front matter), placeholders removed."""
    body = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.S)
    parser = _Blocks()
    parser.feed(markdown.markdown(TEMPLATE.sub("", body), extensions=["extra"]))
    parser._flush()
    return parser.blocks


def lix(texts: list[str]) -> float:
    """LIX of some blocks of text; 0 for no words."""
    words = sentences = long = 0
    for text in texts:
        for sentence in SENTENCE_END.split(CLOCK.sub("", text)):
            found = WORD.findall(sentence)
            sentences += bool(found)
            words += len(found)
            long += sum(len(word) > 6 for word in found)
    return words / sentences + 100 * long / words if words else 0.0


def main() -> None:
    paths = [
        p for arg in sys.argv[1:] for p in ([Path(arg)] if Path(arg).is_file() else sorted(Path(arg).rglob("*.md")))
    ]
    everything: list[str] = []
    for path in paths:
        found = blocks(path.read_text(encoding="utf-8"))
        everything += found
        print(f"{lix(found):5.1f}  {sum(len(WORD.findall(b)) for b in found):5d} words  {path}")
    print(f"{lix(everything):5.1f}  {sum(len(WORD.findall(b)) for b in everything):5d} words  all")


if __name__ == "__main__":
    main()
