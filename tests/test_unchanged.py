"""What is made from the same as before is left alone; whatever a kit depends on makes it anew."""

import os
import stat
from dataclasses import replace

import pytest
from jinja2 import Environment

from talsammen import one_kit, pipeline
from talsammen.render import environment

from .test_build import NAME_ONLY


@pytest.fixture
def three(root, monkeypatch):
    """Three workplaces, built; ``root.made`` are the kits later builds make anew."""
    root.printed = False
    root.workplace("a", NAME_ONLY.format(" a") + "dialog: {dato: 17-09-2025}\n")
    root.workplace("b", NAME_ONLY.format(" b"))
    root.workplace("c", NAME_ONLY.format(" c"))
    assert root.run("build").status == 0
    root.made = []
    real = one_kit.OneKit.made

    def made(self, *rest):
        root.made.append(self.kit.id)
        return real(self, *rest)

    monkeypatch.setattr(one_kit.OneKit, "made", made)
    return root


def times(root):
    return {path: (root.output / path).stat().st_mtime_ns for path in root.built()}


def test_an_unchanged_build_fills_in_no_template_and_writes_nothing(three, monkeypatch):
    before = times(three)

    def never(*_):
        raise AssertionError("nothing is to be filled in")

    monkeypatch.setattr(environment.Renderer, "__init__", never)
    for ids in ((), ("a",), ("b", "c")):
        run = three.run("build", *ids)
        assert run.status == 0 and "filer ændret: 0" in run.out
    assert three.made == [] and times(three) == before


def test_one_changed_workplace_is_the_only_one_made_anew(three):
    before = times(three)
    three.workplace("b", NAME_ONLY.format(" b, og mere"))
    assert three.run("build").status == 0
    assert three.made == ["b"]
    changed = {path for path, time in times(three).items() if before.get(path) != time}
    assert changed and all("/b/" in path or "/b.zip" in path for path in changed - {"site/index.html", "manifest.json"})
    assert "b, og mere" in (three.output / "site/index.html").read_text("utf-8")
    assert three.manifest["workplaces"]["b"]["reprint"]
    three.run("build")
    assert three.made == ["b"] and not three.manifest["workplaces"]["b"]["reprint"]


@pytest.mark.parametrize("harm", ("gone", "cut off"))
def test_a_file_that_is_gone_or_cut_off_is_made_again(three, harm):
    path = three.output / "site/c/step-3.html"
    whole = path.read_bytes()
    path.unlink() if harm == "gone" else path.write_bytes(whole[:100])
    three.run("build")
    assert three.made == ["c"] and path.read_bytes() == whole


def test_the_front_page_is_made_again_when_it_is_gone(three):
    path = three.output / "site/index.html"
    whole = path.read_bytes()
    path.unlink()
    three.run("build")
    assert three.made == [] and path.read_bytes() == whole


def test_a_removed_workplace_disappears_and_the_others_stand(three):
    (three.folder / "workplaces/a.yaml").unlink()
    three.run("build")
    assert three.made == [] and "a" not in three.manifest["workplaces"]
    assert not [path for path in three.built() if "/a/" in path or path.endswith("/a.zip")]


@pytest.mark.parametrize("what", ("organisation", "layout", "results"))
def test_whatever_a_kit_is_made_from_makes_it_anew(three, what):
    if what == "organisation":
        path = three.folder / "organisation.yaml"
        path.write_text(path.read_text("utf-8").replace("Nyborg Kommune", "Skovby Kommune"), "utf-8")
    elif what == "layout":
        path = three.folder / "layouts/print/invitation.html"
        text = path.read_text("utf-8")
        path.unlink()
        path.write_text(text + "{# another word #}", "utf-8")
    else:
        three.workplace("a.resultater.csv", "nr;runde;gruppe;slags;tekst\n1;trivsel;1;pointe;Vi griner\n")
    three.run("build")
    assert three.made == (["a"] if what == "results" else ["a", "b", "c"])
    three.run("build")
    assert len(three.made) in (1, 3)


@pytest.fixture
def faulty(three, tmp_path, monkeypatch):
    """The three, of which b was built with a fault on each sheet; ``faulty.told()`` is what a build says of it."""
    from talsammen.pdf import press
    from talsammen.pdf.sheet import Complaint

    def told():
        return [line for line in three.run("build", "--cache", str(tmp_path / "cache")).errors if "et sted" in line]

    three.told = told
    told()
    three.workplace("b", NAME_ONLY.format(" b igen"))
    with monkeypatch.context() as patch:
        real = press._Press._arrived

        def arrived(self, key, sheet):
            return real(self, key, replace(sheet, complaints=(Complaint("cut", 1, "et sted"),)))

        patch.setattr(press._Press, "_arrived", arrived)
        three.first = told()
    assert three.first
    three.made.clear()
    three.kept = tmp_path / "cache/told/b.json"
    return three


def test_a_fault_is_told_of_at_every_build_and_the_kit_stands(faulty):
    assert faulty.told() == faulty.told() == faulty.first
    assert faulty.made == []
    assert stat.S_IMODE(faulty.kept.stat().st_mode) == 0o600 or os.name == "nt", "it quotes sheets"


@pytest.mark.parametrize("harm", ("gone", "cut off", "of another build", "nonsense"))
def test_when_nobody_knows_the_fault_any_more_the_kit_is_made_anew(faulty, harm):
    text = faulty.kept.read_text()
    if harm == "gone":
        faulty.kept.unlink()
    else:
        new = {"cut off": text[:-20], "of another build": text.replace('"mark": "', '"mark": "0'), "nonsense": "[1]"}
        faulty.kept.write_text(new[harm])
    assert faulty.told() == [], "the press has no fault now"
    assert faulty.made == ["b"] and not faulty.kept.exists()


def test_a_fault_goes_with_its_workplace(faulty):
    (faulty.folder / "workplaces/b.yaml").unlink()
    assert faulty.told() == [] and not faulty.kept.exists()


@pytest.mark.parametrize("stored", ("whole", "damaged"))
def test_no_template_is_compiled_twice_and_a_damaged_store_is_made_anew(three, tmp_path, monkeypatch, stored):
    def anew():
        for id in ("a", "b"):
            (three.output / f"site/{id}/index.html").unlink()
        return three.run("build", "--cache", str(tmp_path / "cache"))

    assert anew().status == 0
    before = {path: (three.output / path).read_bytes() for path in three.built() if "/a/" in path}
    if stored == "damaged":
        for path in (tmp_path / "cache/templates").iterdir():
            path.write_bytes(path.read_bytes()[:-9] + b"something")
    compiled = []
    real = Environment._generate

    def generate(self, *rest, **options):
        compiled.append(rest)
        return real(self, *rest, **options)

    monkeypatch.setattr(Environment, "_generate", generate)
    assert anew().status == 0
    assert three.made == ["a", "b"] * 2 and bool(compiled) == (stored == "damaged")
    assert {path: (three.output / path).read_bytes() for path in three.built() if "/a/" in path} == before


def test_what_is_saved_while_a_build_reads_is_built_by_the_next(three, monkeypatch):
    three.workplace("a", NAME_ONLY.format(" a, først"))
    real = pipeline.check

    def check(*given):
        checked = real(*given)
        three.workplace("a", NAME_ONLY.format(" a, siden"))
        return checked

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "check", check)
        three.run("build")
    assert "a, først" in (three.output / "site/a/index.html").read_text("utf-8")
    three.run("build")
    assert "a, siden" in (three.output / "site/a/index.html").read_text("utf-8")
