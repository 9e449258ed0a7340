"""Theme proposals are counted: from our forms however they were filled in, and from tables; nobody's name is kept."""

import json
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from outloud import check
from PIL import Image
from pypdf import PdfReader, PdfWriter

from .test_axe import violations
from .test_forms import fill

SHEETS = ("form-wellbeing", "form-leadership", "form-wellbeing-large", "theme-selection", "word-list")
FJORDEN = """arbejdsplads: Fjorden
sprog: [da, en]
deltagere: 40
dialog: {dato: 23-09-2025, kl: 13, sted: Salen}
"""
BALANCE, TRUST, GOALS = "balance-and-surplus", "social-support-and-trust", "shared-direction-and-goals"
KINDS = {"wellbeing": "Trivselstema", "leadership": "Ledelsestema"}


@pytest.fixture(scope="module")
def place(built_once):
    """A workplace whose forms are printed; what a tally makes of them is not set, but holds its HTML."""
    root = built_once("tally", SHEETS, True, fjorden=FJORDEN, bakken="arbejdsplads: Bakken\n")
    root.printed = False
    return root


@pytest.fixture
def tally(place, tmp_path):
    """A function that counts some paths as fjorden's proposals: the run, and the folder it wrote."""

    def counted(*paths: Path, printed: bool = False):
        place.printed = printed
        run = place.run("tally", "fjorden", *map(str, paths), "--output", str(tmp_path / "output"))
        place.printed = False
        return run, tmp_path / "output/tally/fjorden"

    return counted


def form(place, kind="wellbeing", language="da", id="fjorden") -> Path:
    suffix = "-bilingual" if "-" in language else ""
    return place.output / f"print/{id}/{language}/form-{kind}{suffix}.pdf"


def filled(place, target: Path, theme: str, kind="wellbeing", language="da", **values) -> Path:
    target.parent.mkdir(exist_ok=True)
    fill(form(place, kind, language), target, theme=theme, **values)
    target.with_suffix(".xfdf").unlink()
    return target


def by_pypdf(place, target: Path, appended: bool, **values) -> Path:
    """As a program fills it that keeps only the fields (``appended``), or the whole file."""
    writer = PdfWriter() if appended else PdfWriter(clone_from=form(place))
    if appended:
        writer.append(PdfReader(form(place)))
    writer.update_page_form_field_values(writer.pages[0], values)
    writer.write(target)
    return target


def line(run, kind="wellbeing") -> str:
    """What the terminal says of one kind."""
    return next(line for line in run.out.splitlines() if line.startswith(KINDS[kind])).split("): ")[1]


def csv(path: Path, *rows: str, encoding="utf-8") -> Path:
    path.write_bytes("\r\n".join(rows).encode(encoding))
    return path


def test_a_form_says_what_it_is(place):
    for kind in KINDS:
        for language in ("da", "en", "da-en"):
            file = form(place, kind, language)
            says = f"form={file.stem} workplace=fjorden language={language}"
            assert PdfReader(file).metadata["/Keywords"] == says
            done = check(str(file), layers={"conformance"})
            assert not done.error and [f.rule for f in done.findings if f.severity == "error"] == []


def test_forms_are_counted_whoever_filled_them_in_and_in_which_language(place, tally, tmp_path):
    inbox = tmp_path / "inbox"
    filled(place, inbox / "1.pdf", BALANCE, name="Ane")
    filled(place, inbox / "2.pdf", BALANCE, language="en", name="Bo")
    filled(place, inbox / "3.pdf", BALANCE, language="da-en", name="Cy")
    filled(place, inbox / "a/4.pdf", TRUST, name="Dan", reason_1="Æbler 🍏 er røde")
    filled(place, inbox / "a/5.pdf", "optional-wellbeing", own_theme="Nattevagter &amp; &lt;ro&gt;", name="Eva")
    filled(place, inbox / "6.pdf", GOALS, kind="leadership", name="Ane")
    filled(place, inbox / "7.pdf", GOALS, kind="leadership", language="da-en", name="Bo")
    by_pypdf(place, inbox / "8.pdf", False, name="Flo", theme=f"/{BALANCE}")
    by_pypdf(place, inbox / "9.pdf", True, name="Gry", theme=f"/{TRUST}")
    assert "/Keywords" not in PdfReader(inbox / "9.pdf").metadata, "known by its fields and its foot alone"
    run, folder = tally(inbox)
    assert (run.status, run.errors) == (0, [])
    assert line(run) == "Balance og overskud 4, Social støtte og tillid 2, Nattevagter & <ro> 1"
    assert line(run, "leadership") == "Fælles retning og mål 2"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "Nattevagter &amp; &lt;ro&gt;" in page and "Æbler 🍏 er røde" in page
    assert "Afleveret: 7 af 40. Talt med: 7." in page


