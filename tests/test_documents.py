"""One line for each document: with skovgården's numbers (17 people, five groups) it is the right sheet."""

import re
from html import escape

import pytest
from pypdf import PdfReader

from talsammen.checking import check
from talsammen.load.project import load_project
from talsammen.render.qr import qr_picture

#: id: (step, paper, pages, sides, copies, audience, words that no other sheet could do without)
EXPECTED = {
    "guide": (1, "A4", None, 2, 5, "planning-group", ["Indhold", "Bilag 5", "Balance og overskud"]),
    "process-poster": (
        1,
        "A3",
        1,
        1,
        1,
        "everyone",
        ["17. september 2025", "Plan for dialogen", "Praktisk forberedelse"],
    ),
    "print-list": (1, "A4", 2, 2, 1, "planning-group", ["invitation.pdf", "Papir i alt"]),
    "schedule": (1, "A4", 1, 1, 4, "planning-group", ["forslag", "20. juni", "17. september"]),
    "task-split": (1, "A4", 2, 2, 4, "planning-group", ["Hvem", "Senest", "forplejning"]),
    "hr-request": (1, "A4", 2, 2, 1, "hr", ["Fortroligt", "enige"]),
    "checklist": (1, "A4", 2, 2, 4, "planning-group", ["timelønnede", "kuglepenne"]),
    "annual-wheel": (1, "A3", 1, 1, 1, "everyone", ["årshjul", "Jan", "dialog"]),
    "information-letter": (2, "A4", 1, 1, 18, "everyone", ["Kære kolleger", "20. juni", "Ali Demirci"]),
    "themes": (2, "A4", 4, 2, 17, "everyone", ["Social støtte og tillid", "Politik og kerneopgave", "Valgfrit tema"]),
    "support": (2, "A4", 2, 2, 18, "everyone", ["nultolerance", "Whistleblower", "Psykolog"]),
    "local-guidelines": (2, "A4", 2, 2, 1, "planning-group", ["krænkelser", "hos os"]),
    "word-list": (2, "A4", 2, 2, 1, "everyone", ["AMR", "IGLO"]),
    "form-wellbeing": (3, "A4", 1, 1, 17, "everyone", ["sæt 1 kryds", "Balance og overskud", "20. juni"]),
    "form-leadership": (3, "A4", 1, 1, 17, "everyone", ["sæt 1 kryds", "Fælles retning og mål", "Ali Demirci"]),
    "form-wellbeing-large": (3, "A4", 2, 2, 0, "everyone", ["sæt 1 kryds", "Motivation og engagement"]),
    "form-leadership-large": (3, "A4", 2, 2, 0, "everyone", ["sæt 1 kryds", "Borgeren i centrum"]),
    "theme-selection": (4, "A4", 2, 2, 1, "planning-group", ["Hvilket tema fylder mest", "APV"]),
    "chosen-themes": (5, "A4", 1, 1, 17, "everyone", ["Vi har valgt to temaer", "Flest pegede på de to temaer"]),
    "invitation": (5, "A4", 1, 1, 17, "everyone", ["kl. 13.00", "Personalestuen, Skovvej 4", "sandwich"]),
    "invitation-large": (5, "A4", None, 2, 0, "everyone", ["kl. 13.00", "Personalestuen, Skovvej 4"]),
    "preparation-sheet": (6, "A4", 2, 2, 17, "everyone", ["Mine to eksempler", "Balance og overskud"]),
    "preparation-sheet-large": (6, "A4", None, 2, 0, "everyone", ["Mine to eksempler", "Fælles retning og mål"]),
    "reminder": (6, "A4", 1, 1, 5, "everyone", ["Husk dine to eksempler", "17. september"]),
    "reminder-email": (6, "A4", 1, 1, 4, "planning-group", ["Mind kollegerne", "17. september"]),
    "booking-note": (7, "A4", 1, 1, 1, "planning-group", ["vagtplan", "13.00", "sandwich"]),
    "group-lists": (7, "A4", 2, 1, 2, "everyone", ["1. runde", "2. runde", "Karin Østergaard"]),
    "flipchart-headings": (7, "A3 landscape", None, 1, 5, "everyone", ["VIGTIGE", "HANDLINGER"]),
    "flipchart-headings-a4": (7, "A4 landscape", None, 1, 5, "everyone", ["VIGTIGE", "HANDLINGER"]),
    "flipchart-sheets": (7, "A3 landscape", 10, 1, 1, "everyone", ["Vigtige pointer", "Ønskede handlinger"]),
    "flipchart-sheets-tiled": (7, "A4", 19, 1, 6, "everyone", ["A1", "C3", "A4-ark"]),
    "postit-template": (7, "A4", 2, 1, 1, "everyone", ["76 × 76 mm", "pointer", "ønskede handlinger"]),
    "packing-list": (7, "A4", 2, 2, 1, "planning-group", ["Kuglepenne", "post-it", "tape"]),
    "script": (8, "A4 landscape", 4, 2, 2, "planning-group", ["13.15–13.45", "Ali fortæller i tre minutter", "Pause"]),
    "absence-sheet": (8, "A4", 2, 2, 1, "planning-group", ["mangler", "Flyt"]),
    "table-signs": (8, "A4", 10, 1, 1, "everyone", ["Gruppe", "1. runde", "2. runde"]),
    "name-tags": (8, "A4", 2, 1, 1, "everyone", ["Karin Østergaard", "Mette Holmegaard", "2. runde"]),
    "table-card": (8, "A4", 2, 2, 6, "everyone", ["30 minutter", "pointer"]),
    "concrete-card": (8, "A4 landscape", 2, 2, 3, "everyone", ["Gør det konkret", "seddel"]),
    "rules-poster": (8, "A3 landscape", 1, 1, 1, "everyone", ["Giv noget af dig selv", "Tal ud fra dig selv"]),
    "programme-poster": (8, "A3", 1, 1, 1, "everyone", ["13.00–13.15", "15.45–16.00", "Pause"]),
    "facilitator-card": (8, "A5", 4, 2, 1, "planning-group", ["Velkomst", "store ører", "15.45"]),
    "listening-notes": (8, "A4", 2, 1, 1, "planning-group", ["Lyttenoter", "lille mund"]),
    "plenary-record": (8, "A4 landscape", 2, 1, 1, "planning-group", ["Pointe 2", "Ønsket handling 2", "14.00–14.25"]),
    "evaluation-notes": (8, "A4", 1, 1, 1, "planning-group", ["særligt godt", "justere"]),
    "chart-transcript": (8, "A4", 11, 2, 1, "planning-group", ["Afskrift", "retninger", "slettes senest"]),
    "what-now": (9, "A4", 2, 1, 1, "everyone", ["allerede nu", "1. oktober", "Vi holder pauserne"]),
    "absent-page": (9, "A4", 1, 1, 5, "everyone", ["ikke var med", "Balance og overskud"]),
    "sorting-sheet": (10, "A3 landscape", 2, 1, 1, "planning-group", ["Sorter og prioriter", "mærket med tusch"]),
    "breakdown-sheet": (10, "A3 landscape", 2, 2, 2, "planning-group", ["Fra stort til konkret"]),
    "development-plan": (10, "A4 landscape", 2, 2, 1, "planning-group", ["Ro i overgangene", "28. november"]),
    "action-plan": (10, "A4 landscape", 3, 2, 1, "planning-group", ["Åse Lindqvist", "Eksempel"]),
    "iglo": (10, "A3 landscape", 3, 2, 1, "everyone", ["Jeg holder min pause", "Organisation"]),
    "cover-letter": (10, "A4", 1, 1, 1, "planning-group", ["MED-Koordinationsgruppen", "Ro i overgangene"]),
    "forwarding-form": (10, "A4", 1, 1, 1, "planning-group", ["Klare mål for hver stue", "områdechefen"]),
    "feedback-letter": (11, "A4", None, 2, 17, "everyone", ["Kære kolleger", "Klare mål for hver stue"]),
    "progress-board": (12, "A3 landscape", 1, 1, 1, "everyone", ["Ro i overgangene", "Evalueret"]),
    "progress-board-tiled": (12, "A4 landscape", 9, 1, 1, "everyone", ["1078 × 370 mm"]),
    "we-said-we-did": (12, "A3", 1, 1, 1, "everyone", ["I sagde", "vi gjorde"]),
    "follow-up": (12, "A4", 4, 2, 1, "planning-group", ["20 minutter", "sygefravær", "12 måneder"]),
    "leader-plan": (9, "A4", 2, 2, 1, "leader", ["personlige udviklingsplan", "lytte"]),
    "leader-group": (9, "A4", 2, 2, 1, "leader", ["ledergruppe"]),
    "leader-talk": (11, "A5", 2, 2, 1, "leader", ["tak", "næste skridt"]),
}


