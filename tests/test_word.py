"""The Word files: real headings and tables, the words of the prints, the same bytes every time, nothing of others."""

import itertools
import re
import subprocess
import zipfile
from html import unescape
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from talsammen.dialogue.calendar import plan_dates
from talsammen.errors import InputError, say
from talsammen.load.project import load_project, read_workplace
from talsammen.render.word import word_layouts
from talsammen.word.package import word_file

from .conftest import ROOT, Root
from .reading import words_of
from .test_kits import MONTHS

LAYOUTS = sorted(word_layouts(load_project(ROOT)))
STYLES = (ROOT / "layouts/word/styles.xml").read_text(encoding="utf-8")
PAGE = (
    '<html lang="da"><head><title>T</title><meta name="author" content="A"><meta name="paper" content="A4">'
    '<meta name="foot" content="F"></head><body>{}</body></html>'
)
#: Formatting that belongs in a style, not on a run or paragraph.
DIRECT = ("rFonts", "sz", "b", "i", "u", "color", "highlight", "spacing", "ind", "jc", "pBdr", "shd", "tcBorders")


@pytest.fixture(scope="session")
def kits(built_once, examples) -> Root:
    """All example workplaces with the prints that are also Word files."""
    return built_once("word", tuple(LAYOUTS), False, **examples)


@pytest.fixture
def root(tmp_path: Path) -> Root:
    root = Root(tmp_path / "project", tuple(LAYOUTS))
    root.printed = False
    return root


def files(kits, id=""):
    return sorted((kits.output / "print" / id).rglob("*.docx")) + sorted((kits.output / "site" / id).rglob("*.docx"))


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def words(path: Path) -> str:
    """Every word of the document, paragraphs one below the other; blanks and boxes included."""
    body = docx.Document(path).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def made(html: str) -> str:
    return PAGE.format(html)


def body_of(html: str, tmp_path: Path) -> docx.document.Document:
    path = tmp_path / "x.docx"
    path.write_bytes(word_file(made(html), STYLES, "x"))
    return docx.Document(path)


def test_every_print_people_edit_is_also_a_word_file(kits):
    for id, entry in kits.manifest["workplaces"].items():
        for document in entry["documents"]:
            layout = document["id"].removesuffix(f"-{document['team']}")
            file = document["file"].removesuffix(".pdf") + ".docx"
            assert (kits.output / file).exists() == (layout in LAYOUTS), file
            public = f"site/{id}/word/{document['id']}.docx"
            published = (kits.output / f"site/{id}/pdf/{document['id']}.pdf").exists()
            assert (kits.output / public).exists() == (layout in LAYOUTS and published), public
            assert file not in entry["files"] or (kits.output / file).exists()


def test_word_layouts_are_prints_of_the_same_name():
    assert set(LAYOUTS) <= {path.stem for path in (ROOT / "layouts/print").glob("*.html")}


def test_headings_tables_language_and_title_are_real(kits):
    for path in files(kits):
        document = docx.Document(path)
        headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
        assert headings and headings[0].style.name == "Heading 1", path
        levels = [int(p.style.name[-1]) for p in headings]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), path
        whose = part(path, "word/footer.xml").partition("<w:t>")[2].split(" · ")[0]
        assert unescape(document.core_properties.title).endswith(f"– {unescape(whose)}")
        tongue = "en-GB" if "/en/" in str(path) else "da-DK"
        assert document.core_properties.language == tongue
        assert f'w:lang w:val="{tongue}"' in part(path, "word/styles.xml")
        for table in document.tables:
            assert table.style.name == "Plan"
            first = table.rows[0]._tr.trPr
            assert first.find(qn("w:tblHeader")) is not None, "the head is repeated on the next page"
            assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_look_is_a_style_and_every_style_exists(kits):
    known = set(re.findall(r'w:styleId="(\w+)"', STYLES))
    for path in files(kits):
        body = docx.Document(path).element.body
        assert [tag for tag in DIRECT if body.findall(f".//{qn(f'w:{tag}')}")] == [], path
        used = {e.get(qn("w:val")) for tag in ("pStyle", "rStyle", "tblStyle") for e in body.iter(qn(f"w:{tag}"))}
        assert used <= known, path


