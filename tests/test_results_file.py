"""The spreadsheet of post-its: prepared by ``new ID --results``, typed into, read back with every doubt named."""

import csv
import io

import openpyxl
import pytest

from talsammen.checking import check

WORKPLACE = """
arbejdsplads: Huset
dialog:
  - {hold: Dag, dato: 17-09-2025, deltagere: 9}
  - {hold: Aften, dato: 18-09-2025, deltagere: 8}
temaer: {trivsel: Balance og overskud, ledelse: Fælles retning og mål}
opfølgning:
  udviklingsplan:
    - {indsats: Ro ved frokost, periode: vinter, tema: trivsel, december: ja}
    - {indsats: Færre møder, periode: forår, tema: ledelse}
"""
HEAD = "nr;hold;runde;gruppe;slags;overskrift;tekst;valgt;indsats\n"


def notes(root, id="huset"):
    return check(root.folder, [id]).kits[0].results.notes


def warned(root, table, name="huset.resultater.csv", head=HEAD):
    """What ``check`` says of these rows, without the file's name."""
    root.workplace("huset", WORKPLACE)
    root.workplace(name, table if isinstance(table, bytes) else head + table)
    run = root.run("check", "huset")
    assert run.status == 0, run.errors
    return [line.removeprefix(f"workplaces/{name}:") for line in run.errors if "resultater" in line]


@pytest.mark.parametrize("options", ((), ("--csv",)))
def test_prepared_sheet_has_a_row_for_each_note_and_is_read_back_with_what_is_typed(root, options):
    root.workplace("huset", WORKPLACE)
    assert root.run("new", "huset", "--results", *options).status == 0
    path = root.folder / "workplaces" / f"huset.resultater.{'csv' if options else 'xlsx'}"
    if options:
        table = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    else:
        book = openpyxl.load_workbook(path)
        table = [[str(c or "") for c in row] for row in book.worksheets[0].iter_rows(values_only=True)]
        assert len(book.worksheets) == 2 and book.worksheets[0].freeze_panes == "A2"
    head, rows = table[0], table[1:]
    places = {(row[1], row[2], row[3]) for row in rows if row[1]}
    assert places == {
        (t, r, g) for t, most in (("Dag", 3), ("Aften", 2)) for r in ("trivsel", "ledelse") for g in "12345"[:most]
    }
    assert not notes(root) and check(root.folder, ["huset"]).kits[0].stage == "held"

    text = head.index("tekst")
    typed = next(row for row in rows if row[1:5] == ["Aften", "ledelse", "2", "handling"])
    line = rows.index(typed) + 2
    if options:
        rows[line - 2][text] = "=Kortere møder 😀"
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows([head, *rows])
        path.write_text(out.getvalue(), encoding="utf-8-sig")
    else:
        book.worksheets[0].cell(line, text + 1, "=Kortere møder 😀").data_type = "s"
        book.save(path)
    (note,) = notes(root)
    assert (note.number, note.dialogue, note.round, note.group, note.kind) == (
        int(typed[0]),
        "aften",
        "leadership",
        2,
        "action",
    )
    assert note.text.in_language("da") == "=Kortere møder 😀"


def test_nothing_typed_is_ever_overwritten(root):
    root.workplace("huset", WORKPLACE)
    path = root.workplace("huset.resultater.csv", HEAD + "1;Dag;trivsel;1;pointe;;Vi griner;;\n")
    before = path.read_bytes()
    run = root.run("new", "huset", "--results")
    assert run.status == 2 and "huset.resultater.csv" in run.errors[0]
    assert path.read_bytes() == before and not path.with_suffix(".xlsx").exists()


def test_sheet_speaks_the_workplaces_first_language(root):
    root.workplace("huset", WORKPLACE + "sprog: [en, da]\n")
    assert root.run("new", "huset", "--results", "--csv").status == 0
    path = root.folder / "workplaces/huset.resultater.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == "number;team;round;group;kind;heading;text;chosen;effort"
    assert lines[1] == "1;Dag;wellbeing;1;point;;;;"
    path.write_text("\n".join([lines[0], "1;Dag;wellbeing;1;point;Lunch;We laugh;x;2"]), "utf-8")
    (note,) = notes(root)
    assert note.text.root == {"en": "We laugh"} and note.effort.in_language("en") == "Færre møder"


def test_notes_find_their_effort_by_name_or_number_and_equal_headings_meet(root):
    root.workplace("huset", WORKPLACE)
    rows = (
        "1;Dag;trivsel;1;pointe;Frokost;Larm;x;ro ved frokost\n2;Aften;trivsel;2;handling;frokost;To hold;x;1\n"
        ";Dag;ledelse;1;handling;;Kortere møder;;Færre Møder\n1;Dag;ledelse;2;pointe;Møder;Lange;;\n"
    )
    root.workplace("huset.resultater.csv", HEAD + rows)
    kit = check(root.folder, ["huset"]).kits[0]
    assert [n.number for n in kit.results.notes] == [1, 2, 3, 4]
    first, second = kit.workplace.followup.efforts
    assert [n.number for n in kit.results.of_effort(first.name)] == [1, 2]
    assert [n.number for n in kit.results.of_effort(second.name)] == [3]
    (heading,) = kit.results.headings("wellbeing")
    assert (heading.groups, heading.chosen, len(heading.of("point")), len(heading.of("action"))) == (2, 2, 1, 1)


