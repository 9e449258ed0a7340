"""Bytes on disk in, clean text out: any encoding editors write, one kind of line end, one code point a letter."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from ..errors import InputError, Problem, say

MAX_BYTES = 1_000_000
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def read_bytes(path: Path, name: str, most: int) -> bytes:
    """The file's bytes. Raises InputError for one that cannot be read or has more than ``most``."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= most else b""
    except OSError as error:
        raise _refused(
            name,
            "unreadable",
            say("the file cannot be read ({reason})", reason=error.strerror or "?"),
            say("check that it is there and that you may read it"),
        ) from error
    if size > most:
        raise _refused(
            name,
            "too-large",
            say("the file is {size} MB; at most {most} MB is read", size=round(size / 1e6), most=most // 1_000_000),
            say("is it the right file?"),
        )
    return data


def clean(text: str) -> str:
    """A text from elsewhere with one code point per letter and without characters nobody can see."""
    return FORBIDDEN.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def read_text(path: Path, name: str, most: int = MAX_BYTES) -> str:
    """The file's text: UTF-8 (with or without BOM), UTF-16 with BOM, or else Windows-1252.

    ``name`` is how problems call the file; ``most`` is how many bytes it may have. Raises InputError for a file that is
    missing, too large or not text.
    """
    text = unicodedata.normalize(
        "NFC", _decoded(read_bytes(path, name, most)).replace("\r\n", "\n").replace("\r", "\n")
    )
    if found := FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise _refused(
            name,
            "not-text",
            say("an invisible character (U+{code}) stands here: this is not plain text", code=f"{ord(found[0]):04X}"),
            say("delete the character, or save the file as plain text (UTF-8)"),
            line,
            column,
        )
    return text


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _refused(name, code, message, fix, line=0, column=0) -> InputError:
    return InputError([Problem(name, line, column, code, message, fix)])
