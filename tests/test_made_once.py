"""What many workplaces have alike is made once; a workplace's pages still hold its own words, whoever came before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from jinja2 import DictLoader, StrictUndefined

from talsammen.checking import Checked, check
from talsammen.one_kit import SITE, OneKit
from talsammen.production import Production
from talsammen.render import memo
from talsammen.render.compiled import Compiled
from talsammen.render.context import WorkplaceView, public_view
from talsammen.render.environment import Renderer

from .conftest import FEW_SHEETS, Root

#: The words of one workplace, wherever a page may show some; the rest is the same for all of them.
OWN = {
    "arbejdsplads": "Sted {}", "koordinationsgruppe": "Gruppen {}", "med-form": "form {}", "kerneopgave": "Opgave {}",
    "borger": "borgere {}", "lokale-værdier": ["mod {}", "ro {}"], "tavle": "tavlen {}", "undtaget": "Undtaget {}.",
    "leder": {"navn": "Leder {}", "titel": "chef {}"}, "kontakt": {"navn": "Kontakt {}", "aflevering": "kassen {}"},
    "planlægningsgruppe": [{"navn": "Ane {}", "rolle": "TR"}, {"navn": "Bo {}", "rolle": "opgave {}"}],
}  # fmt: skip
PEOPLE = ("Ane", "Bo", "Kontakt", "Dan", "Eva", "Fie", "Gro")
DIALOGUE = {"dato": "17-09-2025", "kl": "13.00", "sted": "Salen {}", "forplejning": "kage {}"}
THEMES = {"trivsel": "Balance og overskud", "ledelse": "Fælles retning og mål", "begrundelse": "Fordi {}."}


def said(mark: str, **more: object) -> str:
    """A workplace file full of this mark; JSON is YAML."""
    every = {**OWN, "sprog": ["da", "en"], "dialog": DIALOGUE, "temaer": THEMES, **more}
    told = {key: value for key, value in every.items() if value}
    return json.dumps(told, ensure_ascii=False).replace("{}", mark)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Checked:
    """Two very different workplaces, and some that differ in one thing each."""
    root = Root(tmp_path_factory.mktemp("alike") / "root", FEW_SHEETS)
    root.example("engparken", "vejgruppen")
    root.workplace("a", said("Wkvist"))
    root.workplace("b", said("Wravn"))
    root.workplace("c", said("Wmusling", dialog={**DIALOGUE, "kl": "9.00"}))
    root.workplace("d", said("Wtorden", dialog={"sted": "Salen {}"}, temaer=None))
    root.workplace("e", said("Whumlebi", **{"eget-udvalg": "nej", "deltagere": [f"{one} {{}}" for one in PEOPLE]}))
    checked = check(root.folder)
    assert not checked.failed, checked.problems
    return checked


def sites(place: Checked, order: Iterable[str], together: bool) -> dict[str, bytes]:
    """Every file of these workplaces' sites, made in this order by the same Renderers, or each by its own."""
    kits = {kit.id: kit for kit in place.kits}
    compiled = Compiled()

    def production() -> Production:
        return Production(place.project, place.languages, Path("unused"), compiled)

    shared, files = production(), {}
    for id in order:
        made = shared if together else production()
        files |= OneKit(made, kits[id], {}, (SITE,)).site()
        files |= one_file(made, kits[id])
    return files


def one_file(made: Production, kit) -> dict[str, bytes]:
    from talsammen.render.onefile import render_one_file
    from talsammen.render.site import print_links, render_site

    files = {}
    for code in kit.languages:
        view = public_view(kit, made.site[code])
        invitation = f"site/{kit.site_folder(code)}/pdf/invitation.pdf"
        links = print_links(made.paper[code], kit, view, {invitation}, {"invitation": 1})
        pages = render_site(made.site[code], kit, view, links)
        files |= render_one_file(made.site[code], kit, view, links, [], pages, {}, "")
    return {f"site/{path}": text.encode() for path, text in files.items()}


