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
class Complaint:
    """Something wrong with a sheet: what kind of thing, on which page (0: none in particular), and what it is about.

    Kinds: ``engine`` (a line of the engine's log), ``outside`` (over the printable edge), ``cut`` (cut off, or runs
    over what follows), ``empty`` (an element that says nothing), ``short`` (a page with next to nothing on it),
    ``unnamed`` (a field without a caption), ``font`` (not one of ours).
    """

    kind: str
    page: int
    what: str


@dataclass(frozen=True)
class Sheet:
    """A PDF, its pages as (width, height) in mm, and what is wrong with it; no bytes when the engine failed."""

    data: bytes
    sizes: tuple[tuple[int, int], ...]
    complaints: tuple[Complaint, ...]
