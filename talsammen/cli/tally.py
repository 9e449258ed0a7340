"""``tally ID PATH ...``: counts the proposals for themes from filled-in forms and survey tables."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .shared import Settings, shared_options, show_problems, speaking


@click.command()
@click.argument("id")
@click.argument("paths", nargs=-1, required=True, metavar="STI...", type=click.Path(path_type=Path))
@shared_options
def tally(settings: Settings, id: str, paths: tuple[Path, ...]) -> None:
    """Tæller forslagene til temaer op: udfyldte skemaer (PDF), CSV og Excel, som filer eller hele mapper."""
    from ..report import tallied_lines
    from ..tallying import tally_forms

    with speaking(settings):
        tallied = tally_forms(settings.root, settings.output, id, paths)
    show_problems(tallied.problems, settings)
    if not settings.get("quiet") or not tallied.folder:
        for line in tallied_lines(tallied, settings.output, settings.words, settings.language):
            click.echo(line)
    failed = not tallied.folder or any(problem.error for problem in tallied.problems)
    sys.exit(1 if failed else 3 if tallied.engine else 0)
