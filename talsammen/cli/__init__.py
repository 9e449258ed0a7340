"""The command line: words in, one call of the pipeline, words and an exit status out. One file per command."""

from __future__ import annotations

import sys

from .group import cli


def main() -> None:
    """The console script ``talsammen``."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    cli()


__all__ = ["cli", "main"]
