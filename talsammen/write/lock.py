"""One command at a time for a folder: a file says which process holds it, so that a dead one is known."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import psutil

from ..errors import Busy, say

LOCK = ".lock"
#: How long a lock may stand without the name of its process. Seconds.
UNSIGNED = 0.5
#: Two readings of when a process began may differ by this much. Seconds.
SAME_MOMENT = 2.0


@dataclass(frozen=True)
class Holder:
    """The process that holds a folder: on which machine, its number there, when it began, and since when it holds."""

    host: str
    pid: int
    begun: float
    since: str


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds the folder, which must be there. Raises Busy when a command holds it that runs, or may run elsewhere."""
    lock = folder / LOCK
    mine = _sign(lock)
    try:
        yield
    finally:
        with suppress(OSError):
            if _signed(lock) == mine:
                lock.unlink()


def _sign(lock: Path) -> str:
    """Makes the lock, in place of one that nobody holds any more; what stands in it."""
    mine = json.dumps(asdict(_here()))
    while True:
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            _take_away(lock)
            continue
        try:
            os.write(handle, mine.encode())
        except OSError as error:
            lock.unlink(missing_ok=True)
            error.filename = error.filename or str(lock)
            raise
        finally:
            os.close(handle)
        return mine


def _take_away(lock: Path) -> None:
    """Removes a lock whose holder is gone; if another has made it anew meanwhile, it stays. Raises Busy."""
    found = _signed(lock)
    if found == "":
        time.sleep(UNSIGNED)
        found = _signed(lock)
    if found and (holder := _holder(found)):
        _refuse(holder, lock)
    aside = lock.with_name(f"{LOCK}.{os.getpid()}")
    with suppress(FileNotFoundError):
        os.replace(lock, aside)
        if _signed(aside) == found:
            aside.unlink()
        else:
            os.replace(aside, lock)


def _refuse(holder: Holder, lock: Path) -> None:
    """Raises Busy, unless the process is one of this machine that has ended."""
    if holder.host != platform.node():
        raise Busy(
            say(
                "a build on {host} has been writing to {folder} since {since}; wait for it, or, if it is no longer "
                "running, delete {file}", host=_plain(holder.host), folder=str(lock.parent), since=_plain(holder.since),
                file=str(lock),
            )
        )  # fmt: skip
    begun = _begun(holder.pid)
    if holder.pid != os.getpid() and begun is not None and abs(begun - holder.begun) < SAME_MOMENT:
        raise Busy(say("another build is writing to {folder}; wait for it", folder=str(lock.parent)))


def _signed(lock: Path) -> str | None:
    """What stands in the lock; None when there is none."""
    try:
        return lock.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _holder(text: str) -> Holder | None:
    """Who signed; None when nobody can have meant it."""
    try:
        found = Holder(**json.loads(text))
    except (ValueError, TypeError):
        return None
    kinds = (isinstance(found.host, str), isinstance(found.pid, int), isinstance(found.begun, (int, float)))
    return found if all((*kinds, isinstance(found.since, str))) else None


def _here() -> Holder:
    """This process."""
    now = datetime.now().strftime("%d-%m-%Y %H:%M")
    return Holder(platform.node(), os.getpid(), _begun(os.getpid()) or 0.0, now)


def _begun(pid: int) -> float | None:
    """When a process began, untouched by a clock that is set; None when it is not there or has ended.

    Linux counts from when the machine was started, and psutil adds that moment by the clock as it is now.
    """
    try:
        process = psutil.Process(pid)
        ended = process.status() == psutil.STATUS_ZOMBIE
        return None if ended else process.create_time() - (psutil.boot_time() if psutil.LINUX else 0)
    except (psutil.NoSuchProcess, ValueError, OverflowError):
        return None
    except psutil.AccessDenied:
        return 0.0


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:100]
