"""Both languages on one sheet: what exists, which language is where, one form whose answer counts once."""

import re
import subprocess

import pytest
from outloud import check
from pypdf import PdfReader

from .test_forms import described, fields, fill

SHEETS = (
    "invitation", "form-wellbeing", "form-leadership", "table-card", "preparation-sheet", "rules-poster",
    "flipchart-headings", "flipchart-sheets", "support", "print-list", "group-lists",
)  # fmt: skip
MARK = re.compile(r"(?<=/\d · )[A-Z]{4}")
IDS = set(SHEETS) - {"flipchart-sheets", "print-list", "group-lists"}
PLACE = """arbejdsplads: {name}
sprog: {languages}
dialog:
  - {{hold: dag, dato: 23-09-2025, kl: 13, sted: Salen}}
  - {{hold: aften, dato: 24-09-2025, kl: 17, sted: Salen}}
temaer: {{trivsel: Balance og overskud, ledelse: Fælles retning og mål, begrundelse: De fleste valgte dem}}
"""


@pytest.fixture(scope="module")
def two(built_once):
    """A workplace in Danish and English, one the other way round, and one that only has a name."""
    return built_once(
        "two-languages",
        SHEETS,
        True,
        **{
            "fjorden": PLACE.replace("  - {{hold: aften, dato: 24-09-2025, kl: 17, sted: Salen}}\n", "").format(
                name="Fjorden", languages="[da, en]"
            ),
            "holdene": PLACE.format(name="Holdene", languages="[en, da]"),
            "ny": "arbejdsplads: Ny\nsprog: [da, en]\n",
        },
    )


def sheets(two, id):
    """The bilingual documents of one workplace, by id."""
    documents = two.manifest["workplaces"][id]["documents"]
    return {d["id"]: d for d in documents if d["language"] not in ("da", "en")}


def pages_text(path):
    done = subprocess.run(["pdftotext", "-q", path, "-"], capture_output=True, text=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.split("\f")[:-1]]


def test_each_sheet_to_be_read_by_everyone_exists_in_both_languages_on_one(two):
    found = sheets(two, "fjorden")
    assert set(found) == {f"{id}-bilingual" for id in IDS}
    for id, document in found.items():
        assert document["language"] == "da-en" and document["file"] == f"print/fjorden/da-en/{id}.pdf"
        assert (two.output / f"site/fjorden/pdf/{id}.pdf").is_file(), "published like the plain one"
        first, second = document["title"].split(" / ")
        assert document["title"] in PdfReader(two.output / document["file"]).metadata.title
        titles = {d["language"]: d["title"] for d in two.manifest["workplaces"]["fjorden"]["documents"]
                  if d["id"] == id.removesuffix("-bilingual")}  # fmt: skip
        assert titles == {"da": first, "en": second}
    assert set(sheets(two, "ny")) == set(found), "they come as early as the plain ones"


def test_a_workplace_with_one_language_has_none(built_once):
    alone = built_once("one-language", ("invitation",), False, solo="arbejdsplads: Solo\nsprog: [da]\n")
    assert [d["id"] for d in alone.manifest["workplaces"]["solo"]["documents"]] == ["invitation"]


def test_teams_have_their_own_and_the_first_language_comes_first(two):
    found = sheets(two, "holdene")
    assert {"invitation-bilingual-dag", "invitation-bilingual-aften", "table-card-bilingual-dag"} <= set(found)
    document = found["invitation-bilingual-aften"]
    assert (document["language"], document["team"]) == ("en-da", "aften")
    front, back = pages_text(two.output / document["file"])
    assert "Wednesday 24 September" in front and "onsdag den 24. september" in back.lower()
    assert (two.output / "site/holdene/pdf/invitation-bilingual-aften.pdf").is_file()


@pytest.mark.parametrize("id", ["invitation", "form-wellbeing", "form-leadership", "support"])
def test_the_back_of_every_page_is_the_same_page_in_the_other_language(two, id):
    document = sheets(two, "fjorden")[f"{id}-bilingual"]
    both = pages_text(two.output / document["file"])
    assert document["sides"] == 2 and len(both) == document["pages"]
    for code, side in (("da", both[::2]), ("en", both[1::2])):
        alone = pages_text(two.output / f"print/fjorden/{code}/{id}.pdf")
        assert [MARK.sub("", page) for page in side] == [MARK.sub("", page) for page in alone]
    assert len({mark for page in both for mark in MARK.findall(page)}) == 1, "one sheet has one mark"


@pytest.mark.parametrize(
    ("id", "pages", "danish", "english"),
    [
        ("table-card", 2, "Del selv tiden", "Read out the heading"),
        ("preparation-sheet", 2, "Hvad skete der?", "What happened?"),
        ("rules-poster", 1, "Tal ud fra dig selv", "Speak for yourself"),
        ("flipchart-headings", 4, "Fælles retning", "Shared direction and goals"),
    ],
)
def test_others_show_both_beside_each_other_on_as_many_pages_as_one_language_takes(two, id, pages, danish, english):
    document = sheets(two, "fjorden")[f"{id}-bilingual"]
    words = " ".join(pages_text(two.output / document["file"])).lower()
    assert document["pages"] == pages
    assert danish.lower() in words and english.lower() in words


