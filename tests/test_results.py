"""From post-its to plans: what the groups wrote stands on the sheets after the dialogue, and leads to its effort."""

import json
import re
import zipfile
from html import unescape

import pypdf
import pytest

from .conftest import Root

SHEETS = (
    "chart-transcript", "plenary-record", "evaluation-notes", "what-now", "sorting-sheet", "development-plan",
    "action-plan", "iglo", "forwarding-form", "feedback-letter", "progress-board", "progress-board-tiled",
    "we-said-we-did", "follow-up",
)  # fmt: skip
#: Those that say which notes an effort was made of.
TRACED = (
    "development-plan", "action-plan", "iglo", "forwarding-form", "feedback-letter", "progress-board",
    "progress-board-tiled", "we-said-we-did",
)  # fmt: skip
PLAN = """
opfølgning:
  udviklingsplan:
    - {indsats: Ro ved frokost, periode: vinter 2025/26, tema: trivsel, december: ja}
    - {indsats: Kortere møder, periode: forår 2026, tema: ledelse}
  handleplaner:
    - indsats: Ro ved frokost
      handling: Vi spiser i to hold
      milepæle: [{hvornår: november 2025, hvad: To hold}, {hvornår: marts 2026, hvad: Vi spørger}, Vi fejrer det]
      måles: Vi tæller pauser
      tovholder: Eva Lund
      status: i gang
    - {indsats: Kortere møder, handling: Ny dagsorden, måles: Vi spørger, tovholder: Ib Bo}
  sendes: [{indsats: Kortere møder, til: HR, ønske: Et kursus}]
  apv: {sygefravær: ja, vist-for-alle: 03-11-2025, underskrevet: {leder: ja, TR: ja}}
"""
FILE = f"""
arbejdsplads: Huset
leder: {{navn: Eva Lund}}
dialog: {{dato: 17-09-2025, kl: 9.00}}
temaer: {{trivsel: Balance og overskud, ledelse: Fælles retning og mål}}
deltagere: 8
{PLAN}"""
TEAMS = FILE.replace(
    "dialog: {dato: 17-09-2025, kl: 9.00}",
    "dialog: [{hold: Dag, dato: 17-09-2025, deltagere: 8}, {hold: Aften, dato: 18-09-2025, deltagere: 8}]",
).replace("deltagere: 8\n", "", 1)
HEAD = "nr;hold;runde;gruppe;slags;overskrift;tekst;valgt;indsats\n"
NOTES = """11;;trivsel;1;pointe;Frokost;Larm ved bordet;x;1
12;;trivsel;1;handling;Frokost;Spis i to hold;x;Ro ved frokost
13;;trivsel;2;handling;frokost;Luk døren;;1
14;;trivsel;2;handling;Pauser;Gå en tur 😀;x;
15;;trivsel;2;forskelligt;;Faste pauser eller ej?;;
16;;ledelse;1;handling;;Skriv en dagsorden;x;2
17;;;;godt;;Vi grinede;;
18;;;;nu;;Jeg siger godmorgen;;
"""


