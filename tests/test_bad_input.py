"""What people get wrong in their file, and the line they get back: place, what was read, what to write instead.

``UPDATE_EXPECTED=1`` rewrites tests/expected/bad-input.txt; read the difference before you commit it.
"""

import json
import os

import pytest

from .conftest import ROOT, Root

EXPECTED = ROOT / "tests/expected/bad-input.txt"

CASES: dict[str, str | bytes] = {
    "unknown-key": "arbejdsplads: X\nledder: {navn: Ida}\n",
    "unknown-key-inside": "arbejdsplads: X\ndialog:\n  dato: 17-09-2025\n  klokkeslet: 8.30\n",
    "unknown-key-far-off": "arbejdsplads: X\nzzz: 1\n",
    "duplicate-key": "arbejdsplads: X\nområde: A\nomraade: B\n",
    "tab": "arbejdsplads: X\ndialog:\n\tdato: 17-09-2025\n",
    "missing-colon": "arbejdsplads: X\nområde Børn og Kultur\nborger: børn\n",
    "indented-too-far": "arbejdsplads: X\n område: Børn og Kultur\n",
    "star": "arbejdsplads: X\nborger: *børn*\n",
    "escaped-character": 'arbejdsplads: "X\\u0000Y"\n',
    "nobody": "arbejdsplads: X\ndeltagere: 0\n",
    "too-many": "arbejdsplads: X\ndeltagere: 100000\n",
    "bare-colon": "arbejdsplads: X\ntemaer:\n  trivsel: Trivsel: hvad nu?\n",
    "time-in-words": "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: halv ni}\n",
    "hour-25": "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: 25.00}\n",
    "february-31": "arbejdsplads: X\ndialog: {dato: 31-02-2025}\n",
    "date-in-words": "arbejdsplads: X\ndatoer: {skemaer: i morgen}\n",
    "theme-misspelt": "arbejdsplads: X\ntemaer: {trivsel: Balance og oversk}\n",
    "theme-unknown": "arbejdsplads: X\ntemaer: {ledelse: Kaffe}\n",
    "role-misspelt": "arbejdsplads: X\nplanlægningsgruppe: [{navn: Ida, rolle: AMRR}, {navn: Bo, rolle: TR}]\n",
    "person-twice": "arbejdsplads: X\ndeltagere: [Ida Holm, Bo Friis, Eva Lund, Ida Holm]\n",
    "person-in-two-groups": "arbejdsplads: X\ndeltagere: [A A, B B, C C, D D, E E, F F]\n"
    "grupper: {trivsel: [[A A, B B, C C], [C C, E E, F F]], ledelse: [[A A, D D, E E], [B B, C C, F F]]}\n",
    "person-unknown-in-group": "arbejdsplads: X\ndeltagere: [A A, B B, C C]\n"
    "grupper: {trivsel: [[A A, B B, C D]], ledelse: [[A A, B B, C C]]}\n",
    "leader-in-group": "arbejdsplads: X\nleder: Eva Lund\ndeltagere: [A A, B B, C C, Eva Lund]\n",
    "yes-or-no": "arbejdsplads: X\neget-udvalg: måske\n",
    "list-for-text": "arbejdsplads: [X, Y]\n",
    "text-for-list": "arbejdsplads: X\nplanlægningsgruppe: Ida\n",
    "too-long": "arbejdsplads: X\ndialog: {varighed: 30 minutter}\n",
    "no-name": "område: Børn\n",
    "empty": "",
    "only-comments": "# intet endnu\n",
    "a-list": "- arbejdsplads: X\n",
    "quote-open": 'arbejdsplads: "X\nområde: Y\n',
    "bracket-open": "arbejdsplads: X\ndeltagere: [A, B\nområde: Y\n",
    "alias": "arbejdsplads: &x Solbakken\nområde: *x\n",
    "five-megabytes": b"arbejdsplads: X\n" + b"# " + b"x" * 5_000_000 + b"\n",
    "binary": bytes(range(256)) * 20,
    "deep": "arbejdsplads: " + "[" * 60 + "]" * 60 + "\n",
}


@pytest.fixture(scope="module")
def lines(tmp_path_factory) -> dict[str, list[str]]:
    """Case -> the lines `check` prints for it, in Danish."""
    found = {}
    for case, text in CASES.items():
        root = Root(tmp_path_factory.mktemp(case))
        root.workplace(case, text)
        run = root.run("check", case)
        found[case] = [f"{run.status}", *(line for line in run.errors if line.startswith("workplaces/"))]
    return found


def test_every_mistake_gets_its_line(lines):
    text = "".join(
        f"{case}: status {status}\n" + "".join(f"    {line}\n" for line in said) + "\n"
        for case, (status, *said) in lines.items()
    )
    if os.environ.get("UPDATE_EXPECTED"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", [c for c in CASES if c != "role-misspelt"])
def test_a_mistake_is_an_error_with_its_place(case, lines):
    status, *said = lines[case]
    assert status == "1"
    assert any(line.startswith(f"workplaces/{case}.yaml") and ": fejl: " in line for line in said)


def test_all_problems_at_once(root):
    root.workplace("x", "arbejdsplads: X\nlederr: Ida\ndialog: {dato: 31-02-2025, kl: 99}\ntemaer: {trivsel: [a]}\n")
    places = [line.split(": fejl:")[0] for line in root.run("check").errors if ": fejl:" in line]
    assert places == [
        "workplaces/x.yaml:2:1",
        "workplaces/x.yaml:3:16",
        "workplaces/x.yaml:3:32",
        "workplaces/x.yaml:4:19",
    ]


def test_problems_for_machines(root):
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 31-02-2025}\n")
    found = json.loads(root.run("check", "--format", "json").out)
    error = next(p for p in found if p["severity"] == "error")
    assert (error["file"], error["line"], error["column"], error["code"]) == ("workplaces/x.yaml", 2, 16, "date")
    assert "31-02-2025" in error["message"] and error["fix"]


def test_english_on_request(root):
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 31-02-2025}\n")
    line = next(line for line in root.run("--language", "en", "check").errors if "x.yaml" in line)
    assert line.startswith("workplaces/x.yaml:2:16: error: dato: the day ‘31-02-2025’ does not exist; write")


@pytest.mark.parametrize("id", ["to ord", "Stor", "..", "da", "æ" * 70])
def test_a_file_name_that_cannot_be_used(root, id):
    root.workplace(id, "arbejdsplads: X\n")
    run = root.run("check")
    assert run.status == 1
    assert any(line.startswith(f"workplaces/{id}.yaml: fejl: ") for line in run.errors)


@pytest.mark.parametrize("name", ["glemt.yml", "glemt.yaml.txt", "glemt.YAML"])
def test_a_file_with_another_ending_is_not_overlooked_in_silence(root, name):
    root.workplace("x", "arbejdsplads: X\n")
    (root.folder / "workplaces" / name).write_text("arbejdsplads: Y\n")
    run = root.run("check")
    assert run.status == 0
    assert any(line.startswith(f"workplaces/{name}: advarsel: ") and "glemt.yaml" in line for line in run.errors)


def test_an_id_cannot_leave_the_folder(root):
    (root.folder / "outside.yaml").write_text("arbejdsplads: X\n")
    run = root.run("build", "../outside")
    assert run.status == 2 and "../outside" in run.errors[0]
    assert not root.output.exists()
