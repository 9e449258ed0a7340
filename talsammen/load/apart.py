"""Files somebody sent in; what a process of its own made of each, or that it took too long or too much memory out.

A hostile PDF or Excel file can keep its reader busy for ever: then the process is ended; the next file gets another.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from typing import Any

from ..errors import BadValue, InputError, say

MOST_SECONDS = 20
MOST_MEMORY = 2_000_000_000
_SPAWN = get_context("spawn")
_TOO_MUCH = (
    "too-slow",
    say("reading the file takes too long or too much memory"),
    say("type what it says into a CSV, or move it elsewhere"),
)


class Apart:
    """Calls one function in a process of its own, which starts with the first call and ends with the ``with``.

    The function stands in a module; it and all it takes, returns and raises are sent back and forth.
    """

    def __init__(self, function: Callable[..., Any], *known: Any) -> None:
        """``known``: what the function takes first, the same in every call."""
        self._function, self._known = function, known
        self._process: Any = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def __call__(self, *told: Any) -> Any:
        """What the function returns. Raises what it raises, and BadValue when it takes too long or breaks down."""
        if self._process is None:
            self._start()
        try:
            self._pipe.send(told)
            if not self._pipe.poll(MOST_SECONDS):
                raise EOFError
            kind, said = self._pipe.recv()
        except (EOFError, OSError):
            self._end()
            raise BadValue(*_TOO_MUCH) from None
        if kind == "raised":
            raise said
        if kind == "problems":
            raise InputError(said)
        if kind == "refused":
            raise BadValue(*said)
        return said

    def _start(self) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, self._function, self._known), daemon=True)
        self._process.start()
        theirs.close()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None


def _serve(pipe: Any, function: Callable[..., Any], known: tuple[Any, ...]) -> None:
    """Answers calls until the other end is closed."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        from resource import RLIMIT_AS, setrlimit

        setrlimit(RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            pipe.send(_answer(function, (*known, *pipe.recv())))


def _answer(function: Callable[..., Any], told: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "told", function(*told)
    except InputError as error:
        return "problems", error.problems
    except BadValue as refused:
        return "refused", (refused.code, refused.message, refused.fix)
    except MemoryError:
        return "refused", _TOO_MUCH
    except Exception as error:
        return "raised", error
