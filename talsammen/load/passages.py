"""A text and its translation in; what of the translation still says what the source says out, passage by passage.

A passage is what stands between blank lines, or one line of the front matter that people read. A translation remembers
in its front matter (``translates:``) the mark of each source passage it was made from, in order. Where the source has
changed since, or has a passage more, the source's own words stand in, marked with their language.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from ..model.project import FOREIGN, FOREIGN_END, SOURCE

State = Literal["missing", "stale", "surplus"]
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)*\n|\Z")
_WORDLESS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>|^#+ [a-z0-9-]+$|\{:[^}]*\}", re.S | re.M)
_OPENING = re.compile(r"<(\w+)")


@dataclass(frozen=True)
class Passage:
    """One passage of a body, and how many lines stand before it."""

    text: str
    above: int

    @property
    def mark(self) -> str:
        """Six hex digits that change with the passage, but not with how its lines are broken."""
        return mark_of(self.text)

    @property
    def worded(self) -> bool:
        """Whether there is anything in it to translate."""
        return bool(re.search(r"[^\W\d_]", _WORDLESS.sub(" ", self.text)))


@dataclass(frozen=True)
class Behind:
    """A passage that is not as it should be: what is wrong, and how many lines stand above it in the translation's body
    and in the source's; None where it is not there."""

    state: State
    above: int | None
    source_above: int | None


def mark_of(text: str) -> str:
    """The mark of a passage."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:6]


def passages(body: str) -> list[Passage]:
    """The passages of a body of Markdown."""
    found, start = [], 0
    for gap in _GAP.finditer(body):
        if text := body[start : gap.start()].strip("\n"):
            found.append(Passage(text, body.count("\n", 0, start)))
        start = gap.end()
    return found


def joined(source: str, translation: str, remembered: Sequence[str]) -> tuple[str, list[Behind]]:
    """The body to show, with the source's words where the translation is behind; and where that is."""
    theirs, ours = passages(source), passages(translation)
    marks = [p.mark for p in theirs]
    kept = [*remembered[: len(ours)], *[""] * (len(ours) - len(remembered))]
    shown, behind = [], []
    for tag, o1, o2, t1, t2 in SequenceMatcher(None, kept, marks, autojunk=False).get_opcodes():
        pairs = [(ours[o1 + n] if o1 + n < o2 else None, n) for n in range(max(o2 - o1, t2 - t1))]
        for own, n in pairs:
            passage = theirs[t1 + n] if t1 + n < t2 else None
            if passage is None:
                behind.append(Behind("surplus", own.above, None))
            elif tag == "equal" or not passage.worded:
                shown.append(own.text if own and passage.worded else passage.text)
            else:
                shown.append(_marked(passage.text))
                state: State = "stale" if own and kept[o1 + n] else "missing"
                behind.append(Behind(state, own and own.above, passage.above))
    return "\n\n".join(shown), behind


def joined_front(
    source: Mapping[str, str], translation: Mapping[str, str], remembered: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, State]]:
    """The lines of front matter to show, by name, with the source's where the translation is behind; and where."""
    states: dict[str, State] = {name: "surplus" for name in translation if name not in source}
    shown = {}
    for name, words in source.items():
        if name not in translation:
            states[name] = "missing"
        elif remembered.get(name) != mark_of(words):
            states[name] = "stale"
        shown[name] = f"{FOREIGN}{words}{FOREIGN_END}" if name in states else translation[name]
    return shown, states


def _marked(text: str) -> str:
    """A passage of the source in a translated text, with its language told."""
    if _OPENING.match(text):
        return _OPENING.sub(rf'<\1 lang="{SOURCE}"', text, count=1)
    if text.startswith("{%"):
        return text
    return f'<div lang="{SOURCE}" class="untranslated" markdown="1">\n\n{text}\n\n</div>'
