"""What is installed is what is written down: exact versions with hashes, a reason and a licence for each."""

import re
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
TESTS = PROJECT["project"]["optional-dependencies"]["test"]
PAGE = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
BUILD_PAGE, TEST_PAGE = PAGE.split("## To test")
#: What may be handed on with a build; and what the tests may run besides.
ALLOWED = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-0", "MIT-CMU", "MPL-1.1",
           "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib"}  # fmt: skip
ALLOWED_IN_TESTS = ALLOWED | {"AGPL-3.0"}
#: How distributions that do not write SPDX say it.
SAID = {
    "BSD-3-Clause": ("BSD", "BSD License", "BSD-3-Clause", "3-Clause BSD License"), "MIT": ("MIT", "MIT License"),
    "BSD-2-Clause": ("BSD-2-Clause",),
    "Apache-2.0": ("Apache-2.0", "Apache 2.0", "Apache Software License"),
    "Apache-2.0 OR BSD-3-Clause": ("Dual License",), "MPL-1.1": ("Mozilla Public License 1.1 (MPL 1.1)",),
    "AGPL-3.0": ("Dual Licensed - GNU AFFERO GPL 3.0 or Artifex Commercial License",),
}  # fmt: skip
#: Their licence stands in their source alone; two are empty packages of the one they belong to.
SILENT = {"axe-playwright-python", "pymupdf-layout", "pymupdf4llm"}


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Distribution -> version and number of hashes; every line has at least one."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    found = [re.fullmatch(r"([\w.-]+)==(\S+)(?: ; .+?)?((?: --hash=sha256:[0-9a-f]{64})+)", line) for line in lines]
    assert all(found), [line[:80] for line, match in zip(lines, found, strict=True) if not match]
    return {canonicalize_name(m[1]): (m[2], m[3].count("--hash")) for m in found}


def direct(page: str) -> dict[str, str]:
    """Library -> licence, as the tables say."""
    return dict(re.findall(r"^\| `([\w-]+)` \| [^|]+ \| ([^|]+?) \|$", page.split("## Fonts")[0], re.M))


def brought(page: str) -> dict[str, str]:
    """Library -> licence, of what the others bring along."""
    found = re.findall(r"^- \*\*([^*]+)\*\*: ([^(\n]+)", page, re.M)
    return {name: licence for licence, names in found for name in names.strip().split(", ")}


@pytest.mark.parametrize(
    ("lock", "wanted"), [("requirements.lock", RUNTIME), ("requirements-test.lock", TESTS + RUNTIME)]
)
def test_every_dependency_is_locked_to_one_version_with_the_hashes_of_its_files(lock, wanted):
    there = locked(lock)
    for requirement in map(Requirement, wanted):
        version, _ = there[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8"), "nothing is said of where files come from"


def test_the_tests_run_on_what_is_locked():
    build, tests = locked("requirements.lock"), locked("requirements-test.lock")
    assert {name: told for name, told in build.items() if tests.get(name) != told} == {}
    other = {}
    for name, (version, _) in tests.items():
        try:
            other[name] = (distribution(name).version, version)
        except PackageNotFoundError:
            assert name in ("brotlicffi", "colorama"), f"{name}: run make test"
    wrong = {name for name, (here, there) in other.items() if not Requirement(f"x=={there}").specifier.contains(here)}
    assert wrong - {"setuptools"} == set(), "setuptools only installs; any version has done that"


def test_the_page_names_each_with_a_reason_and_a_licence():
    def names(requirements):
        return {canonicalize_name(Requirement(one).name) for one in requirements}

    assert set(direct(BUILD_PAGE)) == names(RUNTIME)
    assert set(direct(TEST_PAGE)) == names(TESTS)
    build, tests = set(locked("requirements.lock")), set(locked("requirements-test.lock"))
    assert set(brought(BUILD_PAGE)) == build - names(RUNTIME)
    assert set(brought(TEST_PAGE)) == tests - build - names(TESTS)


def test_every_licence_is_one_we_may_use_and_the_one_the_library_says():
    for page, allowed in ((BUILD_PAGE, ALLOWED), (TEST_PAGE, ALLOWED_IN_TESTS)):
        for name, licence in (direct(page) | brought(page)).items():
            assert set(re.split(" AND | OR ", licence)) <= allowed, name
            assert name in SILENT or licence in said_by(name), (name, licence, said_by(name))


def said_by(name: str) -> set[str]:
    """The licences a distribution says it has; any, when it is not for this system."""
    try:
        facts = distribution(name).metadata
    except PackageNotFoundError:
        return {"MIT", "BSD-3-Clause"}
    if expression := facts.get("License-Expression"):
        return {expression}
    words = {c.split(" :: ")[-1] for c in facts.get_all("Classifier", []) if c.startswith("License")}
    words |= {facts.get("License", "").split("\n")[0]}
    return {licence for licence, spellings in SAID.items() if words & set(spellings)}


def test_the_system_packages_are_those_the_makefile_installs():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installed = " ".join(re.findall(r"^(?:PRINT|TEST)_PACKAGES := (.*)$", makefile, re.M)).split()
    assert re.findall(r"^\| `([\w.+-]+)` \|", PAGE.split("## System packages")[1], re.M) == installed


def test_the_fonts_licence_travels_with_them(root):
    root.printed = False
    root.workplace("x", "arbejdsplads: X\n")
    assert root.run("build").status == 0
    licence = (root.output / "site/assets/OFL.txt").read_text(encoding="utf-8")
    assert "Braille Institute" in licence and "SIL OPEN FONT LICENSE Version 1.1" in licence
    with zipfile.ZipFile(root.output / "kits/x.zip") as zipped:
        assert {"site/assets/OFL.txt", "site/assets/AtkinsonHyperlegible-Regular.woff2"} <= set(zipped.namelist())
