"""A root folder in; what people save in it out, as sets of paths below it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from watchfiles import DefaultFilter, watch

#: What a site is made from: these folders with all below them, and the files of these kinds beside them.
SOURCES = ("content", "layouts", "workplaces")
BESIDE = (".yaml", ".svg", ".png", ".jpg", ".jpeg")
#: How long to wait for more of the same saving, and how often to say that nothing happened. Milliseconds.
PAUSE, IDLE = 50, 200


def changes(root: Path) -> Iterator[set[str]]:
    """Paths below ``root`` as they are saved, made or removed; every now and then an empty set. Never ends.

    Each folder is watched by itself: an editor that replaces a file, and a folder that comes and goes, are seen.
    """
    root = root.absolute()
    while True:
        folders = _folders(root)
        found = watch(*folders, watch_filter=DefaultFilter(), recursive=False, step=PAUSE, rust_timeout=IDLE,
                      yield_on_timeout=True)  # fmt: skip
        for some in found:
            yield {path for _, name in some if _is_source(path := Path(name).relative_to(root).as_posix())}
            if some and _folders(root) != folders:
                break
        yield set(SOURCES)


def _folders(root: Path) -> list[Path]:
    inside = (Path(folder) for name in SOURCES for folder, _, _ in os.walk(root / name, followlinks=True))
    return [root, *sorted(inside)]


def _is_source(path: str) -> bool:
    folder, below, _ = path.partition("/")
    return folder in SOURCES if below or folder in SOURCES else path.endswith(BESIDE)
