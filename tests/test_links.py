"""Every link of the site leads to a file that is there, however much of a kit was made."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

_ADDRESS = re.compile(r'\b(?:href|src)="([^"#:]+)(?:#[^"]*)?"')
ONE_FILE = ("kit-da.html", "kit-en.html")


def links(site: Path) -> dict[str, set[Path]]:
    """Each file that a page leads to, by the page."""
    return {
        page.relative_to(site).as_posix(): {
            (page.parent / unquote(address)).resolve() for address in _ADDRESS.findall(page.read_text(encoding="utf-8"))
        }
        for page in site.rglob("*.html")
    }


def broken(site: Path) -> list[tuple[str, str]]:
    return [(page, target.name) for page, found in links(site).items() for target in found if not target.is_file()]


def led_to(site: Path) -> set[str]:
    return {target.name for found in links(site).values() for target in found}


@pytest.fixture
def both(root):
    """Two workplaces, one of them in two languages, with sheets that are not set."""
    root.printed = False
    root.example("skovgården", "vejgruppen")
    return root


def test_a_site_made_by_itself_leads_only_to_what_is_there(both):
    assert both.run("build", "--only", "site").status == 0
    site = both.output / "site"
    assert broken(site) == []
    found = led_to(site)
    assert not found & {*ONE_FILE, "invitation.pdf"} and {"calendar.ics", "step-1.html", "site.css"} <= found


def test_with_one_sheet_it_leads_to_that_sheet_and_not_to_its_word_file(both):
    assert both.run("build", "--only", "site,invitation").status == 0
    assert broken(both.output / "site") == []
    found = led_to(both.output / "site")
    assert "invitation.pdf" in found and "invitation.docx" not in found


def test_the_list_of_all_leads_to_no_workplace_that_has_no_pages(both):
    assert both.run("build", "--only", "invitation").status == 0
    assert broken(both.output / "site") == []
    assert "Skovgården" in (both.output / "site/index.html").read_text(encoding="utf-8")


def test_it_still_leads_to_all_that_the_last_whole_build_made(both):
    assert both.run("build").status == 0
    site = both.output / "site"
    assert broken(site) == []
    before = links(site)
    assert {*ONE_FILE, "invitation.pdf", "invitation.docx", "calendar.ics"} <= led_to(site)
    for page in site.rglob("step-*.html"):
        page.unlink()
    assert both.run("build", "--only", "site").status == 0
    assert links(site) == before
