"""The example workplaces, built whole: the right sheets, every date and time as planned, no holes."""

import re
from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader

from talsammen.dialogue.calendar import plan_dates
from talsammen.load.project import load_project, read_workplace

from .conftest import ROOT

FIRST_PRINTS = {
    "invitation", "form-wellbeing", "form-leadership", "process-poster", "flipchart-headings", "flipchart-sheets",
    "table-card", "group-lists", "script", "development-plan", "action-plan", "iglo", "print-list",
}  # fmt: skip
SIZES = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210)}
STAGES = {
    "solbakken": "start",
    "søndre-skole": "dated",
    "vejgruppen": "themed",
    "engparken": "grouped",
    "skovgården": "held",
}
MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
OFFSETS = (0, 15, 45, 60, 85, 95, 125, 140, 165, 180)  # facts.md part 8: minutes from the start


def layout_of(document):
    return document["id"].removesuffix(f"-{document['team']}")


def documents(kits):
    return [(id, d) for id, entry in kits.manifest["workplaces"].items() for d in entry["documents"]]


def test_the_examples_show_every_stage(kits):
    assert {id: entry["stage"] for id, entry in kits.manifest["workplaces"].items()} == STAGES


@pytest.mark.parametrize("id", STAGES)
def test_every_first_print_is_there_or_says_what_it_waits_for(kits, id):
    entry = kits.manifest["workplaces"][id]
    teams = {d["team"] for d in entry["documents"]} - {None}
    made = {d["id"].removesuffix(f"-{d['team']}") for d in entry["documents"]}
    waiting = {
        w["id"].removesuffix(next((f"-{t}" for t in teams if w["id"].endswith(f"-{t}")), "")) for w in entry["waiting"]
    }
    assert made | waiting >= FIRST_PRINTS
    assert all(w["for"] for w in entry["waiting"])


def test_a_kit_with_only_a_name_lacks_no_more_than_what_says_who_sits_where_and_why(kits):
    waiting = {w["id"] for w in kits.manifest["workplaces"]["solbakken"]["waiting"]}
    assert waiting == {"group-lists", "name-tags", "table-signs", "chosen-themes"}


def test_every_team_gets_its_own_sheets(kits):
    entry = kits.manifest["workplaces"]["engparken"]
    for sheet in ("invitation", "script", "group-lists", "flipchart-sheets", "table-card"):
        assert {d["team"] for d in entry["documents"] if layout_of(d) == sheet} == {"dag", "aften", "weekend"}


def test_copies_follow_the_number_of_people(kits):
    copies = {d["id"]: d["copies"] for d in kits.manifest["workplaces"]["skovgården"]["documents"]}
    assert copies["invitation"] == 17 and copies["form-wellbeing"] == 17
    assert copies["table-card"] == 6, "five groups and one to spare"
    unknown = {d["id"]: d["copies"] for d in kits.manifest["workplaces"]["solbakken"]["documents"]}
    assert unknown["invitation"] is None


def test_pdfs_have_the_paper_they_say_a_title_and_a_language(kits):
    for _, document in documents(kits):
        reader = PdfReader(kits.output / document["file"])
        width, height = SIZES[document["paper"].split()[0]]
        wanted = (height, width) if "landscape" in document["paper"] else (width, height)
        for page in reader.pages:
            assert (
                round(float(page.mediabox.width) * 25.4 / 72),
                round(float(page.mediabox.height) * 25.4 / 72),
            ) == wanted, document
        assert len(reader.pages) == document["pages"]
        assert reader.metadata.title and reader.trailer["/Root"]["/Lang"] == document["language"][:2]
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "tagged"


def test_sheets_of_several_pages_have_bookmarks(kits):
    """A person finds the way in the reader's side bar: every page group or item has its entry."""
    for _, document in documents(kits):
        outline = PdfReader(kits.output / document["file"]).outline
        assert outline, document["file"]
    script = PdfReader(kits.output / "print/skovgården/da/script.pdf")
    assert "Pause" in {entry.title for entry in flat(script.outline)}


def flat(outline):
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else [entry]


def test_pdfs_hold_no_font_of_the_machine(kits):
    strange = set()
    for _, document in documents(kits):
        for page in PdfReader(kits.output / document["file"]).pages:
            fonts = page["/Resources"].get("/Font", {})
            strange |= {
                str(f.get_object()["/BaseFont"])
                for f in fonts.values()
                if not re.search(r"Atkinson-?Hyperlegible|Noto-?Sans", str(f.get_object()["/BaseFont"]))
            }
    assert strange == set()


ONE_PAGE = (
    "invitation", "form-wellbeing", "form-leadership", "process-poster", "annual-wheel", "programme-poster",
    "rules-poster", "progress-board", "information-letter", "chosen-themes", "booking-note", "cover-letter",
    "absent-page",
)  # fmt: skip


@pytest.mark.parametrize("sheet", ONE_PAGE)
def test_one_page_sheets_are_one_page(kits, sheet):
    assert {d["pages"] for _, d in documents(kits) if layout_of(d) == sheet} == {1}


def test_one_flipchart_sheet_per_group_and_round(kits):
    pages = {(id, d["id"]): d["pages"] for id, d in documents(kits)}
    assert pages["skovgården", "flipchart-sheets"] == 5 * 2
    assert pages["engparken", "flipchart-sheets-weekend"] == 4 * 2 * 2, "two-sheet layout"
    assert pages["solbakken", "flipchart-sheets"] == 2


