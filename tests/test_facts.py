"""Every fact of the guide is carried by a page, a theme or a printed sheet (the ``covers`` of the text files)."""

import re
from pathlib import Path

import pytest

from talsammen.load.project import read_file
from talsammen.load.texts import read_texts, shown_texts
from talsammen.model.themes import KINDS, Catalogue

ROOT = Path(__file__).parents[1]
FACTS = [
    fact
    for line in (ROOT / "tests/facts.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for fact in line.split()
]


def expand(entry: str) -> list[str]:
    """``prep4.1-3`` -> prep4.1, prep4.2, prep4.3; ``ov.s1-12`` -> ov.s1 ... ov.s12."""
    match = re.fullmatch(r"(\w+)\.([a-z]?)(\d+)-(\d+)", entry)
    if not match:
        return [entry]
    section, letter, first, last = match.groups()
    return [f"{section}.{letter}{n}" for n in range(int(first), int(last) + 1)]


@pytest.fixture(scope="module")
def carried() -> dict[str, set[str]]:
    """Fact id -> the files that carry it."""
    found: dict[str, set[str]] = {}
    sources = {
        f"content/da/{id}.md": text.front.covers for id, text in shown_texts("da", read_texts(ROOT, "da"))[0].items()
    }
    catalogue, _ = read_file(ROOT, "themes_catalog.yaml", Catalogue)
    sources |= {f"themes_catalog.yaml {t.id}": t.covers for kind in KINDS for t in catalogue.of(kind)}
    for source, entries in sources.items():
        for fact in (fact for entry in entries for fact in expand(entry)):
            found.setdefault(fact, set()).add(source)
    return found


def test_every_fact_is_carried(carried):
    assert [fact for fact in FACTS if fact not in carried] == []


def test_no_text_claims_a_fact_that_does_not_exist(carried):
    assert {fact: sorted(sources) for fact, sources in carried.items() if fact not in FACTS} == {}
