"""``build [ID ...]``: builds all workplaces, or those named."""

from __future__ import annotations

import sys

import click

from .shared import Settings, shared_options, show_problems, speaking


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--only", metavar="NAVN,NAVN", help="Lav kun siderne (site) eller de ark, der nævnes (fx invitation).")
@click.option("--cluster", metavar="ADRESSE", help="Lad en Dask-klynge sætte arkene, fx tcp://10.0.0.5:8786.")
@shared_options
def build(settings: Settings, ids: tuple[str, ...] = (), only: str | None = None, cluster: str | None = None) -> None:
    """Bygger sider og ark for alle arbejdspladser, eller for dem, der nævnes."""
    from ..pipeline import Options
    from ..pipeline import build as run
    from ..report import built_lines
    from .progress import shown_progress

    with speaking(settings):
        names = None if only is None else frozenset(name.strip() for name in only.split(",") if name.strip())
        options = Options(settings.root, settings.output, settings.cache, settings.jobs, ids, names, cluster)
        with shown_progress(settings) as progress:
            built = run(options, progress)
    show_problems(built.problems, settings)
    if not settings.get("quiet"):
        for line in built_lines(built, settings.output, settings.words):
            click.echo(line)
    sys.exit(1 if built.checked.failed else 3 if built.engine or built.lost else 0)
