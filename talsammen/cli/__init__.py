"""The command line: words in, one call of the pipeline, words and an exit status out. One file per command."""

from __future__ import annotations

import gc
import sys

#: So many new objects and waste is looked for: nearly all are kept, and to look oftener takes a fifth of the time.
SELDOM = 100_000


def _not_installed(error: ModuleNotFoundError) -> None:
    """Started before anything was installed: no library can be used to say so."""
    print(f"{error.name}? -> make kit (docs/install.md)", file=sys.stderr)
    raise SystemExit(3) from None


try:
    from .group import cli
except ModuleNotFoundError as error:
    _not_installed(error)


def main() -> None:
    """The console script ``talsammen``."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    gc.set_threshold(SELDOM)
    try:
        cli()
    except ModuleNotFoundError as error:
        _not_installed(error)


__all__ = ["cli", "main"]