@pytest.mark.parametrize(
    ("row", "said"),
    (
        ("1;Dag;trivsel;1;pointe;;;x;", "2:1: advarsel: der er sat mærke"),
        ("1;Dag;trivsel;1;;;Vi griner;;", "2:1: advarsel: der står ikke, hvilken slags"),
        ("1;Dag;;1;pointe;;Vi griner;;", "2:1: advarsel: der står ikke, hvilken runde"),
        ("1;Dag;trivsel;;handling;;Vi griner;;", "2:1: advarsel: der står ikke, hvilken gruppe"),
        ("1;;trivsel;1;handling;;Vi griner;;", "2:1: advarsel: der står ikke, hvilket hold"),
        ("1;Nat;trivsel;1;handling;;Vi griner;;", "2:2: advarsel: holdet »Nat«"),
        ("1;Aften;trivsel;3;handling;;Vi griner;;", "2:4: advarsel: der er ingen gruppe 3; dialogen har 2"),
        ("1;Dag;trivsel;1;handling;;Vi griner;;Ro ved frokst", "2:9: advarsel: indsatsen »Ro ved frokst«"),
        ("1;Dag;trivsel;1;handlng;;Vi griner;;", "2:5: advarsel: slags: »handlng«"),
        ("1;Dag;trivsel;en;handling;;Vi griner;;", "2:4: advarsel: gruppe: »en«"),
        ("1;Dag;trivsel;1;pointe;;A;;\n1;Dag;trivsel;1;pointe;;B;;", "3:1: advarsel: nummer 1"),
    ),
)  # fmt: skip
def test_a_doubtful_row_is_named_with_its_cell_and_the_rest_is_used(root, row, said):
    told = warned(root, f"{row}\n90;Dag;trivsel;1;pointe;;Den gode række;;\n")
    assert any(line.startswith(said) and ";" in line for line in told), told
    assert "Den gode række" in [n.text.in_language("da") for n in notes(root)]


def test_more_chosen_than_two_of_a_kind_is_warned_about_once_per_group(root):
    rows = "".join(f"{n};Dag;trivsel;{g};pointe;;Seddel {n};x;\n" for n, g in enumerate((1, 1, 1, 1, 2, 2), start=1))
    told = warned(root, rows)
    assert len(told) == 1 and told[0].startswith("4:8: advarsel: gruppe 1 har valgt mere end 2")


def test_windows_encoding_commas_unknown_columns_and_other_spellings(root):
    table = 'Nr.,Hold,RUNDE,Gruppe,Slags,Tekst,Farve\n1,Dag,Trivsel,1,Pointe,"Æbler, pærer og ønsker",gul\n'
    told = warned(root, table.encode("cp1252"))
    assert [line.split(";")[0] for line in told] == [
        "1:1: advarsel: kolonnen »Nr.« bliver ikke brugt",
        "1:7: advarsel: kolonnen »Farve« bliver ikke brugt",
    ]
    assert "mente I »nr«?" in told[0]
    assert [n.text.in_language("da") for n in notes(root)] == ["Æbler, pærer og ønsker"]


def test_excel_with_formulas_of_which_nobody_has_reckoned_the_result(root):
    book = openpyxl.Workbook()
    for row in (
        HEAD.strip().split(";"),
        [1, "Dag", "trivsel", 1, "pointe", "", '="Vi "&"griner"'],
        [2, "Dag", "trivsel", 1, "pointe", "", "Vi taler"],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    told = warned(root, out.getvalue(), "huset.resultater.xlsx")
    assert told[0].startswith('2:7: advarsel: formlen ="Vi "&"griner" har intet resultat')
    assert [n.text.in_language("da") for n in notes(root)] == ["Vi taler"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    (
        ("huset.resultater.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "låst med et kodeord"),
        ("huset.resultater.xlsx", b"hej", "ikke en Excel-fil"),
        ("huset.resultater.csv", b"", "tabellen er tom"),
        ("huset.resultater.csv", b'nr;tekst\n1;"' + b"x" * 200_000, "tabellen går i stykker"),
        ("huset.resultater.csv", b"nr;tekst\n1;a\x00b\n", "usynligt tegn"),
    ),
)
def test_a_file_that_is_no_table_keeps_the_workplace_as_it_was(root, name, data, said):
    root.workplace("huset", WORKPLACE)
    assert root.run("build").status == 0
    before = {path: (root.output / path).read_bytes() for path in root.built() if "huset" in path}
    root.workplace(name, data)
    run = root.run("build")
    assert run.status == 1 and any(f"workplaces/{name}" in line and said in line for line in run.errors), run.errors
    assert {path: (root.output / path).read_bytes() for path in root.built() if "huset" in path} == before


def test_two_spreadsheets_and_one_without_a_workplace_are_named(root):
    root.workplace("huset", WORKPLACE)
    root.run("new", "huset", "--results")
    root.workplace("huset.resultater.csv", HEAD + "1;Dag;trivsel;1;pointe;;Vi griner;;\n")
    root.workplace("borte.resultater.csv", HEAD)
    run = root.run("check")
    assert run.status == 0
    assert any(
        line.startswith("workplaces/huset.resultater.csv: advarsel: filen bliver ikke læst") for line in run.errors
    )
    assert any(line.startswith("workplaces/borte.resultater: advarsel:") for line in run.errors)
    assert not notes(root)


def test_what_was_said_at_the_close_stands_beside_the_workplaces_own(root):
    root.workplace("huset", WORKPLACE + "  evaluering: {godt: [Kaffen]}\n")
    root.workplace(
        "huset.resultater.csv",
        HEAD + ";;;;godt;;Eksemplerne;;\n;;;;justere;;Længere pause;;\n;;;;nu;;Sige godmorgen;;\n",
    )
    told = check(root.folder, ["huset"]).kits[0].workplace.followup
    assert [t.in_language("da") for t in told.evaluation.good] == ["Kaffen", "Eksemplerne"]
    assert [t.in_language("da") for t in (*told.evaluation.adjust, *told.now)] == ["Længere pause", "Sige godmorgen"]
