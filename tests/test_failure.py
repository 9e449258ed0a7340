"""When the mistake is ours: one sentence, status 3, and a file that tells of it without anything people wrote."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

#: Put before the command's own process starts: this function of ours then fails with what people wrote in its message.
BROKEN = """
import sys, importlib
def broken(*args, **more):
    from talsammen.load.project import load_project
    import pathlib
    said = pathlib.Path({folder!r}, "workplaces", "x.yaml").read_text(encoding="utf-8")
    try:
        raise KeyError(said)
    except KeyError as error:
        raise {kind}(said + " " + {folder!r}) from error
module = importlib.import_module({module!r})
setattr(module, {name!r}, broken)
"""
FILE = "arbejdsplads: Zebrastedet\nleder: {navn: Zebra Lund, email: zebra@eksempel.dk}\nnoter: Zebranote\n"


@pytest.fixture
def failing(root, tmp_path):
    """A function that runs a command in a process of its own in which one function fails."""
    root.workplace("x", FILE)
    (tmp_path / "patch").mkdir()

    def run(place: str, *words: str, kind: str = "ValueError"):
        module, name = place.split(":")
        code = BROKEN.format(folder=str(root.folder), module=module, name=name, kind=kind)
        (tmp_path / "patch/sitecustomize.py").write_text(code, encoding="utf-8")
        path = os.pathsep.join((str(tmp_path / "patch"), str(ROOT)))
        return subprocess.run(
            [sys.executable, "-m", "talsammen", "--root", str(root.folder), "--jobs", "1", *words],
            capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": path}, check=False,
        )  # fmt: skip

    return run


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("talsammen.checking:plan_kit", ("check",)),
        ("talsammen.checking:plan_kit", ("build",)),
        ("talsammen.report:checked_lines", ("check",)),
        ("talsammen.overviewing:oversee", ("overview",)),
        ("talsammen.forgetting:cut_persons", ("forget", "x", "--yes")),
    ],
)
def test_one_sentence_and_a_file_without_names(failing, root, place, words):
    run = failing(place, *words)
    assert run.returncode == 3
    file = root.folder / ".cache/talsammen-fejl.txt"
    line = run.stderr.splitlines()[-1]
    assert line.startswith("det er vores egen fejl (ValueError i talsammen/") and str(file) in line
    told = file.read_text(encoding="utf-8")
    assert re.search(r"^ValueError$", told, re.M) and re.search(r"^KeyError$", told, re.M)
    assert re.search(r"^  talsammen/\w+(/\w+)?\.py:\d+ \w+$", told, re.M)
    assert f"command: {words[0]}" in told and "weasyprint" in told
    assert not re.search("zebra|x.yaml", told + line.replace(str(file), ""), re.I), "nothing anybody wrote"
    assert str(root.folder) not in told and str(Path.home()) not in told, "nor whose machine it is"


def test_verbose_tells_the_same_on_the_screen(failing, root):
    run = failing("talsammen.checking:plan_kit", "build", "--verbose")
    told = (root.folder / ".cache/talsammen-fejl.txt").read_text(encoding="utf-8")
    assert run.returncode == 3 and told in run.stderr and "Zebra" not in run.stderr


def test_it_can_be_told_when_the_folder_cannot_be_written_to(failing, root):
    (root.folder / "taken").write_text("", encoding="utf-8")
    run = failing("talsammen.checking:plan_kit", "check", "--cache", str(root.folder / "taken/deeper"))
    assert "talsammen-fejl.txt" in run.stderr, run.stderr
    file = re.search(r"send os (\S+talsammen-fejl\.txt)", run.stderr)[1]
    assert run.returncode == 3 and "ValueError" in Path(file).read_text(encoding="utf-8")


def test_what_a_worker_fails_with_is_told_without_its_words():
    from concurrent.futures import ProcessPoolExecutor

    from talsammen.failure import failure_text

    with ProcessPoolExecutor(1) as pool, pytest.raises(ValueError) as raised:
        pool.submit(int, "Zebra Lund").result()
    told = failure_text(raised.value, "build", ())
    assert "_RemoteTraceback" in told and "process.py:" in told and "Zebra" not in told and str(Path.home()) not in told


def test_a_missing_library_is_named(failing):
    run = failing("talsammen.checking:plan_kit", "check", kind="(lambda said: ModuleNotFoundError(name='babel'))")
    assert run.returncode == 3
    assert run.stderr.strip() == "biblioteket »babel« mangler; installér igen (docs/install.md)"


def test_verbose_tells_each_step_with_its_time_and_no_names(root):
    root.printed = False
    root.workplace("x", FILE)
    run = root.run("build", "--verbose")
    steps = [line for line in run.errors if re.match(r" *\d+\.\d\d s  \w+", line)]
    assert run.status == 0 and len(steps) >= 5 and "Zebra" not in "".join(run.errors)
