"""What the press is given to set, and a finished print as it goes to the cache and on to whoever writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """One PDF to be set: the HTML of its parts in order, and on how many sides of the paper each is printed.

    A file of several parts (a pack) is made to be printed on both sides: each part begins on a front, and a part with
    one side has empty backs. ``fillable``: its blanks become fields of a PDF form; without it the same sheet has the
    same ruled lines. ``tiled``: a poster cut into sheets; what runs over their edges does so on purpose. ``turned``:
    the parts are one sheet in two languages, and the back of each page is the same page in the other.
    """

    parts: tuple[tuple[str, int], ...]
    fillable: bool = False
    tiled: bool = False
    turned: bool = False

    @classmethod
    def of(cls, html: str, fillable: bool = False, tiled: bool = False, back: str | None = None) -> Job:
        """The job of a single sheet; ``back`` is the same sheet in another language."""
        parts = (html, back) if back else (html,)
        return cls(tuple((one, 1) for one in parts), fillable, tiled, bool(back))


@dataclass(frozen=True)
class Complaint:
    """Something wrong with a sheet: what kind of thing, on which page (0: none in particular), and what it is about.

    Kinds: ``engine`` (a line of the engine's log), ``outside`` (over the printable edge), ``cut`` (cut off, or runs
    over what follows), ``empty`` (an element that says nothing), ``short`` (a page with next to nothing on it),
    ``unnamed`` (a field without a caption), ``font`` (not one of ours), ``year`` (one that nobody planned or wrote).
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
