"""A root, a folder and how many processes in; the pages of every kit out and nothing else: no search, no calendars."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from talsammen.checking import check
from talsammen.production import Production
from talsammen.render.site import print_links, render_site


def write_pages(root: Path, folder: Path, ids: tuple[str, ...] = ()) -> int:
    """The pages of these workplaces, or of all; how many they are."""
    checked = check(root, ids)
    made = Production(checked.project, {code for kit in checked.kits for code in kit.languages}, folder / "cache")
    count = 0
    for kit in checked.kits:
        for code in kit.languages:
            pages = render_site(made.site[code], kit, print_links(made.paper[code], kit, (), {}))
            for path, html in pages.items():
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(html, encoding="utf-8")
            count += len(pages)
    made.compiled.keep()
    return count


def main(root: Path, folder: Path, jobs: int) -> None:
    ids = sorted(path.stem for path in (root / "workplaces").glob("*.yaml"))
    parts = [tuple(ids[n::jobs]) for n in range(min(jobs, len(ids)))]
    with ProcessPoolExecutor(len(parts), mp_context=get_context("spawn")) as pool:
        list(pool.map(write_pages, [root] * len(parts), [folder] * len(parts), parts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
