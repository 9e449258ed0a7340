"""A finished print, as it goes from the engine to the cache and on to whoever writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A PDF, its pages as (width, height) in mm, and what the engine complained about; no bytes when it failed."""

    data: bytes
    sizes: tuple[tuple[int, int], ...]
    complaints: tuple[str, ...]
