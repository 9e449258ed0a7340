"""``forget``: afterwards no name of the workplace is anywhere in the folder, and what was decided is still there."""

import re
from pathlib import Path
from typing import ClassVar

import pytest
import yaml

from talsammen import forgetting
from talsammen.load.bind import bind
from talsammen.load.cuts import cut_persons
from talsammen.load.tree import parse
from talsammen.model.workplace import Workplace

from .reading import words_of

MARKED = """# Zebra Lund skrev filen (zebra@eksempel.dk)
arbejdsplads: Prøvestedet
område: Børn og Kultur        # og Kultur
leder: {navn: Zebra Lund, titel: leder, email: zebra@eksempel.dk, telefon: 12 34 56 78}
planlægningsgruppe:
- navn: Okapi Holm
  rolle: TR
- {rolle: AMR, navn: Tapir Friis}   # ny siden maj

# De to temaer
temaer: {trivsel: Balance og overskud, ledelse: Fælles retning og mål, begrundelse: "Okapi Holm og Tapir ville helst."}
datoer: {information: 02-06-2025}
dialog:
  - deltagere: [Okapi Holm, Tapir Friis, Gnu Dam, Emu Skov]
    hold: dag
    dato: 17-09-2025
    kl: 8.00
    fraværende: [Gnu Dam]
  - grupper:
      trivsel: [[Lemur Ek, Dodo Ask, Mus Ørn]]
    hold: aften
    dato: 18-09-2025
opgaver: [{opgave: Kaffe, hvem: Dodo}, {hvem: Dodo Ask, opgave: Kage, inden: 16-09-2025}]
opfølgning:
  evaluering: {godt: [Zebra kom]}
  udviklingsplan:
    - {indsats: Ro, periode: 2026, tema: trivsel}
  handleplaner:
    - tovholder: Emu Skov
      indsats: Ro
      handling: |
        Emus hold begynder.

        Emu Skov ringer.
      # Emu er tovholder
      status: i gang
  apv: {underskrevet: {leder: ja}}
noter: >-
  Zebra er syg

  i dag
særlige-forhold: "Konflikt
  med Gnu"
tavle: ved døren
"""
CUT = """# NN skrev filen (NN)
arbejdsplads: Prøvestedet
område: Børn og Kultur        # og Kultur

# De to temaer
temaer: {trivsel: Balance og overskud, ledelse: Fælles retning og mål, begrundelse: "NN og NN ville helst."}
datoer: {information: 02-06-2025}
dialog:
  - deltagere: 4
    hold: dag
    dato: 17-09-2025
    kl: 8.00
  - deltagere: 3
    hold: aften
    dato: 18-09-2025
opgaver: [{opgave: Kaffe}, {opgave: Kage, inden: 16-09-2025}]
opfølgning:
  udviklingsplan:
    - {indsats: Ro, periode: 2026, tema: trivsel}
  handleplaner:
    - indsats: Ro
      handling: |
        NNs hold begynder.

        NN ringer.
      # NN er tovholder
      status: i gang
  apv: {}
tavle: ved døren
"""
NAMES = re.compile("Zebra|Okapi|Tapir|Gnu|Emu|Lemur|Dodo|Mus Ørn|zebra@|12 34 56 78")


@pytest.fixture
def own(root, tmp_path):
    """A project whose sheets are kept in a cache of its own; what is set in it is HTML."""
    root.printed = False
    run = root.run

    def with_own_cache(*words: str, **more):
        return run(*words, "--cache", str(root.folder / ".cache"), **more)

    root.run = with_own_cache
    return root


