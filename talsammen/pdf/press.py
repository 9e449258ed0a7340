"""Many print jobs in, their PDFs out: from the cache, or set by this process, by workers, or by a cluster.

Who needs prints is a generator: it yields jobs by name, is sent what became of them, and goes on; so one kit can be
written while another is set. The engine is loaded only when something has to be set.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from ..errors import EngineMissing, Message
from ..workers import Crew, Died, Workers, workers
from .cache import Cache
from .sheet import Binding, Complaint, Job, Sheet


class Printed(NamedTuple):
    """The sheets of jobs by name; without the engine those of the cache, and the reason why the others are missing."""

    sheets: Mapping[str, Sheet]
    missing: Message | None


T = TypeVar("T")
#: Asks for prints, is sent them, and may ask again; what it returns is what they were for.
Order = Generator[Mapping[str, Job | Binding], Printed, T]
#: (sheets made, sheets asked for so far)
Progress = Callable[[int, int], None]


def print_all(
    jobs: Mapping[str, Job | Binding], css: str, cache: Cache, crew: Crew | None, progress: Progress = lambda *_: None
) -> Printed:
    """The PDF of every job, sheets to be set or packs to be bound. ``crew`` does it; None: this process."""

    def once() -> Order[Printed]:
        return (yield jobs)

    [printed] = print_orders([once()], css, cache, crew, progress)
    return printed


def print_orders(
    orders: Iterable[Order[T]], css: str, cache: Cache, crew: Crew | None, progress: Progress = lambda *_: None
) -> Iterator[T]:
    """What every order returns, in the order they are done; equal jobs are made once.

    No more orders are begun than the crew needs to be busy.
    """
    with workers(crew) as held:
        yield from _Press(css, cache, held, progress).run(orders, crew.count // 16 + 3 if crew else 1)


@dataclass
class _Begun:
    """An order that waits for prints: which, by which key, and those that are there."""

    number: int
    order: Order[Any]
    keys: Mapping[str, str] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    sheets: dict[str, Sheet] = field(default_factory=dict)


class _Press:
    def __init__(self, css: str, cache: Cache, workers: Workers, progress: Progress) -> None:
        self.css, self.cache, self.workers, self.progress = css, cache, workers, progress
        self.waiting: dict[str, list[_Begun]] = {}
        self.missing: Message | None = None
        self.asked = self.done = 0

    def run(self, orders: Iterable[Order[T]], at_a_time: int) -> Iterator[T]:
        coming, begun = enumerate(orders), 0
        more = True
        while more or begun:
            while more and begun < at_a_time:
                number, order = next(coming, (0, None))
                more = order is not None
                if more:
                    begun += 1
                    for result in self._go_on(_Begun(number, order), None):
                        begun -= 1
                        yield result
            for key, sheet in self.workers.finished():
                for result in self._arrived(key, sheet):
                    begun -= 1
                    yield result

    def _go_on(self, one: _Begun, printed: Printed | None) -> Iterator[Any]:
        """Sends an order its prints until it has to wait for others; yields what it returns when it is done."""
        try:
            while True:
                self._ask(one, one.order.send(printed))
                if one.open:
                    return
                printed = self._printed(one)
        except StopIteration as end:
            yield end.value

    def _ask(self, one: _Begun, jobs: Mapping[str, Job | Binding]) -> None:
        """Takes the sheets of these jobs from the cache, and has the others made."""
        one.keys = {name: self.cache.key(job, self.css) for name, job in jobs.items()}
        one.sheets = {}
        for key, job in {one.keys[name]: job for name, job in jobs.items()}.items():
            self.asked += 1
            if (stored := self.cache.get(key)) is not None:
                one.sheets[key] = stored
                self._count()
            elif self.missing is None:
                one.open.add(key)
                if key not in self.waiting:
                    self.waiting[key] = []
                    self.workers.give((one.number, -_size(job)), key, _set_one, job, self.css)
                self.waiting[key].append(one)

    def _arrived(self, key: str, sheet: Sheet | Message | Died) -> Iterator[Any]:
        """A sheet for every order that waits for it; yields what those return that are done by it."""
        if isinstance(sheet, Died):
            sheet = Sheet(b"", (), (Complaint("died", 0, ""),))
        if isinstance(sheet, Message):
            self.missing = sheet
        elif sheet.data:
            self.cache.put(key, sheet)
        for one in self.waiting.pop(key):
            self._count()
            one.open.discard(key)
            if isinstance(sheet, Sheet):
                one.sheets[key] = sheet
            if not one.open:
                yield from self._go_on(one, self._printed(one))

    def _printed(self, one: _Begun) -> Printed:
        sheets = {name: one.sheets[key] for name, key in one.keys.items() if key in one.sheets}
        return Printed(sheets, None if len(sheets) == len(one.keys) else self.missing)

    def _count(self) -> None:
        self.done += 1
        self.progress(self.done, self.asked)


def _size(job: Job | Binding) -> int:
    """About how long a job takes, to compare it with others."""
    return sum(len(part.data) for part in job.parts) if isinstance(job, Binding) else len(job.html)


def _set_one(job: Job | Binding, css: str) -> Sheet | Message:
    """One sheet or pack; when the engine fails on it, no bytes and what it said; without the engine, why."""
    try:
        if isinstance(job, Binding):
            from .binding import bind as make
        else:
            from .engine import print_job

            make = functools.partial(print_job, css=css)
        return make(job)
    except EngineMissing as error:
        return error.message
    except Exception as error:
        return Sheet(b"", (), (Complaint("engine", 0, f"{type(error).__name__}: {error}"),))
