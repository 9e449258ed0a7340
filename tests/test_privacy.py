"""The wall: what may not be published is nowhere below output/site/, and what is confidential in no pack and no zip."""

import re
import zipfile
from pathlib import Path

import pytest

from .reading import words_of

SECRET = {
    "participant": "Zebradeltager", "note": "Zebranote", "circumstance": "Zebraforhold", "leader-plan": "Zebraplan",
    "leaders-leader": "Zebrachef", "absent": "Zebrafravær", "tasks": "Zebraopgave",
    "helper": "Zebrahjælper", "hr": "Zebrahr", "leader-words": "Zebraord", "welcome": "Zebravelkomst",
    "result": "Zebranu", "owner": "zebra d.", "leader-measure": "Zebratiltag", "leader-help": "Zebrastøtte",
    "good": "Zebragodt", "adjust": "Zebrajuster", "iglo": "Zebraindivid", "communication": "Zebrabesked",
    "named-in-plan": "Okapi",
    "connection": "Zebralov", "post-it": "Zebraseddel", "heading": "Zebraoverskrift", "said": "Zebrasagt",
    "differ": "Zebrauenig",
}  # fmt: skip
#: What all employees may follow on the page »Vores plan«.
SHOWN = ("Zebraro", "Zebraperiode", "Zebrahandling", "Zebramilepæl", "Zebramål", "Zebraønske")
FILE = """
arbejdsplads: Prøvestedet
leder: {navn: Eva Lund}
lederens-leder: Zebrachef Holm
planlægningsgruppe: [{navn: Ida Holm, rolle: TR}, {navn: Bo Friis, rolle: AMR}]
dialog: {dato: 17-09-2025, kl: 8.00}
temaer: {trivsel: Balance og overskud, ledelse: Fælles retning og mål, begrundelse: Flest ønskede dem.}
deltagere: [Ida Holm, Bo Friis, Zebradeltager A, Zebradeltager B, Zebradeltager C, Zebrafravær D, Zebradeltager E,
  Okapi Et]
fraværende: [Zebrafravær D]
særlige-forhold: Zebraforhold
lederens-plan: [{område: Zebraplan, tiltag: [Zebratiltag], hjælp: Zebrastøtte}]
noter: Zebranote
opgaver: [{opgave: Zebraopgave, hvem: Ida}]
hjælpere: [Zebrahjælper]
hjælp-fra-hr: Zebrahr
lederens-ord: Zebraord
tilføjelse-velkomst: Zebravelkomst
opfølgning:
  evaluering: {godt: [Zebragodt], justere: [Zebrajuster]}
  nu: [Zebranu]
  udviklingsplan: [{indsats: Zebraro, periode: Zebraperiode 2026, tema: trivsel}, {indsats: Pauser, tema: ledelse}]
  handleplaner:
    - {indsats: Zebraro, handling: "Zebrahandling, som Okapi Et og Ida Holm laver", milepæle: [Zebramilepæl],
       måles: Zebramål for Okapis hold, tovholder: zebra d., kommunikation: Zebrabesked, status: i gang}
    - {indsats: Pauser, tovholder: Bo Friis}
  iglo: [{indsats: Zebraro, individ: [Zebraindivid]}]
  sendes: [{indsats: Zebraro, til: Zebrachef Holm, ønske: Zebraønske}]
  sammenhæng: [Zebralov]
"""
NOTES = """nr;runde;gruppe;slags;overskrift;tekst;valgt;indsats
1;trivsel;1;pointe;Zebraoverskrift;Zebraseddel;x;Zebraro
2;trivsel;1;handling;Zebraoverskrift;Zebraseddel til;x;Zebraro
3;trivsel;1;forskelligt;;Zebrauenig;;
4;;;godt;;Zebrasagt;;
"""


@pytest.fixture(scope="session")
def built(built_once):
    """One workplace that tells everything there is to tell, with every sheet."""
    return built_once("secrets", None, False, **{"x": FILE, "x.resultater.csv": NOTES})


