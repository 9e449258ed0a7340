"""``cache``: shows what is kept of finished sheets, prunes it, and tells what a sheet was made from."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta

import click

from ..errors import say
from .shared import Settings, shared_options, speaking

MEGABYTE = 1_000_000


@click.command()
@click.option("--older", type=click.IntRange(0), metavar="DAGE", help="Fjern det, der ikke er brugt i så mange dage.")
@click.option(
    "--larger", type=click.IntRange(0), metavar="MB", help="Fjern det, der er brugt for længst siden, ned til så meget."
)
@click.option("--explain", type=click.File("rb"), metavar="PDF", help="Fortæl, hvad et færdigt ark er lavet af.")
@shared_options
def cache(settings: Settings, older: int | None, larger: int | None, explain) -> None:
    """Viser og rydder lageret af færdige ark; uden det bliver de sat forfra."""
    from ..pdf.cache import Cache

    words, kept = settings.words, Cache(settings.cache)
    with speaking(settings):
        if explain:
            sys.exit(_explain(kept.explain(explain.read()), words))
        if older is not None or larger is not None:
            since = datetime.now() - timedelta(days=older) if older is not None else None
            gone = kept.prune(since, larger * MEGABYTE if larger is not None else None)
            click.echo(words(say("{count} sheets removed", count=gone)))
        usage = kept.usage()
        click.echo(words(say("{count} sheets, {size} MB, in {folder}", count=usage.sheets,
                             size=usage.size / MEGABYTE, folder=str(kept.folder))))  # fmt: skip
        if usage.first:
            click.echo(words(say("used between {first} and {last}", first=usage.first, last=usage.last)))


def _explain(recipe, words) -> int:
    if recipe is None:
        click.echo(words(say("the sheet is not in the cache; it was made elsewhere, or pruned")), err=True)
        return 1
    click.echo(f"{recipe.key}\n{json.dumps(recipe.made, indent=1)}")
    return 0
