"""What a rule hands on: one thing found in a workplace's file, placed by the model's own field names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import Message
from ..model.kit import PlannedDate
from ..model.organisation import Organisation
from ..model.places import Key
from ..model.themes import Catalogue
from ..model.workplace import Workplace


@dataclass(frozen=True)
class Finding:
    """One thing to mend. ``path`` is made of field names and indexes from ``Workplace``; the reader finds the line."""

    path: Key
    code: str
    message: Message
    fix: Message | None = None
    error: bool = False

    def under(self, *path: str | int) -> Finding:
        """The same finding seen from further up."""
        return replace(self, path=(*path, *self.path))


@dataclass(frozen=True)
class Case:
    """All a rule may look at."""

    workplace: Workplace
    organisation: Organisation
    catalogue: Catalogue
    content_languages: Sequence[str]
    dates: Mapping[str, PlannedDate]
