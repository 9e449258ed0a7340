"""The guide in one file: what a page of the site becomes on paper, and contents that tell the right pages."""

import re

import pytest
from pypdf import PdfReader

from talsammen.load.project import load_project
from talsammen.render.chapters import as_chapter
from talsammen.render.glossary import in_order

from .conftest import ROOT

TITLES = {"form": "Tema om trivsel", "table-card": "Bordkort"}


def chapter(html: str) -> str:
    return as_chapter(html, "rules", frozenset({"rules", "iglo"}), TITLES.__getitem__, ("»", "«"))


@pytest.mark.parametrize(
    ("page", "paper"),
    [
        ('<h2 id="a">A</h2>', '<h3 id="rules--a">A</h3>'),
        ('<a href="iglo.html">IGLO</a>', '<a href="#iglo" class="see">IGLO</a>'),
        ('<a class="x" href="iglo.html#b">IGLO</a>', '<a href="#iglo--b" class="see">IGLO</a>'),
        ('<a href="#b">her</a>', '<a href="#rules--b" class="see">her</a>'),
        ('<a href="rules.html">her</a>', "her"),
        ('<a href="prints.html#x">alle ark</a>', "alle ark"),
        ('<a href="mailto:a@b.dk">a@b.dk</a>', "a@b.dk"),
        ('<a href="https://b.dk/x">b.dk</a>', "b.dk"),
        ('<a href="print:form">skemaet</a>', "skemaet (»Tema om trivsel«)"),
        ('<a href="print:table-card">bordkortet</a>', "bordkortet"),
    ],
)
def test_a_page_on_paper(page, paper):
    assert chapter(page) == paper


def test_the_page_number_stands_once_in_each_chapter():
    assert chapter('<a href="iglo.html">1</a><a href="iglo.html">2</a>').count('class="see"') == 1


def test_a_word_list_reads_in_the_order_of_its_own_language():
    """Its terms are one list, sorted; one that is not translated yet stays as it stands, with its language told."""
    behind = '<div lang="da"><dl><dt>Borger</dt><dd>b</dd></dl></div>'
    written = f"<p>Words.</p><dl><dt><em>TR</em></dt><dd>t</dd></dl>{behind}<dl><dt>Action</dt><dd>a</dd></dl>"
    sorted_list = "<dl>\n<dt>Action</dt><dd>a</dd>\n<dt><em>TR</em></dt><dd>t</dd>\n</dl>"
    assert in_order(written, str.casefold) == f"<p>Words.</p>{sorted_list}{behind}"


def test_contents_tell_the_right_pages(kits, pdf_text):
    reader = PdfReader(kits.output / "print/skovgården/da/guide.pdf")
    contents = " ".join(reader.pages[1].extract_text().split())
    chapters = [entry for entry in flat(reader.outline, 1) if entry.title != "Indhold"]
    assert len(chapters) > 30
    for entry in chapters:
        title = re.sub(r"^Trin (\d+): ", r"\1. ", entry.title)
        page = reader.get_destination_page_number(entry) + 1
        assert re.search(rf"{re.escape(title)}[ .]+{page}\b", contents), (title, page)


def flat(outline, depth):
    """The entries at one depth of a PDF's outline."""
    for entry in outline:
        if isinstance(entry, list):
            yield from entry_at(entry, depth - 1)


def entry_at(outline, depth):
    return [e for e in outline if not isinstance(e, list)] if depth == 0 else flat(outline, depth)


def test_every_page_of_the_guide_fills_its_paper(kits):
    """No page with three lines on it; the last one may be short, but not nearly empty."""
    for id in ("skovgården", "solbakken"):
        for number, page in enumerate(PdfReader(kits.output / f"print/{id}/da/guide.pdf").pages[1:], start=2):
            lines = [line for line in page.extract_text().splitlines() if line.strip()]
            assert len(lines) > 6, (id, number)


def test_a_sheet_to_choose_instead_of_another_names_one_that_exists():
    layouts = {layout.id: layout for layout in load_project(ROOT).layouts}
    for layout in layouts.values():
        assert layout.instead is None or layouts[layout.instead].instead is None, layout.id
