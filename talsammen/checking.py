"""Steps 1 and 2, load and plan: a root folder in, every kit that can be built and every problem out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .dialogue.calendar import plan_dates
from .dialogue.copies import Counts, copies
from .dialogue.plan import plan_kit
from .dialogue.result_rules import result_findings
from .dialogue.rules import Finding, findings, organisation_findings
from .errors import BadValue, InputError, Problem, say
from .load.project import load_project, read_workplace
from .model.kit import NEEDS, Kit, PlannedDate, Stage
from .model.places import Places
from .model.project import Layout, Project, WorkplaceFile
from .workers import Died, Processes, each

#: So many kits are kept once they are planned, and so many workplaces are examined before other processes have begun.
KEPT, WORTH_WHILE = 50, 250
#: A process is given so many workplaces at a time.
AT_A_TIME = 25
#: Words of what is made for other programs; every language of the guide has them.
FILES_ELSEWHERE = ("calendar", "invitation", "cancelled")


@dataclass(frozen=True)
class Examined:
    """What is known of a workplace once it was read and planned: what is wrong; if it can be built, how far it is."""

    id: str
    problems: tuple[Problem, ...]
    stage: Stage | None = None
    languages: tuple[str, ...] = ()


class Kits(Sequence[Kit]):
    """The kits of a project, each read and planned when it is asked for; the last few are kept."""

    def __init__(self, project: Project, ids: Sequence[str]) -> None:
        self._project, self.ids = project, tuple(ids)
        self._planned = lru_cache(maxsize=KEPT)(lambda id: _examine(project, id))

    def examined(self, id: str) -> Examined:
        """How a workplace is."""
        kit, problems = self._planned(id)
        return Examined(id, problems, *((kit.stage, kit.languages) if kit else ()))

    def of(self, id: str) -> Kit:
        """The kit of one workplace. Raises InputError when its file has since become one that cannot be used."""
        kit, problems = self._planned(id)
        if kit is None:
            raise InputError(problems)
        return kit

    def only(self, ids: Sequence[str]) -> Kits:
        """Some of these kits; what was planned stays so."""
        some = copy(self)
        some.ids = tuple(ids)
        return some

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, place: int) -> Kit:
        return self.of(self.ids[place])


@dataclass(frozen=True)
class Checked:
    """A project read, every workplace examined: the kits that can be built, how far each is, and every problem."""

    project: Project
    kits: Kits
    stages: Mapping[str, Stage]
    languages: frozenset[str]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]


def check(root: Path, ids: Iterable[str] = (), count: int = 1) -> Checked:
    """Steps 1 and 2: reads everything and plans every kit; writes nothing. Raises InputError, WrongUse.

    Many workplaces are examined by ``count`` processes.
    """
    project = load_project(root, ids)
    wrong = [problem for layout in project.layouts for problem in _layout_problems(layout, project)]
    if wrong := wrong + _wordless_files(project):
        raise InputError(wrong)
    kits = Kits(project, tuple(project.files))
    found = {one.id: one for one in _examined(project, kits, count)}
    able = [one for id in project.files if (one := found[id]).stage]
    problems = [*project.problems]
    problems += [_problem(f, project.organisation_places) for f in organisation_findings(project.organisation)]
    problems += [problem for id in project.files for problem in found[id].problems]
    return Checked(
        project, kits.only([one.id for one in able]), {one.id: one.stage for one in able},
        frozenset(code for one in able for code in one.languages),
        (*project.failed, *(id for id in project.files if not found[id].stage)), tuple(problems),
    )  # fmt: skip


def _examined(project: Project, kits: Kits, count: int) -> Iterator[Examined]:
    """All workplaces, in any order; by other processes where that is quicker than to begin them."""
    ids = tuple(project.files)
    if count == 1 or len(ids) < WORTH_WHILE:
        yield from map(kits.examined, ids)
        return
    some = [ids[start : start + AT_A_TIME] for start in range(0, len(ids), AT_A_TIME)]
    for asked, found in each(
        Processes(count, _begin, project, alike=True), _examine_some, ((one, (one,)) for one in some)
    ):
        yield from map(kits.examined, asked) if isinstance(found, Died) else found


_here: list[Kits] = []


def _begin(project: Project) -> None:
    _here.append(Kits(project, ()))


def _examine_some(ids: Sequence[str]) -> list[Examined]:
    return [_here[0].examined(id) for id in ids]


def _examine(project: Project, id: str) -> tuple[Kit | None, tuple[Problem, ...]]:
    """One workplace read and planned, and what is wrong with it; no kit when there is an error."""
    file, problems = read_workplace(project, id)
    if file is None:
        return None, tuple(problems)
    dates = plan_dates(file.workplace, project.organisation)
    problems += _findings(file, project, dates)
    if any(problem.error for problem in problems):
        return None, tuple(problems)
    kit = _plan(file, project, dates)
    return kit, (*problems, *_result_problems(file, kit))


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
