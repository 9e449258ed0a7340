"""The site in a real browser, by double-click: no sideways scrolling, nothing fetched, usable without scripts."""

import pytest

pytestmark = pytest.mark.slow


def every_page(kits, id):
    return sorted((kits.output / "site" / id).glob("*.html"))


def test_no_page_scrolls_sideways_on_a_phone(kits, browser):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    wide = {}
    for path in [kits.output / "site/index.html", *every_page(kits, "engparken")]:
        page.goto(path.as_uri())
        width = page.evaluate("document.scrollingElement.scrollWidth")
        if width > 320:
            wide[path.name] = width
    page.close()
    assert wide == {}


def test_nothing_is_fetched_and_nothing_goes_wrong(kits, browser):
    page = browser.new_page()
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in every_page(kits, "skovgården"):
        page.goto(path.as_uri())
    page.close()
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert errors == []


def test_from_the_front_page_to_a_print_by_clicking(kits, browser):
    page = browser.new_page()
    page.goto((kits.output / "site/index.html").as_uri())
    page.get_by_role("link", name="Børnehuset Skovgården").first.click()
    assert page.get_by_role("heading", level=1).count() == 1
    assert "17. september 2025" in page.inner_text("main")
    page.locator("main a[href='prints.html']").first.click()
    link = page.locator("a[href='pdf/invitation.pdf']").first
    assert (kits.output / "site/skovgården" / link.get_attribute("href")).is_file()
    page.close()


def test_pages_read_without_scripts(kits, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((kits.output / "site/skovgården/index.html").as_uri())
    assert "17. september 2025" in page.inner_text("main") and page.locator("nav a").count() > 20
    context.close()


def test_fonts_of_the_site_are_its_own(kits, browser):
    page = browser.new_page()
    page.goto((kits.output / "site/skovgården/index.html").as_uri())
    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family))"
    )
    page.close()
    assert any("Atkinson Hyperlegible" in family for family in loaded)


def test_start_page_is_light(kits):
    site = kits.output / "site"
    html = (site / "skovgården/index.html").stat().st_size
    assets = sum(p.stat().st_size for p in (site / "assets").iterdir())
    assert html + assets <= 150_000


@pytest.mark.parametrize(
    ("day", "told", "next_step"),
    [
        ("2025-09-20", "I er næsten klar", "Trin 6"),
        ("2025-09-25", "I er næsten klar", "Trin 6"),
        ("2025-09-26", "Dagen for dialogen er gået", "Trin 9"),
        ("2027-09-20", "Alle datoer i forløbet er passeret", None),
    ],
)
def test_the_start_page_tells_what_is_so_today(kits, browser, day, told, next_step):
    page = browser.new_page()
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto((kits.output / "site/engparken/index.html").as_uri())
    assert page.locator(".lead:visible").all_inner_texts()[0].startswith(told)
    steps = page.locator(".todo h3:visible").all_inner_texts()
    assert steps[0].startswith(next_step) if next_step else steps == []
    page.close()


def test_what_is_too_wide_for_a_phone_is_reached_by_keyboard(kits, browser):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto((kits.output / "site/engparken/overview.html").as_uri())
    figure = page.locator("figure.fig").first
    figure.focus()
    for _ in range(50):  # on a busy machine the first keys come before the page listens
        page.keyboard.press("ArrowRight")
        if figure.evaluate("figure => figure.scrollLeft") > 0:
            break
        page.wait_for_timeout(100)
    assert figure.evaluate("figure => figure.scrollLeft") > 0
    page.close()
