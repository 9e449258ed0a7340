"""Every day, time, name and count on paper agrees with the plan; what does not is told of, with sheet and page."""

import re
import subprocess
import unicodedata
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from .conftest import ROOT, Root

WORKPLACE = """
arbejdsplads: Fjordskolen
sprog: [da]
leder: Mette Holm
planlægningsgruppe: [{navn: Ali Demirci, rolle: TR}, {navn: Bo Dam, rolle: AMR}]
dialog:
  dato: 17-09-2025
  kl: 13.00
  sted: Store sal, Skovvej 4
  forplejning: Kaffe kl. 7.15 søndag den 3. januar 2025, og kage 1. april
deltagere: [Ali Demirci, Bo Dam, Bodil Dam, Nguyễn Thị Hoa, Anne-Margrethe Vestergaard-Løwenstein, Emil Skov]
"""
SHEETS = ("booking-note", "group-lists", "name-tags", "reminder", "print-list", "invitation")


def changed(root: Root, sheet: str, *changes: tuple[str, str]) -> None:
    """Puts a layout of the test's own in place of the project's."""
    path = root.folder / f"layouts/print/{sheet}.html"
    text = (ROOT / f"layouts/print/{sheet}.html").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.unlink()
    path.write_text(text, encoding="utf-8")


def problems(root: Root) -> dict[str, list[str]]:
    """What a build says of the sheets, by sheet, without the file and the code in front."""
    run = root.run("build")
    assert run.status == 0, run.errors
    found: dict[str, list[str]] = {}
    for line in run.errors:
        if match := re.search(r"layouts/print/[\w-]+\.html:.*?: print/fjordskolen/da/([\w-]+)\.pdf(.*)", line):
            found.setdefault(match[1], []).append(match[2].lstrip(":, "))
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, list[str]]:
    """What is said of sheets whose layouts tell other things than the plan; the others are the project's own."""
    root = Root(tmp_path_factory.mktemp("agreement") / "project", SHEETS)
    root.workplace("fjordskolen", WORKPLACE)
    strange = (
        "torsdag den 17. september 2025; Thursday 17 September 2025; 18. september 2025; 18-09-2025; den 6. maj; "
        "Onsdag den 17. september; kl. 12.45–16.00; kl. 6; from 10:05"
    )
    changed(
        root,
        "booking-note",
        ("<h2>{{ labels.room }}</h2>", f"<h2>{{{{ labels.room }}}}</h2><p>{strange}</p>"),
        ("labels.people, people,", "labels.people, people - 1,"),
        ('dialogue.place, "wide"', 'none, "wide"'),
    )
    changed(root, "group-lists", ("{% endblock %}", ".table li:first-child { visibility: hidden }{% endblock %}"))
    changed(root, "name-tags", ("{% endblock %}", ".tag { height: 14mm; overflow: hidden }{% endblock %}"))
    changed(root, "print-list", ('}}">{{ n }}</td>', '}}">{{ n and n + 1 }}</td>'))
    return problems(root)


def quoted(told: dict[str, list[str]], sheet: str, words: str) -> list[str]:
    """What stands in quotes in the lines about a sheet that have these words."""
    return [re.search("»(.*?)«", line)[1] for line in told[sheet] if words in line]


def test_a_day_that_nobody_planned_or_wrote_is_told_of(told):
    assert quoted(told, "booking-note", "hverken en dag") == ["18. september 2025", "6. maj", "18-09-2025"]
    assert any("side 1: »18-09-2025«" in line and "17-09-2025" in line for line in told["booking-note"])


def test_a_weekday_of_another_day_is_told_of_in_either_language(told):
    wanted = ["torsdag den 17. september 2025", "Thursday 17 September 2025"]
    assert quoted(told, "booking-note", "ugedag") == wanted
    assert "onsdag" in " ".join(told["booking-note"]) and "Wednesday" in " ".join(told["booking-note"])


def test_a_time_that_is_not_of_the_programme_is_told_of(told):
    """The end of the programme, and the time and the wrong weekday people wrote themselves, are fine."""
    assert quoted(told, "booking-note", "hverken et klokkeslæt") == ["12.45", "10:05", "kl. 6"]


def test_a_count_that_is_not_the_plans_is_told_of(told):
    assert quoted(told, "booking-note", "passer ikke") == ["participants: 5"]
    assert "pages of group-lists: 3" in quoted(told, "print-list", "passer ikke")


