"""Steps 1 and 2, load and plan: a root folder in, every kit that can be built and every problem out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .dialogue.calendar import plan_dates
from .dialogue.copies import Counts, copies
from .dialogue.plan import plan_kit
from .dialogue.result_rules import result_findings
from .dialogue.rules import Finding, findings, organisation_findings
from .errors import BadValue, InputError, Problem, say
from .load.project import load_project
from .model.kit import NEEDS, Kit, PlannedDate
from .model.places import Places
from .model.project import Layout, Project, WorkplaceFile

#: Words of what is made for other programs; every language of the guide has them.
FILES_ELSEWHERE = ("calendar", "invitation", "cancelled")


@dataclass(frozen=True)
class Checked:
    """A project read and planned: the kits that can be built and every problem."""

    project: Project
    kits: tuple[Kit, ...]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]


def check(root: Path, ids: Iterable[str] = ()) -> Checked:
    """Steps 1 and 2: reads everything and plans every kit; writes nothing. Raises InputError, WrongUse."""
    return planned(load_project(root, ids))


def planned(project: Project) -> Checked:
    """Step 2: plans every kit of a project that was read. Raises InputError when its layouts cannot be used."""
    wrong = [problem for layout in project.layouts for problem in _layout_problems(layout, project)]
    if wrong := wrong + _wordless_files(project):
        raise InputError(wrong)
    kits, failed, problems = [], list(project.failed), list(project.problems)
    problems += [_problem(f, project.organisation_places) for f in organisation_findings(project.organisation)]
    for file in project.workplaces:
        dates = plan_dates(file.workplace, project.organisation)
        found = _findings(file, project, dates)
        problems += found
        if any(p.error for p in found):
            failed.append(file.id)
        else:
            kits.append(_plan(file, project, dates))
            problems += _result_problems(file, kits[-1])
    return Checked(project, tuple(kits), tuple(failed), tuple(problems))


def _layout_problems(layout: Layout, project: Project) -> list[Problem]:
    """What a new document's front matter gets wrong, and the languages its words are missing in."""
    file = f"layouts/print/{layout.id}.html"
    wrong = [
        (say("needs: »{word}« is not known", word=need), say("write one of: {words}", words=", ".join(NEEDS)))
        for need in layout.needs
        if need not in NEEDS
    ]
    try:
        copies(layout.copies, Counts(None, None, None, 0))
    except BadValue as error:
        wrong.append((error.message, error.fix))
    wrong += [
        (say("the document has no words"), say("write them in {file}", file=f"content/{code}/print/{layout.id}.md"))
        for code, texts in project.texts.items()
        if f"print/{layout.id}" not in texts
    ]
    return [Problem(file, 0, 0, "layout", message, fix) for message, fix in wrong]


def _wordless_files(project: Project) -> list[Problem]:
    """The files for other programs that have no words in one of the languages."""
    return [
        Problem(file, 0, 0, "layout", say("the document has no words"), say("write them in {file}", file=file))
        for code, texts in project.texts.items()
        for id in FILES_ELSEWHERE
        if f"files/{id}" not in texts
        for file in (f"content/{code}/files/{id}.md",)
    ]


def _plan(file: WorkplaceFile, project: Project, dates: Mapping[str, PlannedDate]) -> Kit:
    return plan_kit(
        file.id, file.workplace, project.organisation, project.catalogue, tuple(project.texts), project.layouts,
        file.results, dates,
    )  # fmt: skip


def _result_problems(file: WorkplaceFile, kit: Kit) -> list[Problem]:
    if file.results is None:
        return []
    found = result_findings(file.results, kit.workplace, kit.dialogues, kit.organisation)
    return [_problem(finding, file.results.places) for finding in found]


def _findings(file: WorkplaceFile, project: Project, dates: Mapping[str, PlannedDate]) -> list[Problem]:
    found = findings(file.workplace, project.organisation, project.catalogue, tuple(project.texts), dates)
    return [_problem(finding, file.places) for finding in found]


def _problem(finding: Finding, places: Places) -> Problem:
    return Problem(places.file, *places.of(finding.path), finding.code, finding.message, finding.fix, finding.error)
