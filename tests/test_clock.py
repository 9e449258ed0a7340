"""The dialogue clock in a real browser, whose own clock the tests move: what is seen, and what is remembered."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from .reading import words_of

pytestmark = pytest.mark.slow
BEGINS = datetime(2025, 9, 17, 6, 0, tzinfo=UTC)
NAMES = [f"Zebra {letter}" for letter in "ABCDEFG"]
PLACE = f"""
arbejdsplads: Prøvestedet
dialog: {{dato: 17-09-2025, kl: 8.00}}
temaer: {{trivsel: Balance og overskud, ledelse: Fælles retning og mål}}
deltagere: [{", ".join(NAMES)}]
"""
TEAMS = """
arbejdsplads: To hold
facilitator: {navn: Søren Å}
dialog:
  - {hold: Aften, dato: 18-09-2025, kl: 16.00, deltagere: 12}
  - {hold: Dag, dato: 17-09-2025, kl: 8.00, deltagere: 12}
  - {hold: Aflyst, dato: 16-09-2025, kl: 8.00, aflyst: ja}
"""
SOUND = """() => {
  const old = AudioContext.prototype.createOscillator;
  window.tones = 0;
  AudioContext.prototype.createOscillator = function () { window.tones += 1; return old.call(this); };
}"""
FIRST, LAST = "Velkomst", "Fælles afslutning"


@pytest.fixture(scope="module")
def site(built_once):
    root = built_once("clock", ("invitation",), False, place=PLACE, teams=TEAMS, bare="arbejdsplads: Bar\n")
    return root.output / "site"


@pytest.fixture
def opened(site, browser):
    """A function that opens the clock's page at a moment, in a browser with an empty memory; its time stands still."""
    context = browser.new_context(viewport={"width": 1024, "height": 768}, timezone_id="Europe/Copenhagen")

    def open_(page="place/clock", at=BEGINS - timedelta(minutes=10), **media):
        opened = context.new_page()
        opened.clock.install(time=at - timedelta(minutes=5))
        opened.emulate_media(**media)
        opened.goto((site / f"{page}.html").as_uri())
        opened.clock.pause_at(at)
        return opened

    yield open_
    context.close()


def press(page, *buttons):
    for name in buttons:
        page.get_by_role("button", name=name, exact=True).click()


def later(page, minutes):
    page.clock.fast_forward(int(minutes * 60_000))


def left(page):
    return " ".join(page.locator(".clock-count:visible p").first.inner_text().split())


def heading(page):
    return page.locator(".clock-title:visible").inner_text()


def foot(page):
    return " ".join(page.locator(".clock-foot:visible").inner_text().replace("\xa0", " ").split())


def test_it_counts_the_minutes_of_an_item(opened):
    page = opened()
    assert heading(page) == "Prøvestedet" and "Balance og overskud" in page.inner_text(".clock-ready")
    press(page, "Begynd nu")
    assert (heading(page), left(page)) == (FIRST, "15 minutter tilbage")
    later(page, 14.5)
    assert left(page) == "1 minut tilbage"
    assert "Næste: Trivsel, A: Fortæl jeres eksempler (kl. 8.05)" in foot(page)


def test_over_time_is_said_and_moves_the_end(opened):
    page = opened(at=BEGINS)
    press(page, "Begynd nu")
    later(page, 15.2)
    assert left(page) == "0 Tiden er gået"
    later(page, 3)
    assert (heading(page), left(page)) == (FIRST, "+3 minutter over tiden")
    assert "Mødet slutter kl. 11.03 (3 minutter senere end planlagt)" in foot(page)
    press(page, "Næste")
    assert (heading(page), left(page)) == ("A. Fortæl", "30 minutter tilbage")
    assert "Mødet slutter kl. 11.03" in foot(page)


def test_minutes_given_and_taken_shift_the_rest(opened):
    page = opened(at=BEGINS)
    press(page, "Begynd nu", "+5 min.", "+5 min.")
    assert left(page) == "25 minutter tilbage" and "Mødet slutter kl. 11.10" in foot(page)
    press(page, "−1 min.")
    assert left(page) == "24 minutter tilbage" and "(9 minutter senere end planlagt)" in foot(page)
    later(page, 26.5)
    press(page, "+1 min.")
    assert left(page) == "2 minutter tilbage", "on top of now, not of an end that has passed"
    press(page, "−1 min.", "−1 min.")
    assert left(page) == "1 minut tilbage"