def test_the_sheets_are_accessible_and_fit(place, tally, tmp_path):
    rows = ["trivselstema;valgfrit tema;ledelsestema"]
    rows += [f"{BALANCE};;{GOALS}", f"{TRUST};;citizen-at-the-centre"] * 6
    rows += [f";Eget tema nummer {n}, som er ret så langt, når det skal stå på en linje;" for n in range(30)]
    run, folder = tally(csv(tmp_path / "s.csv", *rows), printed=True)
    assert run.status == 0 and not [error for error in run.errors if "layouts/" in error]
    assert [error for error in run.errors if error.startswith("workplaces/fjorden.yaml: advarsel: 42 har afleveret")]
    made = {path.name for path in folder.iterdir()}
    assert made == {
        "index.html",
        "temaer.yaml",
        *(f"{n}-{c}.pdf" for n in ("result", "employees") for c in ("da", "en")),
    }
    for path in folder.glob("*.pdf"):
        done = check(str(path), layers={"conformance"})
        assert not done.error and [f.rule for f in done.findings if f.severity == "error"] == [], path.name
    assert len(PdfReader(folder / "employees-da.pdf").pages) == 1


def scan(target: Path) -> None:
    Image.new("L", (600, 800), 240).save(target)


def pages(target: Path) -> None:
    writer = PdfWriter()
    for _ in range(200):
        writer.add_blank_page(100, 100)
    writer.write(target)


def pdftk(place, *words: str):
    return lambda target: subprocess.run(
        ["pdftk", filled(place, target.with_name("x.pdf"), BALANCE, name="Per"), "output", target, *words], check=True,
        capture_output=True,
    ) and target.with_name("x.pdf").unlink()  # fmt: skip


def other_sheet(place) -> bytes:
    return (place.output / "print/fjorden/da/word-list.pdf").read_bytes()


