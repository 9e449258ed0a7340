"""What the load stage hands on: all that was read from the root folder, typed, with the place of each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from ..errors import Problem
from .organisation import Organisation
from .places import Places
from .results import ResultsFile
from .themes import Catalogue
from .values import Line, Listed, Whole, Written, YesNo
from .workplace import Workplace

#: The language all others are translated from.
SOURCE = "da"
#: Around a line that stands in for a missing translation. The line may end up in an attribute, so only the renderer of
#: a whole page can say its language in markup. (That the page has no such line is found fifty times quicker than with
#: "\ue000": nearly every letter shares a byte with that.)
FOREIGN, FOREIGN_END = "\ue0fe", "\ue0ff"


@dataclass(frozen=True)
class WorkplaceFile:
    """One workplace as it was read. ``id`` is the file's name without its ending."""

    id: str
    workplace: Workplace
    places: Places
    results: ResultsFile | None = None


class Translates(Written):
    """The marks of the source's passages a translation was made from."""

    words: dict[str, Line] = Field(default_factory=dict)
    """of the front matter's lines, by name"""
    body: str = ""
    """of the body's passages, in their order"""


class PageFront(Written):
    """The front matter of a text file in ``content/<lang>/``."""

    title: Line
    nav: Line | None = None
    group: Literal["front", "about", "steps", "day", "followup", "leader", "appendix", "reference", "part"] = "part"
    order: Whole = 0
    step: Whole | None = None
    layout: Line = "page"
    summary: Line | None = None
    alt: Line | None = None
    covers: Annotated[tuple[Line, ...], Listed] = ()
    labels: dict[str, Line] = Field(default_factory=dict)
    translates: Translates | None = None


#: The lines of front matter that people read.
WORDS = ("title", "nav", "summary", "alt")


def front_words(front: PageFront) -> dict[str, str]:
    """The lines of front matter that people read, by name: ``title``, ``labels.next`` ..."""
    lines = {name: words for name in WORDS if (words := getattr(front, name))}
    return lines | {f"labels.{name}": words for name, words in front.labels.items()}


def with_words(front: PageFront, words: Mapping[str, str]) -> PageFront:
    """The same front matter with other words in the lines that people read."""
    lines = {name: words[name] for name in WORDS if name in words}
    labels = {name: words[f"labels.{name}"] for name in front.labels}
    return front.model_copy(update={**lines, "labels": labels})


@dataclass(frozen=True)
class TextFile:
    """One text in one language: ``id`` is its path below ``content/<lang>/`` without ending, such as ``print/script``.

    ``blocks`` are the named parts of the Markdown; what stands before the first ``# name`` is the block ``""``.
    """

    id: str
    language: str
    front: PageFront
    blocks: Mapping[str, str]
    behind: bool = False
    """whether some of it had to be shown in the language it is translated from"""


class LayoutFront(Written):
    """The front matter of ``layouts/print/<id>.html``: what this document is, for whom, on what paper, how often."""

    step: Whole
    order: Whole = 50
    """The place among the prints of the same step, in the order they are used."""
    needs: Annotated[tuple[Line, ...], Listed] = ()
    audience: Literal["everyone", "planning-group", "leader", "hr"] = "everyone"
    paper: Literal["A3", "A3 landscape", "A4", "A4 landscape", "A5", "A5 landscape"] = "A4"
    sides: Whole = 1
    colour: YesNo = False
    copies: Line = "1"
    per: Literal["kit", "dialogue"] = "kit"
    names: YesNo = False
    fillable: YesNo = False
    shared: YesNo = False
    """yes: the sheet is the same for all workplaces; its foot names the organisation, it is set once for all."""
    tiled: YesNo = False
    """yes: a poster cut into several sheets to be taped together."""
    instead: Line | None = None
    """the document this can be printed in place of: one is chosen; this one counts in no total and lies in no pack."""
    cancelled: YesNo = False
    """yes: one per dialogue that is made for a cancelled dialogue too, and then says so."""
    pack: YesNo = True
    """no: a booklet of its own, which lies in no pack."""
    bilingual: Literal["back", "layout"] | None = None
    """how both languages come on one sheet when a workplace has two: ``back``: the same page in the other language is
    the back of every page; ``layout``: the layout sees the other language as ``second``."""
    counts_pages: YesNo = False
    """yes: this print tells how many pages the others have, so it is made after them."""
    tells: Annotated[
        tuple[Literal["day", "time", "place", "participants", "groups", "leader", "contact", "planning-group"], ...],
        Listed,
    ] = ()
    """what must stand on it, whole, when it is known; a build that does not find it on the laid-out pages says so.

    ``participants``: each of them once; ``groups``: each of them in each round.
    """


class Layout(LayoutFront):
    """One printed document's layout: what its front matter says, and the template's source text."""

    id: Line
    source: str


@dataclass(frozen=True)
class Language:
    """How one language writes itself, its dates and its lists (``content/<lang>/language.yaml``)."""

    code: str
    name: str
    direction: str
    long_date: str
    short_date: str
    month: str
    clock: str
    at: str
    quotes: tuple[str, str]
    number_words: tuple[str, ...]
    stemmer: str | None
    """the Snowball algorithm that knows its word forms; without one a search finds words as they are written."""
    after_z: tuple[str, ...]
    """letters that come after z, in their order, each with the spellings sorted alike."""


@dataclass(frozen=True)
class Logo:
    """The organisation's picture: its name among the site's assets, its media type and its bytes."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True)
class Project:
    """The whole root folder, read and typed, but for the workplaces; ``failed`` are those with an impossible name."""

    root: Path
    organisation: Organisation
    organisation_places: Places
    organisation_in: Mapping[str, Organisation]
    """the organisation as it reads in each language; ``organisation`` is as it reads in the first it is written in"""
    logo: Logo | None
    catalogue: Catalogue
    files: Mapping[str, Sequence[Path]]
    """of each workplace that can be read: its own file, then its spreadsheets of results; read when it is its turn"""
    failed: tuple[str, ...]
    texts: Mapping[str, Mapping[str, TextFile]]
    languages: Mapping[str, Language]
    messages: Mapping[str, Mapping[str, str]]
    layouts: tuple[Layout, ...]
    problems: tuple[Problem, ...]
    behind: tuple[Problem, ...] = ()
    """what is not translated, or behind what it translates"""
