"""Files and folders with hand-ins in; every proposal that can be read, and why others cannot, out.

No name leaves this module: of each there is a fingerprint, made with a key that nobody keeps, which only tells whether
two hand-ins bear the same. The files themselves are never changed.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import BadValue, InputError, Problem, WrongUse, say
from ..model.project import TextFile
from ..model.proposals import HandIn
from ..model.values import fold
from .apart import Apart
from .forms import Expected, form_hand_in
from .headings import Headings
from .source import read_bytes
from .survey import survey_hand_ins
from .table import ENDINGS, read_table

MOST_BYTES = 10_000_000
MOST_FILES = 5_000
#: What programs leave in folders, and nobody has handed in.
LITTER = re.compile(r"\..*|~\$.*|thumbs\.db|desktop\.ini", re.I)


@dataclass(frozen=True)
class Inbox:
    """The proposals that could be read, how many files could not, and every problem."""

    hand_ins: tuple[HandIn, ...]
    unread: int
    problems: tuple[Problem, ...]


def read_inbox(paths: Iterable[Path], expected: Expected, texts: Iterable[Mapping[str, TextFile]]) -> Inbox:
    """Everything in these files and folders. ``texts``: the words of our forms in every language.

    Raises WrongUse for a path that does not exist, and for a folder with far too many files.
    """
    known = expected, Headings(expected.catalogue, texts), Fingerprints(secrets.token_bytes(32))
    with Apart(_read, *known) as read:
        return _gathered(paths, read)


def _gathered(paths: Iterable[Path], read: Apart) -> Inbox:
    found: list[HandIn] = []
    problems: list[Problem] = []
    seen: dict[bytes, str] = {}
    unread = 0
    for path, name in _files(paths):
        try:
            data = read_bytes(path, name, MOST_BYTES)
            if (first := seen.setdefault(hashlib.sha256(data).digest(), name)) != name:
                message = say("the file is the same as {first} and is read once", first=first)
                problems.append(Problem(name, 0, 0, "same-file", message, error=False))
                continue
            told, wrong = read(path, name, data)
            found += told
            problems += wrong
        except InputError as error:
            unread += 1
            problems += (replace(one, error=one.code == "headings") for one in error.problems)
        except BadValue as refused:
            unread += 1
            problems.append(Problem(name, 0, 0, refused.code, refused.message, refused.fix, error=False))
    return Inbox(tuple(found), unread, tuple(problems))


def _read(
    expected: Expected, headings: Headings, person: Fingerprints, path: Path, name: str, data: bytes
) -> tuple[list[HandIn], list[Problem]]:
    if path.suffix.lower() == ".pdf":
        return [form_hand_in(data, name, expected, person)], []
    if path.suffix.lower() in ENDINGS:
        return survey_hand_ins(read_table(path, name), headings, expected.catalogue, person)
    message = say("the file is neither a PDF, a CSV nor an Excel file (.xlsx)")
    raise BadValue("other-type", message, say("type what it says into a CSV, or move it elsewhere"))


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Every file, once, and how problems call it; those of a folder in the order of their names."""
    listed: dict[Path, str] = {}
    for path in paths:
        if not path.exists():
            raise WrongUse(say("there is no file or folder {path}", path=str(path)))
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in inside:
            hidden = any(LITTER.fullmatch(part) for part in file.relative_to(path).parts)
            if not hidden:
                listed.setdefault(Path(os.path.realpath(file)), file.as_posix())
        if len(listed) > MOST_FILES:
            raise WrongUse(say("{path} holds more than {most} files", path=str(path), most=MOST_FILES))
    yield from sorted(listed.items(), key=lambda one: one[1])


@dataclass(frozen=True)
class Fingerprints:
    """From a name to its fingerprint; the key is new each time, and forgotten with it."""

    key: bytes

    def __call__(self, name: str) -> str:
        plain = fold(" ".join(name.split()))
        return hashlib.blake2b(plain.encode(), key=self.key, digest_size=16).hexdigest() if plain else ""
