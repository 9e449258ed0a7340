"""The fillable sheets: every blank is a field with a name and a caption, other programs fill it, and it reads back."""

import re
import subprocess
from itertools import pairwise

import pytest
from pypdf import PdfReader

from talsammen.pdf.engine import print_job
from talsammen.pdf.sheet import Job

from .conftest import ROOT

XFDF = """<?xml version="1.0" encoding="UTF-8"?>
<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{fields}</fields></xfdf>"""


def fillable(kits):
    """(file, document) of every fillable sheet of the examples."""
    return [
        (kits.output / d["file"], d)
        for entry in kits.manifest["workplaces"].values()
        for d in entry["documents"]
        if d["fillable"]
    ]


def fields(path) -> dict:
    return PdfReader(path).get_fields() or {}


def fill(path, target, **values) -> None:
    """Fills a form as pdftk does; ``_`` in a name stands for ``-``."""
    said = "".join(f'<field name="{name.replace("_", "-")}"><value>{v}</value></field>' for name, v in values.items())
    xfdf = target.with_suffix(".xfdf")
    xfdf.write_text(XFDF.format(fields=said), encoding="utf-8")
    subprocess.run(["pdftk", path, "fill_form", xfdf, "output", target], check=True, capture_output=True)


def test_the_forms_and_the_plans_can_be_filled_in(kits):
    ids = {d["id"] for _, d in fillable(kits)}
    assert ids >= {"form-wellbeing", "form-leadership", "form-wellbeing-large", "form-leadership-large"}
    assert ids >= {"development-plan", "action-plan", "iglo"}
    assert all(fields(path) for path, _ in fillable(kits))


def test_every_field_has_a_stable_name_and_a_caption(kits):
    for path, document in fillable(kits):
        for name, field in fields(path).items():
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), (document["id"], name)
            assert field.get("/TU"), (document["id"], name)


def described() -> dict[str, set[str]]:
    """docs/fields.md: document -> names, with N for a number."""
    table: dict[str, set[str]] = {}
    for line in (ROOT / "docs/fields.md").read_text(encoding="utf-8").splitlines():
        if cells := re.match(r"\| (.+?) \| `(.+?)` \|", line):
            for id in cells[1].split(", "):
                table.setdefault(id, set()).add(cells[2])
    return table


def test_the_fields_are_those_described(kits):
    told = described()
    for path, document in fillable(kits):
        id = document["id"].removesuffix(f"-{document['team']}")
        names = {re.sub(r"(?<=-)\d+(?=-|$)", "N", name) for name in fields(path)}
        assert names <= told.get(id, set()), (id, sorted(names - told.get(id, set())))


def test_the_theme_is_one_choice_among_the_themes(kits):
    field = fields(kits.output / "print/skovgården/da/form-leadership.pdf")["theme"]
    assert field["/FT"] == "/Btn" and field["/V"] == "/Off"
    assert "/Opt" not in field
    reader = PdfReader(kits.output / "print/skovgården/da/form-leadership.pdf")
    roots = [f.get_object() for f in reader.trailer["/Root"]["/AcroForm"]["/Fields"]]
    group = next(f for f in roots if f["/T"] == "theme")
    assert "sæt 1 kryds" in group["/TU"]
    assert all("/T" not in kid.get_object() for kid in group["/Kids"])
    states = {state for kid in group["/Kids"] for state in kid.get_object()["/AP"]["/N"]} - {"/Off"}
    assert "/common-direction-and-goals" in states or len(states) == 7
    assert len([f for f in roots if "/T" in f]) == len(roots), "no button stands in the list by itself"


def test_a_filled_form_reads_back(kits, tmp_path):
    source = kits.output / "print/skovgården/da/form-wellbeing.pdf"
    group = next(
        f.get_object()
        for f in PdfReader(source).trailer["/Root"]["/AcroForm"]["/Fields"]
        if f.get_object()["/T"] == "theme"
    )
    state = sorted({s for kid in group["/Kids"] for s in kid.get_object()["/AP"]["/N"]} - {"/Off"})[1].removeprefix("/")
    why = "Fordi vi savner ro, når æblerne er røde,\nog alt når at blive gjort på én gang."
    target = tmp_path / "filled.pdf"
    fill(source, target, name="Søren Ågård", theme=state, own_theme="Æ Ø Å", reason_1=why)
    found = fields(target)
    assert found["name"]["/V"] == "Søren Ågård"
    assert found["own-theme"]["/V"] == "Æ Ø Å"
    assert found["reason-1"]["/V"].replace("\r\n", "\n").replace("\r", "\n") == why
    assert found["theme"]["/V"] == f"/{state}"
    dumped = subprocess.run(
        ["pdftk", target, "dump_data_fields_utf8"], capture_output=True, text=True, check=True
    ).stdout
    assert "FieldValue: Søren Ågård" in dumped and f"FieldValue: {state}\n" in dumped
    assert f"FieldStateOption: {state}" in dumped
    seen = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, text=True, check=True).stdout
    assert "Søren Ågård" in seen and "æblerne er røde" in seen


