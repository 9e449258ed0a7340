"""A file of a build in, the words in it out; of a sheet that was not printed (``conftest.unprinted``) its HTML."""

from __future__ import annotations

import re
import zipfile
from base64 import b64decode
from email import message_from_bytes
from pathlib import Path


def words_of(path: Path) -> str:
    """Everything that can be read in a file of text, of Word, of mail, in a calendar, or in a sheet as HTML."""
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    if path.suffix == ".eml":
        parts = message_from_bytes(path.read_bytes()).walk()
        return "".join((part.get_payload(decode=True) or b"").decode("utf-8", "replace") for part in parts)
    words = path.read_bytes().replace(b"\r\n ", b"").decode()
    return re.sub(r"base64,([\w+/=]+)", lambda m: b64decode(m[1]).decode(errors="replace"), words)
