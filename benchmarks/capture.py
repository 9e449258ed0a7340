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
        self.numbers: dict[tuple[str, str | None], int] = {}
        self.fillable: set[int] = set()
        self.packs: list[list[int]] = []
        self.css = ""

    def set_one(self, job: Job | Binding, css: str) -> Sheet:
        """In the place of the press: a sheet's "PDF" is its number, so a pack tells which sheets it holds."""
        if isinstance(job, Binding):
            self.packs.append([int(part.data) for part in job.parts])
            return Sheet(b"pack", ((210, 297),), ())
        self.css = css
        number = self.numbers.setdefault((job.html, job.back), len(self.numbers))
        self.fillable |= {number} if job.fillable else set()
        return Sheet(b"%d" % number, ((210, 297),), ())

    def write(self, folder: Path) -> None:
        """``<n>.html`` (and ``<n>.back.html``) of each sheet, ``style.css``, and ``plan.json``.

        A cover that is in no pack was only set to count its pages, and is left out.
        """
        folder.mkdir()
        packed = {number for pack in self.packs for number in pack}
        kept = {text: n for text, n in self.numbers.items() if n in packed or LEAD not in text[0]}
        for (html, back), number in kept.items():
            (folder / f"{number}.html").write_text(html, encoding="utf-8")
            if back:
                (folder / f"{number}.back.html").write_text(back, encoding="utf-8")
        jobs = [
            {"number": number, "fillable": number in self.fillable, "back": bool(back)}
            for (_, back), number in kept.items()
        ]
        (folder / "style.css").write_text(font_faces() + self.css, encoding="utf-8")
        (folder / "plan.json").write_text(json.dumps({"jobs": jobs, "packs": self.packs}))


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
