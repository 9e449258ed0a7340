"""PDFs already made, by what they were made from: a key in, the stored PDF or nothing out.

The key is a small printable value (HTML, style sheet, versions of the engine and the libraries below it; for a pack its
sheets), hashed once.
Entries are written beside and renamed, so two builds may share the folder.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import json
import os
import tempfile
from dataclasses import astuple
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..fonts import FACES
from .sheet import Binding, Complaint, Job, Sheet

SCHEMA = 3
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
SETTING = ("engine.py", "forms.py", "tags.py", "preflight.py", "../fonts.py")
BINDING = ("binding.py",)
BINDER = "pikepdf"
LIBRARIES = (
    ("libpango-1.0.so.0", "pango_version_string"),
    ("libharfbuzz.so.0", "hb_version_string"),
    ("libharfbuzz-subset.so.0", "hb_version_string"),
)


class Cache:
    """A folder of finished PDFs with the engine's facts beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "pdf"

    def key(self, task: Job | Binding, css: str) -> str:
        """The name of the PDF made from this task and style sheet by the engine installed here."""
        if isinstance(task, Binding):
            parts = [(hashlib.sha256(part.data).hexdigest(), *astuple(part)[1:]) for part in task.parts]
            made = {"schema": SCHEMA, "parts": parts, "made-by": _package(BINDER), "finish": _code(BINDING)}
        else:
            html = [_hash(html) for html in (task.html, task.back) if html]
            made = {
                "schema": SCHEMA, "html": html, "fillable": task.fillable, "tiled": task.tiled, "css": _hash(css),
                "fonts": FACES, "made-by": engine_versions(), "finish": _code(SETTING),
            }  # fmt: skip
        return _hash(json.dumps(made, sort_keys=True))

    def get(self, key: str) -> Sheet | None:
        """The sheet; None when it is not there or damaged."""
        path = self._path(key)
        try:
            facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            data = path.read_bytes()
        except (OSError, ValueError):
            return None
        whole = isinstance(facts, dict) and facts.keys() >= {"sha256", "sizes", "complaints"}
        if not whole or facts["sha256"] != hashlib.sha256(data).hexdigest():
            return None
        complaints = tuple(Complaint(*one) for one in facts["complaints"])
        return Sheet(data, tuple((width, height) for width, height in facts["sizes"]), complaints)

    def put(self, key: str, sheet: Sheet) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(sheet.data).hexdigest()
        facts = {"sizes": sheet.sizes, "complaints": [astuple(one) for one in sheet.complaints], "sha256": digest}
        _replace(path, sheet.data)
        _replace(path.with_suffix(".json"), json.dumps(facts).encode())

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.pdf"


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(name, path)


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