@pytest.fixture(scope="session")
def words(built) -> dict[str, str]:
    """Path below output -> the words of every file, but the zip's, whose files are the same; of sheets their HTML."""
    files = (path for path in built.built() if not path.endswith((".zip", ".woff2")))
    return {path: words_of(built.output / path) for path in files}


def holding(words: dict[str, str], secret: str) -> set[str]:
    return {path for path, said in words.items() if SECRET[secret] in said}


def test_no_secret_reaches_the_site(words):
    published = "".join(said for path, said in words.items() if path.startswith("site/"))
    assert "Ida Holm" in published, "the planning group is published"
    assert {name for name, marker in SECRET.items() if marker in published} == set()


def test_names_stand_only_on_sheets_that_say_so(built, words):
    assert "print/x/da/group-lists.pdf" in holding(words, "participant")
    for document in built.manifest["workplaces"]["x"]["documents"]:
        if SECRET["participant"] in words[document["file"]]:
            assert document["names"] and f"site/x/pdf/{document['id']}.pdf" not in words


def test_nothing_for_other_programs_holds_a_secret(words):
    """Calendars and e-mail are sent on; the manifest lies beside what is published."""
    sent = "".join(said for path, said in words.items() if path.endswith((".ics", ".eml", ".json")))
    assert {name for name, marker in SECRET.items() if marker in sent} == set()


def test_everybody_may_follow_the_plan_but_not_who_said_or_does_what(words):
    """An owner is named when the pages name that person anyway; a participant's name in a text is hidden."""
    page = words["site/x/our-plan.html"]
    assert [marker for marker in SHOWN if marker not in page] == []
    assert "en kollega" in page and "Bo Friis" in page and "Zebrahandling, som NN og Ida Holm laver" in page
    assert "Zebramål for NNs hold" in page and "NN:" in page, "nor those outside the workplace"
    for sheet in ("action-plan", "development-plan", "feedback-letter"):
        assert "Zebraro" in words[f"site/x/pdf/{sheet}.pdf"] and "Zebraro" in words[f"site/x/word/{sheet}.docx"]
    assert {"print/x/da/action-plan.pdf", "print/x/da/action-plan.docx"} <= holding(words, "owner")


def test_post_its_stay_on_paper(words):
    """Printed for the planning group and the meeting; never where anybody can read them later."""
    for secret in ("post-it", "heading"):
        assert "print/x/da/sorting-sheet.pdf" in holding(words, secret)
        assert {path.split("/")[0] for path in holding(words, secret)} == {"print"}
    assert "print/x/da/feedback-letter.pdf" in holding(words, "post-it")
    assert holding(words, "differ") == {"print/x/da/chart-transcript.pdf", "print/x/da/pack-a4.pdf"}
    assert "print/x/da/evaluation-notes.pdf" in holding(words, "said")


def test_notes_are_printed_nowhere(words):
    assert holding(words, "note") == set()


def test_special_circumstances_stand_in_what_hr_gets_alone(words):
    assert holding(words, "circumstance") == {"print/x/da/hr-request.pdf"}


def test_the_leaders_plan_lies_in_the_leaders_own_folder(words):
    for secret in ("leader-plan", "leader-measure", "leader-help"):
        assert holding(words, secret) == {"leader/x/da/leader-plan.pdf"}


def test_nothing_confidential_is_handed_over(built, words):
    """The zip goes to the planning group: neither the leader's own nor HR's is in it or in a pack."""
    with zipfile.ZipFile(built.output / "kits/x.zip") as zipped:
        given = set(zipped.namelist())
    assert "print/x/da/pack-a4.pdf" in given
    confidential = {
        d["file"].removesuffix(".pdf")
        for d in built.manifest["workplaces"]["x"]["documents"]
        if d["audience"] in ("leader", "hr")
    }
    assert {"print/x/da/hr-request", "leader/x/da/leader-plan"} <= confidential
    assert [path for path in given if path.removesuffix(".pdf").removesuffix(".docx") in confidential] == []
    for secret in ("circumstance", "leader-plan", "leader-measure", "leader-help", "hr", "note"):
        assert holding(words, secret) & given == set()


