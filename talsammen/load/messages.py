"""A language's ``messages.po`` in, English sentence -> sentence in that language out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def read_messages(root: Path, language: str) -> Mapping[str, str]:
    """The translated interface words; untranslated ones are left out, so that the English stands instead."""
    from babel.messages.pofile import read_po

    path = root / "content" / language / "messages.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    return {
        message.id: message.string
        for message in catalog
        if isinstance(message.id, str) and message.string and message.id and not message.fuzzy
    }
