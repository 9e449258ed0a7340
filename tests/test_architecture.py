"""The structure holds: floors are kept, each heavy library has one importer, the command line starts light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "talsammen"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: A module may import from lower floors and from its own folder, never sideways.
FLOORS = {
    "errors": 0, "__init__": 0, "__main__": 5, "fonts": 1, "kept": 1, "told": 2, "workers": 1, "model": 1,
    "load": 2, "dialogue": 2, "render": 2, "pdf": 2, "word": 2, "write": 2, "followup": 2,
    "checking": 3, "preparing": 3, "production": 3, "complaints": 3, "agreement": 3, "one_kit": 3, "sites": 3,
    "pipeline": 3, "report": 3, "schema": 3, "translations": 3, "preview": 3, "overviewing": 3, "tallying": 3,
    "cluster": 3, "forgetting": 3, "failure": 1, "cli": 4,
}  # fmt: skip
#: The spine is these modules, of which the pipeline knows the order; the report tells what it did, and the preview runs
#: it anew at every save.
SPINE = {
    ("pipeline", "checking"),
    ("preparing", "checking"),
    ("pipeline", "production"),
    ("pipeline", "one_kit"),
    ("pipeline", "sites"),
    ("pipeline", "cluster"),
    ("sites", "one_kit"),
    ("sites", "checking"),
    ("sites", "production"),
    ("one_kit", "production"),
    ("one_kit", "complaints"),
    ("complaints", "agreement"),
    ("report", "pipeline"),
    ("report", "checking"),
    ("overviewing", "checking"),
    ("overviewing", "complaints"),
    ("overviewing", "pipeline"),
    ("report", "tallying"),
    ("report", "forgetting"),
    ("tallying", "checking"),
    ("tallying", "complaints"),
    ("preview", "pipeline"),
    ("preview", "checking"),
    ("preview", "report"),
}
ONE_IMPORTER = {
    "weasyprint": {"pdf/engine.py"},
    "jinja2": {"render/environment.py"},
    "markdown": {"render/markdown.py"},
    "holidays": {"dialogue/calendar.py"},
    "icalendar": {"render/calendar.py"},
    "segno": {"render/qr.py"},
    "fontTools": {"fonts.py"},
    "pyphen": {"render/format.py"},
    "snowballstemmer": {"render/search.py"},
    "rich": {"cli/progress.py"},
    "watchfiles": {"preview/watch.py"},
    "pikepdf": {"pdf/binding.py"},
    "psutil": {"workers.py", "write/lock.py"},
    "distributed": {"cluster.py"},
    "pypdf": {"load/forms.py"},
    "openpyxl": {"load/table.py"},
    "xlsxwriter": {"write/tables.py"},
}


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[str, bool]]:
    """Absolute names a module imports, and whether only a type checker sees the import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    package = ["talsammen", *path.relative_to(PACKAGE).parent.parts]
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, id(node) in typing_only) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            name = ".".join(part for part in (base, node.module) if part)
            found += [(f"{name}.{alias.name}", id(node) in typing_only) for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_floors(path):
    own = place(path)
    for name, _ in imports(path):
        if name.startswith("talsammen."):
            other = name.split(".")[1]
            if other in FLOORS and other != own:
                lower = FLOORS[other] < FLOORS[own] or (own, other) in SPINE
                assert lower, f"{own} (floor {FLOORS[own]}) must not import {name}"


def test_every_module_has_a_floor():
    assert {place(path) for path in MODULES} <= set(FLOORS)


@pytest.mark.parametrize("library", ONE_IMPORTER)
def test_one_importer_per_heavy_library(library):
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for name, typing_only in imports(path)
        if name.split(".")[0] == library and not typing_only
    }
    assert users == ONE_IMPORTER[library]


def test_the_command_line_starts_light():
    code = (
        "import sys, talsammen.cli\n"
        "heavy = {'weasyprint', 'jinja2', 'markdown', 'rich', 'babel', 'holidays', 'watchfiles', "
        "'openpyxl', 'xlsxwriter', 'pypdf', 'pydantic', 'yaml', 'psutil', 'importlib.metadata', 'asyncio'}\n"
        "try: talsammen.cli.cli(['--help'])\n"
        "except SystemExit: print(sorted(heavy & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_check_loads_neither_print_engine_nor_templates():
    code = (
        "import sys\nfrom pathlib import Path\nfrom talsammen.checking import check\n"
        f"check(Path({str(PACKAGE.parent)!r}))\n"
        "print([m for m in ('weasyprint', 'jinja2', 'markdown') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_module_opens_with_a_sentence(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert (docstring and docstring.splitlines()[0][0].isupper()) or docstring.startswith("``")


def test_no_drawers():
    assert not [p.name for p in MODULES if p.stem in ("utils", "helpers", "common", "misc")]


def test_build_py_stays_a_doorway():
    assert len((PACKAGE.parent / "build.py").read_text(encoding="utf-8").splitlines()) <= 15
