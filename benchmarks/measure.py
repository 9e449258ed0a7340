"""A command in; what it cost out: wall and processor time of it and all its processes, and the most memory one held.

This process must stay small: a process begins with the memory of the one that starts it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: Of many processes one after the other the quickest counts: the others were disturbed.
TIMES = 7


@dataclass(frozen=True)
class Cost:
    """Seconds on the wall and of the processors; the most memory any one process held, in MB."""

    wall: float
    cpu: float
    peak: float


def cost(command: Sequence[str], cwd: Path | None = None) -> Cost:
    """Runs a command to its end. Raises SystemExit with what it said when it failed.

    Python keeps what it compiled, as it does wherever the programme is installed.
    """
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=settings, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            told = said.read().decode(errors="replace")[-3000:]
            raise SystemExit(f"{' '.join(command)[:300]}\nended with {process.returncode}:\n{told}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def quickest(command: Sequence[str]) -> Cost:
    """What a short command costs when nothing disturbs it."""
    return min((cost(command) for _ in range(TIMES)), key=lambda one: one.wall)


def programme(root: Path, *words: str, jobs: int = 2, to: str = "") -> list[str]:
    """The command line of this project on a root; ``to`` tells apart outputs and caches of the same root."""
    options = ["--root", root, "--output", root / f"output{to}", "--cache", root / f"cache{to}", "--jobs", jobs]
    return [sys.executable, "-m", "talsammen", *map(str, options), "--quiet", *words]


def script(name: str, *words: object) -> list[str]:
    """One of the scripts of this folder, as a process of its own."""
    return [sys.executable, "-m", f"benchmarks.{name}", *map(str, words)]
