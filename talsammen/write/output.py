"""The files of one kit in; the same files below ``output/`` out, all of them or none.

New and changed files are first written beside, in ``output/.staging``. Then a journal says what is to be moved and
removed, and only then is anything replaced. Who holds the lock next finishes a replacing that was cut off, and throws
away a staging that never got its journal: the kit is either the old one or the new one. Nothing outside ``output/`` is
ever touched, whatever a journal says.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..errors import Busy, say

STAGING = ".staging"
JOURNAL = "journal.json"
LOCK = ".lock"
#: How long a lock may stand without the number of its process. Seconds.
UNSIGNED = 0.5


@contextmanager
def locked(output: Path) -> Iterator[bool]:
    """Holds ``output/`` for one command; what an interrupted one left behind is repaired first (True: there was some).

    Raises Busy when another one that still runs holds it.
    """
    output.mkdir(parents=True, exist_ok=True)
    lock = output / LOCK
    while True:
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            break
        except FileExistsError:
            if _holder_runs(lock):
                raise Busy(say("another build is writing to {folder}; wait for it", folder=str(output))) from None
            lock.unlink(missing_ok=True)
    with os.fdopen(handle, "w") as file:
        file.write(str(os.getpid()))
    try:
        yield recover(output)
    finally:
        lock.unlink(missing_ok=True)


def repaired(output: Path) -> bool:
    """Repairs what an interrupted command left behind, when there is anything. Raises Busy."""
    with locked(output) as was_broken:
        return was_broken


def _holder_runs(lock: Path) -> bool:
    """Whether the process that holds the lock is there; one that was ended before it could sign is not."""
    try:
        if not lock.read_text():
            time.sleep(UNSIGNED)
        pid = int(lock.read_text())
        os.kill(pid, 0)
    except (OSError, ValueError):
        return False
    return pid != os.getpid()


def replace_kit(output: Path, files: Mapping[str, bytes], surplus: Iterable[str] = ()) -> list[str]:
    """Writes ``files`` (path below output -> bytes) and removes ``surplus``; returns the paths that changed."""
    changed = [path for path, data in files.items() if _differs(_inside(output, path), data)]
    gone = sorted(path for path in set(surplus) - set(files) if _inside(output, path).exists())
    if not changed and not gone:
        return []
    staging = output / STAGING
    staging.mkdir(parents=True, exist_ok=True)
    for path in changed:
        target = staging / "files" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[path])
    _write_durably(staging / JOURNAL, json.dumps({"move": changed, "remove": gone}).encode())
    _finish(output)
    return [*changed, *gone]


def write_whole(path: Path, data: bytes) -> bool:
    """One file, written beside and renamed; False when it already said so."""
    if not _differs(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_durably(path, data)
    return True


def files_below(output: Path, *folders: str) -> set[str]:
    """Every file in these folders of ``output/``, and those of them that are files, as paths with forward slashes."""
    there = (path for folder in folders for path in (output / folder, *(output / folder).rglob("*")))
    found = (path for path in there if path.is_file())
    return {path.relative_to(output).as_posix() for path in found}


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


def _inside(output: Path, path: str) -> Path:
    """The file a path below ``output/`` means. Raises ValueError for one that leads elsewhere."""
    target = output / path
    if ".." in Path(path).parts or not target.resolve().is_relative_to(output.resolve()):
        raise ValueError(f"not below output: {path}")
    return target


def _finish(output: Path) -> None:
    staging = output / STAGING
    moves, removals = _read_journal(staging / JOURNAL)
    for path in moves:
        source, target = staging / "files" / path, _inside(output, path)
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
    for path in removals:
        _inside(output, path).unlink(missing_ok=True)
        _drop_empty(_inside(output, path).parent, output)
    (staging / JOURNAL).unlink()
    shutil.rmtree(staging)


def _read_journal(path: Path) -> tuple[list[str], list[str]]:
    """What is to be moved and removed; nothing when the journal cannot be read or leads out of ``output/``."""
    try:
        journal = json.loads(path.read_text(encoding="utf-8"))
        for named in (*journal["move"], *journal["remove"]):
            _inside(path.parents[1], named)
        return list(journal["move"]), list(journal["remove"])
    except (ValueError, KeyError, TypeError):
        return [], []


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