def test_what_is_known_stands_in_the_fields(kits):
    folder = kits.output / "print/skovgården/da"
    plan = fields(folder / "development-plan.pdf")
    assert plan["effort-1-name"]["/V"] == "Ro i overgangene"
    assert plan["effort-1-theme"]["/V"] == "/wellbeing" and plan["effort-2-theme"]["/V"] == "/leadership"
    assert plan["most-important"]["/V"] == "/effort-1"
    assert plan["effort-2-organisation"]["/V"] == "/on" and plan["effort-1-organisation"]["/V"] == "/Off"
    action = fields(folder / "action-plan.pdf")
    assert action["effort-1-owner"]["/V"] == "Åse Lindqvist" and action["effort-1-status"]["/V"] == "/underway"
    assert action["effort-1-schedule"]["/V"].count("\n\n") == 2
    iglo = fields(folder / "iglo.pdf")
    assert iglo["effort-1-individual"]["/V"].startswith("– Jeg siger til, når jeg går fra\n– Jeg holder")


def test_published_forms_hold_the_plan_and_nothing_else_that_was_written(kits):
    """Everybody may follow the efforts; what each one promised, and how it is told on, is in the prints alone."""
    written = {}
    for folder in ("site/skovgården/pdf", "print/skovgården/da"):
        for name in ("development-plan", "action-plan", "iglo"):
            values = {str(f.get("/V", "")) for f in fields(kits.output / folder / f"{name}.pdf").values()}
            written[folder[:4], name] = values - {"", "/Off"}
    assert written["site", "iglo"] == {"Ro i overgangene", "Klare mål for hver stue"} < written["prin", "iglo"]
    assert "Ro i overgangene" in written["site", "development-plan"] & written["site", "action-plan"]
    assert written["site", "action-plan"] < written["prin", "action-plan"]
    kept = written["prin", "action-plan"] - written["site", "action-plan"]
    assert any("Fast punkt på personalemødet" in words for words in kept)


BODY = """<html lang="da"><head><title>x</title></head><body><h1>x</h1><p><label for="a">Hvorfor?</label></p>
<div class="field-area" style="--lines: 4"><div class="field-rules">{rules}</div><textarea class="field-text" rows="4"
id="a" name="a">{value}</textarea></div></body></html>"""
RULES = '<span class="blank-line"></span>' * 4
CSS = (ROOT / "layouts/styles/print.css").read_text(encoding="utf-8")


def style() -> str:
    return re.sub(r"\{\{ colours\.\w+ \}\}", "#1a1a1a", CSS.replace("{{ colours.paper }}", "#ffffff"))


def dark_lines(data: bytes, tmp_path) -> int:
    """How many ruled lines are seen on the page."""
    (tmp_path / "x.pdf").write_bytes(data)
    picture = subprocess.run(
        ["pdftoppm", "-r", "100", "-gray", tmp_path / "x.pdf"], capture_output=True, check=True
    ).stdout
    _, size, _, pixels = picture.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = [sum(p < 180 for p in pixels[y * width : (y + 1) * width]) > width / 2 for y in range(height)]
    return sum(1 for above, here in pairwise(rows) if here and not above)


@pytest.mark.parametrize(("value", "lines"), [("", 4), ("Kort", 4), ("En\nTo\nTre", 3)])
def test_a_form_looks_on_paper_as_the_sheet_without_fields(tmp_path, value, lines):
    html = BODY.format(rules=RULES, value=value)
    sheets = [print_job(Job(html, fillable), style()) for fillable in (True, False)]
    assert [s.complaints for s in sheets] == [(), ()]
    assert {dark_lines(s.data, tmp_path) for s in sheets} == {lines}


def test_the_ruled_lines_go_when_somebody_types(tmp_path):
    blank = tmp_path / "blank.pdf"
    blank.write_bytes(print_job(Job(BODY.format(rules=RULES, value=""), True), style()).data)
    fill(blank, tmp_path / "filled.pdf", a="Her er svaret")
    assert dark_lines((tmp_path / "filled.pdf").read_bytes(), tmp_path) == 1, "the lower edge stays"


def test_a_letter_the_font_lacks_is_shown_and_kept(tmp_path):
    sheet = print_job(Job(BODY.format(rules=RULES, value="Nguyễn Thị Hoa"), True), style())
    (tmp_path / "x.pdf").write_bytes(sheet.data)
    assert fields(tmp_path / "x.pdf")["a"]["/V"] == "Nguyễn Thị Hoa"
    text = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Nguyễn" in text
