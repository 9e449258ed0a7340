"""The whole kit in one file: it stands alone in an empty folder, in a real browser, on screen and on paper."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def alone(kits, tmp_path_factory):
    """The file of one workplace, in a folder where nothing else lies."""
    return Path(shutil.copy(kits.output / "site/skovgården/kit-da.html", tmp_path_factory.mktemp("alone")))


@pytest.fixture
def page(browser, alone):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.requests, page.errors = [], []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("console", lambda message: page.errors.append(message.text))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(alone.as_uri())
    yield page
    page.close()


def test_nothing_beside_it_is_asked_for(page, alone):
    text = alone.read_text(encoding="utf-8")
    addresses = set(re.findall(r'\b(?:href|src)="([^"]*)"', text))
    outside = {one for one in addresses if not one.startswith(("#", "data:", "mailto:", "tel:", "https:"))}
    assert outside == set()
    assert [url for url in page.requests if not url.startswith(("file:", "data:"))] == []
    assert page.errors == []


def test_every_link_leads_to_something_in_it(page):
    lost = page.evaluate(
        """[...document.querySelectorAll('a[href^="#"]')].map((a) => decodeURIComponent(a.hash.slice(1)))
           .filter((id) => id && !document.getElementById(id))"""
    )
    assert lost == []
    twice = page.evaluate(
        """(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
           return ids.filter((id, place) => ids.indexOf(id) !== place); })()"""
    )
    assert twice == []


def test_one_section_at_a_time_and_the_way_back(page):
    assert page.locator(".kit-page:visible").count() == 1
    page.locator("main a[href='#step-9']:visible").first.click()
    assert page.locator(".kit-page:visible").get_attribute("id") == "step-9"
    assert page.locator(".menu [aria-current]").get_attribute("href") == "#step-9"
    page.go_back()
    assert page.locator(".kit-page:visible").get_attribute("id") == "index"


def test_a_sheet_is_a_page_of_paper_with_its_own_style(page):
    page.goto(page.url.split("#")[0] + "#sheet-table-card")
    paper = page.locator("#sheet-table-card .paper")
    assert paper.bounding_box()["width"] == pytest.approx(210 / 25.4 * 96, abs=2)
    size = paper.locator(".phase").first.evaluate("element => getComputedStyle(element).fontSize")
    assert size == "34.6667px", "26 pt, as the sheet's own style says"


def test_a_sheet_is_never_wider_than_a_phone(page):
    page.set_viewport_size({"width": 320, "height": 640})
    for id in ("index", "prints", "sheet-iglo", "sheet-flipchart-sheets", "sheet-table-card", "dialogue"):
        page.goto(page.url.split("#")[0] + f"#{id}")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320, id


def test_without_scripts_everything_is_there(browser, alone):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(alone.as_uri())
    assert page.locator(".kit-page:visible").count() == page.locator(".kit-page").count() > 60
    context.close()


def test_it_prints_whole_each_sheet_on_its_own_paper(page, tmp_path, pdf_text):
    page.pdf(path=tmp_path / "kit.pdf", prefer_css_page_size=True)
    told = subprocess.run(
        ["pdfinfo", "-l", "999", str(tmp_path / "kit.pdf")], capture_output=True, text=True, check=True
    ).stdout
    sizes = {(round(float(w)), round(float(h))) for w, h in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", told)}
    assert sizes == {(595, 842), (842, 595), (842, 1191), (1191, 842), (420, 595)}, "A4, A3 and A5 as on paper"
    text = pdf_text(tmp_path / "kit.pdf")
    assert "Her er I nu" in text and "Tal ud fra dig selv" in text


def test_it_holds_the_published_sheets_and_no_others(kits, alone):
    text = alone.read_text(encoding="utf-8")
    held = set(re.findall(r'<article class="kit-page kit-sheet" id="sheet-([\w-]+)"', text))
    documents = kits.manifest["workplaces"]["skovgården"]["documents"]
    published = {d["id"] for d in documents if (kits.output / f"site/skovgården/pdf/{d['id']}.pdf").is_file()}
    assert held == {id for id in published if not id.endswith("-tiled")} - {"guide"}