BAD = {
    "encrypted": lambda place: pdftk(place, "user_pw", "hemmelig"),
    "flat": lambda place: pdftk(place, "flatten"),
    "foreign": lambda place: pages,
    "scanned": lambda place: scan,
    "no-pdf": lambda place: lambda target: target.write_text("Kære alle", encoding="utf-8"),
    "damaged": lambda place: lambda target: target.write_bytes(form(place).read_bytes()[:9000]),
    "too-large": lambda place: lambda target: target.write_bytes(b"%PDF-" + b"0" * 11_000_000),
    "other-workplace": lambda place: lambda target: target.write_bytes(form(place, id="bakken").read_bytes()),
    "blank": lambda place: lambda target: target.write_bytes(form(place).read_bytes()),
    "other-sheet": lambda place: lambda t: t.write_bytes(other_sheet(place)),
}  # fmt: skip
SAID = {
    "encrypted": "adgangskode", "flat": "uden felter", "foreign": "200 sider", "scanned": "scannet",
    "no-pdf": "ikke en PDF", "damaged": "beskadiget", "too-large": "11 MB", "other-workplace": "(bakken)",
    "blank": "ikke udfyldt", "other-sheet": "ikke et af vores temaskemaer",
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_is_left_aside_and_named(place, tally, tmp_path, kind):
    inbox = tmp_path / "inbox"
    filled(place, inbox / "good.pdf", BALANCE, name="Ane")
    BAD[kind](place)(inbox / "bad.pdf")
    run, folder = tally(inbox)
    assert run.status == 0 and line(run) == "Balance og overskud 1"
    assert len(run.errors) == 1 and "bad.pdf: advarsel: " in run.errors[0] and SAID[kind] in run.errors[0]
    assert ";" in run.errors[0], "and what to do about it"
    assert "Filer, som programmet ikke kunne læse: <strong>1</strong>" in (folder / "index.html").read_text("utf-8")


def test_other_files_are_named_and_litter_is_not(place, tally, tmp_path):
    inbox = tmp_path / "inbox"
    filled(place, inbox / "good.pdf", BALANCE)
    for name in ("brev.docx", ".DS_Store", "~$liste.xlsx", "Thumbs.db"):
        (inbox / name).write_bytes(b"x")
    run, _ = tally(inbox)
    assert run.status == 0 and len(run.errors) == 1 and "brev.docx" in run.errors[0]


DANISH = "Navn;Trivselstema;Valgfrit tema;Begrundelse;Ledelsestema;Begrundelse"


def test_a_table_in_windows_1252_with_semicolons(tally, tmp_path):
    rows = [DANISH, "Søren;Social støtte og tillid;;Fordi;Fælles retning og mål;Ja", "Åse;;Ro på;;;"]
    run, _ = tally(csv(tmp_path / "svar.csv", *rows, encoding="cp1252"))
    assert run.status == 0
    assert line(run) == "Social støtte og tillid 1, Ro på 1"
    assert line(run, "leadership") == "Fælles retning og mål 1"


def test_a_table_with_a_column_for_each_theme(tally, tmp_path):
    titles = ["Your name", "Balance and energy", "Social support and trust", "Shared direction and goals", "Mood"]
    rows = [",".join(titles), "Ann,x,,1,fine", "Ben,X,0,no,", "Cat,yes,✓,,"]
    run, _ = tally(csv(tmp_path / "answers.csv", *rows))
    assert line(run) == "Balance og overskud 2" and line(run, "leadership") == "Fælles retning og mål 1"
    assert any("Mood" in error and "Balance" not in error for error in run.errors)
    assert any("answers.csv:4" in error and "2 temaer" in error for error in run.errors)


def test_headings_are_our_forms_own_labels_too(place, tally, tmp_path):
    for n, code in enumerate(("da", "en")):
        text = (place.folder / f"content/{code}/print/form-wellbeing.md").read_text(encoding="utf-8")
        labels = dict(re.findall(r'^  (\w+): "?(.*?)"?$', text, re.M))
        heads = [labels[name] for name in ("name", "prompt", "own_theme", "reason_1", "reason_2")]
        run, _ = tally(csv(tmp_path / f"{n}.csv", ";".join(heads), f"P{n};{BALANCE};;Jeg;Vi", "Q;;Ro;;"))
        assert (run.status, run.errors) == (0, []), code
        assert line(run) == "Balance og overskud 1, Ro 1"


@pytest.mark.parametrize(
    ("cell", "counted"),
    [
        ("Resultater, optimering og udvikling", "Resultater, optimering og udvikling 1"),
        ("results-optimisation-and-development", "Resultater, optimering og udvikling 1"),
        ("  FÆLLES retning  og mål ", "Fælles retning og mål 1"),
        ("Borgeren i centrum;Fælles retning og mål", None),
        ("Borgeren i centrum, Resultater, optimering og udvikling", None),
        ('"Borgeren i centrum\nFælles retning og mål"', None),
        ("Borgeren i centrum;Borgeren i centrum;", "Borgeren i centrum 1"),
        ("Fælles retning og maal", "Fælles retning og mål 1"),
        ("Fælles retnig og mål", None),
        ("Ledelse på afstand", "Ledelse på afstand 1"),
    ],
)
def test_a_cell_says_one_theme_or_two(tally, tmp_path, cell, counted):
    quoted = cell if cell.startswith('"') else f'"{cell}"'
    run, _ = tally(csv(tmp_path / "svar.csv", "Ledelsestema,Trivselstema", f"{quoted},{BALANCE}"))
    assert run.status == 0
    assert line(run, "leadership") == (counted or "-")
    if counted is None:
        assert len(run.errors) == 1 and "svar.csv:2: advarsel: ledelsestema: der er sat kryds ved " in run.errors[0]


def test_a_slip_of_the_pen_is_told_with_the_theme_it_may_mean(tally, tmp_path):
    run, _ = tally(csv(tmp_path / "svar.csv", "Trivselstema", "Balance og overskudd", BALANCE))
    assert [error for error in run.errors if "mente du »Balance og overskud«?" in error]


def test_an_excel_file_with_formulas(tally, tmp_path):
    path = tmp_path / "svar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Navn", "Trivselstema", "Ledelsestema"])
        page.write_row(1, 0, ["Ane", "Balance og overskud"])
        page.write_formula(1, 2, '="Borgeren i "&"centrum"', None, "Borgeren i centrum")
        page.write_row(2, 0, ["Bo", "Balance og overskud 🎉", "Borgeren i centrum"])
    run, _ = tally(path)
    assert line(run, "leadership") == "Borgeren i centrum 2"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["B4"] = "=B2"
    book.save(path)
    run, _ = tally(path)
    assert any("svar.xlsx:4:2" in error and "=B2" in error for error in run.errors)


