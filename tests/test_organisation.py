"""organisation.yaml: its mistakes are told with their place, and what it says is seen."""

import pytest

from .conftest import Root

PLAIN = "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: 8.00}\n"
LOGO = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 20'><path d='M2 10h56' stroke='#000'/></svg>"


def change(root: Root, old: str, new: str) -> None:
    path = root.folder / "organisation.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_logo_is_on_the_pages_and_in_the_assets(root):
    (root.folder / "byvåben.svg").write_text(LOGO, encoding="utf-8")
    change(root, "  logo:", "  logo: byvåben.svg #")
    root.workplace("x", PLAIN)
    assert root.run("build").status == 0
    assert (root.output / "site/assets/logo.svg").read_text(encoding="utf-8") == LOGO
    assert 'src="../assets/logo.svg"' in (root.output / "site/x/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content"),
    [("mangler.svg", None), ("tom.png", b""), ("kort.png", b"GIF89a"), ("logo.docx", b"PK"), ("../ude.svg", b"<svg/>")],
)
def test_a_logo_that_cannot_be_used(root, name, content):
    if content is not None:
        (root.folder / name).write_bytes(content)
    change(root, "  logo:", f"  logo: {name} #")
    root.workplace("x", PLAIN)
    run = root.run("build")
    assert run.status == 1 and not root.output.exists()
    assert run.errors[0].startswith("organisation.yaml:") and ": fejl: " in run.errors[0] and name in run.errors[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('trivsel: "#0B5C6B"', 'trivsel: "#9AD"', "#9AD"),
        ('trivsel: "#0B5C6B"', 'trivsel: "#99AADD"', "4,5:1"),
        ("plan-senest: 30-11-2025", "plan-senest: 31-11-2025", "31-11-2025"),
        ("til: 31-10-2025", "til: 31-10-2024", "perioden"),
        ("\nhovedudvalg:", "\nhovedudvalget:", "hovedudvalg"),
        ("velkomst: 15", "velkomst: et kvarter", "et kvarter"),
    ],
)
def test_a_mistake_in_the_organisation_stops_the_build_and_says_where(root, old, new, said):
    change(root, old, new)
    root.workplace("x", PLAIN)
    run = root.run("build")
    assert run.status == 1 and not root.output.exists()
    line = next(line for line in run.errors if line.startswith("organisation.yaml:"))
    assert ": fejl: " in line and said in line and line.split(":")[1].isdigit()


def test_colours_reach_pages_and_prints(root, pdf_text):
    change(root, '"#0B5C6B"', '"#123456"')
    root.workplace("x", PLAIN)
    assert root.run("build").status == 0
    assert "#123456" in (root.output / "site/assets/site.css").read_text(encoding="utf-8")


def test_a_contact_that_is_given_is_shown_and_one_that_is_not_is_a_blank(root):
    change(root, "    kontakt:\n  - nøgle: consultant", "    kontakt: 12 34 56 78\n  - nøgle: consultant")
    root.workplace("x", PLAIN)
    assert root.run("build").status == 0
    assert "12 34 56 78" in (root.output / "site/x/appendix-4.html").read_text(encoding="utf-8")
