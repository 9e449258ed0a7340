"""One document's HTML in, its PDF and facts out; the only module that imports WeasyPrint.

Fonts and style sheet are read once per process. The engine reads nothing but the fonts: pictures come inside the HTML,
and every line of its log is handed back.
"""

from __future__ import annotations

import functools
import logging
import os
from typing import Any

from ..errors import EngineMissing, say

# Fonts that are cut to the letters used are stamped with the time: the same sheet must be the same bytes tomorrow.
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")

try:
    import pydyf
    import weasyprint
    from weasyprint.draw.text import draw_text
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher
except (ImportError, OSError) as error:
    raise EngineMissing(
        say(
            "the print engine cannot be loaded ({reason}); run »make kit«, or install the packages that »doctor« names",
            reason=str(error).splitlines()[0],
        )
    ) from error

from ..fonts import font_faces, font_files
from .forms import Field, finish_form, take_fields
from .preflight import inspect, strange_fonts, unnamed
from .sheet import Complaint, Job, Sheet
from .tags import finish_letters, finish_tags


def print_html(job: Job, css: str) -> Sheet:
    """Sets one document as PDF/UA-1. ``css`` is the style sheet all prints share."""
    with _listening() as said:
        html = weasyprint.HTML(string=job.html, base_url=None, url_fetcher=_FontsOnly())
        document = html.render(stylesheets=[_style(css)], font_config=_fonts(), pdf_forms=job.fillable)
        complaints = list(inspect(document, html.etree_element, job.tiled))
        fields = take_fields(document, html.etree_element, _draw) if job.fillable else []
        finisher = functools.partial(_finish, fields)
        data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_forms=job.fillable, finisher=finisher)
    complaints += [*unnamed(fields), *strange_fonts(document.fonts.values())]
    complaints += [Complaint("engine", 0, line) for line in dict.fromkeys(said)]
    px = 25.4 / 96
    sizes = tuple((round(page.width * px), round(page.height * px)) for page in document.pages)
    return Sheet(data, sizes, tuple(complaints))


def _draw(document: weasyprint.Document, words: list[Any], left: float, bottom: float) -> tuple[list[Any], Any]:
    """Text boxes drawn apart from their page, as the look of a form field is: what is drawn, and its resources."""
    resources = pydyf.Dictionary({"ExtGState": pydyf.Dictionary()})
    stream = Stream(document.fonts, (0, 0, 0, 0), resources, {}, None, document.color_profiles, document.output_intent)
    stream.transform(72 / 96, 0, 0, -72 / 96, -left * 72 / 96, bottom * 72 / 96)
    for box in words:
        draw_text(stream, box, 0, "clip", "none")
    return stream.stream, resources


def _finish(fields: list[Field], document: weasyprint.Document, pdf: Any) -> None:
    """The last touch before a PDF is written."""
    finish_tags(pdf)
    finish_letters(pdf, document.fonts.values())
    finish_form(pdf, fields)


class _FontsOnly(URLFetcher):
    def fetch(self, url, headers=None):
        if url.startswith("data:") or url in _font_urls():
            return super().fetch(url, headers)
        raise ValueError(f"not allowed: {url[:80]}")


@functools.cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@functools.cache
def _font_urls() -> frozenset[str]:
    return frozenset(path.as_uri() for path in font_files().values())


@functools.cache
def _style(css: str) -> weasyprint.CSS:
    return weasyprint.CSS(string=font_faces() + css, font_config=_fonts(), url_fetcher=_FontsOnly())


class _listening(logging.Handler):
    """Gathers the engine's warnings while a document is made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())

    def __enter__(self) -> list[str]:
        logging.getLogger("weasyprint").addHandler(self)
        return self.said

    def __exit__(self, *_) -> None:
        logging.getLogger("weasyprint").removeHandler(self)
