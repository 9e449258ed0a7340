"""Captured sheets and a number in; so many of them, evenly spread, printed by one start of Chromium each."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(folder: Path, count: int) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    jobs = [job["number"] for job in json.loads((folder / "plan.json").read_text())["jobs"]]
    style = (folder / "style.css").read_text(encoding="utf-8")
    for job in (jobs[place] for place in spread(len(jobs), count)):
        html = (folder / f"{job}.html").read_text(encoding="utf-8")
        page = folder / f"{job}.browser.html"
        page.write_text(html.replace("</head>", f"<style>{style}</style></head>", 1), encoding="utf-8")
        with tempfile.TemporaryDirectory() as profile:
            options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}",
                       "--disable-background-networking", f"--print-to-pdf={page}.pdf"]  # fmt: skip
            subprocess.run([chromium, *options, page.as_uri()], check=True, capture_output=True)


def spread(jobs: int, count: int) -> list[int]:
    """So many places among all jobs, at even distances."""
    return [n * jobs // count for n in range(count)] if count < jobs else [*range(jobs)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