def test_a_stopped_clock_says_how_far_behind_the_meeting_is(opened):
    page = opened(at=BEGINS)
    press(page, "Begynd nu")
    later(page, 5)
    press(page, "Stop uret")
    later(page, 12)
    assert left(page) == "10 minutter tilbage"
    assert page.locator(".clock-stopped").inner_text().replace("\xa0", " ").endswith("Mødet er nu 12 minutter bagud.")
    press(page, "Fortsæt")
    later(page, 1)
    assert left(page) == "9 minutter tilbage" and "Mødet slutter kl. 11.12" in foot(page)


def test_any_item_can_be_gone_to_and_the_meeting_ends(opened):
    page = opened()
    press(page, "Begynd nu")
    page.locator(".clock-more summary").click()
    assert page.locator(".clock-programme li").count() == 9
    page.get_by_role("button", name=LAST).click()
    assert heading(page) == LAST and "Det er det sidste punkt." in foot(page)
    press(page, "Næste")
    assert heading(page) == "Dialogen er slut"
    page.get_by_role("button", name="Forrige", exact=True).click()
    assert heading(page) == LAST
    page.on("dialog", lambda dialog: dialog.accept())
    press(page, "Begynd forfra")
    assert heading(page) == "Prøvestedet"


def test_opened_during_the_meeting_it_can_follow_the_clock_times(opened):
    page = opened(at=BEGINS + timedelta(minutes=50))
    press(page, "Følg køreplanens klokkeslæt")
    assert (heading(page), left(page)) == ("B. Sorter", "10 minutter tilbage")
    later(page, 11)
    assert (heading(page), left(page)) == ("C. Vis", "24 minutter tilbage")
    assert "Mødet slutter kl. 11.00" in foot(page) and "planlagt" not in foot(page)
    later(page, 300)
    assert heading(page) == "Dialogen er slut"


def test_before_the_meeting_it_waits_and_on_other_days_it_does_not_offer_to(opened):
    page = opened(at=BEGINS - timedelta(minutes=20))
    press(page, "Følg køreplanens klokkeslæt")
    assert left(page) == "20 minutter, til vi begynder"
    other = opened(at=BEGINS - timedelta(days=1))
    assert not other.get_by_role("button", name="Følg køreplanens klokkeslæt").is_visible()


def test_it_survives_a_reload_and_sleep_but_not_another_day(opened):
    page = opened()
    press(page, "Begynd nu", "+5 min.")
    page.reload()
    assert left(page) == "20 minutter tilbage"
    later(page, 40)
    assert left(page) == "+20 minutter over tiden"
    assert heading(opened(at=BEGINS + timedelta(days=1))) == "Prøvestedet"


def test_two_windows_follow_each_other(opened):
    room, leader = opened(), opened("place/clock-leader")
    press(leader, "Begynd nu", "Næste")
    room.bring_to_front()
    room.locator(".clock-title", has_text="A. Fortæl").first.wait_for()
    press(room, "Stop uret")
    leader.get_by_role("button", name="Fortsæt").wait_for()
    assert heading(leader) == "A. Sæt eksemplerne i gang"


def test_whose_turn_it_is(opened):
    page = opened(at=BEGINS)
    press(page, "Begynd nu", "Næste")
    shares = page.locator("[data-share]:visible")
    assert shares.all_inner_texts() == ["I er 3: nr. 1 fortæller", "I er 4: nr. 1 fortæller"]
    later(page, 9)
    assert shares.all_inner_texts() == ["I er 3: nr. 2 fortæller", "I er 4: nr. 2 fortæller"]
    later(page, 3.5)
    assert shares.all_inner_texts() == ["I er 3: svar til nr. 2", "I er 4: svar til nr. 2"]
    later(page, 13)
    assert shares.all_inner_texts() == ["I er 3: tid til overs", "I er 4: svar til nr. 4"]
    press(page, "Næste", "Næste")
    later(page, 13)
    assert shares.all_inner_texts() == ["2. gruppe af 2"]