def test_three_hundred_rows(tally, tmp_path):
    rows = ["Navn;Trivselstema", *(f"Person {n};{BALANCE if n % 3 else TRUST}" for n in range(300))]
    run, _ = tally(csv(tmp_path / "svar.csv", *rows))
    assert line(run) == "Balance og overskud 200, Social støtte og tillid 100"
    assert "300 har afleveret, men der er kun 40" in run.errors[0]


def test_headings_that_are_not_understood(tally, tmp_path):
    good = csv(tmp_path / "good.csv", "Trivselstema", BALANCE)
    bad = csv(tmp_path / "bad.csv", "Farve;Humør", "rød;godt")
    run, folder = tally(good, bad)
    assert run.status == 1 and line(run) == "Balance og overskud 1" and (folder / "index.html").is_file()
    assert re.search(r"bad\.csv:1: fejl: .*trivselstema, ledelsestema, valgfrit tema, begrundelse, navn", run.errors[0])


def test_whoever_hands_in_twice_counts_once(place, tally, tmp_path):
    inbox = tmp_path / "inbox"
    first = filled(place, inbox / "1.pdf", BALANCE, name="Søren Ågård")
    (inbox / "kopi.pdf").write_bytes(first.read_bytes())
    filled(place, inbox / "2.pdf", BALANCE, language="en", name=" søren  aagaard", reason_1="Igen")
    filled(place, inbox / "3.pdf", BALANCE, name="Ida")
    filled(place, inbox / "4.pdf", TRUST, name="Ida")
    filled(place, inbox / "5.pdf", "Off", name="Ola")
    filled(place, inbox / "6.pdf", GOALS, kind="leadership", name="Ida")
    run, folder = tally(inbox)
    assert line(run) == "Balance og overskud 1" and line(run, "leadership") == "Fælles retning og mål 1"
    told = {re.search(r"(\w+)\.pdf: ", error)[1]: error for error in run.errors}
    assert set(told) == {"kopi", "2", "3", "4", "5"}
    assert "4.pdf med et andet kryds" in told["3"] and "3.pdf med et andet kryds" in told["4"]
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "Samme navn med forskellige kryds: <strong>2</strong>" in page
    (inbox / "4.pdf").unlink()
    assert line(tally(inbox)[0]) == "Balance og overskud 2"


def test_words_at_the_optional_theme_beside_another_cross_are_told_of(place, tally, tmp_path):
    inbox = tmp_path / "inbox"
    filled(place, inbox / "1.pdf", BALANCE, own_theme="Mere ro")
    filled(place, inbox / "2.pdf", "Off", own_theme="Mere ro")
    run, _ = tally(inbox)
    assert line(run) == "Balance og overskud 1, Mere ro 1"
    assert len(run.errors) == 1 and "1.pdf" in run.errors[0] and "krydset gælder" in run.errors[0]


def test_optional_themes_stand_as_they_are_written(tally, tmp_path):
    rows = ["Valgfrit trivselstema", "Ro", "ro", "Mere ro", "Støj", "Støj", "Støj"]
    run, folder = tally(csv(tmp_path / "svar.csv", *rows))
    assert line(run) == "Støj 3, Ro 2, Mere ro 1"
    assert "trivsel: {titel: Støj, beskrivelse: " in (folder / "temaer.yaml").read_text(encoding="utf-8")


