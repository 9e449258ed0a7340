"""docs/privacy.md tells the truth: every personal key is in its table, and lies exactly where the table says.

Each personal key of a workplace's file gets a marker of its own; then everything is built, and the markers are looked
for in every file.
"""

import re
import zipfile
from pathlib import Path

import pytest
from pydantic import BaseModel

from talsammen.load.bind import danish_key
from talsammen.model.personal import PERSONAL, inner, personal_paths
from talsammen.model.results import Row
from talsammen.model.workplace import Groups, LeaderArea, Person, Workplace

from .reading import words_of

DOC = Path(__file__).parents[1] / "docs/privacy.md"
PATHS = [*personal_paths(Workplace), *personal_paths(Row)]
FILE = """
arbejdsplads: Prøvestedet
område: Børn og Kultur
leder: {navn: Mleder A, titel: Mleder B, email: mleder@eksempel.dk, telefon: Mleder 1}
lederens-leder: {navn: Mlederens-leder A, titel: Mlederens-leder B, email: mlederens-leder@eksempel.dk}
facilitator: {navn: Mfacilitator A, titel: Mfacilitator B, email: mfacilitator@eksempel.dk}
planlægningsgruppe: [{navn: Mplanlægningsgruppe A, rolle: TR, email: mplanlægningsgruppe@eksempel.dk},
  {navn: Mplanlægningsgruppe B, rolle: AMR, telefon: Mplanlægningsgruppe 1}]
kontakt: {navn: Mkontakt A, email: mkontakt@eksempel.dk, aflevering: Mkontakt B}
afbud: {navn: Mafbud A, email: mafbud@eksempel.dk, telefon: Mafbud 1}
hjælpere: [Mhjælpere A]
deltagere: [Mdeltagere A, Mdeltagere B, Mdeltagere C, Mdeltagere D, Mfraværende E, Mgrupper A]
grupper: {trivsel: [[Mgrupper A, Mdeltagere A, Mdeltagere B], [Mdeltagere C, Mdeltagere D, Mfraværende E]]}
fraværende: [Mfraværende E]
vikarer: Mvikarer
workshops: Mworkshops
særlige-forhold: Msærlige-forhold
lederens-ord: Mlederens-ord
tilføjelse-velkomst: Mtilføjelse-velkomst
lederens-plan: [{område: Mlederens-plan A, tiltag: [Mlederens-plan B], hjælp: Mlederens-plan C}]
noter: Mnoter
opgaver: [{opgave: Kaffe, hvem: Mopgaver.hvem}]
hjælp-fra-hr: en facilitator
temaer: {trivsel: Balance og overskud, ledelse: Fælles retning og mål, begrundelse: Flest ønskede dem.}
dialog: {dato: 17-09-2025, kl: 8.00}
opfølgning:
  evaluering: {godt: [Mopfølgning.evaluering A], justere: [Mopfølgning.evaluering B]}
  nu: [Mopfølgning.nu]
  udviklingsplan: [{indsats: Ro, tema: trivsel}, {indsats: Pauser, tema: ledelse}]
  handleplaner: [{indsats: Ro, handling: Vi holder pauser, tovholder: Mopfølgning.handleplaner.tovholder}]
  apv: {sygefravær: ja, underskrevet: {leder: ja}}
"""
TEAMS = """
arbejdsplads: Et sted med to hold
leder: {navn: Mleder A, titel: Mleder B, email: mleder@eksempel.dk, telefon: Mleder 1}
dialog:
  - {hold: dag, dato: 17-09-2025, kl: 8.00, deltagere: [Mdialog.deltagere A, Mdialog.deltagere B, Mdialog.deltagere C,
     Mdialog.deltagere D, Mdialog.fraværende E], fraværende: [Mdialog.fraværende E]}
  - {hold: aften, dato: 18-09-2025, kl: 15.00, grupper: {trivsel: [[Mdialog.grupper A, Mdialog.grupper B,
     Mdialog.grupper C]]}}
"""
NOTES = "runde;slags;overskrift;tekst\ntrivsel;pointe;Moverskrift;Mtekst\n"
#: Yes or no, and so told by the words the plan has for yes.
SIGNED = "opfølgning.apv.underskrevet"
#: The workplace a key's marker was written in; all others are in x. HR's mail stands for either.
OWNERS = {"dialog": {"hold"}, "leder": {"x", "hold", "hr"}, "kontakt": {"x", "hr"}}
#: What people know the places by, from the paths below ``output/``.
PLACES = (
    ("sider", r"site/.*\.(html|js|css)"), ("manifest", r"manifest\.json"), ("ark på siderne", r"site/.*\.(pdf|docx)"),
    ("ark", r"print/.*\.pdf"), ("Word", r"print/.*\.docx"), ("kalender", r".*\.ics"), ("mail", r".*\.eml"),
    ("zip", r"kits/.*"), ("lederens mappe", r"leader/.*"), ("HR", r"hr/.*"),
)  # fmt: skip


