"""HR's overview: a root folder and a day in; ``output/hr/`` out, whole, and what it says in a few words (fb.3-5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .checking import Checked, check
from .complaints import complaints_of
from .errors import Message, Problem
from .followup.overview import overview
from .model.overview import Overview
from .pdf.sheet import Job, Sheet
from .pipeline import Options
from .render.assets import print_style, site_assets
from .render.compiled import Compiled
from .render.environment import Renderer
from .render.hr import hr_page, hr_sheets
from .render.hr_tables import HrTables, Table
from .write.manifest import read_manifest
from .write.output import files_below, locked, replace_kit
from .write.tables import Column, SheetOf, csv_bytes, workbook_bytes

FOLDER = "hr"


@dataclass(frozen=True)
class Overseen:
    """What was found, every problem, how many files changed, and why the sheets are missing when they are."""

    overview: Overview
    checked: Checked
    problems: tuple[Problem, ...]
    changed: int
    engine: Message | None


def oversee(options: Options, today: date) -> Overseen:
    """HR's sheets, page and tables of all workplaces, in the organisation's languages.

    Raises InputError, WrongUse, OSError. Without the print engine the last sheets stay, and all else is made anew.
    """
    checked = check(options.root, count=options.workers)
    project = checked.project
    entries = read_manifest(options.output)["workplaces"]
    seen = overview(project.organisation, tuple(checked.kits), checked.failed, checked.problems, entries, today)
    made = _Making(checked, seen, options.cache)
    sheets, engine = made.print(options)
    files = made.files(sheets)
    made.compiled.keep()
    with locked(options.output):
        there = files_below(options.output, FOLDER)
        surplus = {file for file in there if not (engine and file.endswith(".pdf"))}
        changed = len(replace_kit(options.output, files, surplus))
    return Overseen(seen, checked, (*checked.problems, *_problems(sheets)), changed, engine)


class _Making:
    """The files of one overview: in the first language at the top of ``hr/``, in each other in a folder of its own."""

    def __init__(self, checked: Checked, seen: Overview, cache: Path) -> None:
        project, self.seen = checked.project, seen
        self.codes = [code for code in project.organisation.languages if code in project.texts] or [*project.texts][:1]
        self.languages = project.languages
        self.compiled = Compiled(cache)
        self.paper = {code: Renderer(project, code, "print", self.compiled) for code in self.codes}
        self.site = {code: Renderer(project, code, "site", self.compiled) for code in self.codes}
        self.sheets = {code: hr_sheets(self.paper[code], seen) for code in self.codes}

    def folder(self, code: str) -> str:
        return FOLDER if code == self.codes[0] else f"{FOLDER}/{code}"

    def print(self, options: Options) -> tuple[dict[str, Sheet], Message | None]:
        """The sheets, set; without the engine those of the cache, and why the others are missing."""
        from .pdf.cache import Cache
        from .pdf.press import print_all

        jobs = {
            f"{self.folder(code)}/{name}": Job(html)
            for code in self.codes
            for name, (_, html) in self.sheets[code].items()
        }
        return print_all(jobs, print_style(self.paper[self.codes[0]]), Cache(options.cache), options.crew())

    def files(self, sheets: Mapping[str, Sheet]) -> dict[str, bytes]:
        """Every file below ``output/``."""
        files = {file: sheet.data for file, sheet in sheets.items() if sheet.data}
        for code in self.codes:
            folder = self.folder(code)
            tables = HrTables(self.site[code], self.seen).all()
            files[f"{folder}/overview.csv"] = csv_bytes(tables[0].header, tables[0].rows)
            files[f"{folder}/overview.xlsx"] = workbook_bytes([_sheet_of(table) for table in tables])
            beside = [(t.striptags(), n) for n, (t, _) in self.sheets[code].items() if f"{folder}/{n}" in files]
            beside += [("overview.xlsx", "overview.xlsx"), ("overview.csv", "overview.csv")]
            page = hr_page(self.site[code], self.seen, site_assets(self.site[code]), beside, self._elsewhere(code))
            files[f"{folder}/index.html"] = page.encode()
        return files

    def _elsewhere(self, code: str) -> list:
        up = "" if code == self.codes[0] else "../"
        return [
            (self.languages[other], f"{up}{self.folder(other)[len(FOLDER) + 1 :] or '.'}/index.html")
            for other in self.codes
            if other != code
        ]


def _sheet_of(table: Table) -> SheetOf:
    """A table as a sheet whose columns are as wide as what stands in them, within reason."""
    columns = tuple(
        Column(heading, min(60, max([len(heading), *(len(str(row[n] or "")) for row in table.rows[:200])]) + 2))
        for n, heading in enumerate(table.header)
    )
    return SheetOf(table.name, columns, table.rows)


def _problems(sheets: Mapping[str, Sheet]) -> list[Problem]:
    """What the print engine found wrong with HR's own sheets, as warnings."""
    return [problem for file in sheets for problem in complaints_of(f"layouts/hr/{_layout(file)}.html", file, sheets)]


def _layout(file: str) -> str:
    name = Path(file).stem
    return "coordination-summary" if name.startswith("coordination-summary") else name
