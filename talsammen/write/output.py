"""The files of one kit in; the same files below ``output/`` out, all of them or none.

New and changed files are first written beside, in ``output/.staging``. Then a journal says what is to be moved and
removed, and only then is anything replaced. ``recover`` finishes a replacing that was cut off, and throws away a
staging that never got its journal: the kit is either the old one or the new one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

STAGING = ".staging"
JOURNAL = "journal.json"


def replace_kit(output: Path, files: Mapping[str, bytes], surplus: Iterable[str] = ()) -> list[str]:
    """Writes ``files`` (path below output -> bytes) and removes ``surplus``; returns the paths that changed."""
    changed = [path for path, data in files.items() if _differs(output / path, data)]
    gone = sorted(path for path in set(surplus) - set(files) if (output / path).exists())
    if not changed and not gone:
        return []
    staging = output / STAGING
    for path in changed:
        target = staging / "files" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[path])
    _write_durably(staging / JOURNAL, json.dumps({"move": changed, "remove": gone}).encode())
    _finish(output)
    return changed


def recover(output: Path) -> bool:
    """Finishes or undoes what an interrupted build left behind; True when there was something."""
    staging = output / STAGING
    if not staging.exists():
        return False
    if (staging / JOURNAL).exists():
        _finish(output)
    else:
        shutil.rmtree(staging)
    return True


def write_whole(path: Path, data: bytes) -> bool:
    """One file, written beside and renamed; False when it already said so."""
    if not _differs(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_durably(path, data)
    return True


def _finish(output: Path) -> None:
    staging = output / STAGING
    journal = json.loads((staging / JOURNAL).read_text(encoding="utf-8"))
    for path in journal["move"]:
        source, target = staging / "files" / path, output / path
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
    for path in journal["remove"]:
        (output / path).unlink(missing_ok=True)
        _drop_empty((output / path).parent, output)
    (staging / JOURNAL).unlink()
    shutil.rmtree(staging)


def _drop_empty(folder: Path, stop: Path) -> None:
    while folder != stop and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size != len(data) or path.read_bytes() != data
    except OSError:
        return True


def _write_durably(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
