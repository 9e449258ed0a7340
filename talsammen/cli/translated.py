"""``translated FILE ...``: notes that these translations have been looked over and say what the Danish says now."""

from __future__ import annotations

import click

from ..errors import say
from .shared import Settings, shared_options, speaking


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FIL...")
@shared_options
def translated(settings: Settings, files: tuple[str, ...]) -> None:
    """Noterer, at oversættelserne i FIL er set efter og siger det samme som den danske tekst nu."""
    from ..translations import look_over

    with speaking(settings):
        for file, changed in look_over(settings.root, files):
            message = say("{file}: noted", file=file) if changed else say("{file}: nothing new", file=file)
            click.echo(settings.words(message))
