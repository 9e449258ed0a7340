"""The sites of many kits when nothing is to be printed: made by processes, each of which has all it needs at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .checking import Kits
from .model.kit import Kit
from .model.project import Project
from .one_kit import SITE, MadeKit, OneKit
from .production import Production
from .workers import Died, Processes, each

#: Fewer kits than this are made before other processes have begun.
WORTH_WHILE = 20
#: A worker's own production, and the kits it can ask for.
_here: list[tuple[Production, Kits]] = []


def made_sites(
    production: Production, kits: Kits, old: Mapping[str, Any], marks: Mapping[str, str], cache: Path, count: int
) -> Iterator[MadeKit]:
    """The kits with nothing but their sites, as they are done. ``marks`` stand for all a kit is made from, by id."""
    crew = Processes(count, _begin, production.project, tuple(production.site), cache, alike=True)
    coming = ((id, (id, old.get(id, {}), marks[id])) for id in kits.ids)
    for id, made in each(crew, _site_of, coming, ready=2):
        yield _site(production, kits.of(id), old.get(id, {}), marks[id]) if isinstance(made, Died) else made


def _begin(project: Project, languages: tuple[str, ...], cache: Path) -> None:
    _here.append((Production(project, languages, cache), Kits(project, ())))


def _site_of(id: str, old: Mapping[str, Any], mark: str) -> MadeKit:
    production, kits = _here[0]
    return _site(production, kits.of(id), old, mark)


def _site(production: Production, kit: Kit, old: Mapping[str, Any], mark: str) -> MadeKit:
    return OneKit(production, kit, old, (SITE,)).made(mark)
