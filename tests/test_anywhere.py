"""It works where people have it: without the print engine, in any folder, on any disk."""

import ntpath
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT, Root

#: As long as a workplace's id may be.
LONGEST_ID = "langt-navn-på-en-arbejdsplads-".ljust(61, "ø")
LONG = "Område for børn, unge, kultur, fritid og en hel del mere i den østlige ende af kommunen"


@pytest.fixture
def hidden(tmp_path):
    """A function that runs a command in a process that cannot import a library. ``code`` is run before it."""

    def run(library: str, *words: str, code: str = "") -> subprocess.CompletedProcess:
        (tmp_path / "hidden").mkdir(exist_ok=True)
        broken = f"raise ModuleNotFoundError('No module named {library}', name={library!r})\n"
        (tmp_path / "hidden/sitecustomize.py").write_text(code, encoding="utf-8")
        (tmp_path / f"hidden/{library}.py").write_text(broken, encoding="utf-8")
        path = os.pathsep.join((str(tmp_path / "hidden"), str(ROOT)))
        command = [sys.executable, "-m", "talsammen", *words]
        env = {**os.environ, "PYTHONPATH": path}
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)

    return run


def test_without_the_print_engine_everything_else_is_made(root, hidden):
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: 8.00}\n")
    run = hidden("weasyprint", "--root", str(root.folder), "--cache", str(root.folder / ".cache"), "build")
    assert run.returncode == 3 and "arkene blev ikke lavet: printmotoren kan ikke indlæses" in run.stdout, run.stderr
    made = root.built()
    assert {"site/index.html", "site/x/index.html", "print/x/da/invitation.docx"} <= made
    assert any(path.endswith(".ics") for path in made) and any(path.endswith(".eml") for path in made)
    assert not [path for path in made if path.endswith(".pdf")]


def test_doctor_tells_what_is_missing_and_how_to_get_it(hidden, monkeypatch, root):
    run = hidden("weasyprint", "doctor")
    assert run.returncode == 3 and "printmotoren kan ikke indlæses" in run.stdout and "make kit" in run.stdout
    monkeypatch.setattr("talsammen.pdf.cache.library_version", lambda *_: "-")
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["click>=8.1", "no-such-thing>=1", "x; extra == 'y'"])
    said = root.run("doctor").out
    assert "sudo apt install libpango-1.0-0 libpangoft2-1.0-0" in said
    assert "biblioteket »no-such-thing« mangler; installér igen (docs/install.md)" in said


@pytest.mark.parametrize(("system", "how"), [("Darwin", "brew install pango"), ("Windows", "docs/windows.md")])
def test_doctor_knows_other_systems(hidden, system, how):
    run = hidden("weasyprint", "doctor", code=f"import platform\nplatform.system = lambda: {system!r}\n")
    assert run.returncode == 3 and how in run.stdout and "apt" not in run.stdout


@pytest.mark.parametrize("library", ["click", "pydantic"])
def test_before_anything_is_installed_one_line_says_so(hidden, library):
    run = hidden(library, "check")
    assert run.returncode == 3 and run.stderr == f"{library}? -> make kit (docs/install.md)\n"


def test_any_folder_will_do(tmp_path):
    """Spaces, Danish letters and signs that mean something to shells, addresses and templates; really printed."""
    root = Root(tmp_path / "Mine filer & ting (2026) 100% {{x}} #æøå" / "På c'en", ("print-list", "rules-poster"))
    root.workplace("ål-og-ø", "arbejdsplads: Ål & Ø\n")
    cache = str(tmp_path / "et lager %20 #æ")
    run = root.run("build", "--cache", cache)
    assert run.status == 0, run.errors
    assert (root.output / "print/ål-og-ø/da/rules-poster.pdf").read_bytes().startswith(b"%PDF")
    assert "0 filer" in root.run("build", "--cache", cache).out or "filer ændret: 0" in root.run("build").out


def test_what_people_write_is_only_read(root):
    """Texts, layouts and workplaces may lie where nobody can write: nothing there is touched."""
    root.printed = False
    root.example("solbakken", "skovgården")

    def there() -> dict[Path, tuple[int, int]]:
        folders = [root.folder / name for name in ("content", "layouts", "workplaces")]
        paths = [p for folder in folders for p in (folder, *sorted(folder.resolve().rglob("*")))]
        return {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in [*paths, root.folder / "organisation.yaml"]}

    before = there()
    (root.folder / "workplaces").chmod(0o555)
    for words in (("build",), ("check",), ("overview", "--today", "03-12-2025")):
        assert root.run(*words).status == 0
    (root.folder / "workplaces").chmod(0o755)
    assert there() == before
    assert {p.name for p in root.folder.iterdir()} == {
        "content", "layouts", "workplaces", "organisation.yaml", "themes_catalog.yaml", "output"
    }  # fmt: skip


@pytest.fixture(scope="module")
def longest(tmp_path_factory) -> set[str]:
    """Every path below output and in the zips, with the longest names there can be."""
    root = Root(tmp_path_factory.mktemp("long") / "project")
    root.printed = False
    teams = "".join(f"  - {{hold: '{LONG} {n}', dato: 17-09-2025, kl: 8.00, deltagere: 12}}\n" for n in "ab")
    root.workplace(LONGEST_ID, f"arbejdsplads: {LONG}\nområde: {LONG}\nsprog: [en, da]\ndialog:\n{teams}")
    assert root.run("build").status == 0
    assert root.run("overview", "--today", "03-12-2025").status == 0
    paths = root.built()
    for path in root.output.rglob("*.zip"):
        with zipfile.ZipFile(path) as zipped:
            paths |= set(zipped.namelist())
    assert len(paths) > 400
    return paths


def test_every_path_is_short_enough(longest):
    assert max(map(len, longest)) < 200 - len(".staging/files/"), "while it is written, it lies two folders deeper"
    assert [path for path in longest if any(len(part.encode()) > 255 for part in path.split("/"))] == []


def test_every_name_is_one_windows_can_have(longest):
    parts = {part for path in longest for part in path.split("/")}
    assert [p for p in parts if re.search(r'[<>:"|?*\\\x00-\x1f]', p) or p.endswith((".", " "))] == []
    assert [p for p in parts if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", p)] == []
    assert not any(ntpath.isabs(path) for path in longest)


def test_no_two_names_are_one_on_another_disk(longest):
    """On Windows and Mac case makes no difference, and å may be written in two ways."""
    assert len({unicodedata.normalize("NFD", path).casefold() for path in longest}) == len(longest)