def test_they_are_another_way_to_print_the_same(two, pdf_text):
    """In no pack and no total; the print list and the page of prints say so."""
    for code in ("da", "en"):
        pack = pdf_text(two.output / f"print/fjorden/{code}/pack-a4.pdf")
        listed = pdf_text(two.output / f"print/fjorden/{code}/print-list.pdf")
        assert len(MARK.findall(pack)) > 6
        for document in sheets(two, "fjorden").values():
            assert MARK.search(pdf_text(two.output / document["file"]))[0] not in MARK.findall(pack)
            assert document["id"] in listed.replace(" ", "")
        page = (two.output / f"site/fjorden/{'' if code == 'da' else 'en/'}prints.html").read_text(encoding="utf-8")
        folder = "" if code == "da" else "../"
        assert f'href="{folder}pdf/invitation-bilingual.pdf"' in page
        assert "Dansk / English" in page


def languages(reader):
    """(language, page) of every element of the structure that says its language."""

    def walk(element, page_of):
        element = element.get_object()
        if not hasattr(element, "get"):
            return
        if "/Lang" in element:
            yield str(element["/Lang"]), page_of[element.raw_get("/Pg").idnum]
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                yield from walk(kid, page_of)

    page_of = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, start=1)}
    return set(walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0], page_of))


def test_a_screen_reader_is_told_which_language_it_reads(two):
    folder = two.output / "print/fjorden/da-en"
    for id, said in (
        ("invitation", {("en", 2)}), ("form-wellbeing", {("en", 2)}), ("support", {("en", 2), ("en", 4)}),
        ("table-card", {("en", 1), ("en", 2)}), ("rules-poster", {("en", 1)}),
        ("preparation-sheet", {("en", 1), ("en", 2)}),
    ):  # fmt: skip
        reader = PdfReader(folder / f"{id}-bilingual.pdf")
        assert reader.trailer["/Root"]["/Lang"] == "da"
        assert {found for found in languages(reader) if found[0] == "en"} == said, id


def test_they_are_accessible_and_nothing_is_wrong_with_them(two):
    files = sorted(two.output.glob("print/*/*-*/*.pdf"))
    assert len(files) > 20
    for file in files:
        result = check(str(file), layers={"conformance"})
        assert not result.error
        assert [f"{f.rule}: {f.message}" for f in result.findings if f.severity == "error"] == [], file.name
    told = two.run("build")
    assert [line for line in told.errors if "bilingual" in line] == []


def form(two, kind="wellbeing"):
    return two.output / f"print/fjorden/da-en/form-{kind}-bilingual.pdf"


def test_a_form_has_the_same_fields_as_in_one_language(two):
    for kind in ("wellbeing", "leadership"):
        both, alone = fields(form(two, kind)), fields(two.output / f"print/fjorden/da/form-{kind}.pdf")
        assert set(both) == set(alone)
        names = {re.sub(r"(?<=-)\d+(?=-|$)", "N", name) for name in both}
        assert names <= described()[f"form-{kind}-bilingual"]
        roots = [f.get_object() for f in PdfReader(form(two, kind)).trailer["/Root"]["/AcroForm"]["/Fields"]]
        assert sorted(f["/T"] for f in roots) == sorted(alone), "each field once"
        places = {f["/T"]: [kid.get_object() for kid in f["/Kids"]] for f in roots}
        assert len(places["name"]) == 2 and len(places["theme"]) % 2 == 0
        assert {kid["/P"].get_object()["/StructParents"] for kid in places["name"]} == {0, 1}, "one place on each side"
        assert [kid["/TU"] for kid in places["name"]] == ["Navn:", "Name:"]


def test_what_is_answered_on_one_side_stands_on_the_other_and_counts_once(two, tmp_path):
    source, target = form(two), tmp_path / "filled.pdf"
    roots = [f.get_object() for f in PdfReader(source).trailer["/Root"]["/AcroForm"]["/Fields"]]
    theme = next(f for f in roots if f["/T"] == "theme")
    assert theme["/Ff"] & 1 << 25, "both boxes of a theme are on together"
    states = [next(s for s in kid.get_object()["/AP"]["/N"] if s != "/Off") for kid in theme["/Kids"]]
    assert states[: len(states) // 2] == states[len(states) // 2 :], "a theme's id, in either language"
    chosen = states[1].removeprefix("/")
    fill(source, target, name="Søren Ågård", theme=chosen, reason_1="Fordi æblerne er røde")
    found = fields(target)
    assert (found["name"]["/V"], found["theme"]["/V"]) == ("Søren Ågård", f"/{chosen}")
    front, back = pages_text(target)
    for side in (front, back):
        assert "Søren Ågård" in side and "Fordi æblerne er røde" in side
    ticked = [a.get_object() for page in PdfReader(target).pages for a in page["/Annots"]]
    assert sum(a.get("/AS") == f"/{chosen}" for a in ticked) == 2
    dumped = subprocess.run(["pdftk", target, "dump_data_fields_utf8"], capture_output=True, text=True, check=True)
    assert dumped.stdout.count("FieldName: theme\n") == 1 and dumped.stdout.count(f"FieldValue: {chosen}\n") == 1
