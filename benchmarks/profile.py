"""One full kit, set in this process from cold, in; where its time goes, by what the code is for, out.

``python -m benchmarks.profile``. The profiler makes small calls look dearer than they are; shares are what counts.
"""

from __future__ import annotations

import contextlib
import cProfile
import pstats
import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from .municipality import write_root

#: What a function belongs to: the first of these that its file's path (or its name, for what is not Python) has.
PARTS = (
    ("our layouts and texts, running", r"^<template>|layouts/|jinja2/(runtime|environment|filters|utils)|markupsafe"),
    ("our layouts and texts, compiled once", r"jinja2/|markdown/|built-in method builtins.compile"),
    ("our preflight", r"talsammen/pdf/preflight"),
    ("our tags, fields and packs", r"talsammen/pdf/(tags|forms|binding|engine)|pikepdf"),
    ("our cache, zip and files", r"talsammen/(pdf/(cache|press)|write/)|zipfile|zlib|hash|posix|_io\.|tempfile"),
    ("reading and planning", r"talsammen/(load|dialogue|model|checking)|yaml/|pydantic|holidays/"),
    ("rendering besides", r"talsammen/(render|word)|talsammen/"),
    ("engine: fonts cut to the letters used", r"fontTools|harfbuzz|pdf/fonts"),
    ("engine: letters into lines (Pango)", r"weasyprint/text/|cffi|_cffi|ffi"),
    ("engine: style sheets", r"weasyprint/css/|tinycss2|cssselect2|tinyhtml5"),
    ("engine: layout", r"weasyprint/(layout|formatting_structure)"),
    ("engine: drawing, tags and PDF", r"weasyprint/(draw|pdf|svg|stacking|document|images)|pydyf"),
    ("engine: besides", r"weasyprint/"),
)  # fmt: skip


def part_of(function: tuple[str, int, str]) -> str:
    """What a function of the profile belongs to; None for one that belongs to who calls it."""
    file, _, name = function
    place = file if file != "~" else name
    return next((part for part, pattern in PARTS if re.search(pattern, place)), "")


def shares(stats: pstats.Stats) -> Counter[str]:
    """Seconds by part. The time of a helper (sorting, regular expressions ...) goes to those that call it."""
    told: Counter[str] = Counter()
    for function, (_, _, own, _, callers) in stats.stats.items():
        if part := part_of(function):
            told[part] += own
            continue
        named = {part_of(caller): 0.0 for caller in callers}
        for caller, (_, _, theirs, _) in callers.items():
            named[part_of(caller)] += theirs
        for part, seconds in named.items():
            told[part or "everything else"] += seconds
    return told


def main() -> None:
    from talsammen.cli import cli

    work = Path(tempfile.mkdtemp(prefix="talsammen-profile-"))
    root = write_root(work / "root", 1, full=True)
    profiler = cProfile.Profile()
    try:
        with contextlib.suppress(SystemExit):
            profiler.runcall(cli, ["--root", str(root), "--jobs", "1", "--quiet", "build"])
        told = shares(pstats.Stats(profiler))
    finally:
        shutil.rmtree(work)
    whole = sum(told.values())
    print(f"one full kit, two languages, cold, one process: {whole:.0f} s with the profiler")
    for part, seconds in told.most_common():
        print(f"{seconds / whole:6.1%}  {part}")


if __name__ == "__main__":
    main()
