"""``python -m benchmarks [GROUP ...]``: measures, prints a line for each figure, and writes them all as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
from pathlib import Path

from . import rows

#: What is measured, and with how many workplaces.
GROUPS = {"start": 0, "full": 20, "site": 300, "many": 1000}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--size", type=int, help="workplaces of »many« (1000)")
    parser.add_argument("--workplaces", type=int, help="workplaces of the other groups (20 and 300)")
    parser.add_argument("--to", type=Path, default=Path("benchmarks/last.json"), help="the record of all figures")
    asked = parser.parse_args()
    if strange := set(asked.groups) - set(GROUPS):
        parser.error(f"there is no group {', '.join(sorted(strange))}; there are: {', '.join(GROUPS)}")
    known = json.loads(asked.to.read_text())["figures"] if asked.to.is_file() else []
    for group in asked.groups or GROUPS:
        record = []
        size = (asked.size if group == "many" else asked.workplaces) or GROUPS[group]
        work = Path(tempfile.mkdtemp(prefix="talsammen-bench-"))
        try:
            for figure in getattr(rows, group)(work, size):
                print(figure.line(), flush=True)
                record.append({"group": group, **figure.record()})
        finally:
            shutil.rmtree(work)
        known = [one for one in known if one["group"] != group] + record
        write(asked.to, known)


def write(path: Path, figures: list[dict]) -> None:
    """The record: the machine, and the last figures of every group."""
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
    path.write_text(json.dumps({"machine": machine, "figures": figures}, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
