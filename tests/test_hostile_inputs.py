"""Files that are not what they seem: names, links, pictures, tables and PDFs; each gets its line, the rest is used."""

import os
import time
import unicodedata
import zipfile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from pypdf import PdfWriter

from talsammen.errors import BadValue
from talsammen.load import apart
from talsammen.load.apart import Apart

PLAIN = "arbejdsplads: X\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"%b%b\x08\x02\0\0\0" + b"\0" * 20


def lines(root, *words: str) -> list[str]:
    run = root.run("check", *words)
    assert run.status in (0, 1)
    return [line for line in run.errors if line.startswith(("workplaces/", "organisation.yaml"))]


@pytest.mark.parametrize(
    "id", ["con", "nul", "com1", "lpt9", "аdmin", "ａ", "Stor", "x\u200by", "x\u202ey", "x\ny", "\x1b[2J"]
)
def test_a_name_that_some_disk_or_eye_takes_for_another(root, id):
    root.workplace(id, PLAIN)
    (line,) = [line for line in lines(root) if line.startswith("workplaces/")]
    assert ".yaml: fejl: " in line and line.isprintable()


def test_two_files_only_the_disk_tells_apart(root):
    for form in ("NFC", "NFD"):
        root.workplace(unicodedata.normalize(form, "åby"), PLAIN)
    assert any(line.startswith("workplaces/åby.yaml: advarsel: ") for line in lines(root))


def test_links_lead_nowhere_else(root, tmp_path):
    folder = root.folder / "workplaces"
    (tmp_path / "secret.yaml").write_text("arbejdsplads: HEMMELIG\nhemmelig: HEMMELIG\n")
    (folder / "ud.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "kreds.yaml").symlink_to(folder / "kreds2.yaml")
    (folder / "kreds2.yaml").symlink_to(folder / "kreds.yaml")
    (folder / "enhed.yaml").symlink_to("/dev/zero")
    (folder / "mappe.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    root.workplace("god", PLAIN)
    (folder / "god.resultater.csv").symlink_to(tmp_path / "secret.yaml")
    (folder / "inde.yaml").symlink_to(folder / "god.yaml")
    said = lines(root)
    assert {line.split(":")[0] for line in said if ": fejl: " in line} == {
        f"workplaces/{name}"
        for name in (
            "ud.yaml",
            "kreds.yaml",
            "kreds2.yaml",
            "enhed.yaml",
            "mappe.yaml",
            "pipe.yaml",
            "god.resultater.csv",
        )
    }
    assert "HEMMELIG" not in " ".join(said)


@pytest.mark.parametrize(
    "drawing",
    [
        "<script>alert(1)</script>",
        "<g onload='alert(1)'/>",
        "<image href='http://127.0.0.1/x.png'/>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<use href='other.svg#a'/>",
        "<a xlink:href='javascript:alert(1)'><path d='M0 0'/></a>",
        "<style>@import 'x.css';</style>",
        "<path style='fill: url(http://127.0.0.1/x)'/>",
        "<style>path { fill: u\\72l(x) }</style>",
        "<foreignObject/>",
        "<set attributeName='href' to='x'/>",
        "<g id='a'><use href='#a'/></g>",
        "".join(f"<g id='a{n}'><use href='#a{n + 1}'/><use href='#a{n + 1}'/></g>" for n in range(40))
        + "<g id='a40'/>",
        "<g>" * 5000 + "</g>" * 5000,
        "<path/>" * 30_000,
        "<g>",
    ],
)
def test_a_logo_that_is_more_than_a_drawing_is_refused(root, drawing):
    assert logo_fault(root, "logo.svg", SVG.format(drawing).encode())


def test_a_logo_that_multiplies_its_words_is_refused(root):
    bomb = "".join(f"<!ENTITY a{n + 1} '&a{n};&a{n};&a{n};&a{n};'>" for n in range(30))
    text = f"<!DOCTYPE svg [<!ENTITY a0 'aaaa'>{bomb}]>" + SVG.format("<text>&a30;</text>")
    assert logo_fault(root, "logo.svg", text.encode())


@pytest.mark.parametrize(("wide", "high", "wrong"), [(400, 200, False), (60_000, 60_000, True), (0, 5, True)])
def test_a_picture_that_unpacks_to_gigabytes_is_refused(root, wide, high, wrong):
    data = PNG % (wide.to_bytes(4, "big"), high.to_bytes(4, "big"))
    assert bool(logo_fault(root, "logo.png", data)) == wrong


def test_a_logo_as_drawing_programs_save_it_is_used(root):
    drawing = "<defs><path id='a' d='M0 0h9v9z'/></defs><clipPath id='b'><use xlink:href='#a'/></clipPath>"
    drawing += (
        "<style>.c{fill:url(#d)}</style><!-- Illustrator --><g clip-path='url(#b)'><path class='c' d='M0 0'/></g>"
    )
    assert logo_fault(root, "logo.svg", SVG.format(drawing).encode()) == []


def logo_fault(root, name: str, data: bytes) -> list[str]:
    (root.folder / name).write_bytes(data)
    path = root.folder / "organisation.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  logo: ", f"  logo: {name} ", 1), encoding="utf-8")
    root.workplace("x", PLAIN)
    return [line for line in lines(root) if name in line and ": fejl: " in line]


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
CELL = '<c r="{1}{0}"><v>1</v></c>'
SHEETS = {
    "packed": SHEET.format("") + "<!--" + "0" * 50_000_000 + "-->",
    "far": SHEET.format(f'<row r="1048576">{CELL.format(1_048_576, "XFD")}</row>'),
    "wide": SHEET.format(f'<row r="1">{"".join(CELL.format(1, get_column_letter(n)) for n in range(1, 16_385))}</row>'),
    "entities": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
    + SHEET.format('<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'),
}
TEXTS = {"columns": ";".join("a" * 1_000_000), "rows": "a\n" * 50_000, "cell": "x" * 900_000}


