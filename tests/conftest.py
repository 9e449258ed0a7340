"""Small real projects for the tests: the project's own texts and layouts, and workplaces of the test's own."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock

from talsammen.cli import cli

from .lix import lix

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Run:
    """What one command did: exit status, standard output, lines of standard error."""

    status: int
    out: str
    errors: list[str]


#: The sheets most tests build: one of each sort, so that a small project is built quickly.
FEW_SHEETS = (
    "invitation", "form-wellbeing", "group-lists", "script", "print-list", "development-plan", "flipchart-sheets",
)  # fmt: skip


#: Chromium without a window, and without anything it would like to fetch by itself.
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def unprinted() -> Iterator[None]:
    """Every sheet holds its HTML instead of a PDF, as one page of A4: for tests of what is said, not how it is set."""
    from talsammen.pdf import press
    from talsammen.pdf.sheet import Job, Sheet

    def html(job: Job, css: str) -> Sheet:
        return Sheet("".join(part for part, _ in job.parts).encode(), ((210, 297),), ())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "_set_one", html)
        patch.setattr(press.Cache, "get", lambda *_: None)
        patch.setattr(press.Cache, "put", lambda *_: None)
        yield


class Root:
    """A root folder to build in. Texts, layouts and themes are the project's own, linked.

    Without ``printed`` its sheets hold their HTML, which takes a second and not a minute.
    """

    jobs = "1"
    printed = True

    def __init__(self, folder: Path, sheets: tuple[str, ...] | None = None) -> None:
        """``folder`` becomes a project; with ``sheets`` it has the layouts of these documents only."""
        self.folder = folder
        (folder / "workplaces").mkdir(parents=True)
        for name in ("content", "themes_catalog.yaml"):
            (folder / name).symlink_to(ROOT / name)
        (folder / "organisation.yaml").write_bytes((ROOT / "organisation.yaml").read_bytes())
        (folder / "layouts/print").mkdir(parents=True)
        for path in (ROOT / "layouts").iterdir():
            if path.name != "print":
                (folder / "layouts" / path.name).symlink_to(path)
        for path in (ROOT / "layouts/print").iterdir():
            if sheets is None or path.stem in sheets:
                (folder / "layouts/print" / path.name).symlink_to(path)

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def manifest(self) -> dict:
        return json.loads((self.output / "manifest.json").read_text(encoding="utf-8"))

    def workplace(self, id: str, text: str | bytes) -> Path:
        """A workplace by its id, or another file of its by the file's name."""
        path = self.folder / "workplaces" / (id if "." in id else f"{id}.yaml")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def example(self, *ids: str) -> None:
        """Takes over example workplaces of the project."""
        for path in (ROOT / "workplaces").iterdir():
            if path.name.split(".")[0] in ids:
                self.workplace(path.name, path.read_bytes())

    def run(self, *words: str, input: str | None = None) -> Run:
        """One command on this root, in this process; finished sheets are shared through the project's cache."""
        options = ("--root", str(self.folder), "--cache", str(ROOT / ".cache"), "--jobs", self.jobs)
        with nullcontext() if self.printed else unprinted():
            result = CliRunner().invoke(cli, [*options, *words], input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr.splitlines())

    def built(self) -> set[str]:
        """Every file below output, as path with forward slashes."""
        return {p.relative_to(self.output).as_posix() for p in self.output.rglob("*") if p.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Root:
    """A project with few sheets."""
    return Root(tmp_path / "project", FEW_SHEETS)


@pytest.fixture
def whole_root(tmp_path: Path) -> Root:
    """A project with every sheet."""
    return Root(tmp_path / "whole")


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Root]:
    """A function that builds a project once for the whole run, whichever worker asks first."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared

    def built(
        name: str, sheets: tuple[str, ...] | None = None, printed: bool = True, /, **workplaces: str | bytes
    ) -> Root:
        with FileLock(shared / f"{name}.lock"):
            if (shared / name / "output/manifest.json").is_file():
                root = object.__new__(Root)
                root.folder = shared / name
                return root
            root = Root(shared / name, sheets)
            root.printed, root.jobs = printed, "2" if printed else "1"
            for id, text in workplaces.items():
                root.workplace(id, text)
            run = root.run("build")
            assert run.status == 0, run.errors
        return root

    return built


@pytest.fixture(scope="session")
def examples() -> dict[str, bytes]:
    """The files of the example workplaces as they are written, by name."""
    return {path.name: path.read_bytes() for path in (ROOT / "workplaces").iterdir()}


@pytest.fixture(scope="session")
def kits(built_once, examples) -> Root:
    """All example workplaces with every sheet."""
    return built_once("kits", **examples)


@pytest.fixture(scope="session")
def pdf_text():
    """A function from a PDF's path to its text, words joined by single spaces."""

    @functools.cache
    def text(path: Path) -> str:
        done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, text=True, check=True)
        return " ".join(done.stdout.split())

    return text


@pytest.fixture(scope="session")
def browser():
    """A real browser; each test opens pages of its own."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    assert path, "install chromium: `make test` does"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe():
    """The accessibility checker, to be run in an open page."""
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def pytest_terminal_summary(terminalreporter) -> None:
    """How easy every page is to read, under every run (the limits are asserted in test_texts.py)."""
    from .test_texts import measured

    pages = measured()
    whole = lix([block for _, blocks in pages.values() for block in blocks])
    terminalreporter.section(f"LIX of the guide: {whole:.1f}")
    line = ", ".join(f"{name.removesuffix('.md')} {value:.0f}" for name, (value, _) in pages.items())
    terminalreporter.write_line(line)