def test_keys(opened):
    page = opened()
    press(page, "Begynd nu")
    for key, expected in [
        ("+", "16 minutter tilbage"), ("-", "15 minutter tilbage"), ("ArrowRight", "30 minutter tilbage"),
        ("PageDown", "15 minutter tilbage"), ("ArrowLeft", "30 minutter tilbage"),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert left(page) == expected, key
    page.keyboard.press(" ")
    assert page.get_by_role("button", name="Fortsæt").is_visible()
    page.get_by_role("switch", name="Lyd, når tiden er gået").focus()
    page.keyboard.press(" ")
    assert page.get_by_role("button", name="Fortsæt").is_visible(), "a switch keeps its own key"


def test_the_sound_is_chosen_and_remembered(opened):
    page = opened(at=BEGINS)
    page.evaluate(SOUND)
    press(page, "Begynd nu", "Næste")
    later(page, 31)
    assert page.evaluate("tones") == 0
    page.get_by_label("Lyd, når tiden er gået").check()
    before = page.evaluate("tones")
    press(page, "Næste")
    later(page, 15.1)
    later(page, 5)
    assert page.evaluate("tones") - before == 2, "two tones, once"
    page.reload()
    assert page.get_by_label("Lyd, når tiden er gået").is_checked()


def test_the_nearest_team_is_chosen_first(opened):
    page = opened("teams/clock-leader", at=BEGINS)
    assert heading(page) == "To hold: Dag"
    assert page.locator("select option").all_inner_texts() == ["Aften, 18. september", "Dag, 17. september"]
    page.get_by_label("Hold").select_option(index=0)
    press(page, "Begynd nu")
    page.reload()
    assert (
        "giv lederen ordet" in heading(page)
        and page.locator("article:visible").get_attribute("data-clock") == "teams:aften"
    )


def test_a_workplace_without_a_date_has_a_clock_too(opened):
    page = opened("bare/clock")
    press(page, "Begynd nu")
    assert left(page) == "15 minutter tilbage" and "Mødet slutter kl. 10.50" in foot(page)


def test_no_names_of_participants(site):
    for page in ("clock", "clock-leader"):
        assert "Zebra" not in words_of(site / f"place/{page}.html")


def test_without_scripts_it_is_a_list_of_the_programme(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, first in [("clock", "A. Fortæl"), ("clock-leader", "A. Sæt eksemplerne i gang")]:
        page.goto((site / f"place/{name}.html").as_uri())
        titles = page.locator(".clock-title:visible").all_inner_texts()
        assert len(titles) == 11 and first in titles and not page.get_by_role("button").all()
        assert "8.15–8.45" in page.inner_text("main")
    context.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (360, 640), (320, 256)])
@pytest.mark.parametrize("name", ["clock", "clock-leader"])
def test_it_fits_its_screen(opened, name, size):
    page = opened(f"place/{name}")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    press(page, "Begynd nu")
    for _ in range(9):
        assert page.evaluate("document.scrollingElement.scrollWidth") <= size[0]
        if name == "clock" and size[0] > 1000:
            assert page.locator(".clock-stage").bounding_box()["height"] <= size[1], heading(page)
        press(page, "Næste")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["clock", "clock-leader"])
def test_no_barriers(opened, name, scheme):
    page = opened(f"place/{name}", color_scheme=scheme)
    page.clock.resume()
    found = {}
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for button in ("Begynd nu", "Næste", "Stop uret", "Begynd forfra"):
            found |= {v["id"]: v["nodes"] for v in Axe().run(page).response["violations"]}
            if button == "Begynd forfra":
                page.evaluate("localStorage.clear()")
                page.reload()
            else:
                press(page, button)
    assert found == {}


def test_in_the_one_file_too(opened):
    page = opened("place/kit-da")
    page.evaluate("location.hash = '#clock'")
    press(page, "Begynd nu")
    assert (heading(page), left(page)) == (FIRST, "15 minutter tilbage")
    page.evaluate("location.hash = '#clock-leader'")
    page.locator("#clock-leader .clock-count").wait_for()
    assert left(page) == "15 minutter tilbage"


def test_it_is_found_from_the_start_page_and_more_so_on_the_day(opened):
    page = opened("place/index", at=BEGINS)
    assert page.get_by_text("I dag holder I dialogen.").is_visible()
    page.locator(".doors a[href='clock.html']").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ur til storskærmen"
    assert not opened("place/index", at=BEGINS - timedelta(days=1)).get_by_text("I dag holder I dialogen.").is_visible()
