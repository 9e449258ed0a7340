"""Search in a kit and in the list of all workplaces, in a real browser: forgiving words, the keyboard, no names."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from snowballstemmer import algorithms

from talsammen.load.project import load_project
from talsammen.load.texts import STEMMERS
from talsammen.model.project import Language
from talsammen.render.alphabet import alphabetical
from talsammen.render.environment import Renderer
from talsammen.render.search import search_index
from talsammen.render.site import render_front

from .conftest import FEW_SHEETS, ROOT

PEOPLE = ["Zebra Hest", "Zebra Ko", "Zebra Gris", "Zebra Høne", "Zebra And", "Zebra Gås"]
FILE = f"""
arbejdsplads: Prøvestedet <b>
leder: {{navn: Eva Lund}}
dialog: {{dato: 17-09-2025, kl: 8.00, sted: Orangeriet}}
temaer: {{trivsel: Balance og overskud, ledelse: Fælles retning og mål}}
deltagere: [{", ".join(PEOPLE)}]
noter: Zebranote
"""


@pytest.fixture(scope="session")
def site(built_once):
    """The site of one workplace with few sheets."""
    return built_once("search", FEW_SHEETS, False, x=FILE).output / "site/x"


@pytest.fixture
def page(browser, site):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.wrong = []
    page.on("console", lambda message: page.wrong.append(message.text))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.goto((site / "step-1.html").as_uri())
    yield page
    page.close()
    assert page.wrong == []


def found(page, query: str) -> list[tuple[str, str]]:
    """What a search shows, as (words of the link, where it leads)."""
    page.fill("#search", query)
    page.wait_for_selector(".search.is-open")
    links = page.locator(".search-list a")
    return [(link.inner_text(), link.get_attribute("href")) for link in links.all()]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("tema", "word-list.html#tema"),
        ("temaets", "word-list.html#tema"),  # a form the kit does not use
        ("INVITATIONERNE", "appendix-3.html"),
        ("køreplanerne", "dialogue.html"),
        ("paaroerende", "appendix-1.html#citizen"),
        ("parorende", "appendix-1.html#citizen"),
        ("pårør", "appendix-1.html#citizen"),  # still typing
        ("komunikation", "appendix-1.html#communication-and-culture-of-cooperation"),
        ("invitatoin", "appendix-3.html"),
        ("anerkendlse", "appendix-1.html#reward-and-recognition"),
        ("fælles retning", "appendix-1.html#shared-direction-and-goals"),
        ("flipover", "pdf/flipchart-sheets.pdf"),
        ("gruppelister", "prints.html#group-lists"),  # holds names: not published, found all the same
        ("orangeriet", "index.html#dialogue"),
        ("17. september", "step-8.html"),
        ("trin 5", "step-5.html"),
    ],
)
def test_a_word_finds_its_place(page, query, wanted):
    assert wanted in [href for _, href in found(page, query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [("udviklingsplan", "pdf/development-plan.pdf"), ("trin 5", "step-5.html"), ("TR", "word-list.html#tr")],
)
def test_what_is_called_so_comes_first(page, query, first):
    assert found(page, query)[0][1].startswith(first)


def test_every_word_must_be_there(page):
    both = {href for _, href in found(page, "lederen invitation")}
    assert both and both <= {href for _, href in found(page, "invitation")}
    found(page, "invitation xyzzyq")
    assert page.locator(".search-list a").count() == 0


def test_nothing_found_is_said_and_helps(page):
    found(page, "<b>xyzzyq</b> {n}")
    said = page.inner_text("[data-search] [role=status]")
    assert said.startswith("Vi fandt ikke »<b>xyzzyq</b> {n}«.") and "menuen" in said


def test_the_count_is_told_and_words_are_marked(page):
    links = found(page, "pårørende")
    assert page.inner_text("[data-search] [role=status]") == f"{len(links)} steder"
    assert {mark.lower() for mark in page.locator(".search-list mark").all_inner_texts()} == {"pårørende"}


def test_the_index_is_loaded_when_somebody_searches(page):
    assert page.evaluate("window.searchIndex") is None
    page.focus("#search")
    expect(page.locator("script[src='search-index.js']")).to_have_count(1)


def test_by_keyboard_alone_to_the_right_heading(page):
    page.keyboard.press("/")
    page.keyboard.type("hvem ser dit skema")
    page.wait_for_selector(".search-list a")
    for key, focused in [("ArrowDown", "A"), ("ArrowUp", "INPUT"), ("Enter", "A")]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.tagName") == focused
    page.keyboard.press("Enter")
    page.wait_for_url("**/step-3.html*")
    assert page.inner_text(":target") == "Hvem ser dit skema?"
    expect(page.locator(":target")).to_be_in_viewport()


def test_escape_closes_and_keeps_the_place(page):
    found(page, "invitation")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator(".search-list a").count() == 0
    assert page.evaluate("document.activeElement.id") == "search"


def test_a_result_on_the_same_page_closes_the_panel(page):
    found(page, "hvem planlægger")
    page.locator(".search-list a[href='step-1.html#hvem-planlægger']").click()
    assert page.inner_text(":target") == "Hvem planlægger?" and not page.locator(".search-list a").count()


def test_the_key_can_be_turned_off_for_good(page):
    found(page, "invitation")
    page.locator(".search-key input").uncheck()
    page.reload()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "search"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_panel_is_accessible(page, scheme):
    page.emulate_media(color_scheme=scheme)
    found(page, "trivsel")
    assert [v["id"] for v in Axe().run(page, options={"preload": False}).response["violations"]] == []


@pytest.mark.parametrize("width", [320, 800, 1440])
def test_nothing_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 600})
    for query in ("trivsel", "uovervindeliggørelsesproblematikken" * 2):
        found(page, query)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_without_scripts_there_is_no_dead_field(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert not page.locator("#search").is_visible() and page.locator(".menu a").first.is_visible()
    context.close()


def test_the_whole_kit_in_one_file_is_searched_too(browser, site):
    page = browser.new_page()
    page.goto((site / "kit-da.html").as_uri())
    assert ("Tema", "#word-list--tema") in found(page, "tema")
    page.locator(".search-list a[href='#word-list--tema']").click()
    assert page.locator("#word-list--tema").is_visible()
    page.close()


def read(index: str) -> dict:
    return json.loads(index.removeprefix("window.searchIndex = ").removesuffix(";\n"))


def test_the_index_names_no_participant_and_is_light(site):
    index = (site / "search-index.js").read_text(encoding="utf-8")
    assert "Eva Lund" in index and "ebra" not in index
    assert len(index.encode()) <= 200_000
    assert sum(path.stat().st_size for path in (ROOT / "layouts/scripts").glob("*.js")) <= 30_000


def test_every_place_in_the_index_is_there(site):
    pages = {path.name: path.read_text(encoding="utf-8") for path in site.glob("*.html")}
    for _, address, *_ in read((site / "search-index.js").read_text(encoding="utf-8"))["entries"]:
        name, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in pages[name] if anchor else (site / name).is_file(), address


def test_an_index_from_any_page_in_any_language():
    """A language without a stemmer; markup in the text; addresses of the caller's own."""
    plain = Language("xx", "X", "ltr", "", "", "", "", "", ("", ""), (), None, ())
    html = '<main><h1>A &amp; B</h1><p>&lt;/script&gt; <b>x</b>y</p><nav>z</nav><h2>no</h2><h2 id="c">C</h2></main>'
    index = search_index(plain, {"a/p.html": html}, lambda href: f"#{href}")
    assert "</script" not in index
    assert read(index) == {
        "pages": ["A & B"],
        "entries": [[0, "#p.html", "", "</script> xy no"], [0, "#p.html#c", "C", ""]],
        "forms": [],
    }


