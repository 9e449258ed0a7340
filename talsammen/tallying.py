"""Filled-in forms and tables in, ``output/tally/<id>/`` out: the order in which ``tally`` does its work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .checking import check
from .complaints import complaints_of
from .errors import InputError, Message, Problem, say
from .followup.shown import shown
from .followup.tally import tally
from .load.forms import Expected
from .load.inbox import read_inbox
from .model.kit import Kit
from .model.project import Project
from .model.proposals import Tally
from .write.output import files_below, locked, replace_kit


@dataclass(frozen=True)
class Tallied:
    """What was counted and where it was written (below ``output/``; nowhere when nothing counts)."""

    kit: Kit
    tally: Tally
    problems: tuple[Problem, ...]
    folder: str = ""
    lines: str = ""
    engine: Message | None = None


def tally_forms(root: Path, output: Path, id: str, paths: Iterable[Path]) -> Tallied:
    """Counts what is in these files and folders. Nothing else below ``output/`` is touched, and nothing is cached.

    Raises InputError when the workplace's own file cannot be used, WrongUse, OSError.
    """
    checked = check(root, [id])
    if not checked.kits:
        raise InputError(checked.problems)
    kit, project = checked.kits[0], checked.project
    expected = Expected(kit.id, kit.workplace.name, kit.catalogue)
    inbox = read_inbox(paths, expected, project.texts.values())
    counted, left = tally(inbox.hand_ins, kit.catalogue, kit.participant_count, inbox.unread)
    problems = (*inbox.problems, *left, *_too_many(kit, counted))
    if not counted.counted:
        return Tallied(kit, counted, problems)
    folder = f"tally/{kit.id}"
    files, engine, lines, wrong = _made(project, kit, counted, folder)
    with locked(output):
        replace_kit(output, files, files_below(output, folder) - set(files))
    return Tallied(kit, counted, (*problems, *wrong), folder, lines, engine)


def _too_many(kit: Kit, counted: Tally) -> list[Problem]:
    """More forms than people: somebody has handed in twice without a name, or the number of people is wrong."""
    most = max(one.handed_in for one in counted.kinds.values())
    if counted.participants is None or most <= counted.participants:
        return []
    message = say("{n} have handed in, but {all} take part", n=most, all=counted.participants)
    fix = say("look for forms handed in twice, or mend deltagere:")
    return [Problem(f"workplaces/{kit.id}.yaml", 0, 0, "too-many", message, fix, error=False)]


def _made(
    project: Project, kit: Kit, counted: Tally, folder: str
) -> tuple[Mapping[str, bytes], Message | None, str, list[Problem]]:
    """Every file, why there are no sheets when the print engine is missing, the lines to paste, and what is wrong."""
    from .render.assets import print_style, site_assets
    from .render.environment import Renderer
    from .render.tally import employees_html, paste_lines, result_html, tally_page

    paper = {code: Renderer(project, code, "print") for code in kit.languages}
    site = Renderer(project, kit.languages[0], "site")
    public = shown(counted, kit.organisation.privacy.smallest_shown)
    sheets = {}
    for code, renderer in paper.items():
        sheets[f"result-{code}.pdf"] = result_html(renderer, kit, counted)
        sheets[f"employees-{code}.pdf"] = employees_html(renderer, kit, public)
    made, engine, wrong = _printed(sheets, print_style(paper[kit.languages[0]]))
    lines = paste_lines(site, kit, counted)
    page = tally_page(site, kit, counted, made, site_assets(site))
    files = made | {"index.html": page.encode(), "temaer.yaml": lines.encode()}
    return {f"{folder}/{name}": data for name, data in files.items()}, engine, lines, wrong


def _printed(sheets: Mapping[str, str], style: str) -> tuple[dict[str, bytes], Message | None, list[Problem]]:
    """The sheets, set without leaving a trace in the cache: what people proposed is not kept longer than its folder."""
    from .pdf.cache import Cache
    from .pdf.press import print_all
    from .pdf.sheet import Job

    with TemporaryDirectory() as forgotten:
        jobs = {name: Job(html) for name, html in sheets.items()}
        done, missing = print_all(jobs, style, Cache(Path(forgotten)), None)
    wrong = [
        problem
        for name in done
        for problem in complaints_of(f"layouts/tally/{name.partition('-')[0]}.html", name, done)
    ]
    return {name: sheet.data for name, sheet in done.items() if sheet.data}, missing, wrong
