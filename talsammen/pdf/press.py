"""Many print jobs in, their PDFs out: from the cache, or set by this process or by workers.

The engine is loaded only when something has to be set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from .cache import Cache


@dataclass(frozen=True)
class Sheet:
    """A finished print: its PDF, its pages as (width, height) in mm, and what the engine complained about."""

    data: bytes
    sizes: tuple[tuple[int, int], ...]
    complaints: tuple[str, ...]


def print_all(
    jobs: Mapping[str, str], css: str, cache: Cache, workers: int, progress: Callable[[], None] = lambda: None
) -> dict[str, Sheet]:
    """The PDF of every job (name -> HTML). Equal sheets are set once. Raises EngineMissing."""
    keys = {name: cache.key(html, css) for name, html in jobs.items()}
    sheets: dict[str, Sheet] = {}
    for key in dict.fromkeys(keys.values()):
        if (stored := cache.get(key)) is not None:
            sheets[key] = _sheet(*stored)
    missing = {key: jobs[name] for name, key in keys.items() if key not in sheets}
    for _ in range(len(set(keys.values())) - len(missing)):
        progress()
    for key, (data, facts) in _set(missing, css, workers):
        cache.put(key, data, facts)
        sheets[key] = _sheet(data, facts)
        progress()
    return {name: sheets[key] for name, key in keys.items()}


def _sheet(data: bytes, facts: Mapping) -> Sheet:
    return Sheet(data, tuple((w, h) for w, h in facts["sizes"]), tuple(facts["complaints"]))


def _set(missing: Mapping[str, str], css: str, workers: int) -> Iterator[tuple[str, tuple[bytes, dict]]]:
    if workers <= 1 or len(missing) <= 2:
        yield from ((key, _set_one(html, css)) for key, html in missing.items())
        return
    from . import engine  # noqa: F401  (says at once when the engine is missing)

    with _pool(min(workers, len(missing))) as pool:
        longest_first = sorted(missing, key=lambda key: -len(missing[key]))
        futures = {pool.submit(_set_one, missing[key], css): key for key in longest_first}
        for future in as_completed(futures):
            yield futures[future], future.result()


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _set_one(html: str, css: str) -> tuple[bytes, dict]:
    from .engine import print_html

    printed = print_html(html, css)
    return printed.data, {"sizes": printed.sizes, "complaints": printed.complaints}