SECRET = ("Xenia Østergård", "Zacharias")
WHY = "Hemmelig begrundelse nummer to"


def test_no_name_is_kept_anywhere_and_no_reason_is_shown_to_employees(place, tally, tmp_path):
    inbox = tmp_path / "inbox"
    for n in range(6):
        name = SECRET[n % 2] + (f" {n}" if n > 1 else "")
        filled(place, inbox / f"{n}.pdf", BALANCE, name=name, reason_1=WHY)
    filled(place, inbox / "6.pdf", TRUST, name=SECRET[0])
    csv(inbox / "svar.csv", "Navn;Trivselstema;Begrundelse", f"{SECRET[1]};{TRUST};{WHY}", f"{SECRET[0]};?;{WHY}")
    before = {path: path.read_bytes() for path in inbox.iterdir()}
    run, folder = tally(inbox, printed=True)
    assert {path: path.read_bytes() for path in inbox.iterdir()} == before, "what was handed in is not changed"
    assert run.status == 0 and len(run.errors) > 3
    words = run.out + "\n".join(run.errors)
    for path in folder.rglob("*"):
        pdf = path.suffix == ".pdf"
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout if pdf else ""
        words += text or path.read_text(encoding="utf-8")
        assert (WHY in (text or path.read_text(encoding="utf-8"))) == (path.name == "index.html"), path.name
    assert not [name for name in SECRET if name in words or name.split()[0] in words]
    assert WHY not in run.out + "\n".join(run.errors)


def test_nothing_of_it_lies_in_the_cache(place, tmp_path):
    rows = csv(tmp_path / "svar.csv", "Trivselstema;Valgfrit tema", ";Et meget eget tema")
    cache = tmp_path / "cache"
    run = place.run("tally", "fjorden", str(rows), "--cache", str(cache), "--output", str(tmp_path / "output"))
    assert run.status == 0 and not cache.exists()


def test_the_same_hand_ins_make_the_same_bytes_and_the_order_does_not_show(place, tally, tmp_path):
    rows = [f"Person {n};{BALANCE};Grund {n}" for n in range(9)]
    head = "Navn;Trivselstema;Begrundelse"
    made = []
    for order in (rows, rows[::-1]):
        _, folder = tally(csv(tmp_path / "svar.csv", head, *order), printed=True)
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]


def test_a_new_count_replaces_the_old_one_and_touches_nothing_else(place, tally, tmp_path):
    _, folder = tally(csv(tmp_path / "a.csv", "Trivselstema", BALANCE))
    beside = folder.parents[1] / "site/index.html"
    beside.parent.mkdir()
    beside.write_text("x")
    (folder / "old.pdf").write_text("x")
    run, _ = tally(csv(tmp_path / "a.csv", "Trivselstema", TRUST))
    assert run.status == 0 and beside.read_text() == "x" and not (folder / "old.pdf").exists()
    assert "trivsel: Social støtte og tillid" in (folder / "temaer.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rows", "active", "waiting"),
    [
        ([f"{BALANCE};{GOALS}"], ["  trivsel: Balance og overskud", "  ledelse: Fælles retning og mål"], []),
        ([f"{BALANCE};{GOALS}", f"{TRUST};"], ["  ledelse: Fælles retning og mål"],
         ["  # trivsel: Balance og overskud", "  # trivsel: Social støtte og tillid"]),
        ([f"{BALANCE};", f"{TRUST};"], [], ["  # trivsel: Social støtte og tillid"]),
        (["\"Ro: \"\"#1\"\" & {fred} 🎉\";Resultater, optimering og udvikling"],
         ['  ledelse: "Resultater, optimering og udvikling"'], []),
    ],
)  # fmt: skip
def test_the_lines_can_be_pasted(place, tally, tmp_path, rows, active, waiting):
    run, folder = tally(csv(tmp_path / "svar.csv", "Trivselstema;Ledelsestema", *rows))
    lines = (folder / "temaer.yaml").read_text(encoding="utf-8")
    assert all(f"{one}\n" in lines for one in (*active, *waiting))
    assert [line for line in lines.splitlines() if line in run.out.replace("\n  ", "\n")], "the terminal shows them too"
    place.workplace("prøven", FJORDEN + lines)
    try:
        told = place.run("check", "prøven", "--format", "json")
    finally:
        (place.folder / "workplaces/prøven.yaml").unlink()
    assert told.status == 0 and [p for p in json.loads(told.out) if p["severity"] == "error"] == []


