"""`new --from`: a file for every workplace of a list, however its columns are called and ordered."""

import openpyxl
import pytest
import yaml

LIST = """Forvaltning;Arbejdspladsens navn;Lederens navn;Leders e-mail;Antal medarbejdere;Sprog;Kommentar
Børn og Kultur;Børnehuset Æblehaven;Ida Holm;ida@eksempel.dk;17;da, en;ny
Sundhed og Omsorg;"Plejecenter ""Åen"": nord";;bo@eksempel.dk;;;
"""


@pytest.fixture
def listing(root):
    """A function that puts a list beside the project and makes files of it."""

    def made(text: str, name: str = "liste.csv"):
        path = root.folder / name
        path.write_text(text, encoding="utf-8")
        return root.run("new", "--from", str(path))

    return made


def read(root, id: str) -> dict:
    return yaml.safe_load((root.folder / "workplaces" / f"{id}.yaml").read_text(encoding="utf-8"))


def files(root) -> set[str]:
    return {path.name for path in (root.folder / "workplaces").iterdir()}


def test_every_row_becomes_a_file_that_can_be_built(root, listing):
    run = listing(LIST)
    assert run.status == 0 and "workplaces/: 2;" in run.out
    assert files(root) == {"boernehuset-aeblehaven.yaml", "plejecenter-aaen-nord.yaml"}
    first, second = read(root, "boernehuset-aeblehaven"), read(root, "plejecenter-aaen-nord")
    assert first["arbejdsplads"] == "Børnehuset Æblehaven" and first["område"] == "Børn og Kultur"
    assert first["leder"] == {"navn": "Ida Holm", "email": "ida@eksempel.dk"}
    assert first["deltagere"] == 17 and first["sprog"] == ["da", "en"]
    assert second["arbejdsplads"] == 'Plejecenter "Åen": nord' and second["leder"] == {"email": "bo@eksempel.dk"}
    assert "deltagere" not in second and "sprog" not in second
    assert [e for e in run.errors if "liste.csv:1:7: advarsel: " in e and "Kommentar" in e] == run.errors
    assert not [line for line in root.run("check").errors if ": fejl: " in line]


def test_an_excel_list_with_english_headings_and_ids(root):
    book = openpyxl.Workbook()
    for row in (
        ["id", "Workplace", "People"],
        ["solen", "Børnehuset Solen", 9],
        [None, None, None],
        ["vest", "Vest", 4],
    ):
        book.active.append(row)
    book.save(root.folder / "list.xlsx")
    assert root.run("new", "--from", str(root.folder / "list.xlsx")).status == 0
    assert files(root) == {"solen.yaml", "vest.yaml"}
    assert read(root, "solen")["deltagere"] == 9


def test_a_file_that_is_there_is_left_alone(root, listing):
    root.workplace("solen", "arbejdsplads: Den gamle\n")
    run = listing("arbejdsplads,antal\nSolen,9\nVest,4\n")
    assert run.status == 0 and "liste.csv:2: advarsel: solen.yaml" in run.errors[0]
    assert read(root, "solen") == {"arbejdsplads": "Den gamle"} and files(root) == {"solen.yaml", "vest.yaml"}


def test_every_bad_row_is_told_with_its_line_and_the_good_ones_are_written(root, listing):
    run = listing(
        "id,arbejdsplads,antal,sprog,dato\n,Solen,mange,da,\n,,4,,\n../ud,Ude,4,,\n,Sproget,4,klingon,\n"
        ",Dagen,4,,31-02-2025\nda,Navnet,4,,\n,God,4,,17-09-2025\n,god,5,,\n"
    )
    assert run.status == 1 and files(root) == {"god.yaml"}
    wrong = [line.split(": fejl: ")[0].removeprefix("liste.csv:") for line in run.errors]
    assert wrong == ["2:3", "3:2", "4", "5:4", "6:5", "7", "9"]
    assert "workplaces/: 1;" in run.out


def test_cells_are_text_and_never_yaml(root, listing):
    """What a stranger writes into a list cannot become a key, a tag or a comment of the file."""
    nasty = (
        "Solen: {noter: x} # y",
        "!!python/object:os.system",
        "'=1+1",
        "- a",
        "«name|x»",
        "null",
        "~",
        "a\\nnoter: x",
    )
    rows = "\n".join(f'w{n};"{name}";"{name}"' for n, name in enumerate(nasty))
    assert listing(f"id;arbejdsplads;leder\n{rows}\n").status == 0
    for n, name in enumerate(nasty):
        wanted = name.removeprefix("'")
        said = yaml.load((root.folder / f"workplaces/w{n}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
        assert said["arbejdsplads"] == wanted and said["leder"] == {"navn": wanted} and "noter" not in said
    assert not [line for line in root.run("check").errors if ": fejl: " in line]


@pytest.mark.parametrize(
    ("text", "name", "status", "told"),
    [
        ("område,antal\nBørn,4\n", "liste.csv", 1, "liste.csv:1: fejl: "),
        ("", "liste.csv", 1, "liste.csv: fejl: "),
        ("arbejdsplads\nSolen\n", "liste.ods", 2, "liste.ods"),
        ("ingen tabel", "liste.xlsx", 1, "liste.xlsx: fejl: "),
    ],
)
def test_what_is_no_list_writes_nothing(root, listing, text, name, status, told):
    run = listing(text, name)
    assert run.status == status and told in run.errors[0] and files(root) == set()


@pytest.mark.parametrize("words", [[], ["solen", "--from"], ["--results", "--from"]])
def test_one_workplace_or_a_list(root, words):
    (root.folder / "liste.csv").write_text("arbejdsplads\nSolen\n")
    words = [*words, str(root.folder / "liste.csv")] if "--from" in words else words
    assert root.run("new", *words).status == 2 and files(root) == set()