@pytest.fixture(scope="module")
def alone(place):
    """Every workplace's site, each by Renderers that have seen no other."""
    return sites(place, IDS, together=False)


IDS = ("engparken", "vejgruppen", "a", "b", "c", "d", "e")
MARKS = {"a": "Wkvist", "b": "Wravn", "c": "Wmusling", "d": "Wtorden", "e": "Whumlebi"}


@pytest.mark.parametrize("order", [IDS, IDS[::-1], (*IDS, *IDS)], ids=["forward", "backward", "twice"])
def test_the_bytes_are_those_of_a_workplace_by_itself(place, alone, order):
    together = sites(place, order, together=True)
    assert together.keys() == alone.keys()
    assert [path for path in alone if together[path] != alone[path]] == []


def test_so_they_are_when_hardly_anything_is_remembered(place, alone, monkeypatch):
    monkeypatch.setattr(memo, "ROOM", 7000)
    monkeypatch.setattr(memo, "VALUES", 5)
    together = sites(place, ("a", "b", "a"), together=True)
    assert all(together[path] == alone[path] for path in together)


def test_no_page_holds_another_workplaces_words(place):
    files = sites(place, (*IDS, *IDS[::-1]), together=True)
    for path, data in files.items():
        text, own = data.decode().casefold(), path.split("/")[1]
        assert [mark for id, mark in MARKS.items() if id != own and mark.casefold() in text] == [], path
    for id, mark in MARKS.items():
        assert sum(mark in data.decode() for path, data in files.items() if path.startswith(f"site/{id}/")) > 40, id


@pytest.fixture
def renderer(place) -> Renderer:
    found = Renderer(place.project, "da", "site")
    found.env.loader = DictLoader({
        "outer": "{{ once('inner', one=first) }}", "inner": "{{ one }}{% if more %}{{ late }}{% endif %}",
        "called": "{{ once('calls') }}", "calls": "{{ ask('x') }}",
        "whole": "{{ once('shows') }}", "shows": "{{ place.name }}", "same": "{{ once('equal') }}",
        "equal": "{{ place == other }}",
    })  # fmt: skip
    return found


def test_a_name_that_is_only_asked_for_later_counts(renderer):
    """Also when what asks for it stands within what was made before."""

    def made(**values):
        return renderer.template("outer", values)

    assert made(first="a", more=False, late="1") == made(first="a", more=False, late="2") == "a"
    assert made(first="a", more=True, late="1") == "a1"
    assert made(first="a", more=True, late="2") == "a2"
    assert made(first="b", more=True, late="2") == "b2"
    assert made(first="a", more=False, late="3") == "a"


def test_what_is_the_same_to_python_but_not_to_a_reader_counts(renderer):
    from markupsafe import Markup

    given = [renderer.template("outer", {"first": one, "more": False}) for one in (1, True, "1", "<b>", Markup("<b>"))]
    assert given == ["1", "True", "1", "&lt;b&gt;", "<b>"]


def test_what_a_function_says_is_asked_anew(renderer):
    told = iter(["one", "two"])
    assert [renderer.template("called", {"ask": lambda _: next(told)}) for _ in range(2)] == ["one", "two"]


def test_of_a_workplace_only_the_fields_that_are_shown_count(renderer):
    def view(**fields):
        return WorkplaceView(**{name: fields.get(name) for name in WorkplaceView.__dataclass_fields__})

    same = [renderer.template("whole", {"place": view(name="A", id=id)}) for id in "xy"]
    assert same == ["A", "A"]
    assert renderer.template("whole", {"place": view(name="B", id="x")}) == "B"
    with pytest.raises(Exception, match="compare the fields of place"):
        renderer.template("same", {"place": view(name="A"), "other": view(name="A")})


def test_what_is_missing_stays_an_error(renderer):
    renderer.template("outer", {"first": "a", "more": True, "late": "1"})
    assert renderer.env.undefined is StrictUndefined
    with pytest.raises(Exception, match="late"):
        renderer.template("outer", {"first": "a", "more": True})