def built(folder, file=FILE, notes=NOTES, sheets=SHEETS, printed=False) -> Root:
    root = Root(folder / "results", sheets)
    root.printed = printed
    root.workplace("huset", file)
    if notes:
        root.workplace("huset.resultater.csv", HEAD + notes)
    run = root.run("build")
    assert run.status == 0, run.errors
    root.errors = run.errors
    return root


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Root:
    return built(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def teams(tmp_path_factory) -> Root:
    notes = NOTES.replace(";;trivsel;1", ";Dag;trivsel;1").replace(";;trivsel;2", ";Aften;trivsel;2")
    return built(tmp_path_factory.mktemp("teams"), TEAMS, notes.replace(";;ledelse", ";Aften;ledelse"))


def html(root, sheet, language="da") -> str:
    return (root.output / f"print/huset/{language}/{sheet}.pdf").read_text(encoding="utf-8")


def words(root, sheet, language="da") -> str:
    """What a sheet says, its style left out."""
    said = re.sub(r"<style.*?</style>|<[^>]*>", " ", html(root, sheet, language), flags=re.S)
    return " ".join(unescape(said).split())


def page(root, name="our-plan", folder="") -> str:
    text = (root.output / f"site/huset/{folder}{name}.html").read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def test_each_group_finds_all_its_notes_word_for_word(house):
    said = words(house, "chart-transcript")
    for note in ("11 Larm ved bordet", "12 Spis i to hold", "13 Luk døren", "16 Skriv en dagsorden"):
        assert note in said
    assert "Faste pauser eller ej? (15)" in said and "Uden overskrift" in said
    assert html(house, "chart-transcript").count('class="tick on"') == 4, "as many as were chosen"


def test_the_record_has_what_each_group_chose(house):
    said = words(house, "plenary-record")
    assert "Frokost Larm ved bordet (11)" in said and "Spis i to hold (12)" in said and "Luk døren" not in said


def test_the_overview_begins_with_the_heading_most_groups_had(house):
    said = words(house, "sorting-sheet")
    assert "Frokost 2 grupper · 1 pointe Spis i to hold (12) Luk døren (13) Pauser 1 gruppe" in said
    assert html(house, "sorting-sheet").count('<span class="write">') > 5 * 10, (
        "empty rows and cells for points are left"
    )


def test_what_was_said_about_the_day_stands_beside_what_the_file_says(house):
    assert "Vi grinede" in words(house, "evaluation-notes") and "Jeg siger godmorgen" in words(house, "what-now")


@pytest.mark.parametrize("sheet", TRACED)
def test_every_sheet_about_an_effort_says_which_notes_it_was_made_of(house, sheet):
    assert "Bygger på seddel 16" in words(house, sheet)
    assert sheet == "forwarding-form" or "Bygger på seddel 11–13" in words(house, sheet)


@pytest.mark.parametrize("sheet", ["feedback-letter", "we-said-we-did"])
def test_colleagues_read_their_own_words_of_what_was_chosen(house, sheet):
    said = words(house, sheet)
    assert "»Larm ved bordet«" in said and "»Spis i to hold«" in said and "Luk døren" not in said


def test_teams_meet_in_one_overview_and_one_plan(teams):
    said = words(teams, "sorting-sheet")
    assert "Frokost 2 grupper · 1 pointe Spis i to hold (12, Dag) Luk døren (13, Aften)" in said
    assert "Larm" in words(teams, "chart-transcript-dag") and "Luk døren" not in words(teams, "chart-transcript-dag")
    assert "Luk døren" in words(teams, "chart-transcript-aften")
    assert "Bygger på seddel 11–13" in words(teams, "development-plan")


def test_without_notes_there_are_lines_to_write_on(tmp_path):
    root = built(tmp_path, notes="")
    assert "ord for ord" in words(root, "chart-transcript") and "Sedler uden overskrift" in words(
        root, "chart-transcript"
    )
    for sheet in TRACED:
        assert "seddel" not in words(root, sheet)
    assert html(root, "sorting-sheet").count("<tr>") == 2 + 9 + 8


def test_notes_without_group_or_effort_are_used_all_the_same(tmp_path):
    notes = "1;;trivsel;;pointe;Larm;Uden gruppe;;Frokosten\n2;;trivsel;9;handling;;Niende gruppe;x;\n"
    notes += "3;;trivsel;1;;;Uden slags;;\n"
    root = built(tmp_path, notes=notes)
    assert [line for line in root.errors if "Frokosten" in line] and [line for line in root.errors if "9" in line]
    said = words(root, "chart-transcript")
    assert "Uden gruppe" in said and "Gruppe 9" in said and "Uden slags" not in said


def test_emoji_are_told_in_letters_on_paper(house):
    """The prints' fonts have none: a font of the machine would step in."""
    assert "Gå en tur :-)" in words(house, "chart-transcript") and "Gå en tur :-)" in words(house, "sorting-sheet")
    assert "😀" not in "".join(html(house, sheet) for sheet in SHEETS)


def test_markup_on_a_note_is_text(tmp_path):
    nasty = "<script>alert(1)</script>{{ 7*7 }}"
    root = built(tmp_path, notes=f"1;;trivsel;1;handling;{nasty};{nasty};x;1\n")
    for sheet in ("chart-transcript", "plenary-record", "sorting-sheet", "feedback-letter", "we-said-we-did"):
        assert "<script>" not in html(root, sheet) and nasty in unescape(html(root, sheet)), sheet


def test_three_hundred_notes_fit(tmp_path):
    """As many pages as they take, every note on them, and nothing over an edge."""
    long = "Telefonen ringer midt i plejen, og så må jeg gå fra borgeren, og det er ikke værdigt for nogen af os. " * 2
    notes = "".join(
        f"{n};;{('trivsel', 'ledelse')[n % 2]};{n % 4 // 2 + 1};{('pointe', 'handling')[n % 8 // 4]};"
        f"Overskrift {n % 13};{'Kort' if n % 7 else long};{'x' if n < 8 else ''};{n % 2 + 1}\n"
        for n in range(1, 301)
    )
    root = built(tmp_path, notes=notes, sheets=("chart-transcript", "sorting-sheet", "feedback-letter"), printed=True)
    assert [line for line in root.errors if "layouts" in line] == []
    folder = root.output / "print/huset/da"
    actions = {n for n in range(1, 301) if n % 8 >= 4}
    told = " ".join(p.extract_text() for p in pypdf.PdfReader(folder / "sorting-sheet.pdf").pages)
    assert {int(n) for n in re.findall(r"\((\d+)\)", told)} == actions
    assert len(pypdf.PdfReader(folder / "chart-transcript.pdf").pages) > 10
    assert len(pypdf.PdfReader(folder / "feedback-letter.pdf").pages) == 2


def test_the_development_plan_tells_what_makes_it_part_of_the_apv(house):
    said = words(house, "development-plan")
    assert (
        "Alle har kunnet se planen (3. november)" in said
        and "Leder: har skrevet under TR: har skrevet under AMR:" in said
    )
    assert re.search(r'id="apv-absence"[^>]*checked', html(house, "development-plan"))


def test_each_follow_up_has_its_status_and_the_milestones_due_by_then(house):
    pages = re.split(r"Opfølgning efter \d+ måneder", words(house, "follow-up"))[-4:]
    due = [re.search(r"Det skulle være sket nu: (.*?) Hvor langt", one) for one in pages]
    assert [found and found[1] for found in due] == [
        "november 2025: To hold Vi fejrer det", "marts 2026: Vi spørger", None, None,
    ]  # fmt: skip
    assert len(re.findall(r'value="underway" checked', html(house, "follow-up"))) == 4


def test_everybody_follows_the_plan_on_its_page(house):
    said = page(house)
    shown = ("1. Ro ved frokost", "Balance og overskud", "vinter 2025/26", "Vi spiser i to hold", "november 2025:")
    for words in (*shown, "Vi tæller pauser", "Eva Lund", "en kollega", "HR: Et kursus", "onsdag den 1. april 2026"):
        assert words in said, words
    assert "Ib Bo" not in said and "seddel" not in said and "Larm" not in said
    text = (house.output / "site/huset/our-plan.html").read_text(encoding="utf-8")
    assert re.search(r'class="is-here" aria-current="step">I gang', text)
    assert "Vores plan Indsatserne" in page(house, "index")
    assert "Ro ved frokost" in (house.output / "site/huset/search-index.js").read_text(encoding="utf-8")
    assert "Ro ved frokost" in (house.output / "site/huset/kit-da.html").read_text(encoding="utf-8")


def test_a_day_on_which_two_teams_meet_is_named_once(tmp_path):
    root = built(tmp_path, "sprog: [da, en]\n" + TEAMS.replace("18-09", "17-09"), sheets=None)
    twice = re.compile(r"(17\.? september)( 2025)?(,| og| and)( \w+dag)?( den)? \1", re.I)
    sheets = [(path.parent.name, path.stem) for path in root.output.glob("print/*/*/*.pdf")]
    seen = {(code, sheet): words(root, sheet, code) for code, sheet in sheets}
    assert len(seen) > 120 and [name for name, said in seen.items() if twice.search(said)] == []
    word = zipfile.ZipFile(root.output / "print/huset/da/development-plan.docx").read("word/document.xml").decode()
    assert word.count("17. september 2025") == 1


AFTERWARDS = ("absent-page", "checklist", "cover-letter", "development-plan", "feedback-letter", "we-said-we-did")


def test_the_day_of_a_cancelled_team_is_not_among_the_days_we_talked(tmp_path):
    off = ", {hold: Nat, dato: 24-09-2025, aflyst: ja, deltagere: 8}]"
    root = built(tmp_path, TEAMS.replace("8}]", "8}" + off), sheets=AFTERWARDS)
    said = {sheet: words(root, sheet) for sheet in AFTERWARDS}
    assert [sheet for sheet in AFTERWARDS if "24. september" in said[sheet]] == []
    assert [sheet for sheet in AFTERWARDS if not re.search(r"17\. ?(september|og)", said[sheet])] == []


def test_five_groups_fit_on_a_page_of_the_record_and_the_longest_days_on_the_paper(tmp_path):
    day = TEAMS.replace("hold: Dag, dato: 17-09-2025, deltagere: 8", "hold: Dag, dato: 17-09-2025, deltagere: 18")
    notes = "".join(f"{n};Dag;{kind};{n % 3 + 1};pointe;Frokost;Larm ved bordet;x;1\n"
                    for n, kind in enumerate(("trivsel", "ledelse") * 3, start=1))  # fmt: skip
    root = built(tmp_path, day, notes, ("plenary-record", "absent-page"), True)
    pages = {entry["id"]: entry["pages"] for entry in root.manifest["workplaces"]["huset"]["documents"]}
    assert pages == {"plenary-record-dag": 2, "plenary-record-aften": 2, "absent-page": 1}
    assert root.manifest["workplaces"]["huset"]["problems"] == 0


def test_before_there_is_a_plan_the_page_says_when_it_comes(root):
    root.printed = False
    root.workplace("huset", "arbejdsplads: Huset\ndialog: {dato: 17-09-2025}\n")
    assert root.run("build").status == 0
    assert "Der er ingen plan endnu" in page(root) and "Planlægningsgruppen vælger indsatser" in page(root)
    assert 'door-title">Vores plan' not in (root.output / "site/huset/index.html").read_text(encoding="utf-8")


def test_a_plan_in_one_language_keeps_it_on_the_pages_of_the_other(root):
    root.printed = False
    root.workplace("huset", "sprog: [da, en]\n" + FILE)
    assert root.run("build").status == 0
    text = (root.output / "site/huset/en/our-plan.html").read_text(encoding="utf-8")
    assert '<span lang="da">Ro ved frokost</span>' in text and "a colleague" in text


def test_the_same_notes_give_the_same_bytes(house, tmp_path):
    again = built(tmp_path)
    for path in ("print/huset/da/sorting-sheet.pdf", "print/huset/da/chart-transcript.pdf", "site/huset/our-plan.html"):
        assert (again.output / path).read_bytes() == (house.output / path).read_bytes()
    assert json.dumps(again.manifest) == json.dumps(house.manifest)