@pytest.fixture(scope="module")
def entry(kits):
    return kits.manifest["workplaces"]["skovgården"]


def test_every_layout_has_its_line_here(kits):
    assert {layout.id for layout in load_project(kits.folder).layouts} == set(EXPECTED)


@pytest.mark.parametrize("id", EXPECTED)
def test_document(kits, entry, pdf_text, id):
    """Facts Part 7: there, on its paper, as many pages and copies as it should be, for whom, and about what."""
    _, paper, pages, sides, copies, audience, words = EXPECTED[id]
    document = next(d for d in entry["documents"] if d["id"] == id)
    told = tuple(document[key] for key in ("paper", "sides", "copies", "audience"))
    assert told == (paper, sides, copies, audience)
    assert pages is None or document["pages"] == pages
    text = pdf_text(kits.output / document["file"])
    folded = text.casefold()
    assert [word for word in words if word.casefold() not in folded] == []
    assert document["file"].startswith("leader/" if audience == "leader" else "print/")
    published = kits.output / f"site/skovgården/pdf/{id}.pdf"
    assert published.is_file() == (audience in ("everyone", "planning-group") and not document["names"])


def test_steps_of_the_documents(kits):
    steps = {layout.id: layout.step for layout in load_project(kits.folder).layouts}
    assert steps == {id: line[0] for id, line in EXPECTED.items()}