def test_names_written_only_in_groups_stay_on_paper(root):
    root.printed = False
    groups = "[[Zebra Et, Zebra To, Zebra Tre]]"
    root.workplace("x", f"arbejdsplads: X\ngrupper: {{trivsel: {groups}, ledelse: {groups}}}\n")
    assert root.run("build").status == 0
    assert "Zebra" in words_of(root.output / "print/x/da/group-lists.pdf")
    assert "Zebra" not in "".join(map(words_of, (root.output / "site").rglob("*.[hp]*")))


def texts_of(folder: Path) -> str:
    return "\n".join(words_of(p) for p in folder.rglob("*") if p.suffix in (".html", ".js", ".css"))


def test_markup_in_every_text_is_text(root):
    root.printed = False
    nasty = "<script>alert(1)</script>{{ 7*7 }}{% raw %}"
    root.workplace(
        "x",
        f'''
arbejdsplads: "{nasty}"
område: "{nasty}"
borger: "{nasty}"
kerneopgave: "{nasty}"
leder: {{navn: "{nasty}", titel: "{nasty}", email: "{nasty}"}}
planlægningsgruppe: [{{navn: "{nasty} A", rolle: "{nasty}"}}, {{navn: "{nasty} B"}}]
kontakt: {{navn: "{nasty} A", aflevering: "{nasty}"}}
dialog: {{dato: 17-09-2025, kl: 8.00, sted: "{nasty}", forplejning: "{nasty}"}}
temaer:
  trivsel: {{titel: "{nasty}", beskrivelse: "{nasty}"}}
  ledelse: Fælles retning og mål
  begrundelse: "{nasty}"
deltagere: ["{nasty} C", "{nasty} D", "{nasty} E", "{nasty} A", "{nasty} B"]
''',
    )
    run = root.run("build")
    assert run.status == 0, run.errors
    pages = texts_of(root.output / "site")
    assert "<script>alert" not in pages
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}{% raw %}" in pages


def test_every_page_allows_nothing_but_its_own_files(built):
    """A strict policy, no script in an attribute, no style attribute, and not found by search engines."""
    pages = sorted((built.output / "site").rglob("*.html"))
    assert len(pages) > 35
    for path in pages:
        page = path.read_text(encoding="utf-8")
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
        assert policy.startswith("default-src 'none';") and "unsafe" not in policy and "*" not in policy, path.name
        assert not re.search(r"<[a-z][^<>]*\s(?:on[a-z]+|style)=", page), path.name
        assert '<meta name="robots" content="noindex, nofollow">' in page, path.name


def test_an_organisation_may_be_found_and_tells_when_names_go(root):
    root.printed = False
    text = (root.folder / "organisation.yaml").read_text(encoding="utf-8")
    text = text.replace("må-findes-af-søgemaskiner: nej", "må-findes-af-søgemaskiner: ja")
    text = re.sub(r"slettes-senest:.*", "slettes-senest: 31-12-2026", text)
    text = re.sub(r"tilgængelighedserklæring:.*", "tilgængelighedserklæring: https://www.was.digst.dk/eksempel", text)
    (root.folder / "organisation.yaml").write_text(text, encoding="utf-8")
    root.workplace("x", "arbejdsplads: X\n")
    assert root.run("build").status == 0
    page = (root.output / "site/x/index.html").read_text(encoding="utf-8")
    assert "noindex" not in page and "31. december 2026" in page
    assert '<a href="https://www.was.digst.dk/eksempel">Tilgængelighedserklæring</a>' in page