def test_nothing_leads_out_of_the_file_or_runs_by_itself(kits):
    for path in files(kits):
        with zipfile.ZipFile(path) as archive:
            assert not [n for n in archive.namelist() if n.split("/")[-1] in ("vbaProject.bin", "oleObject1.bin")]
            whole = "".join(archive.read(name).decode() for name in archive.namelist())
        assert "TargetMode" not in whole and "w:hyperlink" not in whole
        assert set(re.findall(r'w:instr="\s*(\w+)', whole)) <= {"PAGE", "NUMPAGES"} and "instrText" not in whole


def test_no_hole_and_no_placeholder(kits):
    for path in files(kits):
        holes = re.findall(r"\bNone\b|\{\{|\}\}|\{%|@@|@locale@|Undefined|Message\(|qjx|\broot=|&\w+;", words(path))
        assert not holes, (path, holes)


def test_another_workplace_is_never_mentioned(kits):
    names = {id: entry["name"] for id, entry in kits.manifest["workplaces"].items()}
    for id in names:
        for path in files(kits, id):
            whole = words(path) + part(path, "word/footer.xml") + part(path, "docProps/core.xml")
            assert names[id] in whole
            assert [name for other, name in names.items() if other != id and name in whole] == []


def test_what_people_wrote_into_plans_is_not_published(kits):
    folder = kits.output / "print/skovgården/da"
    assert "Åse Lindqvist" in words(folder / "action-plan.docx")
    assert "Klare mål for hver stue" in words(folder / "development-plan.docx")
    assert "Jeg holder min pause" in words(folder / "iglo.docx")
    published = "".join(words(p) for p in (kits.output / "site/skovgården/word").glob("*.docx"))
    assert "Klare mål for hver stue" in published, "all employees may follow the efforts"
    for result in ("Jeg holder min pause", "Forældrene hører", "Vi holder pauserne", "Frokosten er det mest hektiske"):
        assert result not in published


def test_the_same_file_gives_the_same_bytes(kits, root):
    root.example("skovgården")
    root.run("build")
    for path in files(root, "skovgården"):
        assert path.read_bytes() == (kits.output / path.relative_to(root.output)).read_bytes(), path


def test_a_second_build_leaves_them_alone(root):
    root.example("vejgruppen")
    root.run("build")
    before = {path: path.stat().st_mtime_ns for path in files(root)}
    root.run("build")
    assert before and before == {path: path.stat().st_mtime_ns for path in files(root)}


def test_markup_in_the_workplace_file_is_text(root):
    name = '"<w:p>A & <b>B</b> {{ 7*7 }} ]]> https://eksempel.dk"'
    plan = f"opfølgning: {{udviklingsplan: [{{indsats: {name}, periode: x, tema: trivsel}}]}}"
    root.workplace("x", f"arbejdsplads: {name}\n{plan}\n")
    root.run("build")
    for layout in ("development-plan", "action-plan", "iglo"):
        assert "<w:p>A & <b>B</b> {{ 7*7 }} ]]> https://eksempel.dk" in words(root.output / f"print/x/da/{layout}.docx")


def test_a_blank_is_a_field_to_click_in_and_a_box_can_be_ticked(kits):
    body = docx.Document(kits.output / "print/solbakken/da/development-plan.docx").element.body
    blanks = [s for s in body.iter(qn("w:sdt")) if s.find(f".//{qn('w:showingPlcHdr')}") is not None]
    assert blanks and blanks[0].find(f".//{qn('w:alias')}").get(qn("w:val")) == "Direktørområde"
    ids = [e.get(qn("w:val")) for s in body.iter(qn("w:sdtPr")) for e in s.findall(qn("w:id"))]
    assert len(ids) == len(set(ids))
    done = words(kits.output / "print/skovgården/da/action-plan.docx")
    assert done.count("\u2612") == 2, "one status ticked on each of two plans"