def test_no_sheet_holds_another_workplaces_words(kits, pdf_text):
    others = {
        kit.workplace.name for kit in check(kits.folder).kits if kit.id != "skovgården"
    } | {"Engparken", "Vejgruppen", "Solbakken"}  # fmt: skip
    for folder in ("print", "leader", "site"):
        for path in (kits.output / folder / "skovgården").rglob("*.pdf"):
            assert not [name for name in others if name in pdf_text(path)], path


def test_every_foot_says_whose_it_is_and_which_state_it_shows(kits, entry, pdf_text):
    """Style: workplace, document, page x of y and a mark of the inputs; on shared sheets organisation and version."""
    for document in entry["documents"]:
        text = pdf_text(kits.output / document["file"])
        if document["tiled"] or document["id"] in FOOTLESS:
            continue
        assert re.search(r"\d+/\d+ · [B-Z]{4}\b", text), document["id"]
        shared = "Nyborg Kommune · " in text
        assert "Børnehuset Skovgården" in text or shared, document["id"]


#: Sheets that are cut into cards and strips, where a foot would be cut off.
FOOTLESS: set[str] = set()


def test_tab_order_and_language(kits, entry):
    for document in entry["documents"]:
        reader = PdfReader(kits.output / document["file"])
        assert reader.trailer["/Root"]["/Lang"] == "da"
        if document["fillable"]:
            assert reader.get_fields() and all(page.get("/Tabs") == "/S" for page in reader.pages if "/Annots" in page)


def test_what_hangs_on_the_wall_shows_the_way_to_the_pages(whole_root):
    """A QR code and the address on every sheet for the wall, and only when the organisation has set one."""
    wall = {"process-poster", "programme-poster", "rules-poster", "progress-board", "we-said-we-did"}
    whole_root.printed = False
    whole_root.workplace("skovsø", "arbejdsplads: Skovsø\ndialog: {dato: 17-09-2025, kl: 8.00}\n")
    whole_root.run("build")
    sheets = {id: whole_root.output / f"print/skovsø/da/{id}.pdf" for id in EXPECTED}
    assert not [id for id, path in sheets.items() if path.is_file() and re.search(r"\bQR\b", path.read_text("utf-8"))]
    organisation = whole_root.folder / "organisation.yaml"
    text = re.sub(r"(?m)^adresse:.*$", "", organisation.read_text(encoding="utf-8"))
    organisation.write_text(f"{text}\nadresse: https://intranet.eksempel.dk/dialog/\n", encoding="utf-8")
    assert whole_root.run("build").status == 0
    picture = qr_picture("https://intranet.eksempel.dk/dialog/skovs%C3%B8/")
    for id in wall:
        sheet = sheets[id].read_text(encoding="utf-8")
        assert escape(picture) in sheet or picture in sheet, id
        assert "intranet.eksempel.dk/dialog/" in re.sub(r"<[^>]*>|&[a-z]+;|\u200b|\u00ad", "", sheet), id
