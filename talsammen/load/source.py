"""Bytes on disk in, clean text out: any encoding editors write, one kind of line end, one code point a letter."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from stat import S_ISREG

from ..errors import InputError, Problem, say

MAX_BYTES = 1_000_000
#: What no text holds: control signs, signs that turn the direction of reading, halves of letters, what is no letter.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(n + 0xFFFE)}{chr(n + 0xFFFF)}" for n in range(0, 0x110000, 0x10000))
    + "]"
)
#: Half of a letter, written as UTF-8 writes whole ones.
_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def read_bytes(path: Path, name: str, most: int, inside: Path | None = None) -> bytes:
    """The bytes of a file that has at most ``most`` and, links followed, lies below ``inside``. Raises InputError."""
    try:
        if inside and not path.resolve(strict=True).is_relative_to(inside.resolve()):
            fix = say("put the file itself here")
            raise _refused(name, "link", say("the file is a link that leads out of its folder"), fix)
        told = path.stat()
        if not S_ISREG(told.st_mode):
            raise _refused(name, "unreadable", say("this is no file"), say("give the folder another name"))
        data = path.read_bytes() if told.st_size <= most else b""
    except (OSError, RuntimeError) as error:  # a circle of links is a RuntimeError until Python 3.13
        raise _refused(
            name,
            "unreadable",
            say("the file cannot be read ({reason})", reason=getattr(error, "strerror", None) or "?"),
            say("check that it is there and that you may read it"),
        ) from error
    if told.st_size > most:
        raise _refused(
            name,
            "too-large",
            say(
                "the file is {size} MB; at most {most} MB is read",
                size=max(round(told.st_size / 1e6), most // 1_000_000 + 1),
                most=most // 1_000_000,
            ),
            say("is it the right file?"),
        )
    return data


def forbidden(text: str) -> re.Match[str] | None:
    """The first sign in a text that no text holds."""
    if text.replace("\n", "").isprintable():  # most texts are; that is known sooner than each sign is looked up
        return None
    return FORBIDDEN.search(text)


def clean(text: str) -> str:
    """A text from elsewhere with one code point per letter and without characters nobody can see."""
    return FORBIDDEN.sub("", unicodedata.normalize("NFC", _lines(text)))


def read_text(path: Path, name: str, most: int = MAX_BYTES, inside: Path | None = None) -> str:
    """The file's text: UTF-8 (with or without BOM), UTF-16 with BOM, or else Windows-1252.

    ``name`` is how problems call the file; ``most`` is how many bytes it may have; ``inside`` as in ``read_bytes``.
    Raises InputError for a file that is missing, too large or not text.
    """
    text = unicodedata.normalize("NFC", _lines(_decoded(read_bytes(path, name, most, inside), name)))
    if found := forbidden(text):
        raise _refused(
            name,
            "not-text",
            say("an invisible character (U+{code}) stands here: this is not plain text", code=f"{ord(found[0]):04X}"),
            say("delete the character, or save the file as plain text (UTF-8)"),
            *_end(text[: found.start()]),
        )
    return text


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        damaged = error
    before = data[: damaged.start].decode(encoding, errors="replace")
    if encoding == "utf-8-sig" and before.isascii() and not _HALF.match(damaged.object, damaged.start):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("cp1252")
    if forbidden(before):
        return before  # the first thing that is wrong is what is told
    raise _refused(
        name,
        "not-text",
        say("a damaged character stands here: this is not plain text"),
        say("write the character anew, or save the file as plain text (UTF-8)"),
        *_end(_lines(before)),
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _end(text: str) -> tuple[int, int]:
    """The line and column after a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _refused(name, code, message, fix, line=0, column=0) -> InputError:
    return InputError([Problem(name, line, column, code, message, fix)])
