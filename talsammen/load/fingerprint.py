"""Files in; a short mark of all a kit is made from out, which stays the same as long as nothing of it changes.

A kit depends on its own files and on what all kits share: texts, layouts, organisation, themes, this program's code,
and the libraries it uses. Not on the day, the folder, the other workplaces, or how many workers there are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from .project import workplace_paths
from .results import results_paths

SCHEMA = "1"
SOURCES = ("content", "layouts")
FILES = ("organisation.yaml", "themes_catalog.yaml")
PACKAGE = Path(__file__).parents[1]


def shared_mark(root: Path, logo: bytes | None, versions: Iterable[str]) -> str:
    """The mark of what all kits share. ``versions``: what the print engine is made of."""
    paths = [path for name in SOURCES for path in (root / name).rglob("*")] + [root / name for name in FILES]
    paths += [path for path in PACKAGE.rglob("*") if path.suffix != ".pyc"]
    found = hashlib.sha256("\n".join((SCHEMA, *versions, *_libraries())).encode() + (logo or b""))
    for path in sorted(path for path in paths if path.is_file()):
        base = PACKAGE if path.is_relative_to(PACKAGE) else root
        found.update(f"\n{path.relative_to(base).as_posix()}\n".encode() + _digest(path))
    return found.hexdigest()


def kit_marks(root: Path, ids: Iterable[str], shared: str) -> Mapping[str, str]:
    """Id -> the mark of one workplace's kit."""
    own, results = workplace_paths(root), results_paths(root)
    return {id: _mark(shared, (own[id], *results.get(id, ()))) for id in ids}


def _mark(shared: str, paths: Iterable[Path]) -> str:
    parts = [path.name.encode() + _digest(path) for path in paths]
    return hashlib.sha256(b"".join((shared.encode(), *parts))).hexdigest()


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def _libraries() -> list[str]:
    """The packages this one needs, and their versions; one that is not installed has none."""
    names = [re.match(r"[\w.-]+", one)[0] for one in requires("talsammen") or () if "extra ==" not in one]
    return [f"{name} {_version(name)}" for name in sorted(names)]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
