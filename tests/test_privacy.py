"""The wall: what may not be published is nowhere below output/site/."""

import re

SECRET = {
    "participant": "Zebradeltager", "note": "Zebranote", "circumstance": "Zebraforhold", "leader-plan": "Zebraplan",
    "leaders-leader": "Zebrachef", "absent": "Zebrafravær", "tasks": "Zebraopgave",
    "helper": "Zebrahjælper", "hr": "Zebrahr", "leader-words": "Zebraord", "welcome": "Zebravelkomst",
    "result": "Zebranu",
}  # fmt: skip
FILE = """
arbejdsplads: Prøvestedet
leder: {navn: Eva Lund}
lederens-leder: Zebrachef Holm
planlægningsgruppe: [{navn: Ida Holm, rolle: TR}, {navn: Bo Friis, rolle: AMR}]
dialog: {dato: 17-09-2025, kl: 8.00}
temaer: {trivsel: Balance og overskud, ledelse: Fælles retning og mål, begrundelse: Flest ønskede dem.}
deltagere: [Ida Holm, Bo Friis, Zebradeltager A, Zebradeltager B, Zebradeltager C, Zebrafravær D, Zebradeltager E]
fraværende: [Zebrafravær D]
særlige-forhold: Zebraforhold
lederens-plan: [{område: Zebraplan}]
noter: Zebranote
opgaver: [{opgave: Zebraopgave, hvem: Ida}]
hjælpere: [Zebrahjælper]
hjælp-fra-hr: Zebrahr
lederens-ord: Zebraord
tilføjelse-velkomst: Zebravelkomst
opfølgning: {nu: [Zebranu]}
"""


def texts_of(folder) -> str:
    return "\n".join(
        p.read_text(encoding="utf-8", errors="replace")
        for p in folder.rglob("*")
        if p.suffix in (".html", ".js", ".css")
    )


def test_no_secret_reaches_the_site(whole_root, pdf_text):
    whole_root.workplace("x", FILE)
    assert whole_root.run("build").status == 0
    site = whole_root.output / "site"
    published = texts_of(site) + "".join(pdf_text(p) for p in site.rglob("*.pdf"))
    assert "Ida Holm" in published, "the planning group is published"
    assert {name for name, marker in SECRET.items() if marker in published} == set()


def test_names_stand_only_on_sheets_that_say_so(whole_root, pdf_text):
    whole_root.workplace("x", FILE)
    assert whole_root.run("build").status == 0
    assert "Zebradeltager" in pdf_text(whole_root.output / "print/x/da/group-lists.pdf")
    for document in whole_root.manifest["workplaces"]["x"]["documents"]:
        if "Zebradeltager" in pdf_text(whole_root.output / document["file"]):
            assert document["names"] and f"site/x/pdf/{document['id']}.pdf" not in whole_root.built()


def test_plans_are_published_without_what_people_wrote(whole_root, pdf_text):
    """A participant may be named in a plan in any spelling; the published sheet is the empty one."""
    plan = "[Zebranu], udviklingsplan: [{indsats: Zebraro}], handleplaner: [{indsats: Zebraro, tovholder: zebra d.}]"
    whole_root.workplace("x", FILE.replace("[Zebranu]", plan))
    assert whole_root.run("build").status == 0
    for sheet in ("action-plan", "development-plan", "iglo"):
        assert "ebra" not in pdf_text(whole_root.output / f"site/x/pdf/{sheet}.pdf")
    assert "zebra d." in pdf_text(whole_root.output / "print/x/da/action-plan.pdf")


def test_names_written_only_in_groups_stay_on_paper(whole_root, pdf_text):
    groups = "[[Zebra Et, Zebra To, Zebra Tre]]"
    people = "deltagere: [Zebra Et, Zebra To, Zebra Tre]"
    whole_root.workplace("x", f"arbejdsplads: X\n{people}\ngrupper: {{trivsel: {groups}, ledelse: {groups}}}\n")
    assert whole_root.run("build").status == 0
    site = whole_root.output / "site"
    assert "Zebra" not in texts_of(site) + "".join(pdf_text(p) for p in site.rglob("*.pdf"))


def test_notes_are_printed_nowhere(whole_root, pdf_text):
    whole_root.workplace("x", FILE)
    assert whole_root.run("build").status == 0
    read = {p.relative_to(whole_root.output).parts[0]: "" for p in whole_root.output.rglob("*.pdf")}
    for p in whole_root.output.rglob("*.pdf"):
        read[p.relative_to(whole_root.output).parts[0]] += pdf_text(p)
    found = {folder: set(re.findall(r"Zebra\w+", text)) for folder, text in read.items()}
    assert not {SECRET["note"], SECRET["circumstance"]} & set().union(*found.values())
    assert {folder for folder, words in found.items() if SECRET["leader-plan"] in words} == {"leader"}


def test_markup_in_every_text_is_text(whole_root):
    nasty = "<script>alert(1)</script>{{ 7*7 }}{% raw %}"
    whole_root.workplace(
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
    run = whole_root.run("build")
    assert run.status == 0, run.errors
    pages = texts_of(whole_root.output / "site")
    assert "<script>alert" not in pages
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}{% raw %}" in pages
