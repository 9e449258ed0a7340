"""Markdown with Jinja marks in; the source of a Jinja template in HTML out.

The marks are set aside while Markdown works, so that neither spoils the other, and no value passes through Markdown.
"""

from __future__ import annotations

import functools
import re
import unicodedata

import markdown
from markdown.extensions.toc import TocExtension

_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_TOKEN = re.compile(r"qjx(\d+)xjq")
_LONE = re.compile(r"^[ \t]*((?:\{%(?:(?!%\})[^\n])*%\}|\{#(?:(?!#\})[^\n])*#\})[ \t]*)+$", re.M)
_LONE_PARAGRAPH = re.compile(r"<p>((?:\s*qjx\d+xjq\s*)+)</p>")
_PRINT_LINK = re.compile(r'href="print:([a-z-]+)"')


@functools.cache
def to_template(source: str) -> str:
    """The Jinja template of a Markdown text: ``[x](print:invitation)`` asks ``document_url``, headings get an id."""
    marks: list[str] = []

    def aside(match: re.Match[str]) -> str:
        marks.append(match[0])
        return f"qjx{len(marks) - 1}xjq"

    spaced = _LONE.sub(lambda m: f"\n{m[0].strip()}\n", source)
    html = _converter().reset().convert(_MARK.sub(aside, spaced))
    html = _LONE_PARAGRAPH.sub(lambda m: m[1] if _stands_alone(m[1], marks) else m[0], html)
    html = _PRINT_LINK.sub(r"""href="{{ document_url('\1') }}" """.rstrip(), html)
    return _TOKEN.sub(lambda m: marks[int(m[1])], html)


def to_inline_template(source: str) -> str:
    """The Jinja template of one line of Markdown, without the paragraph around it."""
    return re.sub(r"^<p>(.*)</p>$", r"\1", to_template(source), flags=re.S)


def _stands_alone(tokens: str, marks: list[str]) -> bool:
    """Whether a paragraph holds only statements and figures, which need no paragraph."""
    found = [marks[int(n)] for n in _TOKEN.findall(tokens)]
    return all(not mark.startswith("{{") or "figure(" in mark for mark in found)


@functools.cache
def _converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=["extra", "sane_lists", TocExtension(slugify=slug, marker="")])


def slug(words: str, separator: str = "-") -> str:
    """An anchor from a heading: its letters and digits, small, the Danish ones kept."""
    plain = unicodedata.normalize("NFC", _TOKEN.sub("", words)).lower()
    return separator.join(re.findall(r"\w+", plain)) or "afsnit"
