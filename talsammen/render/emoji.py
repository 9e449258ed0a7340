"""HTML for paper in; the same without emoji out: the prints' fonts have none, and no font of the machine may step in.

People write them on post-its, and a note is told as it stands: a smile stays a smile, in letters.
"""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(
    "[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff\u2640\u2642]*"
)
#: What an emoji's Unicode name says -> how it is written in letters; the first that fits.
_LETTERS = (
    (r"THUMBS DOWN|CRYING|SAD|FROWN|ANGRY|WORRIED|DISAPPOINT|TIRED|WEARY|POUTING|PENSIVE", ":-("),
    (r"SMIL|GRIN|JOY|HAPPY|LAUGH|HUGGING|RELIEVED|THUMBS UP|OK HAND|CLAPPING|PARTY", ":-)"),
    (r"WINK", ";-)"),
    (r"HEART", "&lt;3"),
)
OTHER = "[emoji]"


def in_letters(page: str) -> str:
    """The page with every emoji in letters."""
    return _RUN.sub(_letters, page)


def _letters(found: re.Match[str]) -> str:
    name = unicodedata.name(found[0][0], "")
    return next((letters for words, letters in _LETTERS if re.search(words, name)), OTHER)
