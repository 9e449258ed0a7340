"""The sites of many kits when nothing is to be printed: made by processes, each of which has all it needs at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .model.kit import Kit
from .model.project import Project
from .one_kit import SITE, MadeKit, OneKit
from .production import Production
from .workers import Died, Processes, workers

#: Fewer kits than this are made before other processes have begun.
WORTH_WHILE = 20
_here: list[Production] = []


def made_sites(
    production: Production,
    kits: Iterable[Kit],
    old: Mapping[str, Any],
    marks: Mapping[str, str],
    cache: Path,
    count: int,
) -> Iterator[MadeKit]:
    """The kits with nothing but their sites, as they are done. ``marks`` stand for all a kit is made from, by id."""
    crew = Processes(count, _begin, production.project, tuple(production.site), cache)
    coming, under_way = iter(kits), {}
    with workers(crew) as held:
        while True:
            while len(under_way) < 2 * count and (kit := next(coming, None)):
                under_way[kit.id] = kit
                held.give(0, kit.id, _site_of, kit, old.get(kit.id, {}), marks[kit.id])
            if not under_way:
                return
            for id, made in held.finished():
                kit = under_way.pop(id)
                if isinstance(made, Died):
                    made = OneKit(production, kit, old.get(id, {}), (SITE,)).made(marks[id])
                yield made


def _begin(project: Project, languages: tuple[str, ...], cache: Path) -> None:
    _here.append(Production(project, languages, cache))


def _site_of(kit: Kit, old: Mapping[str, Any], mark: str) -> MadeKit:
    return OneKit(_here[0], kit, old, (SITE,)).made(mark)
