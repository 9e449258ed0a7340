"""Files in; a short mark of all a kit is made from out, which stays the same as long as nothing of it changes.

A kit depends on its own files and on what all kits share: texts, layouts, organisation, themes, this program's code,
and the libraries it uses. Not on the day, the folder, the other workplaces, or how many workers there are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from .project import workplace_paths
from .results import results_paths

SCHEMA = "1"
SOURCES = ("content", "layouts")
FILES = ("organisation.yaml", "themes_catalog.yaml")
PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Fingerprint:
    """The hashes of all that lies below a root: of what kits share, and of each workplace's own files, by its id.

    Taken before anything is read, so that what is saved while a build reads makes the next one look again.
    """

    shared: bytes
    own: Mapping[str, bytes]


def fingerprint(root: Path) -> Fingerprint:
    """What lies below ``root`` now."""
    paths = [path for name in SOURCES for path in (root / name).rglob("*")] + [root / name for name in FILES]
    paths += [path for path in PACKAGE.rglob("*") if path.suffix != ".pyc"]
    found = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        base = PACKAGE if path.is_relative_to(PACKAGE) else root
        found.update(f"\n{path.relative_to(base).as_posix()}\n".encode() + _digest(path))
    results = results_paths(root)
    own = {id: _digests((path, *results.get(id, ()))) for id, path in workplace_paths(root).items()}
    return Fingerprint(found.digest(), own)


def shared_mark(found: Fingerprint, logo: bytes | None, versions: Iterable[str]) -> str:
    """The mark of what all kits share. ``versions``: what the print engine is made of."""
    said = "\n".join((SCHEMA, *versions, *_libraries())).encode()
    return hashlib.sha256(said + (logo or b"") + found.shared).hexdigest()


def kit_marks(found: Fingerprint, ids: Iterable[str], shared: str) -> Mapping[str, str]:
    """Id -> the mark of one workplace's kit."""
    return {id: hashlib.sha256(shared.encode() + found.own.get(id, b"")).hexdigest() for id in ids}


def _digests(paths: Iterable[Path]) -> bytes:
    """Of several files and their names; one that cannot be read is told of when it is its turn."""
    try:
        return b"".join(path.name.encode() + _digest(path) for path in paths)
    except OSError:
        return b""


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
