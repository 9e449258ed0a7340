"""The six steps as a person sees them go by: a bar on a terminal, lines with times when asked, else nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from ..errors import say
from .shared import Settings

STEPS = {
    "load": say("Reading"),
    "plan": say("Planning"),
    "render": say("Writing"),
    "print": say("Setting sheets"),
    "write": say("Saving"),
}


@contextmanager
def shown_progress(settings: Settings) -> Iterator:
    """A function (step, done, total) that shows how far the build is."""
    if settings.get("verbose"):
        yield _timed(settings)
    elif settings.get("quiet") or not sys.stderr.isatty():
        yield lambda step, done, total: None
    else:
        yield from _bar(settings)


def _timed(settings: Settings):
    words, start, seen = settings.words, time.monotonic(), set()

    def show(step: str, done: int, total: int) -> None:
        if step not in seen:
            seen.add(step)
            click.echo(f"{time.monotonic() - start:6.2f} s  {words(STEPS[step])}", err=True)

    return show


def _bar(settings: Settings) -> Iterator:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    words = settings.words
    columns = (TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, int] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(words(STEPS[step]), total=total)
            progress.update(tasks[step], completed=done + (step != "print"), total=total)

        yield show