def names_in(folder: Path) -> list[str]:
    """Every file below a folder that holds one of the names."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".woff2", ".po", ".zip")]
    own = ("content", "layouts", ".cache/templates")
    files = [p for p in files if not any(p.is_relative_to(folder / name) for name in own)]
    return [p.relative_to(folder).as_posix() for p in files if NAMES.search(words_of(p) + p.name)]


def test_the_file_keeps_everything_but_persons(own):
    path = own.workplace("x", MARKED)
    run = own.run("forget", "x", "--yes")
    assert (run.status, path.read_text(encoding="utf-8")) == (0, CUT), run.errors
    assert "workplaces/x.yaml: navnene er væk; datoer, temaer og plan er der stadig" in run.out
    assert own.run("check", "x").status == 0
    again = own.run("forget", "x", "--yes")
    assert again.status == 0 and path.read_text(encoding="utf-8") == CUT
    assert "workplaces/x.yaml: der er ingen navne i den" in again.out and not own.output.exists()


def test_nothing_made_of_it_stays(own):
    own.workplace("x", MARKED)
    own.workplace("x.resultater.csv", "runde;slags;tekst\ntrivsel;pointe;Zebraseddel\n")
    own.workplace("y", "arbejdsplads: Et andet sted\nleder: Berta Bo\n")
    kept = own.folder / ".cache/pdf/ab"
    kept.mkdir(parents=True)
    (kept / "abc.pdf").write_bytes(b"Zebra")
    assert own.run("build").status == 0
    (own.output / "tally/x").mkdir(parents=True)
    (own.output / "tally/x/index.html").write_text("Tapir", encoding="utf-8")
    (own.output / ".staging/files/print/x").mkdir(parents=True)
    (own.output / ".staging/files/print/x/a.pdf").write_bytes(b"Zebra")
    own.workplace("x.yaml.bak.csv", "Zebra")
    assert {"kits/x.zip", "leader/x/da/leader-plan.pdf"} & own.built() and len(names_in(own.folder)) > 20
    run = own.run("forget", "x", "--yes")
    assert run.status == 0
    assert names_in(own.folder) == ["workplaces/x.yaml.bak.csv"]
    assert "slet den selv: workplaces/x.yaml.bak.csv" in run.out, "what it does not know it tells of"
    assert not [path for path in own.built() if re.search(r"\bx\b", path)]
    assert set(own.manifest["workplaces"]) == {"y"} and "print/y/da/invitation.pdf" in own.built()
    assert own.run("build").status == 0
    assert names_in(own.folder) == ["workplaces/x.yaml.bak.csv"] and "site/x/index.html" in own.built()


def test_hr_counts_as_before(own, examples):
    own.example("skovgården", "engparken", "vejgruppen", "søndre-skole")

    def figures() -> dict[str, str]:
        assert own.run("overview", "--today", "03-12-2025").status == 0
        told = {p.name: words_of(p) for p in (own.output / "hr").rglob("*.*") if p.suffix in (".csv", ".html", ".pdf")}
        return {
            name: re.sub(r' ?<a href="mailto:.*?</a>|[\w.]+@eksempel.dk', "", words) for name, words in told.items()
        }

    before = figures()
    for id in ("skovgården", "engparken", "vejgruppen", "søndre-skole"):
        run = own.run("forget", id, "--yes")
        assert run.status == 0 and "overview" in run.out
    assert own.run("check").status == 0
    assert len(before) > 5 and figures() == before


def test_it_asks_first(own, monkeypatch):
    path = own.workplace("x", MARKED)
    run = own.run("forget", "x")
    assert run.status == 2 and "--yes" in run.errors[0], "nobody to ask"
    monkeypatch.setattr("talsammen.cli.forget._somebody_is_there", lambda: True)
    assert "Ingenting er ændret" in own.run("forget", "x", input="n\n").out
    assert path.read_text(encoding="utf-8") == MARKED
    assert own.run("forget", "x", input="j\n").status == 0
    assert path.read_text(encoding="utf-8") == CUT


@pytest.mark.parametrize("step", ["replace_kit", "_strike_out", "Cache"])
def test_interrupted_it_is_run_again(own, monkeypatch, step):
    own.workplace("x", MARKED)
    assert own.run("build").status == 0
    with monkeypatch.context() as patch:
        patch.setattr(forgetting, step, lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        assert own.run("forget", "x", "--yes").status == 3
    assert own.run("forget", "x", "--yes").status == 0
    assert names_in(own.folder) == [] and own.manifest["workplaces"] == {}


def test_a_file_with_mistakes_is_left_as_it_is(own):
    text = "arbejdsplads: X\nlederr: Zebra Lund\n"
    path = own.workplace("x", text)
    run = own.run("forget", "x", "--yes")
    assert run.status == 1 and run.errors[0].startswith("workplaces/x.yaml:2:1: fejl")
    assert path.read_text(encoding="utf-8") == text and not own.output.exists()


def test_without_the_file_what_was_made_goes_all_the_same(own):
    path = own.workplace("x", MARKED)
    assert own.run("build").status == 0
    path.unlink()
    assert own.run("forget", "x", "--yes").status == 0
    assert names_in(own.folder) == []
    assert own.run("forget", "x", "--yes").status == 2, "now there is nothing to forget"
    assert own.run("forget", "../x", "--yes").status == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("arbejdsplads: X\r\nleder: Zebra Lund\r\ntavle: her\r\n", "arbejdsplads: X\r\ntavle: her\r\n"),
        ('{"arbejdsplads": "X", "leder": {"navn": "Zebra"}, "deltagere": ["A", "B"]}',
         '{"arbejdsplads": "X", "deltagere": 2}'),
        ("{arbejdsplads: X, noter: a, absent: [b], kontakt: c}", "{arbejdsplads: X}"),
        ("arbejdsplads: X\ndeltagere: 24\nabsent:\n", "arbejdsplads: X\ndeltagere: 24\n"),
        ("arbejdsplads: X\ndeltagere:\n- A\n# nej\n- B\n\n# ja\ntavle: x",
         "arbejdsplads: X\ndeltagere: 2\n\n# ja\ntavle: x"),
        ("arbejdsplads: Zebra\nleder: Zebra Lund\ntavle: hos Zebra\n", "arbejdsplads: Zebra\ntavle: hos NN\n"),
        ("arbejdsplads: X\nopfølgning:\n  nu: [a]\n", "arbejdsplads: X\nopfølgning:\n  {}\n"),
        ("arbejdsplads: X\nleder: {navn: Vi Bo}\ntavle: Vi ses; vi går, Vi Bo\n",
         "arbejdsplads: X\ntavle: Vi ses; vi går, NN\n"),
        ('arbejdsplads: X\nleder: Åse Lund\ntavle: "hos \\u00c5se\\nÅse"\n', 'arbejdsplads: X\ntavle: "hos NN\\nNN"\n'),
        ("arbejdsplads: X\ndeltagere: [{navn: Emu}, {}, ]\n", "arbejdsplads: X\ndeltagere: 2\n"),
    ],
)  # fmt: skip
def test_however_it_is_written(own, text, wanted):
    path = own.workplace("x", text)
    assert own.run("forget", "x", "--yes").status == 0
    assert path.read_bytes() == wanted.encode()


class AllText(yaml.SafeDumper):
    """Writes every value as the text it is."""

    yaml_implicit_resolvers: ClassVar[dict] = {}


@pytest.mark.parametrize("flow", [True, False, None])
@pytest.mark.parametrize("quotes", [None, '"', "'"])
def test_other_programs_write_files_in_other_ways(examples, flow, quotes):
    for name, written in {**examples, "marked.yaml": MARKED.encode()}.items():
        if name.endswith(".yaml"):
            told = yaml.load(written, yaml.BaseLoader)
            text = yaml.dump(told, Dumper=AllText, default_flow_style=flow, default_style=quotes, allow_unicode=True)
            before, _ = bind(parse(text, name), Workplace, name)
            cut = cut_persons(text, name)
            after, _ = bind(parse(cut, name), Workplace, name)
            assert after.dates == before.dates and after.name == before.name and cut_persons(cut, name) == cut
            assert len(after.participants or ()) == len(before.participants or ())
            assert not NAMES.search(cut) and "eksempel.dk" not in cut, cut


def test_a_fault_in_the_cutting_changes_nothing(own, monkeypatch):
    path = own.workplace("x", MARKED)
    monkeypatch.setattr("talsammen.load.cuts._cuts", lambda *_: iter(()))
    run = own.run("forget", "x", "--yes")
    assert run.status == 1 and "ingenting er ændret" in run.errors[0]
    assert path.read_text(encoding="utf-8") == MARKED
