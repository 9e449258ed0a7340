"""The files of one kit in; the same files below ``output/`` out, all of them or none.

New and changed files are first written beside, in ``output/.staging``, down to the disk. Then a journal says what is to
be moved and removed, and only then is anything replaced. Who holds the lock next finishes a replacing that was cut off,
and throws away a staging that never got its journal: the kit is either the old one or the new one. Nothing outside
``output/`` is ever touched, whatever a journal says.

All but the site and the manifest may be read by the owner alone, where the system knows owners.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from .lock import held

STAGING = ".staging"
JOURNAL = "journal.json"
#: What is as open as other files of the person who builds, and the folders of ours that are not.
OPEN = ("site", "manifest.json")
CLOSED = ("print", "leader", "kits", "tally", "hr")
#: So many files are brought to the disk at a time.
AT_ONCE = 16
#: What a command that was ended in the middle of one file has left beside it.
LEFT_OVER = re.compile(r"\..+\.\d+")


@contextmanager
def locked(output: Path) -> Iterator[bool]:
    """Holds ``output/`` for one command; what an interrupted one left behind is repaired first (True: there was some).

    Raises Busy when another one holds it that still runs, OSError.
    """
    there = output.is_dir()
    output.mkdir(parents=True, exist_ok=True)
    try:
        with held(output):
            _close(output)
            yield recover(output)
    finally:
        if not there:
            with suppress(OSError):  # it stays when it holds something now
                output.rmdir()


def replace_kit(output: Path, files: Mapping[str, bytes], surplus: Iterable[str] = ()) -> list[str]:
    """Writes ``files`` (path below output -> bytes) and removes ``surplus``; returns the paths that changed.

    Raises OSError, and then nothing is replaced, or the next command finishes it.
    """
    there = _inside(output, {*files, *surplus})
    changed = [path for path, data in files.items() if _differs(there[path], data)]
    gone = sorted(path for path in set(surplus) - set(files) if there[path].exists())
    if not changed and not gone:
        return []
    staging = output / STAGING
    try:
        _stage(output, {path: files[path] for path in changed})
        write_durably(staging / JOURNAL, json.dumps({"move": changed, "remove": gone}).encode(), 0o600)
    except OSError:
        if not (staging / JOURNAL).exists():  # a full disk needs its room back
            with suppress(OSError):
                _throw_away(staging)
        raise
    _finish(output)
    return [*changed, *gone]


def write_whole(path: Path, data: bytes) -> bool:
    """One file, written beside and renamed; False when it already said so. Raises OSError."""
    if not _differs(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent, path.name)
    write_durably(path, data, 0o666)
    return True


def write_first(path: Path, data: bytes) -> None:
    """One file that is not there yet, whole or not at all. Raises FileExistsError, OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent, path.name)
    write_durably(path, data, 0o666, first=True)


def kit_folders(id: str) -> tuple[str, ...]:
    """Where all that a build makes of one workplace lies, below ``output/``."""
    return f"site/{id}", f"print/{id}", f"leader/{id}", f"kits/{id}.zip"


def files_below(output: Path, *folders: str) -> set[str]:
    """Every file in these folders of ``output/``, and those of them that are files, as paths with forward slashes."""
    there = (path for folder in folders for path in (output / folder, *(output / folder).rglob("*")))
    found = (path for path in there if path.is_file())
    return {path.relative_to(output).as_posix() for path in found}


def recover(output: Path) -> bool:
    """Finishes or undoes what an interrupted build left behind; True when there was something."""
    _sweep(output)
    staging = output / STAGING
    if not staging.exists():
        return False
    if (staging / JOURNAL).exists():
        _finish(output)
    else:
        _throw_away(staging)
    return True


def _inside(output: Path, paths: Iterable[str]) -> dict[str, Path]:
    """The files these paths below ``output/`` mean. Raises ValueError for one that leads elsewhere."""
    found = {path: output / path for path in paths}
    whole = output.resolve()
    folders = {target.parent for target in found.values()} | {one for one in found.values() if one.is_symlink()}
    strange = [str(one) for one in folders if not one.resolve().is_relative_to(whole)]
    strange += [path for path in found if ".." in Path(path).parts]
    if strange:
        raise ValueError(f"not below output: {min(strange)}")
    return found


