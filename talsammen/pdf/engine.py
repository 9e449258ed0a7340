"""One document's HTML in, its PDF and facts out; the only module that imports WeasyPrint.

Fonts and style sheet are read once per process. The engine reads nothing but the fonts: pictures come inside the HTML,
and every line of its log is handed back.
"""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from ..errors import EngineMissing, say

# Fonts that are cut to the letters used are stamped with the time, or the one somebody has set here: the same sheet
# must be the same bytes tomorrow, and on every machine.
os.environ["SOURCE_DATE_EPOCH"] = "0"

try:
    import pydyf
    import weasyprint
    from weasyprint.draw.text import draw_text
    from weasyprint.pdf import tags as engine_tags
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
from .tags import finish_letters, finish_tags, tell_language


def print_job(job: Job, css: str) -> Sheet:
    """Sets one job as PDF/UA-1. ``css`` is the style sheet all prints share."""
    complaints: list[Complaint] = []
    fields: list[Field] = []
    with _listening() as said:
        parts = [_laid_out(html, css, job.fillable) for html in (job.html, job.back) if html]
        document = parts[0][0]
        if job.back:
            document = document.copy(_turned(parts[0][0].pages, parts[1][0].pages, css))
        for number, (part, root) in enumerate(parts):
            found = inspect(part, root, job.tiled)
            complaints += [replace(one, page=_place(one.page, number, len(parts))) for one in found]
            fields += take_fields(part, root, functools.partial(_draw, document)) if job.fillable else ()
        finisher = functools.partial(_finish, fields)
        data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_forms=job.fillable, finisher=finisher)
    complaints += [*unnamed(fields), *strange_fonts(document.fonts.values())]
    complaints += [Complaint("engine", 0, line) for line in dict.fromkeys(said)]
    px = 25.4 / 96
    sizes = tuple((round(page.width * px), round(page.height * px)) for page in document.pages)
    return Sheet(data, sizes, tuple(complaints))


def _laid_out(html: str, css: str, fillable: bool = False) -> tuple[weasyprint.Document, Any]:
    """The pages of one part, and the HTML they were made of."""
    source = weasyprint.HTML(string=html, base_url=None, url_fetcher=_FontsOnly())
    document = source.render(stylesheets=[_style(css)], font_config=_fonts(), pdf_forms=fillable)
    return document, source.etree_element


def _draw(document: weasyprint.Document, words: list[Any], left: float, bottom: float) -> tuple[list[Any], Any]:
    """Text boxes drawn apart from their page, as the look of a form field is: what is drawn, and its resources."""
    resources = pydyf.Dictionary({"ExtGState": pydyf.Dictionary()})
    stream = Stream(document.fonts, (0, 0, 0, 0), resources, {}, None, document.color_profiles, document.output_intent)
    stream.transform(72 / 96, 0, 0, -72 / 96, -left * 72 / 96, bottom * 72 / 96)
    for box in words:
        draw_text(stream, box, 0, "clip", "none")
    return stream.stream, resources


def _with_language(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
    """The tags of a box; the engine itself names no language but the document's."""
    for tag in _tags_of(box, parent, pdf, *rest):
        tell_language(pdf, tag, box.element)
        yield tag


_tags_of, engine_tags._build_box_tree = engine_tags._build_box_tree, _with_language


def _finish(fields: list[Field], document: weasyprint.Document, pdf: Any) -> None:
    """The last touch before a PDF is written."""
    finish_tags(pdf)
    finish_letters(pdf, document.fonts.values())
    finish_form(pdf, fields)


def _turned(fronts: Sequence[weasyprint.Page], backs: Sequence[weasyprint.Page], css: str) -> Iterator[weasyprint.Page]:
    """Every page with its back; an empty one where the other language needs fewer pages."""
    for front, back in zip_longest(fronts, backs):
        yield front or _empty(back, css)
        yield back or _empty(front, css)


def _place(page: int, part: int, parts: int) -> int:
    """The number a page of a part has in the file whose pages take turns; 0 is no page in particular."""
    return (page - 1) * parts + part + 1 if page else 0


def _empty(like: weasyprint.Page, css: str) -> weasyprint.Page:
    """A page of the same size with nothing on it."""
    size = f"{like.width}px {like.height}px"
    return _laid_out(f"<style>@page {{ size: {size} }}</style>", css)[0].pages[0]


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