def test_a_place_that_is_left_out_is_told_of(told):
    assert quoted(told, "booking-note", "kan ikke læses") == ["Store sal, Skovvej 4"]


def test_a_person_who_is_left_out_or_cut_off_is_told_of(told):
    """»Bo Dam« is not found in »Bodil Dam«."""
    left_out, cut = quoted(told, "group-lists", "kan ikke læses"), quoted(told, "name-tags", "kan ikke læses")
    assert left_out == ["Ali Demirci", "Bo Dam", "Bodil Dam"] and len(cut) == 7


def test_what_agrees_is_not_told_of(told):
    assert {"invitation", "reminder"} & told.keys() == set()


def test_the_print_list_counts_its_own_pages_however_short_it_is(root, pdf_text):
    """And a name that looks like markup stands whole on its tag."""
    root.workplace("fjordskolen", WORKPLACE.replace("leder: Mette Holm", 'leder: "Mette <i> & Søn"'))
    for path in (root.folder / "layouts/print").iterdir():
        if path.stem not in ("print-list", "group-lists"):
            path.unlink()
    (root.folder / "layouts/print/name-tags.html").symlink_to(ROOT / "layouts/print/name-tags.html")
    assert problems(root) == {}
    folder = root.output / "print/fjordskolen/da"
    assert "Mette <i> & Søn" in pdf_text(folder / "name-tags.pdf")
    assert re.search(r"print-list\.pdf A4 begge s/h 1 1 1", pdf_text(folder / "print-list.pdf"))


# --- The example workplaces: their PDFs, read by a reader of its own, against what stands in their files ------------

#: What each file says of its dialogues: team, day, start, place, people.
DIALOGUES = (
    ("skovgården", "", date(2025, 9, 17), "13.00", "Personalestuen, Skovvej 4", 17),
    ("søndre-skole", "", date(2025, 10, 8), "14.00", "Aulaen", None),
    ("vejgruppen", "", date(2025, 10, 22), "7.00", "Kantinen på materielgården", None),
    ("engparken", "dag", date(2025, 9, 23), "13.30", "Festsalen", 30),
    ("engparken", "aften", date(2025, 9, 24), "16.00", "Festsalen", 20),
    ("engparken", "weekend", date(2025, 9, 25), "9.00", "Dagcentret", 12),
)
LANGUAGES = {"skovgården": "da", "søndre-skole": "da", "engparken": "da", "solbakken": "da", "vejgruppen": "da en"}
#: Minutes after its start at which an item of a dialogue of three hours begins or ends.
OFFSETS = (0, 15, 45, 60, 85, 95, 125, 140, 165, 180)
#: The organisation's workshops, whose times any sheet may tell.
WORKSHOPS = {"8.30", "11.30", "13.00", "16.00", "9.00", "12.00", "12.30"}
WEEKDAYS = (
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december",
    "January February March April May June July August September October November December",
)
TELLING = ("invitation", "invitation-large", "reminder", "programme-poster", "packing-list", "script", "booking-note")
ROW = re.compile(
    r"([\w-]+)\.pdf +A\d +(?:én side|begge|one|both) +(?:s/h|farve|b/w|colour) +(\d+)(?: +(\d+) +(\d+))?$", re.M
)


def sheets(kits: Root, *ids: str) -> list[Path]:
    return sorted(path for id in ids or LANGUAGES for path in (kits.output / f"print/{id}").rglob("*.pdf"))


def team(id: str, name: str, team: str, language: str = "da") -> str:
    return f"print/{id}/{language}/{name}{'-' if team else ''}{team}.pdf"