def _stage(output: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files beside, with the rights they are to have, and sees to it that they are on the disk."""
    folder = output / STAGING / "files"
    _make_folder(folder, 0o700)
    for path, data in files.items():
        target = folder / path
        _make_folder(target.parent, 0o700)
        _write(target, data, 0o666 if _is_open(path) else 0o600)
    folders = {parent for path in files for parent in (folder / path).parents if parent.is_relative_to(folder)}
    _to_disk([*(folder / path for path in files), *folders])


def _finish(output: Path) -> None:
    staging = output / STAGING
    moves, removals = _read_journal(staging / JOURNAL)
    for path, target in moves.items():
        source = staging / "files" / path
        if source.exists():
            _make_folder(target.parent, 0o777 if _is_open(path) else 0o700)
            os.replace(source, target)
    for target in removals.values():
        target.unlink(missing_ok=True)
        _drop_empty(target.parent, output)
    folders = {target.parent for target in (*moves.values(), *removals.values())}
    _to_disk([folder for folder in folders if folder.is_dir()])
    (staging / JOURNAL).unlink()
    _throw_away(staging)


def _throw_away(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        error.filename = str(folder)  # else it is named from wherever within the folder
        raise


def _read_journal(path: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """What is to be moved and removed; nothing when the journal cannot be understood or leads out of ``output/``."""
    try:
        journal = json.loads(path.read_text(encoding="utf-8"))
        return _inside(path.parents[1], journal["move"]), _inside(path.parents[1], journal["remove"])
    except (ValueError, KeyError, TypeError):
        return {}, {}


def _drop_empty(folder: Path, stop: Path) -> None:
    while folder != stop and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size != len(data) or path.read_bytes() != data
    except OSError:
        return True


def _is_open(path: str) -> bool:
    return path.split("/")[0] in OPEN


def _close(output: Path) -> None:
    """Takes from all others what an older version, or a copy, let them read of the files with names."""
    if os.name != "posix":
        return
    for folder in (output / name for name in CLOSED):
        if folder.is_symlink() or not folder.is_dir() or not folder.stat().st_mode & 0o077:
            continue
        with suppress(PermissionError):  # somebody else's, or a drive without owners
            folder.chmod(0o700)
            for path in folder.rglob("*"):
                if not path.is_symlink():
                    path.chmod(0o700 if path.is_dir() else 0o600)


def _make_folder(folder: Path, rights: int) -> None:
    """The folder and those above it that are not there, all with these rights (less the umask)."""
    if not folder.is_dir():
        _make_folder(folder.parent, rights)
        folder.mkdir(mode=rights, exist_ok=True)


def _name_first(beside: Path, path: Path) -> None:
    """Gives a file its name, unless that is taken."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a drive on which a file has one name only
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        os.replace(beside, path)
    else:
        beside.unlink()


def write_durably(path: Path, data: bytes, rights: int, first: bool = False) -> None:
    """One file, old or new whatever happens: written beside and then given its name; ``first``, unless it is taken."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write(beside, data, rights)
        _to_disk([beside])
        (_name_first if first else os.replace)(beside, path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _to_disk([path.parent])


def _write(path: Path, data: bytes, rights: int) -> None:
    """The file's bytes. An OSError says which file."""
    with _naming(path):
        handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0), rights)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)


def _to_disk(paths: Sequence[Path]) -> None:
    """Sees to it that these files, and the names in these folders, outlast a power cut.

    Many at once: a disk takes them together, which is ten times as fast as one after the other.
    """
    with ThreadPoolExecutor(AT_ONCE) if len(paths) > 1 else nullcontext() as pool:
        list((pool.map if pool else map)(_fsync, paths))


def _fsync(path: Path) -> None:
    if path.is_dir() and os.name != "posix":
        return
    with _naming(path):
        handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a network drive that cannot say
                raise
        finally:
            os.close(handle)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Says in an OSError which file it is about."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def _sweep(folder: Path, name: str = "") -> None:
    """Removes what an ended command has left beside the files of this folder, or beside the one of this name."""
    for path in folder.iterdir():
        if path.name.startswith(f".{name}") and LEFT_OVER.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)
