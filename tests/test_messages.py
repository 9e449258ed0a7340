"""Interface words: every one in the code and the layouts is translated, none is left over, and placeholders agree."""

import re
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from .conftest import ROOT

METHODS = [("talsammen/**.py", "python"), ("layouts/**.html", "jinja2"), ("layouts/**.svg", "jinja2")]


@pytest.fixture(scope="module")
def used() -> set[str]:
    found = set()
    for method in METHODS:
        for _, _, message, *_ in extract_from_dir(
            ROOT,
            [method],
            {method[0]: {"encoding": "utf-8"}},
            keywords={"say": None, "_": None},
            directory_filter=lambda path: not re.search(r"/(\.|output|tests|docs)", path.removeprefix(str(ROOT))),
        ):
            found.add(message if isinstance(message, str) else message[0])
    return found


@pytest.fixture(scope="module")
def danish() -> dict[str, str]:
    with (ROOT / "content/da/messages.po").open("rb") as file:
        return {m.id: m.string for m in read_po(file, locale="da") if m.id and not m.fuzzy}


def test_every_word_is_translated_and_none_is_left_over(used, danish):
    assert sorted(used - {id for id, string in danish.items() if string}) == [], "run: make messages, then translate"
    assert sorted(set(danish) - used) == []


def test_placeholders_agree(danish):
    def names(text):
        return sorted(name for _, name, _, _ in Formatter().parse(text) if name)

    assert {id: string for id, string in danish.items() if names(id) != names(string)} == {}


def test_no_word_hides_in_an_f_string():
    """Extraction does not see say("...") inside f"...", so there must be none."""
    hidden = [
        f"{path.name}: {line.strip()}"
        for path in (ROOT / "talsammen").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bf\"[^\"]*\{[^}\"]*\bsay\(", line)
    ]
    assert hidden == []
