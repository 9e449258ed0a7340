"""What can go wrong, as values: any module raises or returns these; only ``cli`` makes words of them.

TalsammenError
+-- InputError       problems in the files people wrote          exit status 1
+-- WrongUse         a command that cannot be meant              exit status 2
|   +-- Busy         another build is writing just now          exit status 2
+-- EngineMissing    the print engine cannot be loaded           exit status 3

BadValue (a ValueError)   one refused value; the reader adds file, line and column and makes it a Problem
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """A sentence that is translated late: the English original with ``{names}``, and their values.

    A value may itself be a Message. The translations stand in ``content/<lang>/messages.po``.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**{k: str(v) for k, v in self.values.items()})


def say(text: str, /, **values: Any) -> Message:
    """A Message from its English sentence (the word the translations are extracted by)."""
    return Message(text, values)


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands, what was read, what to write instead.

    ``line`` and ``column`` count from 1; 0 means the file as a whole. ``error`` is False for a warning.
    """

    file: str
    line: int
    column: int
    code: str
    message: Message
    fix: Message | None = None
    error: bool = True

    @property
    def place(self) -> str:
        parts = [self.file] + [str(n) for n in (self.line, self.column) if n]
        return ":".join(parts)


class BadValue(ValueError):
    """A value that cannot be meant; carries what is wrong, what to write instead, and a short code."""

    def __init__(self, code: str, message: Message, fix: Message | None = None) -> None:
        super().__init__(str(message))
        self.code, self.message, self.fix = code, message, fix


class TalsammenError(Exception):
    """Root of what this project raises on purpose."""


class InputError(TalsammenError):
    """Some files cannot be used; holds every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.place}: {p.message}" for p in self.problems))


class WrongUse(TalsammenError):
    """The command line asks for something that does not exist."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


class Busy(WrongUse):
    """Another build holds the output folder."""


class EngineMissing(TalsammenError):
    """The print engine or a library below it is not installed."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


def of_system(error: OSError) -> Message:
    """What the operating system refused, to whoever can do something about it: which file, and what to do."""
    file = error.filename2 or error.filename or "?"
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return say("{file}: the disk is full; make room and run it again; nothing is lost", file=file)
    if error.errno in (errno.EACCES, errno.EPERM):
        return say(
            "{file}: it may not be opened or written; close it if it is open somewhere, or get the right to its "
            "folder, and run it again",
            file=file,
        )
    if error.errno == errno.EROFS:
        return say("{file}: the drive can only be read; choose another folder with --output", file=file)
    if error.errno == errno.EIO:
        return say("{file}: the drive answers with an error; look after it, and run it again", file=file)
    return say("{file}: {reason}", file=file, reason=error.strerror)
