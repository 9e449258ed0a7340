"""The words of the guide: readable, whole, in one language, with links that lead somewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import html5lib
import pytest

from talsammen.load.project import read_file
from talsammen.model.themes import KINDS, Catalogue

from .conftest import ROOT
from .lix import blocks, lix

PAGES = sorted((ROOT / "content/da").glob("*.md"))
SHEETS = sorted((ROOT / "content/da/print").glob("*.md"))


def measured() -> dict[str, tuple[float, list[str]]]:
    """Page -> its LIX and the blocks it was counted over; the themes count as one page."""
    found = {path.name: blocks(path.read_text(encoding="utf-8")) for path in PAGES}
    catalogue, _ = read_file(ROOT, "themes_catalog.yaml", Catalogue)
    themes = [theme for kind in KINDS for theme in catalogue.of(kind)]
    found["themes_catalog.yaml"] = [
        *(point for theme in themes for point in theme.points.get("da", ())),
        *(theme.opening.in_language("da") for theme in themes if theme.opening),
    ]
    return {name: (lix(texts), texts) for name, texts in found.items()}


def test_the_guide_is_easy_to_read():
    pages = measured()
    assert {name: value for name, (value, _) in pages.items() if value > 42} == {}
    assert lix([block for _, texts in pages.values() for block in texts]) <= 36


def test_lix_is_counted_as_its_author_counted_it():
    assert lix(["Det er en god dag. Vi holder ferie."]) == pytest.approx(8 / 2 + 0)
    assert lix(["Planlægningsgruppen mødes: Alle kommer."]) == pytest.approx(4 / 2 + 100 / 4)


@pytest.mark.parametrize("path", [*PAGES, *SHEETS], ids=lambda p: p.stem)
def test_the_words_the_guide_has_dropped(path):
    """facts.md part 4: one word, one meaning (INC-6, 7, 48, 49, 57)."""
    text = path.read_text(encoding="utf-8")
    dropped = re.findall(
        r"\b(?:valgfrit emne|fokusperson\w*|cafedialog\w*|handlingsplan\w*|fremadrettede handlinger|A-side|B-side"
        r"|udviklingstiltag\w*|indsatsområde\w*)\b",
        text,
        re.I,
    )
    assert dropped == []


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.ids, self.outside = [], [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        for name in ("href", "src"):
            target = values.get(name)
            if target is None or target.startswith(("data:", "mailto:", "tel:")):
                continue
            (self.outside if re.match(r"(?:[a-z]+:)?//", target) else self.links).append(target)


@pytest.fixture(scope="module")
def parsed(kits) -> dict[Path, Links]:
    found = {}
    for path in sorted((kits.output / "site").rglob("*.html")):
        found[path] = Links()
        found[path].feed(path.read_text(encoding="utf-8"))
    return found


def test_every_link_and_anchor_leads_somewhere(parsed):
    broken = []
    for page, found in parsed.items():
        for link in found.links:
            target, anchor = urldefrag(unquote(link))
            file = (page.parent / target).resolve() if target else page
            if not file.exists() or (anchor and file.suffix == ".html" and anchor not in parsed[file].ids):
                broken.append(f"{page.parent.name}/{page.name}: {link}")
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(parsed):
    assert {page.name: found.outside for page, found in parsed.items() if found.outside} == {}


def test_ids_stand_once_on_a_page(parsed):
    """The one file is left out: its sheets are trees of their own (tests/test_one_file.py)."""
    assert {
        page.name: dup
        for page, found in parsed.items()
        if not page.name.startswith("kit-") and (dup := {id for id in found.ids if found.ids.count(id) > 1})
    } == {}


def test_every_page_is_in_the_menu_of_every_page(parsed):
    for page, found in parsed.items():
        if page.parent.name != "site" and not page.name.startswith("kit-"):
            missing = (
                {p.name for p in page.parent.glob("*.html") if not p.name.startswith("kit-")}
                - {urldefrag(link)[0] for link in found.links}
                - {page.name}
            )
            assert missing == set(), page


def test_pages_are_whole_html(kits):
    """A strict parser finds no unclosed, misplaced or unknown tag."""
    wrong = {}
    for path in sorted((kits.output / "site").rglob("*.html")):
        if path.parent.name in ("site", "engparken", "solbakken"):
            try:
                html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))
            except html5lib.html5parser.ParseError as error:
                wrong[f"{path.parent.name}/{path.name}"] = str(error)
    assert wrong == {}
