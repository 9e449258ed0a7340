"""``overview``: what HR sees across workplaces is counted right, tells of no one, and is the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from outloud import check as conforms
from pypdf import PdfReader

from talsammen.checking import check
from talsammen.followup.overdue import overdue
from talsammen.followup.overview import overview
from talsammen.render.assets import site_assets
from talsammen.render.environment import Renderer
from talsammen.render.hr import hr_page
from talsammen.render.hr_tables import HrTables

from .conftest import Root
from .made_up import AREAS, made_up
from .test_axe import violations
from .test_valid import errors_in

MADE = made_up(30)
LATE = "2025-12-03"
SMALLEST = 5
THEMES = "temaer: {trivsel: Balance og overskud, ledelse: Fælles retning og mål}\n"


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> Root:
    """Thirty made-up workplaces and one with an error; HR's overview of them, its sheets as HTML."""
    root = Root(tmp_path_factory.mktemp("hr") / "project", ("invitation",))
    root.printed = False
    for one in MADE:
        root.workplace(one.id, one.file())
    notes = "nr;runde;gruppe;slags;overskrift;tekst;valgt\n1;trivsel;1;pointe;HEMMELIG-EMNE;HEMMELIG-SEDDEL;x\n"
    root.workplace(f"{next(one.id for one in MADE if one.held)}.resultater.csv", notes)
    root.workplace("fejl", "arbejdsplads: Fejlen\ndeltagere: [HEMMELIG A, HEMMELIG A]\ndialog: {dato: 31-02-2025}\n")
    run = root.run("--today", LATE, "overview")
    assert run.status == 1
    root.said = run
    return root


def rows(root: Root, sheet: str) -> list[dict]:
    """The rows of one sheet of the workbook, by their headings."""
    book = openpyxl.load_workbook(root.output / "hr/overview.xlsx")
    header, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in body]


def words(root: Root, name: str) -> str:
    """What one of HR's sheets or pages says, without markup."""
    html = (root.output / "hr" / name).read_text(encoding="utf-8")
    return " ".join(re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", html, flags=re.S).split())


LARGE = [one for one in MADE if one.people >= SMALLEST]
SMALL = [one for one in MADE if one.people < SMALLEST]
TOGETHER = "Små arbejdspladser samlet"


def where(one) -> str:
    return one.area if one.people >= SMALLEST else TOGETHER


def test_the_made_up_ones_have_something_of_everything():
    assert {one.area for one in LARGE} == set(AREAS)
    assert sum(one.people for one in SMALL) >= SMALLEST and any(one.held for one in SMALL)
    assert any(one.people == 0 for one in SMALL) and any(one.asked for one in LARGE)


def test_every_workplace_has_its_line(seen):
    listed = {row["Id"]: row for row in rows(seen, "Arbejdspladser")}
    assert set(listed) == {one.id for one in MADE} | {"fejl"}
    assert {id for id, row in listed.items() if row["Hvor langt"] == "dialogen er holdt"} == {
        o.id for o in MADE if o.held
    }
    one = next(one for one in MADE if one.date)
    assert listed[one.id]["E-mail"] == f"{one.id}@eksempel.dk"
    assert listed[one.id]["Dialog"].strftime("%d-%m-%Y") == one.date
    assert listed[one.id]["Guide"] == "ikke bygget"
    assert listed["fejl"]["Fejl i"] == "workplaces/fejl.yaml:3:16"
    lines = (seen.output / "hr/overview.csv").read_bytes().decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(lines), delimiter=";"))
    assert [row[0] for row in table[1:]] == list(listed)


def test_themes_are_counted_by_area_and_small_ones_together(seen):
    counted = {(r["Direktørområde"], r["Tema"]): r["Valgt af"] for r in rows(seen, "De valgte temaer")}
    expected = Counter((where(o), theme) for o in MADE for theme in (o.wellbeing, o.leadership) if theme)
    assert counted == dict(expected)


