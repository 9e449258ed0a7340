"""PDFs already made, by what they were made from: a recipe in, the stored PDF or nothing out.

A recipe is small and printable: hashes of HTML, style sheet and our own code, versions of the engine and the libraries
below it; for a pack its sheets.
Entries are written beside and renamed, so two builds may share the folder.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ..fonts import FACES
from ..kept import keep
from .sheet import Binding, Complaint, Job, Said, Sheet

SCHEMA = 5
PACKAGES = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "tinycss2",
    "tinyhtml5",
    "cssselect2",
    "pyphen",
    "fontpkg-atkinson-hyperlegible",
    "fontpkg-noto-sans",
)
#: The code of ours that a set sheet and a bound pack depend on.
SETTING = ("engine.py", "forms.py", "tags.py", "preflight.py", "legible.py", "../fonts.py")
BINDING = ("binding.py",)
BINDER = "pikepdf"
LIBRARIES = (
    ("libpango-1.0.so.0", "pango_version_string"),
    ("libharfbuzz.so.0", "hb_version_string"),
    ("libharfbuzz-subset.so.0", "hb_version_string"),
)


@dataclass(frozen=True)
class Recipe:
    """All that a PDF is made from and by, in short, and its key: the same key, the same bytes."""

    key: str
    made: Mapping[str, Any] = field(compare=False, repr=False)


@dataclass(frozen=True)
class Usage:
    """How many sheets lie in the cache, how much room they take (bytes), and when the first and last were used."""

    sheets: int
    size: int
    first: datetime | None
    last: datetime | None


def recipe(task: Job | Binding, css: str) -> Recipe:
    """What the PDF of this task and style sheet is made from, by the engine installed here."""
    if isinstance(task, Binding):
        parts = [(hashlib.sha256(part.data).hexdigest(), *astuple(part)[1:]) for part in task.parts]
        made = {"schema": SCHEMA, "parts": parts, "made-by": _package(BINDER), "finish": _code(BINDING)}
    else:
        html = [_hash(html) for html in (task.html, task.back) if html]
        made = {
            "schema": SCHEMA, "html": html, "fillable": task.fillable, "tiled": task.tiled, "css": _hash(css),
            "fonts": FACES, "made-by": engine_versions(), "finish": _code(SETTING),
        }  # fmt: skip
    return Recipe(_hash(json.dumps(made, sort_keys=True)), made)


class Cache:
    """A folder of finished PDFs with the engine's facts beside them; only its owner may read it, where there is such.

    What is used is new again, so the oldest entries are those nobody needs any more.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "pdf"

    def get(self, recipe: Recipe) -> Sheet | None:
        """The sheet; None when it is not there or damaged."""
        path = self._path(recipe.key)
        try:
            facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            data = path.read_bytes()
            os.utime(path)
        except (OSError, ValueError):
            return None
        whole = isinstance(facts, dict) and facts.keys() >= {"sha256", "sizes", "complaints", "said"}
        if not whole or facts["sha256"] != hashlib.sha256(data).hexdigest():
            return None
        complaints = tuple(Complaint(*one) for one in facts["complaints"])
        said = tuple(Said(*one) for one in facts["said"])
        return Sheet(data, tuple((width, height) for width, height in facts["sizes"]), complaints, said)

    def put(self, recipe: Recipe, sheet: Sheet) -> None:
        """Keeps a sheet. Raises OSError."""
        path = self._path(recipe.key)
        facts = {
            "sizes": sheet.sizes, "complaints": [astuple(one) for one in sheet.complaints],
            "said": [astuple(one) for one in sheet.said],
            "sha256": hashlib.sha256(sheet.data).hexdigest(), "made": recipe.made,
        }  # fmt: skip
        keep(path, sheet.data)
        keep(path.with_suffix(".json"), json.dumps(facts).encode())

    def usage(self) -> Usage:
        """What lies here."""
        entries = list(self._entries())
        used = sorted(_used(path) for path in entries)
        first, last = (used[0], used[-1]) if used else (None, None)
        return Usage(len(entries), sum(map(_size, entries)), first, last)

    def prune(self, since: datetime | None = None, size: int | None = None) -> int:
        """Removes what was not used ``since``, then what was used longest ago until ``size`` bytes are left.

        What is no whole entry, as a build that was cut off leaves it, goes too. Returns how many sheets are gone.
        """
        entries = sorted(self._entries(), key=_used)
        whole = {one for path in entries for one in _files(path)}
        for path in self.folder.rglob("*"):
            if path not in whole and path.is_file():
                path.unlink(missing_ok=True)
        left, gone = sum(map(_size, entries)), 0
        for path in entries:
            if (since and _used(path) < since) or (size is not None and left > size):
                left -= _size(path)
                for one in _files(path):
                    one.unlink(missing_ok=True)
                gone += 1
        return gone

    def explain(self, data: bytes) -> Recipe | None:
        """What the PDF with these bytes was made from; None when it is not here."""
        digest = hashlib.sha256(data).hexdigest()
        for path in self._entries():
            with suppress(ValueError, KeyError):
                facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
                if facts["sha256"] == digest:
                    return Recipe(path.stem, facts["made"])
        return None

    def _entries(self) -> Iterator[Path]:
        """Every PDF that has its facts beside it."""
        return (path for path in self.folder.glob("??/*.pdf") if path.with_suffix(".json").is_file())

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.pdf"


def _files(path: Path) -> tuple[Path, Path]:
    """The two files of an entry."""
    return path, path.with_suffix(".json")


def _size(path: Path) -> int:
    return sum(one.stat().st_size for one in _files(path))


def _used(path: Path) -> datetime:
    """When an entry was last made or asked for."""
    return datetime.fromtimestamp(path.stat().st_mtime)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@functools.cache
def engine_versions() -> tuple[str, ...]:
    """What the bytes of a PDF depend on besides its sources; read without loading the engine."""
    return tuple(f"{name} {_package(name)}" for name in PACKAGES) + tuple(
        f"{name} {library_version(name, function)}" for name, function in LIBRARIES
    )


def made_by() -> str:
    """A mark of all that makes a PDF of a task, here: two machines with the same mark make the same bytes."""
    return _hash(repr((SCHEMA, engine_versions(), _package(BINDER), _code((*SETTING, *BINDING)))))


@functools.cache
def _code(files: tuple[str, ...]) -> str:
    """What this folder does to a PDF itself: its code is part of what a PDF is made by."""
    here = Path(__file__).parent
    return _hash("".join((here / name).read_text(encoding="utf-8") for name in files))


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def library_version(name: str, function: str) -> str:
    """The version a system library tells of itself; "-" when it is not there."""
    try:
        call = getattr(ctypes.CDLL(name), function)
    except (OSError, AttributeError):
        return "-"
    call.restype = ctypes.c_char_p
    return call().decode()
