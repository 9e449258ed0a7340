"""Tasks in, their results out: done by this process, by processes beside it, or by a cluster.

What a worker dies of is not lost on the others: every task it may have had is tried once more, alone. A worker that
has grown large makes place for a new one.
"""

from __future__ import annotations

import heapq
import itertools
import signal
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from typing import Any, Protocol

import psutil

#: Tasks each worker has lying ready, so that none waits while this process does something else.
READY = 8
#: A worker that takes up more memory than this after a task is replaced. Bytes.
LARGE = 300 * 2**20


@dataclass(frozen=True)
class Died:
    """The result of a task that its worker did not survive, not even alone."""


class Crew(Protocol):
    """Who does the work: how many at a time, and what takes a task and gives its future."""

    count: int
    #: What a future raises whose worker died.
    deaths: tuple[type[Exception], ...]

    def submit(self, task: Callable[..., Any], *args: Any) -> Future: ...

    def renew(self) -> None: ...

    def stop(self, at_once: bool) -> None: ...


class Workers:
    """A queue of tasks before a crew (None: this process itself); the first in order are done first."""

    def __init__(self, crew: Crew | None) -> None:
        self._crew, self._queue, self._number = crew, [], itertools.count()
        self._given: dict[Future, tuple[Hashable, Callable[..., Any], tuple[Any, ...]]] = {}

    def give(self, order: Any, tag: Hashable, task: Callable[..., Any], *args: Any) -> None:
        """A task to be done; the one with the least ``order`` first. ``tag`` is what its result is called."""
        heapq.heappush(self._queue, (order, next(self._number), tag, task, args))
        self._hand_on()

    def finished(self) -> Iterator[tuple[Hashable, Any]]:
        """The results there are by now, at least one when anything was given; Died for what a worker died of."""
        if self._crew is None:
            if self._queue:
                _, _, tag, task, args = heapq.heappop(self._queue)
                yield tag, task(*args)
            return
        self._hand_on()
        broken = []
        for future in wait(self._given, return_when=FIRST_COMPLETED).done:
            tag, task, args = self._given.pop(future)
            if isinstance(future.exception(), self._crew.deaths):
                broken.append((tag, task, args))
                continue
            result, size = future.result()
            if size > LARGE:
                self._crew.renew()
            self._hand_on()
            yield tag, result
        if broken:
            self._crew.renew()
            yield from [(tag, self._alone(task, args)) for tag, task, args in broken]

    def _hand_on(self) -> None:
        while self._crew and self._queue and len(self._given) < READY * self._crew.count:
            _, _, tag, task, args = heapq.heappop(self._queue)
            self._given[self._crew.submit(_measured, task, *args)] = tag, task, args

    def _alone(self, task: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """The result of a task that lay with a worker that died; Died when it was this one that the worker died of."""
        try:
            return self._crew.submit(task, *args).result()
        except self._crew.deaths:
            return Died()


@contextmanager
def workers(crew: Crew | None) -> Iterator[Workers]:
    """Workers for as long as this lasts; when it is cut short they are ended at once."""
    try:
        yield Workers(crew)
    except BaseException:
        if crew:
            crew.stop(at_once=True)
        raise
    if crew:
        crew.stop(at_once=False)


def each(
    crew: Crew, task: Callable[..., Any], coming: Iterable[tuple[Hashable, tuple[Any, ...]]], ready: int = READY
) -> Iterator[tuple[Hashable, Any]]:
    """What the task gives for each (tag, arguments), as they are done; ``ready`` of them lie ready for each worker."""
    coming, open_ = iter(coming), 0
    with workers(crew) as held:
        while True:
            for tag, args in itertools.islice(coming, ready * crew.count - open_):
                held.give(0, tag, task, *args)
                open_ += 1
            if not open_:
                return
            for one in held.finished():
                open_ -= 1
                yield one


class Processes:
    """So many processes of this machine, each begun with ``begin(*args)``; they leave Ctrl-C to this one.

    ``alike``: where the system can, they begin as copies of this process, at once and with all it has read.
    """

    deaths = (BrokenProcessPool,)

    def __init__(self, count: int, begin: Callable[..., None] | None = None, *args: Any, alike: bool = False) -> None:
        self.count, self._begun_with, self._alike = count, (begin, args), alike
        self._pools: list[ProcessPoolExecutor] = []
        self._fresh = False

    def submit(self, task: Callable[..., Any], *args: Any) -> Future:
        """Begins a task, in new processes when those there are have ended or are to be replaced."""
        if not self._fresh:
            self._pools.append(ProcessPoolExecutor(self.count, get_context(self._way()), _begin, self._begun_with))
            self._fresh = True
        try:
            return self._pools[-1].submit(task, *args)
        except BrokenProcessPool:
            self._fresh = False
            return self.submit(task, *args)

    def _way(self) -> str:
        """How processes begin; a copy of one with several threads may find them holding each other up for ever."""
        can = self._alike and "fork" in get_all_start_methods() and threading.active_count() == 1
        return "fork" if can else "spawn"

    def renew(self) -> None:
        """What is begun from now on goes to new processes; the old ones end when they have done what they have."""
        if self._fresh:
            self._pools[-1].shutdown(wait=False)
        self._fresh = False

    def stop(self, at_once: bool) -> None:
        for pool in self._pools:
            for process in list((pool._processes or {}).values()) if at_once else ():
                process.terminate()
            pool.shutdown(wait=not at_once, cancel_futures=at_once)


def _begin(begin: Callable[..., None] | None, args: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if begin:
        begin(*args)


def _measured(task: Callable[..., Any], *args: Any) -> tuple[Any, int]:
    """The task's result, and how much memory its process takes up after it. Bytes."""
    return task(*args), psutil.Process().memory_info().rss
