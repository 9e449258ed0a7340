"""``overview``: HR's view across all workplaces, in ``output/hr/``."""

from __future__ import annotations

import sys

import click

from .shared import Settings, shared_options, show_problems, speaking


@click.command()
@shared_options
def overview(settings: Settings) -> None:
    """Samler alle arbejdspladser for HR: hvor langt de er, hvad der går på tværs, og hvad der skal bestilles."""
    from ..overviewing import oversee
    from ..pipeline import Options
    from ..report import overseen_lines

    with speaking(settings):
        options = Options(settings.root, settings.output, settings.cache, settings.jobs)
        seen = oversee(options, settings.today)
    show_problems(tuple(p for p in seen.problems if p.error or p.code == "print-engine"), settings)
    if not settings.get("quiet"):
        for line in overseen_lines(seen.overview, seen.engine, settings.output, settings.words):
            click.echo(line)
    lost = any(p.error and p.code == "print-engine" for p in seen.problems)
    sys.exit(1 if seen.checked.failed else 3 if seen.engine or lost else 0)
