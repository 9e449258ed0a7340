"""Workplaces in two versions, and a build in a process of its own that is killed, or refused, in its midst.

What a build does to ``output/`` is counted: the same number ends it in the same place each time.
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from talsammen.one_kit import OneKit
from talsammen.write.output import files_below, locked

from .conftest import FEW_SHEETS, Root

NEVER = 10**9
FULL = (errno.ENOSPC,)
REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO)
#: What a full disk refuses; the others refuse everything.
NEEDS_ROOM = ("open", "write", "mkdir")
Tree = dict[str, bytes]


class Operations:
    """Counts what is done to files below a folder; at one of them, and if so told from then on, something is done."""

    def __init__(self, folder: Path, number: int, act: Callable[[str, str], None]) -> None:
        self.folder, self.number, self.act = str(folder), number, act
        self.done, self.handles = 0, set()

    def install(self) -> None:
        """For the rest of this process."""
        for name in ("replace", "link", "mkdir", "unlink", "rmdir"):
            setattr(os, name, self._counted(name, getattr(os, name)))
        really_open, really_write, really_sync = os.open, os.write, os.fsync

        def opened(path, flags, *args, **more):
            ours = str(path).startswith(self.folder)
            if ours and flags & (os.O_WRONLY | os.O_RDWR):
                self._count("open", path)
            handle = really_open(path, flags, *args, **more)
            self.handles.discard(handle)
            if ours:
                self.handles.add(handle)
            return handle

        def written(handle, data):
            if handle not in self.handles:
                return really_write(handle, data)
            half = really_write(handle, data[: len(data) // 2])
            self._count("write", None)
            return half + really_write(handle, data[half:])

        def synced(handle):
            if handle in self.handles:
                self._count("fsync", None)
            really_sync(handle)

        os.open, os.write, os.fsync = opened, written, synced

    def _counted(self, name: str, really: Callable) -> Callable:
        def call(path, *args, **more):
            if str(path).startswith(self.folder) or more.get("dir_fd") is not None:
                self._count(name, path)
            return really(path, *args, **more)

        return call

    def _count(self, name: str, path) -> None:
        self.done += 1
        if self.done >= self.number:
            self.act(name, path)


def dies(name: str, path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuses(number: int, once: bool) -> Callable:
    """Answers with this error; ``once``, or from now on."""
    left = [1 if once else NEVER]

    def refuse(name: str, path) -> None:
        if left[0] and (number not in FULL or name in NEEDS_ROOM):
            left[0] -= 1
            raise OSError(number, os.strerror(number), path and str(path))

    return refuse


def versions(count: int) -> tuple[dict[str, str], dict[str, str]]:
    """So many workplaces before and after; two are gone, two are new, one has another language, all are changed."""
    before = {f"sted-{n}": f"arbejdsplads: Biblioteket ved åen {n}\nleder: Eva Lund\n" for n in range(count)}
    after = {
        f"sted-{n}": f"arbejdsplads: Bogbussen nummer {n}\ndialog: {{dato: 17-09-2025, kl: 8.00, sted: Salen}}\n"
        f"deltagere: [Anna A, Bo B, Carl C]\nsprog: {'[da, en]' if n == 2 else '[da]'}\n"
        for n in range(2, count + 2)
    }
    return before, after


@contextmanager
def places(folder: Path, count: int) -> Iterator[Places]:
    """So many workplaces. What a kit is made to is remembered: here it matters what writing it leaves behind."""
    made, make = {}, OneKit.make

    def remembered(self: OneKit, mark: str):
        key = self.kit.id, mark
        if key not in made:
            made[key] = yield from make(self, mark)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OneKit, "make", remembered)
        yield Places(folder, count)


class Places:
    """The project, both its versions built whole once, and what has been tried on it."""

    def __init__(self, folder: Path, count: int) -> None:
        self.versions = versions(count)
        self.root = Root(folder / "project", FEW_SHEETS)
        self.root.printed = False
        self.told, self.tried = folder / "told.json", Counter()
        self.whole: list[dict[str, Tree]] = []
        self.ids = sorted({id for version in self.versions for id in version})
        for version in (0, 1):
            self.write(version)
            assert self.root.run("build").status == 0
            self.whole.append(self.kits())
        self.write(0)
        begun = time.perf_counter()
        self.operations = self.build(NEVER, dies)["operations"]
        self.seconds = time.perf_counter() - begun

    def write(self, version: int) -> None:
        for id in self.ids:
            path = self.root.folder / f"workplaces/{id}.yaml"
            path.unlink(missing_ok=True)
            if id in self.versions[version]:
                self.root.workplace(id, self.versions[version][id])

    def kits(self) -> dict[str, Tree]:
        """The files of each kit by its id, and under "" those that all share; but not the manifest."""
        output, kits = self.root.output, {id: {} for id in ("", *self.ids)}
        for path in files_below(output, "site", "print", "leader", "kits"):
            part = path.split("/")[1].removesuffix(".zip")
            kits[part if part in self.ids else ""][path] = (output / path).read_bytes()
        return kits

    def build(self, number: int, act: Callable, seconds: float | None = None) -> dict | None:
        """What a build said that met with this at that operation, or was killed after so long; None when it died."""
        self.told.unlink(missing_ok=True)
        pid = os.fork()
        if not pid:
            self._child(number, act)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        return None if os.WIFSIGNALED(status) else json.loads(self.told.read_text("utf-8"))

    def _child(self, number: int, act: Callable) -> None:
        try:
            counted = Operations(self.root.output, number, act)
            counted.install()
            run = self.root.run("build")
            said = {"status": run.status, "errors": run.errors, "operations": counted.done}
        except BaseException:
            said = {"status": -1, "errors": [traceback.format_exc()]}
        counted.number = NEVER
        self.told.write_text(json.dumps(said), "utf-8")
        os._exit(0)

    def assert_no_torn_file(self) -> None:
        """Each file has the bytes of one version or the other; the manifest can be read."""
        for id, tree in self.kits().items():
            for path, data in tree.items():
                assert data in (self.whole[0][id].get(path), self.whole[1][id].get(path)), path
        assert self.root.manifest["schema"] == 1

    def assert_whole(self) -> None:
        """After a repair each kit is the one or the other, and nothing else is left."""
        with locked(self.root.output) as repaired:
            self.tried["repaired"] += repaired
        for id, tree in self.kits().items():
            assert tree in (self.whole[0][id], self.whole[1][id]), id
        assert not [path.name for path in self.root.output.iterdir() if path.name.startswith(".")]

    def assert_finished(self, version: int) -> None:
        """An undisturbed build leads where it always does."""
        assert self.root.run("build").status == 0
        assert self.kits() == self.whole[version]

    def try_kills(self, count: int, seed: int = 0) -> None:
        """So many builds killed; those that were done before their moment came do not count.

        Every second at a moment drawn by lot, the others at an operation drawn by lot; the versions take turns.
        """
        dice, goal = random.Random(seed), self.tried["killed"] + count
        for n in range(5 * count):
            if self.tried["killed"] == goal:
                return
            self.write(n % 2)
            if n % 2 == n // 2 % 2:
                said = self.build(NEVER, dies, dice.uniform(0, self.seconds))
            else:
                said = self.build(dice.randint(1, self.operations), dies)
            self.tried["killed" if said is None else "came through"] += 1
            self._assert_all(n)
        raise AssertionError(f"builds are done before they can be killed: {self.tried}")

    def try_faults(self, count: int, errors: tuple[int, ...], seed: int = 0) -> None:
        """One sentence, status 3, and no traceback; a fault in tidying up only may pass unnoticed."""
        dice = random.Random(seed)
        for n in range(count):
            self.write(n % 2)
            number = dice.choice(errors)
            said = self.build(dice.randint(1, self.operations), refuses(number, dice.random() < 0.5))
            self.tried[errno.errorcode[number]] += 1
            assert said["status"] in (0, 3), said
            if said["status"] == 3:
                self.tried["told"] += 1
                assert str(self.root.output) in said["errors"][-1], said
                assert "Traceback" not in "".join(said["errors"])
            self._assert_all(n)

    def _assert_all(self, n: int) -> None:
        self.assert_no_torn_file()
        self.assert_whole()
        if n % 10 == 9:
            self.assert_finished(n % 2)