def test_efforts_stand_with_status_and_marks(seen):
    table = rows(seen, "Indsatser")
    told = {"idé": "Idé", "i gang": "I gang", "gennemført": "Gennemført", "evalueret": "Evalueret", None: "Ikke oplyst"}
    expected = Counter(
        (where(o), e["indsats"], told[e["status"]], e["december"] == "ja", e["organisation"] == "ja")
        for o in MADE
        for e in o.efforts
    )
    found = Counter(
        (r["Direktørområde"], r["Indsatser"], r["Status"], r["Vigtigst"] == "ja", r["Kræver andre"] == "ja")
        for r in table
    )
    assert found == expected


def test_topics_are_the_themes_of_the_marked_efforts(seen):
    marked = Counter(
        o.wellbeing if e["tema"] == "trivsel" else o.leadership
        for o in MADE
        for e in o.efforts
        if e["december"] == "ja"
    )
    text = words(seen, "hr-summary.pdf")
    third = sorted(marked.values(), reverse=True)[2]
    for theme, count in marked.items():
        assert (f"{theme} (trivsel): {count}" in text or f"{theme} (ledelse): {count}" in text) == (count >= third)


def test_iglo_and_what_is_asked_of_others(seen):
    iglo = Counter({level: sum(o.iglo[level] for o in MADE if o.held) for level in ("individ", "gruppe")})
    text = words(seen, "hr-summary.pdf")
    assert re.search(rf"Den enkelte {iglo['individ']} \d+ % Gruppen {iglo['gruppe']} \d+ %", text)
    asked = Counter((a["til"], a["ønske"]) for o in MADE for a in o.asked)
    found = {(r["Til"], r["Hvad"]): r["Antal"] for r in rows(seen, "Det beder de andre om") if r["Står i"] == "ønske"}
    assert found == dict(asked)
    wished = {a["indsats"] for o in MADE for a in o.asked}
    wide = {e["indsats"] for o in MADE for e in o.efforts if e["organisation"] == "ja"} - wished
    assert {r["Hvad"] for r in rows(seen, "Det beder de andre om") if r["Står i"] == "indsats"} == wide


def test_the_order_list_sums_what_is_still_to_be_held(seen):
    table = rows(seen, "Bestillingsliste")
    waiting = [o for o in MADE if not o.held]
    *each, total = table
    assert {row["Arbejdsplads"] for row in each} == {o.name for o in waiting}
    assert total["Kuglepenne"] == sum(o.people + 5 for o in waiting if o.people)
    assert total["Kuglepenne"] == sum(row["Kuglepenne"] for row in each)
    assert {row["Alt er talt med"] for row in each} == {"nej"}, "nothing is built, so no page is counted"