def votes(tmp_path, **counts: int) -> Path:
    """A table in which so many chose each of these themes of both kinds (``_`` for ``-``)."""
    rows = [id.replace("_", "-") for id, n in counts.items() for _ in range(n)]
    lines = [f";{id}" if id in (GOALS, "citizen-at-the-centre", "optional-leadership") else f"{id};" for id in rows]
    return csv(tmp_path / "svar.csv", "Trivselstema;Ledelsestema", *lines)


def employees(folder: Path) -> str:
    text = re.sub(r"<style>.*?</style>", "", (folder / "employees-da.pdf").read_text(encoding="utf-8"), flags=re.S)
    return " ".join(re.sub(r"<(?!img)[^>]*>", " ", text).split())


def test_employees_see_no_small_numbers(tally, tmp_path):
    _, folder = tally(
        votes(tmp_path, balance_and_surplus=9, social_support_and_trust=4, meaning_and_direction=1,
              shared_direction_and_goals=7, citizen_at_the_centre=2)
    )  # fmt: skip
    shown = employees(folder)
    assert "Balance og overskud: 9" in shown and "Fælles retning og mål: 7" in shown
    assert "Social støtte og tillid: " not in shown and "Færre end fem har foreslået:" in shown
    assert "Forslag i alt: 14." in shown and "Forslag i alt: 9." in shown


def test_nobody_can_reckon_a_hidden_number(tally, tmp_path):
    """One hidden theme could be reckoned from the sum; and what is hidden of one kind could be from the other's."""
    every = {id.replace("-", "_"): 5 for id in (
        TRUST, "influence-and-involvement", "meaning-and-direction", "variety-and-development",
        "reward-and-recognition", "mastery-quality-and-performance", "motivation-and-engagement",
        "predictability-clarity-and-communication", BALANCE)}  # fmt: skip
    _, folder = tally(votes(tmp_path, **every, optional_wellbeing=2, shared_direction_and_goals=8,
                            citizen_at_the_centre=1))  # fmt: skip
    assert "Forslag i alt" not in employees(folder)
    assert "Færre end fem har foreslået: Valgfrit tema." in employees(folder)


def test_an_own_theme_few_wrote_is_not_named_to_employees(tally, tmp_path):
    rows = ["Valgfrit trivselstema", *["Støj"] * 6, *["Nattevagter"] * 2]
    _, folder = tally(csv(tmp_path / "svar.csv", *rows))
    shown = employees(folder)
    assert "Støj: 6" in shown and "Nattevagter" not in shown and "Valgfrit tema" in shown


def test_nothing_to_count(tally, tmp_path):
    (tmp_path / "empty").mkdir()
    run, folder = tally(tmp_path / "empty")
    assert run.status == 1 and "intet er skrevet" in run.out and not folder.exists()
    run, _ = tally(tmp_path / "nowhere")
    assert run.status == 2 and "nowhere" in run.errors[0]


def test_messages_in_english(place, tmp_path):
    rows = csv(tmp_path / "a.csv", "Trivselstema", BALANCE)
    run = place.run("tally", "fjorden", str(rows), "--language", "en", "--output", str(tmp_path / "o"))
    assert run.out.startswith("Well-being theme (1 of 40 handed in, 1 counted): Balance and energy 1")


@pytest.mark.parametrize(("width", "scheme"), [(1000, "light"), (320, "dark")])
def test_the_page_is_accessible_and_stands_alone(place, tally, tmp_path, browser, axe, width, scheme):
    rows = ["Trivselstema;Begrundelse;Ledelsestema", f"{BALANCE};Fordi <b>vi</b>;{GOALS}", f"{TRUST};{'Lang' * 40};"]
    _, folder = tally(csv(tmp_path / "svar.csv", *rows))
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    told, asked = [], []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "index.html").as_uri())
    assert violations(axe, page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Atkinson')
    page.close()
    assert told == [] and [url for url in asked if not url.startswith(("data:", folder.as_uri()))] == []