def test_stemmers_are_known():
    assert set(STEMMERS) <= set(algorithms())


def test_danish_order_of_names():
    key = alphabetical(load_project(ROOT).languages["da"])
    names = ["Afdeling 2", "Afdeling 10", "Café", "Zoo", "Ældrehuset", "Øhuset", "Aabo", "Åby"]
    assert sorted(reversed(names), key=key) == names


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """The list of a thousand workplaces."""
    areas = ("Børn og Kultur", "Teknik og Miljø", "Ældre")
    entry = {"date": "2025-09-17", "stage": "dated"}
    entries = {f"w{n}": {**entry, "name": f"Sted {n} Engen", "area": areas[n % 3]} for n in range(998)}
    entries["a"] = {**entry, "name": "Ny Skovgården", "area": "Ældre"}
    entries["b"] = {**entry, "name": "Skovgården", "area": "Børn og Kultur"}
    renderer = Renderer(load_project(ROOT), "da", "site")
    folder = tmp_path_factory.mktemp("front")
    (folder / "index.html").write_text(render_front(renderer, entries)["index.html"], encoding="utf-8")
    for name in ("assets", "a"):
        (folder / name).mkdir()
    (folder / "a/index.html").touch()
    (folder / "assets/site.js").write_bytes((ROOT / "layouts/scripts/site.js").read_bytes())
    return folder / "index.html"


def test_a_workplace_among_a_thousand(browser, front):
    page = browser.new_page()
    page.goto(front.as_uri())
    areas, shown, count = (page.locator(x) for x in (".all-areas", ".filter .places a", ".filter [role=status]"))
    assert areas.is_visible() and page.locator("details.area").count() == 3
    page.fill("#filter", "SKOVGAAR")
    assert shown.all_inner_texts() == ["Skovgården", "Ny Skovgården"] and not areas.is_visible()
    assert count.inner_text() == "2 af 1000 arbejdspladser"
    page.fill("#filter", "skov aeldre")
    assert shown.all_inner_texts() == ["Ny Skovgården"]
    page.fill("#filter", "engen")
    assert shown.count() == 50 and count.inner_text().startswith("998 ")
    page.fill("#filter", "xyzzyq")
    assert areas.is_visible() and count.inner_text().startswith("Ingen arbejdsplads hedder sådan")
    page.fill("#filter", "ny skov")
    page.keyboard.press("Enter")
    page.wait_for_url("**/a/index.html")
    page.close()


def test_the_list_reads_without_scripts(browser, front):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(front.as_uri())
    page.locator("summary").first.click()
    assert page.locator("#filter").is_hidden() and page.get_by_role("link", name="Skovgården", exact=True).is_visible()
    context.close()