def test_nobody_is_missing_from_the_group_lists(kits, pdf_text):
    workplace = read_workplace(load_project(kits.folder), "skovgården")[0].workplace
    text = pdf_text(kits.output / "print/skovgården/da/group-lists.pdf")
    for person in workplace.participants:
        assert all(text.count(part) >= 2 for part in re.findall(r"[\w]{4,}", person.name)), (
            f"{person.name} once per round"
        )
    assert workplace.leader.name.split()[-1] not in text


def pages_and_sheets(kits, pdf_text, id):
    """(name, text) of every page and sheet of one kit; tags fall out of the pages."""
    for path in sorted(kits.built()):
        if path.startswith(f"site/{id}/") and path.endswith(".html"):
            html = (kits.output / path).read_text(encoding="utf-8")
            yield path, " ".join(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", html, flags=re.S).split())
        elif path.startswith(f"print/{id}/") and path.endswith(".pdf"):
            yield path, pdf_text(kits.output / path)


def organisation_times(project):
    return {
        f"{t.hour}.{t:%M}" for w in project.organisation.workshops for s in w.sessions for t in (s.start, s.end) if t
    }


def times_in(text: str) -> set[str]:
    return {t.replace(":", ".") for t in re.findall(r"(?<![\d.-])\d{1,2}[.:]\d{2}(?![\d.-])", text)}


def test_every_clock_time_is_one_of_the_programme(kits, pdf_text):
    """Site, invitation, script and posters agree: no clock time stands anywhere that the programme does not have."""
    start = datetime(2025, 9, 17, 13)
    wanted = {f"{t.hour}.{t:%M}" for t in (start + timedelta(minutes=m) for m in OFFSETS)}
    project = load_project(kits.folder)
    allowed = wanted | organisation_times(project)
    rows = read_workplace(project, "skovgården")[0].results.rows
    on_notes = {time for row in rows for said in row.text.root.values() for time in times_in(said)}
    found = {name: times_in(text) for name, text in pages_and_sheets(kits, pdf_text, "skovgården")}
    room = {"12.00", "16.30"}  # the note for booking the room proposes an hour before and half an hour after
    notes = (
        "print/skovgården/da/booking-note.pdf",
        "site/skovgården/pdf/booking-note.pdf",
        "site/skovgården/kit-da.html",
    )
    for name in notes:
        found[name] = found.get(name, set()) - room
    own = {n: (room if "pack-" in n else set()) | (on_notes if n.startswith("print/") else set()) for n in found}
    strange = {n: times - allowed - own[n] for n, times in found.items()}
    assert {name: times for name, times in strange.items() if times} == {}
    for name in ("print/skovgården/da/script.pdf", "site/skovgården/appendix-5.html", "site/skovgården/dialogue.html"):
        assert wanted <= found[name], name
    assert {"13.00", "16.00"} <= found["print/skovgården/da/invitation.pdf"]


def test_every_date_is_one_that_was_planned(kits, pdf_text):
    project = load_project(kits.folder)
    organisation = project.organisation
    workplace = read_workplace(project, "skovgården")[0].workplace
    planned = {d.day for d in plan_dates(workplace, organisation).values() if d.day}
    fixed = {
        organisation.round.plan_deadline,
        organisation.round.period.start,
        organisation.round.period.end,
        date(2025, 10, 1),
    }
    fixed |= {s.date for w in organisation.workshops for s in w.sessions}
    fixed.add(workplace.followup.risk_assessment.shown)
    allowed = {f"{day.day}. {MONTHS[day.month - 1]}" for day in planned | fixed}
    for name, text in pages_and_sheets(kits, pdf_text, "skovgården"):
        found = set(re.findall(rf"\b(\d{{1,2}}\. (?:{'|'.join(MONTHS)}))\b", text))
        assert found <= allowed, (name, found - allowed)
        for day, month, year in re.findall(rf"\b(\d{{1,2}})\. ({'|'.join(MONTHS)}) (\d{{4}})", text):
            assert date(int(year), MONTHS.index(month) + 1, int(day)) in planned | fixed, (name, day, month, year)


def test_the_day_is_the_same_everywhere(kits, pdf_text):
    for name in ("invitation", "process-poster", "script"):
        assert "17. september" in pdf_text(kits.output / f"print/skovgården/da/{name}.pdf"), name
    for name in ("index", "overview", "appendix-3", "step-8"):
        assert "17. september" in (kits.output / f"site/skovgården/{name}.html").read_text(encoding="utf-8"), name


def test_no_hole_and_no_placeholder_anywhere(kits, pdf_text):
    for id in STAGES:
        for name, text in pages_and_sheets(kits, pdf_text, id):
            holes = re.findall(r"\bNone\b|\bnan\b|\{\{|\}\}|\{%|@@|Undefined|Message\(|qjx|\broot=", text)
            assert not holes, (name, holes)


def test_results_of_the_dialogue_stand_in_the_plans(kits, pdf_text):
    folder = kits.output / "print/skovgården/da"
    assert "Klare mål for hver stue" in pdf_text(folder / "development-plan.pdf")
    assert "Åse Lindqvist" in pdf_text(folder / "action-plan.pdf")
    assert "Jeg holder min pause" in pdf_text(folder / "iglo.pdf")


def test_mark_in_the_foot_changes_with_the_sheet(kits, root, pdf_text):
    def mark(output, id):
        return re.search(r"1/1 · ([B-Z]{4})", pdf_text(output / f"print/{id}/da/invitation.pdf"))[1]

    root.workplace("x", (ROOT / "workplaces/vejgruppen.yaml").read_text(encoding="utf-8").replace("7.00", "7.30"))
    root.run("build")
    assert mark(kits.output, "vejgruppen") != mark(root.output, "x")
