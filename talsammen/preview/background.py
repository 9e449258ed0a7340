"""Options in, a whole ``build`` in a process of its own; what it made out, unless a newer save came first."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection

from ..errors import Busy, Message, Problem, TalsammenError
from ..pipeline import Options, build
from ..report import Words, built_lines, error_lines

#: How long to wait for another build that holds the folder, and for a process that was asked to end. Seconds.
AGAIN, PATIENCE = 0.5, 1.0
#: The pages come first: how much the sheets give way to everything else on this machine.
POLITE = 10


@dataclass(frozen=True)
class Printed:
    """What a build says when it is through: lines to read, the sheets' problems, and why there are no sheets."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    engine: Message | None = None


class Background:
    """At most one build at a time; a new one ends the one before, whose files are whole whenever it ends."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._process = self._result = None

    def start(self, options: Options) -> None:
        """Begins a build, instead of one that still runs."""
        self.stop()
        context = get_context("spawn")
        self._result, given = context.Pipe(duplex=False)
        self._process = context.Process(target=_build, args=(options, self.words, given))
        with _undisturbed():
            self._process.start()
        given.close()

    def finished(self) -> Printed | None:
        """What the build made, once, when it is through; None while it runs and when there is none."""
        if self._process is None or not self._result.poll():
            return None
        try:
            return self._result.recv()
        except EOFError:
            return Printed(())
        finally:
            self.stop()

    def stop(self) -> None:
        """Ends the build; what it had begun to replace is finished by the next one."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.join(PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._result.close()
        self._process = self._result = None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until a process has all it needs to begin with, where the system can make it wait."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _build(options: Options, words: Words, result: Connection) -> None:
    """Runs in the other process. Ctrl-C is for the preview, which then asks this one to end.

    What goes wrong comes back as lines; what its workers say when they are ended halfway is for nobody.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if hasattr(os, "nice"):
        os.nice(POLITE)
    with suppress(KeyboardInterrupt):
        result.send(_printed(options, words))


def _printed(options: Options, words: Words) -> Printed:
    while True:
        try:
            built = build(options)
        except Busy:
            time.sleep(AGAIN)
        except TalsammenError:
            return Printed(())  # the pages were made from the same files, and said it
        except Exception as error:
            return Printed(tuple(error_lines(error, words)))
        else:
            lines = built_lines(replace(built, engine=None), options.output, words)
            sheets = tuple(problem for problem in built.problems if problem.code == "print-engine")
            return Printed(tuple(lines), sheets, built.engine)
