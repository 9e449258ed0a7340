"""``build [ID ...]``: builds all workplaces, or those named."""

from __future__ import annotations

import sys

import click

from .shared import Settings, shared_options, show_problems, speaking


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@shared_options
def build(settings: Settings, ids: tuple[str, ...] = ()) -> None:
    """Bygger sider og ark for alle arbejdspladser, eller for dem, der nævnes."""
    from ..pipeline import Options
    from ..pipeline import build as run
    from ..report import built_lines
    from .progress import shown_progress

    with speaking(settings):
        options = Options(settings.root, settings.output, settings.cache, settings.jobs, ids)
        with shown_progress(settings) as progress:
            built = run(options, progress)
    show_problems(built.problems, settings)
    if not settings.get("quiet"):
        for line in built_lines(built, settings.output, settings.words):
            click.echo(line)
    sys.exit(1 if built.checked.failed else 3 if built.engine or built.lost else 0)