def test_sheets_are_counted_from_the_last_build(root):
    root.printed = False
    root.example("skovgården")
    (root.folder / "workplaces/skovgården.resultater.csv").unlink()
    text = (root.folder / "workplaces/skovgården.yaml").read_text(encoding="utf-8")
    root.workplace("skovgården", re.sub(r"(?ms)^opfølgning:.*?^(?=noter)", "", text))
    root.run("build")
    root.run("overview")
    documents = root.manifest["workplaces"]["skovgården"]["documents"]
    sums = Counter()
    for d in documents:
        if d["copies"] and d["language"] == "da" and d["audience"] not in ("leader", "hr"):
            sums[d["paper"].split()[0], d["sides"]] += d["copies"] * -(-d["pages"] // d["sides"])
    (_, total) = rows(root, "Bestillingsliste")
    sides = {1: "én side", 2: "to sider"}
    assert {(p, n): total[f"{p}, {sides[n]}"] for p, n in sums} == dict(sums)
    assert total["Alt er talt med"] == "ja"
    assert rows(root, "Arbejdspladser")[0]["Guide"] == "den nyeste"


def test_a_kit_of_an_older_guide_is_told(root):
    root.printed = False
    root.workplace("ø", "arbejdsplads: Ø\n")
    root.run("build")
    organisation = root.folder / "organisation.yaml"
    organisation.write_text(organisation.read_text(encoding="utf-8").replace("version: V3", "version: V4"), "utf-8")
    root.run("overview")
    (row,) = rows(root, "Arbejdspladser")
    assert (row["Guide"], row["Guidens version"]) == ("ældre", "Udviklingsdialog 2025 V3")


def test_the_coordination_group_gets_the_plans_of_its_area(seen):
    for area, slug in zip(
        AREAS, ("boern-og-kultur", "sundhed-og-omsorg", "teknik-og-miljoe", "job-og-ledelse"), strict=True
    ):
        text = words(seen, f"coordination-summary-{slug}.pdf")
        for one in MADE:
            for effort in one.efforts:
                assert (effort["indsats"] in text) == (one.area == area)
        assert "til MED-Koordinationsgruppen" in text


def test_across_names_no_workplace(seen):
    text = words(seen, "hr-summary.pdf")
    assert [one.name for one in MADE if one.name in text] == []


def files(root: Root) -> dict[str, bytes]:
    return {
        p.relative_to(root.output).as_posix(): p.read_bytes() for p in (root.output / "hr").rglob("*") if p.is_file()
    }


def test_nothing_private_comes_into_hr(seen):
    """Participants, reasons, notes, circumstances, the leader's own words and plan, results, action plans' insides."""
    leaks = [name for name, data in files(seen).items() if b"HEMMELIG" in data]
    book = openpyxl.load_workbook(seen.output / "hr/overview.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert leaks == [] and not [cell for cell in cells if "HEMMELIG" in cell]
    assert not {path for path in seen.built() if not path.startswith("hr/")}, "nothing but hr/ is written"


def test_the_same_bytes_twice(seen):
    before = files(seen)
    seen.run("--today", LATE, "overview")
    assert files(seen) == before


def few(root: Root, **people: int) -> None:
    for id, count in people.items():
        effort = f"Indsats {id}"
        root.workplace(id, json.dumps({
            "arbejdsplads": f"Sted {id}", "område": f"Område {id[0]}", "deltagere": [f"N{n}" for n in range(count)],
            "temaer": {"trivsel": "Balance og overskud", "ledelse": "Fælles retning og mål"},
            "opfølgning": {"udviklingsplan": [{"indsats": effort, "tema": "trivsel", "december": "ja"}],
                           "sendes": [{"indsats": effort, "til": "HR", "ønske": f"Ønske {id}"}]}}))  # fmt: skip
    root.printed = False
    root.run("--today", LATE, "overview")


def test_too_few_are_counted_in_no_number(root):
    few(root, a=9, b=4)
    text = words(root, "hr-summary.pdf")
    assert "Én lille arbejdsplads er ikke med i tallene" in text and TOGETHER not in text
    assert "Ønske a" in text and "Ønske b" not in text and "Indsats b" not in text
    assert [r["Direktørområde"] for r in rows(root, "Indsatser")] == ["Område a"]
    assert "Indsats b" in words(root, "coordination-summary-omraade-b.pdf"), (
        "its plan is sent to the group by the guide"
    )


def test_no_difference_gives_a_hidden_number_away(root):
    """Were the small ones of one area shown alone, all small ones together less these would be a single one of 4."""
    few(root, a1=9, a2=4, a3=4, b=4)
    text = words(root, "coordination-summary-omraade-a.pdf")
    assert "2 små arbejdspladser er ikke med i tallene" in text
    counted = {(r["Direktørområde"], r["Tema"]): r["Valgt af"] for r in rows(root, "De valgte temaer")}
    assert counted[TOGETHER, "Balance og overskud"] == 3 and counted["Område a", "Balance og overskud"] == 1
    assert re.search(r"Balance og overskud 1 1 1 0", text), "the area counts its large workplace alone"


def test_equal_topics_share_a_place(root):
    for n, theme in enumerate(
        ("Balance og overskud", "Social støtte og tillid", "Mening og retning", "Variation og udvikling")
    ):
        root.workplace(f"w{n}", json.dumps({
            "arbejdsplads": f"W{n}", "deltagere": 8, "temaer": {"trivsel": theme},
            "opfølgning": {"udviklingsplan": [{"indsats": "Det", "tema": "trivsel", "december": "ja"}]}}))  # fmt: skip
    root.printed = False
    root.run("overview")
    html = (root.output / "hr/hr-summary.pdf").read_text(encoding="utf-8")
    assert re.findall(r'<li value="(\d)">', html) == ["1", "1", "1", "1"]


def late(root: Root, today: str) -> list[str]:
    root.run("--today", today, "overview")
    return [row["Bagud med"] or "" for row in rows(root, "Arbejdspladser")]


def test_the_day_decides_what_is_overdue(root):
    root.printed = False
    root.workplace(
        "a",
        "arbejdsplads: A\ndialog: {dato: 17-09-2025, kl: 8.00, sted: Her}\ndeltagere: 9\ndatoer: {valg: 27-06-2025}\n",
    )
    assert late(root, "2025-06-27") == [""], "the day itself is in time"
    assert late(root, "2025-06-28") == ["de to temaer (27-06-2025)"]
    assert late(root, "2025-11-28") == ["de to temaer (27-06-2025)"]
    assert late(root, "2025-11-29") == ["de to temaer (27-06-2025); udviklingsplanen (28-11-2025)"]
    root.workplace(
        "a",
        "arbejdsplads: A\ndialog: {dato: 17-09-2025, kl: 8.00, sted: Her, aflyst: ja}\ndatoer: {valg: 27-06-2025}\n"
        + THEMES,
    )
    assert late(root, "2025-09-20") == [""], "what hangs on a cancelled dialogue waits for its new day"
    assert late(root, "2025-11-01") == ["datoen for dialogen (31-10-2025)"]
    assert "aflyst" in words(root, "index.html")


def test_untrusted_words_stay_words(root):
    root.printed = False
    root.workplace("a", 'arbejdsplads: "=2+3<script>alert(1)</script>"\nområde: "<b>@x"\n')
    root.run("overview")
    assert "<script>alert" not in (root.output / "hr/index.html").read_text(encoding="utf-8")
    assert "'=2+3" in (root.output / "hr/overview.csv").read_text(encoding="utf-8-sig")
    cell = openpyxl.load_workbook(root.output / "hr/overview.xlsx")["Arbejdspladser"]["B2"]
    assert (cell.value, cell.data_type) == ("=2+3<script>alert(1)</script>", "s")


def test_what_is_no_longer_made_disappears_and_other_languages_have_a_folder(root):
    root.printed = False
    root.workplace("a", "arbejdsplads: A\nområde: Vest\n")
    root.run("overview")
    assert "hr/coordination-summary-vest.pdf" in root.built()
    organisation = root.folder / "organisation.yaml"
    organisation.write_text(organisation.read_text(encoding="utf-8").replace("sprog: [da]", "sprog: [da, en]"), "utf-8")
    root.workplace("a", "arbejdsplads: A\nområde: Øst\n")
    run = root.run("--today", LATE, "--language", "en", "overview")
    assert run.out.splitlines()[0] == "1 workplaces; dialogue held at 0"
    built = root.built()
    assert "hr/coordination-summary-vest.pdf" not in built and "hr/en/coordination-summary-oest.pdf" in built
    assert "Workplaces" in openpyxl.load_workbook(root.output / "hr/en/overview.xlsx").sheetnames
    assert "Not known yet" in words(root, "en/index.html") and 'href="en/index.html"' in (
        root.output / "hr/index.html"
    ).read_text("utf-8")


def test_the_sheets_are_pdf_ua_and_whole(tmp_path):
    """Set for real: the sheets of a few made-up workplaces have nothing to mend."""
    root = Root(tmp_path / "printed", ())
    for one in MADE[:12]:
        root.workplace(one.id, one.file())
    run = root.run("--today", LATE, "overview")
    assert run.status == 0 and [line for line in run.errors if "layouts/" in line] == []
    for path in sorted((root.output / "hr").glob("*.pdf")):
        found = conforms(str(path), layers={"conformance"})
        assert not [f.message for f in found.findings if f.severity == "error"] and not found.error, path.name
        reader = PdfReader(path)
        assert {round(float(side) / 72 * 25.4) for page in reader.pages for side in page.mediabox[2:]} == {210, 297}
        assert re.search(r"Nyborg Kommune · .* · 1/\d · [B-Z]{4}", " ".join(reader.pages[0].extract_text().split()))


def test_a_missing_action_is_told_after_three_months(tmp_path):
    root = Root(tmp_path / "plan", ())
    plan = (
        "opfølgning: {udviklingsplan: [{indsats: Ro, tema: trivsel}], handleplaner: [{indsats: Ro, status: STATUS}]}\n"
    )
    start = "arbejdsplads: A\ndialog: {dato: 17-09-2025}\n" + THEMES
    for id, status in (("a", "idé"), ("b", "i gang")):
        root.workplace(id, start + plan.replace("STATUS", status))
    a, b = check(root.folder).kits
    assert [due.milestone for due in overdue(a, date(2026, 3, 1))] == ["followup_3"]
    assert overdue(b, date(2026, 3, 1)) == () == overdue(a, date(2025, 12, 1))


@pytest.fixture(scope="module")
def thousand(seen, tmp_path_factory):
    """HR's page of a thousand workplaces, made from the thirty by the pure function."""
    checked = check(seen.folder)
    kits = [replace(kit, id=f"{kit.id}-{n}") for n in range(34) for kit in checked.kits][:1000]
    organisation = checked.project.organisation
    many = overview(organisation, kits, (), (), {}, date(2025, 12, 3))
    renderer = Renderer(checked.project, "da", "site")
    page = hr_page(renderer, many, site_assets(renderer), [("overview.csv", "overview.csv")], ())
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(page, encoding="utf-8")
    return path, many, HrTables(renderer, many)


def test_a_thousand_workplaces_fit_in_a_megabyte(thousand):
    path, many, tables = thousand
    assert len(many.rows) == 1000 == len(tables.workplaces().rows)
    assert path.stat().st_size < 1_000_000
    assert not re.search(r'(?:src|href)="(?:https?:)?//', path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_table_is_filtered_and_sorted_in_the_browser(thousand, browser):
    path, many, _ = thousand
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    shown = "rows => rows.filter(row => !row.hidden).length"
    every = page.locator(".workplaces tbody tr")
    assert every.evaluate_all(shown) == 1000 and page.locator("table.workplaces").count() == 1
    page.select_option("#area", label=AREAS[0])
    assert every.evaluate_all(shown) == sum(row.area == AREAS[0] for row in many.rows)
    page.check("#late")
    both = sum(row.area == AREAS[0] and bool(row.overdue) for row in many.rows)
    assert 0 < both == every.evaluate_all(shown)
    assert page.locator(".count").inner_text() == f"{both} af 1000 arbejdspladser"
    page.uncheck("#late")
    page.select_option("#area", "")
    page.fill("#find", MADE[7].name.lower())
    assert every.evaluate_all(shown) == sum(row.name == MADE[7].name for row in many.rows)
    page.fill("#find", "")
    page.locator("thead button", has_text="Dialog").focus()
    page.keyboard.press("Enter")
    days = every.evaluate_all("rows => rows.map(row => row.cells[3].dataset.k)")
    known = [day for day in days if day]
    assert known == sorted(known) and days[-1] == "", "what has no date stands last"
    page.keyboard.press("Enter")
    assert page.locator("[aria-sort=descending]").count() == 1
    assert every.evaluate_all("rows => rows.map(row => row.cells[3].dataset.k)")[0] == known[-1]
    page.close()
    assert said == []


@pytest.mark.slow
def test_the_page_is_valid_html(seen):
    assert errors_in([seen.output / "hr/index.html"]) == []


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_on_the_page(seen, browser, axe, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto((seen.output / "hr/index.html").as_uri())
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert violations(axe, page) == []
    page.close()


@pytest.mark.slow
def test_without_scripts_the_areas_stand_one_by_one(seen, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((seen.output / "hr/index.html").as_uri())
    assert page.locator("table.workplaces").count() == len(AREAS) + 1
    assert page.locator("details.area[open]").count() == 0 and not page.locator("#find").is_visible()
    context.close()
