"""Many print jobs in, their PDFs out: from the cache, or set by this process or by workers.

The engine is loaded only when something has to be set.
"""

from __future__ import annotations

import functools
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context

from ..errors import EngineMissing, Message
from .cache import Cache
from .sheet import Binding, Complaint, Job, Sheet


def print_all(
    jobs: Mapping[str, Job | Binding], css: str, cache: Cache, workers: int, progress: Callable[[], None] = lambda: None
) -> tuple[dict[str, Sheet], Message | None]:
    """The PDF of every job (by name), sheets to be set or packs to be bound; equal ones are made once.

    Without the engine, the sheets of the cache and the reason why the others are missing.
    """
    keys = {name: cache.key(job, css) for name, job in jobs.items()}
    sheets: dict[str, Sheet] = {}
    for key in dict.fromkeys(keys.values()):
        if (stored := cache.get(key)) is not None:
            sheets[key] = stored
            progress()
    missing = {key: jobs[name] for name, key in keys.items() if key not in sheets}
    reason = None
    try:
        for key, sheet in _set(missing, css, workers):
            if sheet.data:
                cache.put(key, sheet)
            sheets[key] = sheet
            progress()
    except EngineMissing as error:
        reason = error.message
    return {name: sheets[key] for name, key in keys.items() if key in sheets}, reason


def _set(missing: Mapping[str, Job | Binding], css: str, workers: int) -> Iterator[tuple[str, Sheet]]:
    if workers <= 1 or len(missing) <= 2:
        yield from ((key, _set_one(job, css)) for key, job in missing.items())
        return
    from . import engine  # noqa: F401  (says at once when the engine is missing)

    with _pool(min(workers, len(missing))) as pool:
        longest_first = sorted(missing, key=lambda key: -_size(missing[key]))
        futures = {pool.submit(_set_one, missing[key], css): key for key in longest_first}
        for future in as_completed(futures):
            yield futures[future], future.result()


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    """Workers that leave Ctrl-C to this process, which then ends them at once."""
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    )
    try:
        yield pool
    except BaseException:
        for process in list(pool._processes.values()):
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _size(job: Job | Binding) -> int:
    """About how long a job takes, to compare it with others."""
    return sum(len(part.data) for part in job.parts) if isinstance(job, Binding) else len(job.html)


def _set_one(job: Job | Binding, css: str) -> Sheet:
    """One sheet or pack; when the engine fails on it, no bytes and what it said."""
    if isinstance(job, Binding):
        from .binding import bind as make
    else:
        from .engine import print_job

        make = functools.partial(print_job, css=css)
    try:
        return make(job)
    except Exception as error:
        return Sheet(b"", (), (Complaint("engine", 0, f"{type(error).__name__}: {error}"),))
