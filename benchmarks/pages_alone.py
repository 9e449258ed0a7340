"""A root, a cache, a folder and how many processes in; the pages of every kit out, without search and calendars."""

from __future__ import annotations

import gc
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from talsammen.checking import check
from talsammen.cli import SELDOM
from talsammen.production import Production
from talsammen.render.context import public_view
from talsammen.render.site import print_links, render_site


def write_pages(root: Path, cache: Path, folder: Path, ids: tuple[str, ...]) -> None:
    """The pages of these workplaces, as a command would write them."""
    gc.set_threshold(SELDOM)
    checked = check(root, ids)
    made = Production(checked.project, {code for kit in checked.kits for code in kit.languages}, cache)
    for kit in checked.kits:
        for code in kit.languages:
            view = public_view(kit, made.site[code])
            pages = render_site(made.site[code], kit, view, print_links(made.paper[code], kit, view, (), {}))
            for path, html in pages.items():
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(html, encoding="utf-8")


def main(root: Path, cache: Path, folder: Path, jobs: int) -> None:
    ids = sorted(path.stem for path in (root / "workplaces").glob("*.yaml"))
    parts = [tuple(ids[n::jobs]) for n in range(min(jobs, len(ids)))]
    with ProcessPoolExecutor(len(parts), mp_context=get_context("spawn")) as pool:
        list(pool.map(write_pages, *zip(*((root, cache, folder, part) for part in parts), strict=True)))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), int(sys.argv[4]))