@pytest.mark.parametrize("kind", [*SHEETS, *TEXTS])
def test_a_table_that_unpacks_to_far_too_much(root, kind):
    root.workplace("x", PLAIN)
    path = root.folder / "workplaces" / f"x.resultater.{'xlsx' if kind in SHEETS else 'csv'}"
    if kind in TEXTS:
        path.write_text(TEXTS[kind])
    else:
        openpyxl.Workbook().save(path)
        with zipfile.ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name, data in (parts | {"xl/worksheets/sheet1.xml": SHEETS[kind].encode()}).items():
                new.writestr(name, data)
    said = lines(root, "x")
    assert any(line.startswith(f"workplaces/{path.name}") for line in said)
    assert "root:" not in " ".join(said)


def test_hand_ins_that_are_no_forms_are_told_one_by_one(root, tmp_path):
    root.printed = False
    root.workplace("x", PLAIN)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    writer = PdfWriter()
    for _ in range(300):
        writer.add_blank_page(100, 100)
    writer.write(inbox / "pages.pdf")
    (inbox / "circle.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>"
    )
    (inbox / "torn.pdf").write_bytes((inbox / "pages.pdf").read_bytes()[:4000])
    (inbox / "noise.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(20_000))
    (inbox / "deep.pdf").write_bytes(b"%PDF-1.4\n1 0 obj" + b"[" * 100_000 + b"\ntrailer<</Root 1 0 R>>")
    (inbox / "round").symlink_to(inbox)
    (inbox / "broken.pdf").symlink_to(inbox / "broken.pdf")
    (inbox / "good.csv").write_text("Trivselstema;Navn\nBalance og overskud;\n")
    run = root.run("tally", "x", str(inbox), "--output", str(tmp_path / "output"))
    assert run.status == 0, run.errors
    said = " ".join(run.errors)
    assert all(name in said for name in ("pages.pdf", "circle.pdf", "torn.pdf", "noise.pdf", "deep.pdf"))


def test_a_file_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(apart, "MOST_SECONDS", 1)
    with Apart(time.sleep) as sleep:
        with pytest.raises(BadValue, match="too long"):
            sleep(100)
        assert sleep(0) is None, "the next file gets a new process"


def test_a_file_that_takes_all_memory_is_given_up():
    with Apart(bytearray) as take, pytest.raises(BadValue, match="memory"):
        take(30_000_000_000)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (PLAIN + "område: " + "x" * 1001, "2:9"),
        (PLAIN + "kerneopgave: " + "x" * 20_001, "2:14"),
        (PLAIN + "hjælpere:\n" + "- x\n" * 1001, "3:1"),
        (PLAIN + "x: 1\n" * 20_000, "15000:1"),
        (PLAIN + "område: 'a\u200fb'\n", "2:11"),
        (PLAIN.encode() + "område: æ".encode() + b"\xff\n", "2:10"),
        (PLAIN.encode() + b"omr: \xed\xa0\x80\n", "2:6"),
        ("arbejdsplads: '\u200b\u2060'\n", "1:15"),
    ],
)
def test_what_exceeds_is_refused_where_it_stands(root, text, place):
    root.workplace("x", text)
    said = [line for line in lines(root) if ": fejl: " in line]
    assert said[0].startswith(f"workplaces/x.yaml:{place}: fejl: "), said


def test_of_very_many_mistakes_the_first_are_told(root):
    root.workplace("x", PLAIN + "".join(f"dialoog{n}: 1\n" for n in range(900)))
    said = [line for line in lines(root) if ": fejl: " in line]
    assert len(said) == 101 and "800 fejl mere" in said[-1]
