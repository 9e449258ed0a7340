"""Where each value of a file stands, so that a problem can say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Places:
    """Where each value of one file stands: path of model names and indexes -> (line, column), from 1."""

    file: str
    marks: Mapping[Key, tuple[int, int]] = field(default_factory=dict)

    def of(self, path: Key) -> tuple[int, int]:
        """The place of this path, or of the nearest one above it; (0, 0) when nothing is known."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (0, 0))
