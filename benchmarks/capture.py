"""A root in; every distinct sheet of its kits as HTML, and which of them make up each pack, out: files in a folder.

What the bare loop and the browser set. The build runs as ever, but each sheet it would set is written down instead.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
from pathlib import Path

from talsammen.cli import cli
from talsammen.fonts import font_faces
from talsammen.pdf import press
from talsammen.pdf.sheet import LEAD, Binding, Job, Sheet


class Captured:
    """Every sheet by its HTML; one with fields and one without them are the same document."""

    def __init__(self) -> None:
        self.jobs: dict[tuple[str, str | None], bool] = {}
        self.packs: list[list[str]] = []
        self.css = ""

    def set_one(self, job: Job | Binding, css: str) -> Sheet:
        """In the place of the press: a sheet's "PDF" is its HTML, so a pack tells which sheets it holds."""
        if isinstance(job, Binding):
            self.packs.append([part.data.decode() for part in job.parts])
            return Sheet(b"pack", ((210, 297),), ())
        self.css = css
        key = (job.html, job.back)
        self.jobs[key] = self.jobs.get(key, False) or job.fillable
        return Sheet(job.html.encode(), ((210, 297),), ())

    def write(self, folder: Path) -> None:
        """``<n>.html`` (and ``<n>.back.html``) of each sheet, ``style.css``, and ``plan.json``."""
        folder.mkdir()
        packed = {html for pack in self.packs for html in pack}
        numbers: dict[str, int] = {}
        jobs = []
        for (html, back), fillable in self.jobs.items():
            if LEAD in html and html not in packed:
                continue  # a cover that was only set to count its pages
            if back is None or html not in numbers:
                numbers[html] = len(jobs)
            (folder / f"{len(jobs)}.html").write_text(html, encoding="utf-8")
            if back:
                (folder / f"{len(jobs)}.back.html").write_text(back, encoding="utf-8")
            jobs.append({"fillable": fillable, "back": bool(back)})
        packs = [[numbers[html] for html in pack] for pack in self.packs]
        (folder / "style.css").write_text(font_faces() + self.css, encoding="utf-8")
        (folder / "plan.json").write_text(json.dumps({"jobs": jobs, "packs": packs}))


def main(root: str, folder: str) -> None:
    captured = Captured()
    press._set_one = captured.set_one
    press.Cache.get = press.Cache.put = lambda *_: None
    options = ["--root", root, "--output", f"{folder}.output", "--cache", f"{folder}.cache", "--jobs", "1", "--quiet"]
    with contextlib.suppress(SystemExit):
        cli([*options, "build"])
    captured.write(Path(folder))
    shutil.rmtree(f"{folder}.output")


if __name__ == "__main__":
    main(*sys.argv[1:])
