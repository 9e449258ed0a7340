"""What goes to the engine, and a finished print as it goes on to the cache and to whoever writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """One document to be set.

    ``fillable``: its blanks become fields of a PDF form; without it the same sheet has the same ruled lines.
    ``tiled``: a poster cut into sheets; what runs over their edges does so on purpose.
    """

    html: str
    fillable: bool = False
    tiled: bool = False


@dataclass(frozen=True)
class Sheet:
    """A PDF, its pages as (width, height) in mm, and what the engine complained about; no bytes when it failed."""

    data: bytes
    sizes: tuple[tuple[int, int], ...]
    complaints: tuple[str, ...]
