"""Sheets and packs with what the print stage found in: the same as problems out, each with the layout to mend."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from .agreement import disagreements
from .errors import Message, Problem, say
from .pdf.sheet import Complaint
from .render.known import known_to, strange_years

if TYPE_CHECKING:
    from .model.kit import Kit
    from .pdf.sheet import Sheet
    from .render.packs import Pack
    from .render.prints import RenderedPrint

#: What is wrong with a sheet, by the kind of complaint.
COMPLAINTS = {
    "engine": say("{file}: the print engine says: {complaint}"),
    "died": say("{file}: the process that set it was ended, perhaps for want of memory; run it again with --jobs 1"),
    "outside": say("{file}, page {page}: »{what}« runs over the printable edge (10 mm)"),
    "cut": say("{file}, page {page}: »{what}« is cut off or runs over what follows"),
    "empty": say("{file}, page {page}: {what} ought to say something, but is empty"),
    "short": say("{file}, page {page}: there is next to nothing on the page (»{what}«)"),
    "year": say("{file}: the year {what} is neither planned nor written in any of your files"),
    "day": say(
        "{file}, page {page}: »{what}« is neither a day of the plan nor written in any of your files "
        "(the nearest day of the plan is {wanted})"
    ),
    "weekday": say("{file}, page {page}: »{what}« has the wrong weekday; that day is a {wanted}"),
    "time": say(
        "{file}, page {page}: »{what}« is neither a time of the programme nor written in any of your files "
        "(the nearest time of the programme is {wanted})"
    ),
    "number": say("{file}, page {page}: »{what}« does not agree with the plan, which says {wanted}"),
    "sides": say("{file}, page {page}: the page says it is {what}, but it is {wanted}"),
    "missing": say("{file}: »{what}« ought to stand there in full, but cannot be read"),
    "unnamed": say("{file}: the field »{what}« has no caption"),
    "font": say("{file}: a font of this machine steps in: {what}"),
}


def sheet_problems(
    kit: Kit, prints: Collection[RenderedPrint], packs: Iterable[Pack], sheets: Mapping[str, Sheet],
    lengths: Callable[[str], Mapping[str, int]], languages: Iterable[str],
) -> Iterator[Problem]:  # fmt: skip
    """What is wrong with these sheets of a kit (by file): warnings, and an error for one that could not be set.

    What is wrong with the workplace's own sheet and the published one alike is told once, of its own. ``lengths`` tells
    how many pages each print in a language has, by document; ``languages`` are those people may have written in.
    """
    spoken = tuple(sorted(languages))
    known = known_to(kit, spoken) if prints else None
    pages = {code: lengths(code) for code in {p.languages[0] for p in prints}}
    for p in prints:
        found = {Complaint("year", 0, year): p.file for year in strange_years(p.html, known.years)}
        for file in reversed(p.jobs()):
            found |= dict.fromkeys(_complaints(sheets, file), file)
            if file in sheets:
                strange = disagreements(sheets[file], kit, p.document, known, spoken, pages[p.languages[0]])
                found |= dict.fromkeys(strange, file)
        for complaint, file in found.items():
            yield _problem(f"layouts/print/{p.document.layout}.html", file, complaint, sheets)
    for pack in packs:
        for complaint in _complaints(sheets, pack.file):
            yield _problem("layouts/packs/cover.html", pack.file, complaint, sheets)


def complaints_of(layout: str, file: str, sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """What is wrong with one sheet (by file) that belongs to no kit; ``layout`` is the file to mend."""
    return (_problem(layout, file, complaint, sheets) for complaint in _complaints(sheets, file))


def _complaints(sheets: Mapping[str, Sheet], file: str) -> tuple[Complaint, ...]:
    return sheets[file].complaints if file in sheets else ()


def _problem(layout: str, file: str, found: Complaint, sheets: Mapping[str, Sheet]) -> Problem:
    values = {"file": file, "page": found.page, "what": found.what, "complaint": found.what, "wanted": found.wanted}
    lost = file in sheets and not sheets[file].data
    return Problem(layout, 0, 0, "print-engine", Message(COMPLAINTS[found.kind].text, values), None, lost)
