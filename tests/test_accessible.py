"""Every PDF is PDF/UA-1, checked by outloud; the engine finds by itself what would go wrong on paper."""

import hashlib
import re

import pytest
from outloud import check

from talsammen.pdf.engine import print_job
from talsammen.pdf.sheet import Job

from .conftest import ROOT


def test_every_pdf_conforms_to_pdf_ua(kits):
    """Equal files are checked once; posters cut into tiles show the same picture nine times, and are left out."""
    tiled = {
        f.rsplit("/", 1)[1]
        for e in kits.manifest["workplaces"].values()
        for d in e["documents"]
        if d["tiled"]
        for f in [d["file"]]
    }
    once = {}
    for path in sorted(kits.output.rglob("*.pdf")):
        if path.name not in tiled:
            once.setdefault(hashlib.sha256(path.read_bytes()).digest(), path)
    wrong = {}
    for path in once.values():
        result = check(str(path), layers={"conformance"})
        said = [f"{f.rule}: {f.message}" for f in result.findings if f.severity == "error"]
        if said or result.error:
            wrong[path.relative_to(kits.output).as_posix()] = said or result.error
    assert wrong == {}


def test_no_sheet_of_the_examples_has_anything_to_mend(kits):
    assert [line for line in kits.run("build").errors if "layouts/" in line] == []


def style() -> str:
    css = (ROOT / "layouts/styles/print.css").read_text(encoding="utf-8")
    return re.sub(r"\{\{ colours\.\w+ \}\}", "#1a1a1a", css)


def found(body: str, **job) -> list[tuple[str, int]]:
    head = "<title>x</title><style>@page { size: A4 }</style>"
    html = f'<html lang="da"><head>{head}</head><body>{body}</body></html>'
    return [(c.kind, c.page) for c in print_job(Job(html, **job), style()).complaints]


LONG = "Lang tekst. " * 60
PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<h1>a</h1><p>Fint</p>", []),
        (f"<h1>a</h1><p style='white-space: nowrap'>{LONG}</p>", [("outside", 1)]),
        ("<h1>a</h1><p style='position: absolute; left: 190mm'>Ude</p>", [("outside", 1)]),
        (f"<h1>a</h1><img alt='b' src=\"{PICTURE}\" style='width: 260mm; height: 9mm'>", [("outside", 1)]),
        ("<h1>a</h1><p style='transform: rotate(180deg)'>vendt</p>", []),
        (f"<h1>a</h1><p style='transform: rotate(90deg)'>{LONG[:120]}</p>", [("outside", 1)]),
        (f"<h1>a</h1><div style='height: 9mm; overflow: hidden'>{LONG}</div>", [("cut", 1)]),
        (f"<h1>a</h1><div style='height: 9mm'>{LONG}</div><p>næste</p>", [("cut", 1)]),
        ("<h1>a</h1><p></p>", [("empty", 1)]),
        ("<h1>a</h1><p>a <strong></strong></p>", [("empty", 1)]),
        ("<h1>a</h1><ul><li></li></ul>", [("empty", 1)]),
        ("<h1>a</h1><p><span class='blank'></span></p>", []),
        ("<h1>a</h1><h2 style='break-before: page'>Alene</h2>", [("short", 2)]),
        ("<h1>a</h1><p style='break-before: page; font-size: 60pt; line-height: 1.2'>STORT</p>", []),
        ("<h1>a</h1><p>→ og ☐</p>", [("font", 0)]),
    ],
)
def test_what_would_go_wrong_on_paper_is_found(body, wanted):
    assert found(body) == wanted


def test_a_picture_that_is_missing_is_told():
    assert ("engine", 0) in found("<h1>a</h1><img src='https://example.org/a.png' alt='a'>")


def test_a_field_without_a_caption_is_told():
    assert found("<h1>a</h1><input name='b' class='field-line'>", fillable=True) == [("unnamed", 0)]


def test_what_a_tiled_poster_cuts_is_cut_on_purpose():
    assert found(f"<h1>a</h1><p style='white-space: nowrap'>{LONG}</p>", tiled=True) == []


def test_a_broken_layout_is_named_with_its_page(root):
    """From the layout to the words the user reads."""
    layout = root.folder / "layouts/print/development-plan.html"
    text = layout.read_text(encoding="utf-8")
    layout.unlink()
    broken = text.replace("{% block body %}", "{% block body %}<p style='position: absolute; left: 275mm'>Ude</p>", 1)
    layout.write_text(broken, encoding="utf-8")
    root.example("solbakken")
    run = root.run("build", "solbakken")
    said = [line for line in run.errors if "development-plan" in line]
    assert any(
        "layouts/print/development-plan.html" in line and "side 1" in line and "»Ude«" in line for line in said
    ), run
