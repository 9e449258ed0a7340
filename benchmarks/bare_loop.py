"""Captured sheets in; the PDF of each and of each pack out, by the engine and nothing else: the least it must cost.

One process, one font configuration, one parsed style sheet. Each sheet is laid out once; what is laid out is kept until
the packs it lies in are written. No preflight, no cache, no look at the result, no other files.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from itertools import chain, zip_longest
from pathlib import Path

os.environ.setdefault("SOURCE_DATE_EPOCH", "0")

import weasyprint
from weasyprint.text.fonts import FontConfiguration


class Loop:
    """Lays sheets out, writes them, and holds those that a pack still waits for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.fonts = folder, FontConfiguration()
        self.style = weasyprint.CSS(filename=str(folder / "style.css"), font_config=self.fonts)
        plan = json.loads((folder / "plan.json").read_text())
        self.jobs, self.packs = {job["number"]: job for job in plan["jobs"]}, plan["packs"]
        self.held: dict[int, weasyprint.Document] = {}

    def run(self) -> None:
        last = {job: number for number, pack in enumerate(self.packs) for job in pack}
        for number, pack in enumerate(self.packs):
            for job in pack:
                if job not in self.held:
                    self.held[job] = self.set(job)
            documents = [self.held[job] for job in pack]
            pages = [page for document in documents for page in document.pages]
            self.write(documents[0].copy(pages), f"pack-{number}.pdf", False)
            for job in {job for job in pack if last[job] == number}:
                del self.held[job]
        for job in self.jobs:
            if job not in last:
                self.set(job)

    def set(self, job: int) -> weasyprint.Document:
        """One sheet laid out and written."""
        document, fillable = self.laid_out(f"{job}.html", job), self.jobs[job]["fillable"]
        if self.jobs[job]["back"]:
            pairs = zip_longest(document.pages, self.laid_out(f"{job}.back.html", job).pages)
            document = document.copy([page for page in chain.from_iterable(pairs) if page])
        self.write(document, f"{job}.pdf", fillable)
        return document

    def laid_out(self, file: str, job: int) -> weasyprint.Document:
        source = weasyprint.HTML(string=(self.folder / file).read_text(encoding="utf-8"))
        fillable = self.jobs[job]["fillable"]
        return source.render(stylesheets=[self.style], font_config=self.fonts, pdf_forms=fillable)

    def write(self, document: weasyprint.Document, name: str, fillable: bool) -> None:
        document.write_pdf(self.folder / name, pdf_variant="pdf/ua-1", pdf_forms=fillable)


if __name__ == "__main__":
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    Loop(Path(sys.argv[1])).run()