def key_of(path: tuple[str, ...]) -> str:
    """The path as the table writes it: ``opfølgning.handleplaner.tovholder``."""
    model: type[BaseModel] | None = Row if path[0] in PERSONAL[Row] else Workplace
    keys = []
    for name in path:
        keys.append(danish_key(model, name))
        model = inner(model, name)
    return ".".join(keys)


def table() -> dict[str, set[str]]:
    """Key -> where it lies, as the document says."""
    rows = re.findall(r"^\| `([^`]+)` \|[^|]*\| ([^|]*) \|", DOC.read_text(encoding="utf-8"), re.M)
    return {key: set(where.split(", ")) - {"ingen steder"} for key, where in rows}


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[str, set[str]]:
    """Key -> where its marker lies, of a build and an overview with everything in it."""
    from .conftest import Root

    root = Root(tmp_path_factory.mktemp("personal") / "project")
    root.printed = False
    root.workplace("x", FILE)
    root.workplace("x.resultater.csv", NOTES)
    root.workplace("hold", TEAMS)
    for command in (("build",), ("overview", "--today", "03-12-2025")):
        run = root.run(*command)
        assert run.status == 0, run.errors
    places: dict[str, set[str]] = {key_of(path): set() for path in PATHS}
    for name in sorted(root.built()):
        path = root.output / name
        for key in markers(path):
            owners = OWNERS.get(key.split(".")[0], {"x"})
            assert owners & {*re.split("[/.]", name)}, f"{key} lies with another workplace: {name}"
            places[key] |= {place for place, pattern in PLACES if re.fullmatch(pattern, name)}
    return places


def markers(path: Path) -> set[str]:
    """The keys whose markers stand in a file, in a zip's member, or in their names."""
    if path.suffix == ".woff2":
        return set()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as zipped:
            members = [name for name in zipped.namelist() if not name.endswith(".woff2")]
            for name in members:
                (target := path.with_suffix("") / name).parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(zipped.read(name))
        return {key for name in members for key in markers(path.with_suffix("") / name)}
    keys = {key_of(one).casefold(): key_of(one) for one in PATHS}
    said = re.findall(r"(?<![\w.-])m([\wæøå-]+(?:\.[\wæøå-]+)*)", words_of(path).casefold())
    signed = path.stem == "development-plan" and "har skrevet under" in words_of(path)
    return {keys[word.rstrip(".")] for word in said if word.rstrip(".") in keys} | ({SIGNED} if signed else set())


def test_the_table_has_every_personal_key_and_no_other():
    assert list(table()) == [key_of(path) for path in PATHS]


def test_they_lie_where_the_table_says(found):
    told = table()
    assert {key: places for key, places in found.items() if places != told[key]} == {}


def test_every_place_that_can_name_somebody_is_counted_as_personal():
    """A new key of persons, or a name in a new place, must be put on the list."""

    def named(model: type[BaseModel]) -> None:
        for name in model.model_fields:
            below = inner(model, name)
            personal = name in PERSONAL.get(model, ())
            if below in (Person, Groups, LeaderArea):
                assert personal, f"{model.__name__}.{name}"
            if below and not personal:
                named(below)

    named(Workplace)
