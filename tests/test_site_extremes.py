"""Workplaces nobody had in mind: their pages stay whole, safe and readable."""

import re

import pytest

from .test_axe import violations

pytestmark = pytest.mark.slow

NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}&amp;\"'"
WRITTEN = "'" + NASTY.replace("'", "''") + "'"
PEOPLE_400 = "".join(f"  - Medarbejder Nummer {n}\n" for n in range(400))
WORKPLACES = {
    "alene": "arbejdsplads: Ene\nleder: Ida Lund\ndialog: {dato: 17-09-2025, kl: 9.00}\ndeltagere: [Bo Friis]\n",
    "mange": f"arbejdsplads: Sygehuset\ndialog: {{dato: 17-09-2025, kl: 9.00}}\ndeltagere:\n{PEOPLE_400}",
    "tom": "arbejdsplads: Uden datoer\n",
    "forbi": "arbejdsplads: Længe siden\ndialog: {dato: 17-09-2019, kl: 9.00}\n",
    "tre": """arbejdsplads: Tre hold
dialog:
  - {hold: dag, dato: 17-09-2025, kl: 9.00, deltagere: 20}
  - {hold: aften, dato: 18-09-2025, kl: 16.00, deltagere: 9}
  - {hold: nat, dato: 19-09-2025, aflyst: ja, deltagere: 4}
""",
    "navne": """arbejdsplads: ĸalaallit Ilinniarfiat – Nguyễn Thị Ồ
leder: {navn: "محمد عبد الرحمن", titel: leder, email: m@eksempel.dk}
planlægningsgruppe: [{navn: Aĸaluk Qaĸortoĸ, rolle: TR}, {navn: Nguyễn Thị Mỹ Hạnh, rolle: AMR}]
kontakt: {navn: Aĸaluk Qaĸortoĸ}
dialog: {dato: 17-09-2025, kl: 9.00, sted: "غرفة الاجتماعات"}
""",
    "lang": f"""arbejdsplads: {"Døgninstitutionen for unge med særlige behov " * 4}
leder: {{navn: {"Wolfeschlegelsteinhausenbergerdorff" * 3}, titel: {"virksomhedsområdechef" * 5}}}
dialog: {{dato: 17-09-2025, kl: 9.00, sted: {"Kommunaldirektørforgemakkerne" * 4}}}
""",
    "ond": f"""arbejdsplads: {WRITTEN}
leder: {{navn: {WRITTEN}}}
dialog: {{dato: 17-09-2025, kl: 9.00, sted: {WRITTEN}, hold: {WRITTEN}}}
temaer: {{trivsel: {{titel: {WRITTEN}, beskrivelse: Vi taler.}}, begrundelse: {WRITTEN}}}
""",
}
KINDS = ("index", "prints", "step-8", "appendix-3", "appendix-5", "privacy", "clock", "clock-leader", "dialogue")


@pytest.fixture(scope="module")
def site(built_once):
    return built_once("extremes", None, False, **WORKPLACES).output / "site"


@pytest.mark.parametrize("id", WORKPLACES)
def test_pages_stay_whole(site, browser, axe, id):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    told, wrong = [], {}
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text))
    page.on("dialog", lambda dialog: (told.append("a script ran"), dialog.dismiss()))
    for kind in (*KINDS, "kit-da"):
        page.goto((site / id / f"{kind}.html").as_uri())
        if (width := page.evaluate("document.scrollingElement.scrollWidth")) > 320:
            wrong[kind] = f"{width} px wide"
        if kind in ("index", "clock") and (found := violations(axe, page)):
            wrong[kind] = found
    page.goto((site / "index.html").as_uri())
    page.close()
    assert (told, wrong) == ([], {})


def test_markup_in_a_value_is_text_everywhere(site):
    for path in (site / "ond").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page and "<img src=x" not in page, path.name
        assert "49" not in re.sub(r"[^{}0-9]", " ", page).split() or "{{ 7*7 }}" in page
    assert "{{ 7*7 }}{% raw %}" in (site / "ond/index.html").read_text(encoding="utf-8")


def test_a_workplace_of_one_is_told_the_truth(site):
    told = (site / "alene/privacy.html").read_text(encoding="utf-8")
    assert "Dialogen er ikke anonym" in told and "I er 400." in (site / "mange/privacy.html").read_text("utf-8")


def test_a_past_dialogue_counts_nothing_down(site, browser):
    page = browser.new_page()
    page.clock.set_fixed_time("2026-01-05T10:00:00")
    page.goto((site / "forbi/index.html").as_uri())
    assert page.locator(".is-next, .is-today").count() == 0
    page.close()
