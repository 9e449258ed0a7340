"""What the press is given to set or to bind, and a finished print as it goes to the cache and to its file."""

from __future__ import annotations

from dataclasses import dataclass

#: How a cover's links call the sheets it leads to; no such address exists outside a pack.
LEAD = "https://pack.invalid/"


@dataclass(frozen=True)
class Job:
    """One sheet to be set.

    ``fillable``: its blanks become fields of a PDF form; without it the same sheet has the same ruled lines.
    ``tiled``: a poster cut into sheets; what runs over their edges does so on purpose. ``back``: the same sheet in
    another language, which becomes the back of each page.
    """

    html: str
    fillable: bool = False
    tiled: bool = False
    back: str | None = None


@dataclass(frozen=True)
class Part:
    """A finished sheet in a pack: its PDF, its title, the name links call it by, and on how many sides it stands."""

    data: bytes
    title: str
    anchor: str
    sides: int


@dataclass(frozen=True)
class Binding:
    """Several finished sheets to be one file that is printed on both sides; the first is the cover.

    Each sheet begins on a front, and one with one side has empty backs.
    """

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Complaint:
    """Something wrong with a sheet: what kind of thing, on which page (0: none in particular), and what it is about.

    Kinds: ``engine`` (a line of the engine's log), ``died`` (the process that set it was ended), ``outside`` (over the
    printable edge), ``cut`` (cut off, or runs over what follows), ``empty`` (an element that says nothing), ``short``
    (a page with next to nothing on it), ``unnamed`` (a field without a caption), ``font`` (not one of ours), and what
    disagrees with the plan (``talsammen/agreement.py``). ``wanted``: what the plan has instead.
    """

    kind: str
    page: int
    what: str
    wanted: str = ""


@dataclass(frozen=True)
class Said:
    """What can be read on a page: its ``text``, or how many there are of what ``kind`` names."""

    kind: str
    page: int
    what: str


@dataclass(frozen=True)
class Sheet:
    """A PDF, its pages as (width, height) in mm, and what is wrong with it; no bytes when the engine failed.

    ``said`` is what can be read on its pages as they were laid out.
    """

    data: bytes
    sizes: tuple[tuple[int, int], ...]
    complaints: tuple[Complaint, ...]
    said: tuple[Said, ...] = ()
