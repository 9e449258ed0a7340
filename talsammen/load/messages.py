"""A language's ``messages.po`` in, English sentence -> sentence in that language out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path


def read_messages(root: Path, language: str) -> Mapping[str, str]:
    """The translated interface words; untranslated ones are left out, so that the English stands instead."""
    path = root / "content" / language / "messages.po"
    return _read(path.read_bytes(), language) if path.is_file() else {}


@lru_cache(maxsize=8)
def _read(data: bytes, language: str) -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    catalog = read_po(io.BytesIO(data), locale=language)
    return {
        message.id: message.string
        for message in catalog
        if isinstance(message.id, str) and message.string and message.id and not message.fuzzy
    }
