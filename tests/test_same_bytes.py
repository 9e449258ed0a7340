"""The same files make the same bytes: on any machine, at any time, in any folder, with any number of workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, Root

pytestmark = pytest.mark.slow

#: A sheet with a programme, one to be filled in, and one whose fonts the engine cuts by other means.
SHEETS = ("invitation", "form-wellbeing", "print-list")
#: What a process is told before ours begins: folders list themselves backwards, and it is ten years later.
BACKWARDS = """
import os
listed, scanned = os.listdir, os.scandir
class Backwards:
    def __init__(self, entries):
        with entries:
            self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def __iter__(self): return self.entries
    def __next__(self): return next(self.entries)
    def close(self): pass
os.listdir = lambda *path: sorted(listed(*path), reverse=True)
os.scandir = lambda *path: Backwards(scanned(*path))
"""
LATER = """
import time, datetime
MORE = 10 * 366 * 86400
clock, local, utc = time.time, time.localtime, time.gmtime
time.time = lambda: clock() + MORE
time.time_ns = lambda: int(time.time() * 1e9)
time.localtime = lambda *when: local(*(when or (time.time(),)))
time.gmtime = lambda *when: utc(*(when or (time.time(),)))
class Kind(type):
    def __instancecheck__(cls, one): return isinstance(one, cls.real)
    def __subclasscheck__(cls, one): return issubclass(one, cls.real)
class date(datetime.date, metaclass=Kind):
    real = datetime.date
    @classmethod
    def today(cls): return cls.fromtimestamp(time.time())
class later(datetime.datetime, metaclass=Kind):
    real = datetime.datetime
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls): return cls.utcfromtimestamp(time.time())
datetime.date, datetime.datetime = date, later
"""
FULL = """arbejdsplads: Ældrecentret Åbo
område: Sundhed og Omsorg
leder: {navn: Eva Lund, email: eva@eksempel.dk}
dialog: {dato: 17-09-2025, kl: 8.00, sted: Salen}
deltagere: [Anna A, Bo B, Carl C, Dorte D, Erik E, Åse Å, Øjvind Ø]
temaer: {trivsel: Mening og retning, ledelse: Fælles retning og mål}
sprog: [da, en]
"""
KEPT = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}


def tree(folder: Path, cache: Path, jobs: str = "1", patch: str = "", umask: int = 0o022, **env: str) -> dict:
    """Every file of a build and an overview of a project in this folder, made by a process of its own."""
    root = Root(folder, SHEETS)
    root.workplace("åbo", FULL)
    root.workplace("x", "arbejdsplads: Vej & Park\n")
    (folder / "patch").mkdir()
    (folder / "patch/sitecustomize.py").write_text(patch, "utf-8")
    paths = os.pathsep.join((str(folder / "patch"), str(ROOT)))
    for command in ("build", "overview"):
        done = subprocess.run(
            [sys.executable, "-m", "talsammen", "--root", folder, "--cache", cache, "--jobs", jobs, "--quiet",
             "--today", "01-12-2025", command],
            env={**KEPT, "PYTHONPATH": paths, **env}, capture_output=True, text=True, encoding="utf-8", umask=umask,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    return {path: (root.output / path).read_bytes() for path in sorted(root.built())}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A build here and now, and the cache it has filled."""
    folder = tmp_path_factory.mktemp("first")
    here = {"TZ": "Europe/Copenhagen", "LC_ALL": "da_DK.UTF-8", "PYTHONHASHSEED": "0", "HOME": str(folder)}
    return tree(folder / "p", folder / "cache", jobs="2", **here), folder / "cache"


ELSEWHERE = {
    "nowhere": {},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "another language": {"LC_ALL": "C", "LANG": "en_US.UTF-8"},
    "another hash seed": {"PYTHONHASHSEED": "4711"},
    "another user": {"HOME": "/", "USER": "anden", "LOGNAME": "anden"},
    "SOURCE_DATE_EPOCH": {"SOURCE_DATE_EPOCH": "1700000000"},
    "folders backwards": {"patch": BACKWARDS},
    "ten years later": {"patch": LATER},
    "all files closed": {"umask": 0o077},
    "two workers": {"jobs": "2"},
}


@pytest.mark.parametrize("half", [1])  # the other one is tried by make soak
def test_the_same_bytes_when_every_sheet_is_set_anew(first, tmp_path, half):
    """All differences at once, in a folder that holds nothing yet."""
    expected, _ = first
    settings = [{}, ELSEWHERE["SOURCE_DATE_EPOCH"]][half]
    for name in (n for n in ELSEWHERE if n not in ("SOURCE_DATE_EPOCH", "folders backwards", "ten years later")):
        settings = {**settings, **ELSEWHERE[name]}
    settings["jobs"], settings["patch"] = ("2", BACKWARDS + LATER) if half else ("1", LATER)
    assert_same(tree(tmp_path / "Ærø og Åbo", tmp_path / "kold cache", **settings), expected)


def assert_same(found: dict, expected: dict) -> None:
    assert {"kits/åbo.zip", "hr/overview.xlsx", "print/åbo/en/invitation.pdf"} <= expected.keys()
    assert {path.rpartition(".")[2] for path in expected} >= {
        "pdf",
        "zip",
        "ics",
        "docx",
        "xlsx",
        "csv",
        "html",
        "json",
    }
    assert found.keys() == expected.keys()
    assert [path for path in expected if found[path] != expected[path]] == []