def bare(text: str) -> str:
    """Without accents, which the reader sets apart from a letter of another font."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@pytest.mark.parametrize("english", [False, True])
def test_every_weekday_on_paper_belongs_to_its_day(kits, pdf_text, english):
    names, months = WEEKDAYS[english].split(), MONTHS[english].split()
    pattern = re.compile(rf"({'|'.join(names)}) (?:den )?(\d+)\.? ({'|'.join(months)})(?: (\d{{4}}))?", re.I)
    found = 0
    for path in sheets(kits):
        for weekday, day, month, year in pattern.findall(pdf_text(path)):
            number = [one.lower() for one in months].index(month.lower()) + 1
            meant = [date(int(y), number, int(day)) for y in ((year,) if year else (2025, 2026))]
            wanted = [one.lower() for one in names].index(weekday.lower())
            assert wanted in [one.weekday() for one in meant], (path, weekday, day, month, year)
            found += 1
    assert found > (50 if english else 300)


@pytest.mark.parametrize(("id", "of", "day", "start", "place", "people"), DIALOGUES)
def test_day_time_and_place_stand_on_every_sheet_that_tells_them(kits, pdf_text, id, of, day, start, place, people):
    for language, months in zip(LANGUAGES[id].split(), MONTHS, strict=False):
        spelled = re.compile(rf"\b{day.day}\.? {months.split()[day.month - 1]} 2025")
        for sheet in TELLING:
            text = pdf_text(kits.output / team(id, sheet, of, language))
            assert spelled.search(text) and start in text and place in text, (language, sheet)


@pytest.mark.parametrize(("id", "of", "day", "start", "place", "people"), [d for d in DIALOGUES if d[1] != "weekend"])
def test_every_time_on_paper_is_of_the_programme(kits, pdf_text, examples, id, of, day, start, place, people):
    """Or of what people wrote; the note for booking the room proposes an hour before and half an hour after."""
    begins = datetime.combine(day, time(*map(int, start.split("."))))

    def after(minutes: int) -> str:
        return f"{(begins + timedelta(minutes=minutes)).hour}.{begins + timedelta(minutes=minutes):%M}"

    clock = re.compile(r"(?<![\d.,:])\d{1,2}\.\d\d(?![\d.:])")
    wanted = {after(minutes) for minutes in OFFSETS}
    written = {one for name, data in examples.items() if name.startswith(id) for one in clock.findall(data.decode())}
    for path in sheets(kits, id):
        if path.stem.endswith(of) and not path.stem.startswith("pack-"):
            found = {*clock.findall(pdf_text(path))}
            room = {after(-60), after(210)} if path.stem.startswith("booking-note") else set()
            assert found <= wanted | WORKSHOPS | written | room, (path, found - wanted)
    assert wanted <= {*re.findall(r"\d{1,2}\.\d\d", pdf_text(kits.output / team(id, "script", of)))}


@pytest.mark.parametrize(("id", "of"), [("skovgården", ""), ("engparken", "weekend")])
def test_everybody_stands_in_both_rounds_and_has_a_tag(kits, pdf_text, examples, id, of):
    """The names are taken from the file as it is written."""
    file = examples[f"{id}.yaml"].decode()
    written = re.findall(r"- \{navn: ([^,]+), faggruppe", file) or re.search(r"deltagere: \[(.+)\]", file)[1].split(
        ", "
    )
    assert len(written) == {"skovgården": 17, "engparken": 12}[id]
    lists, tags = (bare(pdf_text(kits.output / team(id, sheet, of))) for sheet in ("group-lists", "name-tags"))
    for name in map(bare, written):
        assert (lists.count(name), tags.count(name)) == (2, 1), name


@pytest.mark.parametrize(("id", "of", "day", "start", "place", "people"), [d for d in DIALOGUES if d[5]])
def test_people_at_the_tables_are_as_many_as_in_the_file(kits, pdf_text, id, of, day, start, place, people):
    assert re.search(rf"Antal ved bordene.{{0,60}}?\b{people}\b", pdf_text(kits.output / team(id, "booking-note", of)))


def test_the_print_list_counts_the_pages_and_copies_there_are(kits):
    """A page for each page of the PDF; a copy for each person: 17 children's staff, 30, 20 and 12 carers."""
    copies: dict[tuple[str, str], str] = {}
    for path in (path for path in sheets(kits) if path.stem == "print-list"):
        done = subprocess.run(
            ["pdftotext", "-q", "-layout", str(path), "-"], capture_output=True, text=True, check=True
        )
        rows = ROW.findall(done.stdout)
        assert len(rows) > 30, path
        for name, pages, often, _ in rows:
            folder = f"{path.parent.name}-en" if name.endswith("-bilingual") else path.parent.name
            printed = path.parents[1] / folder.replace("en-en", "da-en") / f"{name}.pdf"
            assert len(PdfReader(printed).pages) == int(pages), printed
            copies[path.parents[1].name, name] = often
    assert (copies["skovgården", "invitation"], copies["skovgården", "form-wellbeing"]) == ("17", "17")
    assert [copies["engparken", f"invitation-{of}"] for of in ("dag", "aften", "weekend")] == ["30", "20", "12"]
    assert copies["engparken", "form-wellbeing"] == "62"
