"""The command line: words in, one call of the pipeline, words and an exit status out. One file per command."""

from __future__ import annotations

import sys

try:
    from .group import cli
except ModuleNotFoundError as error:  # started before anything was installed: no library can be used to say so
    print(f"{error.name}? -> make kit (docs/install.md)", file=sys.stderr)
    raise SystemExit(3) from None


def main() -> None:
    """The console script ``talsammen``."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    cli()


__all__ = ["cli", "main"]
