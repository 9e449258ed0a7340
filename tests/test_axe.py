"""Every kind of page is accessible: axe-core in a real browser, light and dark, on any width; and by keyboard."""

import pytest

pytestmark = pytest.mark.slow

#: One page of each kind, of a workplace that has everything, one with three teams, and one that has just begun.
PAGES = (
    "index.html", "skovgården/index.html", "skovgården/step-8.html", "skovgården/prints.html",
    "skovgården/our-plan.html", "engparken/our-plan.html",
    "skovgården/dialogue.html", "skovgården/appendix-1.html", "skovgården/appendix-2.html",
    "skovgården/appendix-3.html", "skovgården/appendix-4.html",
    "skovgården/appendix-5.html", "skovgården/word-list.html", "skovgården/privacy.html", "skovgården/overview.html",
    "engparken/index.html", "engparken/appendix-5.html", "søndre-skole/index.html", "søndre-skole/prints.html",
    "vejgruppen/en/index.html", "vejgruppen/en/dialogue.html", "vejgruppen/en/prints.html",
    "vejgruppen/en/word-list.html",
)  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "preload": False}


def violations(axe, page) -> list[str]:
    found = axe.run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(kits, browser, axe, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for path in PAGES:
        page.goto((kits.output / "site" / path).as_uri())
        if wrong := violations(axe, page):
            found[path] = wrong
    page.close()
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_one_file(kits, browser, axe, scheme):
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    found = {}
    for place in ("index", "prints", "appendix-4", "sheet-form-wellbeing", "sheet-iglo", "sheet-table-card"):
        page.goto((kits.output / "site/skovgården/kit-da.html").as_uri() + f"#{place}")
        if wrong := violations(axe, page):
            found[place] = wrong
    page.close()
    assert found == {}


def test_every_page_opens_with_forced_colours(kits, browser):
    """What carries meaning is still seen when the reader's own two colours are used for everything."""
    page = browser.new_page(forced_colors="active")
    page.goto((kits.output / "site/skovgården/index.html").as_uri())
    edges = page.locator(".chosen .shape").evaluate_all(
        "shapes => shapes.map((one) => [getComputedStyle(one).borderTopWidth, getComputedStyle(one).borderRadius])"
    )
    page.close()
    assert [width != "0px" for width, _ in edges] == [True, True]
    assert edges[0][1] != edges[1][1], "the shape tells well-being from leadership"


def test_the_keyboard_reaches_what_a_mouse_does(kits, browser):
    """From the top of the start page: skip link first, each stop seen, and a sheet opened with Enter."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((kits.output / "site/skovgården/index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = 0
    while page.evaluate("document.activeElement.getAttribute('href')") != "prints.html":
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle; })()"
        )
        assert style != "none", page.evaluate("document.activeElement.outerHTML")
        seen += 1
        assert seen < 80
    page.keyboard.press("Enter")
    page.wait_for_url("**/prints.html")
    page.close()


@pytest.mark.parametrize("width", [320, 512, 768, 1024])
def test_no_zoom_makes_a_page_scroll_sideways(kits, browser, width):
    """WCAG 1.4.4 and 1.4.10: a window of 1280 px at 400, 250, 167 and 125 %."""
    page = browser.new_page(viewport={"width": width, "height": 640})
    wide = {}
    for path in PAGES:
        page.goto((kits.output / "site" / path).as_uri())
        found = page.evaluate("document.scrollingElement.scrollWidth")
        if found > width:
            wide[path] = found
    page.close()
    assert wide == {}