def test_plans_lie_down_and_letters_stand(kits):
    for path in files(kits):
        section = docx.Document(path).sections[0]
        plan = path.stem.split("-")[0] in ("development", "action", "iglo")
        assert (section.page_width > section.page_height) == plan, path
        assert {section.page_width.mm // 1, section.page_height.mm // 1} <= {209, 210, 296, 297}


def test_numbered_lists_begin_at_one_each(tmp_path):
    document = body_of(
        "<h1>H</h1><ol><li>a</li><li>b</li></ol><p>x</p><ol><li><p>c</p><ul><li>d</li></ul></li></ol>", tmp_path
    )
    numbers = [
        (n.find(qn("w:numId")).get(qn("w:val")), n.find(qn("w:ilvl")).get(qn("w:val")))
        for n in document.element.body.iter(qn("w:numPr"))
    ]
    assert numbers == [("5", "0"), ("5", "0"), ("6", "0"), ("1", "1")]


def test_white_space_is_that_of_html(tmp_path):
    document = body_of("<h1> A\n <strong> b </strong> c<br> d </h1><p>e&nbsp;f\u00ad g\x07\ud800</p>", tmp_path)
    assert [p.text for p in document.paragraphs] == ["A b c\nd", "e\u00a0f g"]


@pytest.mark.parametrize(
    "html", ["<video></video>", "<p><h2>x</h2></p>", "<p>x", "<dl><dt>x</dt></dl>", "<ul>a<p>b</p></ul>"]
)
def test_what_a_word_file_cannot_hold_is_told_with_the_layout(html):
    with pytest.raises(InputError) as caught:
        word_file(made(html), STYLES, "layouts/word/x.html")
    assert caught.value.problems[0].file == "layouts/word/x.html"


def told(id):
    """What stands in one workplace's file, as it is printed: days, names, themes, efforts, what is done about them."""
    project = load_project(ROOT)
    workplace = read_workplace(project, id)[0].workplace
    followup = workplace.followup
    people = [p.name for p in (workplace.leader, workplace.contact, *workplace.planning_group) if p and p.name]
    days = [
        f"{d.day.day}. {MONTHS[d.day.month - 1]}" for d in plan_dates(workplace, project.organisation).values() if d.day
    ]
    themes = [t.title.in_language("da") for t in (workplace.themes.wellbeing, workplace.themes.leadership) if t]
    efforts = [e.effort.in_language("da") for e in followup.development_plan] if followup else []
    actions = [p.action.in_language("da") for p in followup.action_plans if p.action] if followup else []
    return {*people, *days, *themes, *efforts, *actions}


def bare(text):
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


@pytest.mark.slow
def test_office_opens_them_and_they_say_what_the_prints_say(kits, tmp_path):
    found = {p.relative_to(kits.output / "print"): p for p in (kits.output / "print").rglob("*.docx")}
    for inner, path in found.items():
        (tmp_path / "__".join(inner.parts)).write_bytes(path.read_bytes())
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to"]
    command += ["txt:Text (encoded):UTF8", "--outdir", str(tmp_path / "txt")]
    command += map(str, sorted(tmp_path.glob("*.docx")))
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for inner, path in found.items():
        text = bare((tmp_path / "txt" / "__".join(inner.parts)).with_suffix(".txt").read_text(encoding="utf-8-sig"))
        html = re.sub(r'<input[^>]*\bvalue="([^"]*)"[^>]*>', r"\1", words_of(path.with_suffix(".pdf")))
        printed = bare(unescape(re.sub(r"<[^>]*>", "", html)))
        facts = {bare(fact) for fact in told(inner.parts[0])}
        assert {f for f in facts if f in printed} == {f for f in facts if f in text}, path


def test_without_the_print_engine_they_are_made_all_the_same(root, monkeypatch):
    monkeypatch.setattr("talsammen.pdf.press._set_one", lambda *_: say("gone"))
    root.workplace("x", "arbejdsplads: X\n")
    root.run("build")
    assert (root.output / "print/x/da/development-plan.docx").exists()
