"""`new`: a commented file that can be built at once; the questions in a terminal."""

import os
import pty
import re
import subprocess
import sys
import time

import pytest

from .conftest import ROOT


def test_new_file_is_read_and_built(root):
    run = root.run("new", "solbakken")
    assert run.status == 0 and "solbakken.yaml" in run.out
    text = (root.folder / "workplaces/solbakken.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=") and "arbejdsplads: Solbakken\n" in text
    assert root.run("check").status == 0
    assert root.run("build").status == 0
    assert root.manifest["workplaces"]["solbakken"]["stage"] == "start"


def test_every_example_line_can_be_used_as_it_stands(root):
    """Take the # away from every example line: still a file without errors."""
    root.run("new", "solbakken")
    path = root.folder / "workplaces/solbakken.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    used = [re.sub(r"^(\s*)# ( *(?:[\wæøå-]+:|- \{))", r"\1\2", line) for line in lines]
    used = [line for line in used if not line.startswith(("deltagere: [", "#", "Datoer", "yaml-language-server"))]
    path.write_text("\n".join(used) + "\n", encoding="utf-8")
    run = root.run("check")
    assert [line for line in run.errors if ": fejl: " in line] == [], "\n".join(used)


def test_nothing_is_written_over(root):
    root.workplace("solbakken", "arbejdsplads: Den gamle\n")
    run = root.run("new", "solbakken")
    assert run.status == 2 and "solbakken.yaml" in run.errors[0]
    assert (root.folder / "workplaces/solbakken.yaml").read_text() == "arbejdsplads: Den gamle\n"


@pytest.mark.parametrize("id", ["Stor Skole", "../ud", "", "å/b"])
def test_an_id_that_cannot_be_a_file_name(root, id):
    assert root.run("new", id).status == 2
    assert list((root.folder / "workplaces").iterdir()) == []


def test_the_questions_in_a_terminal(root):
    """A person answers, gets one answer wrong, is told so and asked again."""
    answers = ["Skolen: ved åen", "", "elever", "Ida Holm", "", "", "", "31-02-2025", "17-09-2025", "8.30", "", "24"]
    screen, keyboard = pty.openpty()
    command = [sys.executable, "-m", "talsammen", "--root", str(root.folder), "new", "skolen"]
    process = subprocess.Popen(command, stdin=keyboard, stdout=keyboard, stderr=keyboard, cwd=ROOT)
    os.close(keyboard)
    said = b""
    for answer in answers:
        while not said.rstrip(b" ").endswith(b":") or process.poll() is not None:
            said += os.read(screen, 1000)
        os.write(screen, f"{answer}\n".encode())
        said = b""
        time.sleep(0.05)
    assert process.wait(timeout=20) == 0
    os.close(screen)
    text = (root.folder / "workplaces/skolen.yaml").read_text(encoding="utf-8")
    assert "arbejdsplads: 'Skolen: ved åen'" in text and "  dato: 17-09-2025\n" in text
    assert "leder: {navn: Ida Holm}" in text and "deltagere: 24\n" in text and "# kontakt: " in text
    assert root.run("check").status == 0
