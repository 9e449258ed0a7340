"""``forget ID``: takes the names out of a workplace's file, and removes what was made of it."""

from __future__ import annotations

import sys

import click

from ..errors import BadValue, WrongUse, say
from .shared import Settings, shared_options, speaking


@click.command()
@click.argument("id")
@click.option("--yes", is_flag=True, help="Spørg ikke først.")
@shared_options
def forget(settings: Settings, id: str, yes: bool) -> None:
    """Fjerner navnene fra en arbejdsplads' fil og alt, der er lavet af den. Datoer, temaer og plan bliver."""
    from ..forgetting import forget as run
    from ..forgetting import traces
    from ..report import forgotten_lines, to_forget_lines

    words = settings.words
    with speaking(settings):
        found = traces(settings.root, settings.output, id)
        if not yes:
            if not _somebody_is_there():
                raise WrongUse(say("nobody can be asked here; add --yes to forget without a question"))
            for line in to_forget_lines(found, words):
                click.echo(line)
            if not _agreed(click.prompt(words(say("It cannot be undone. Go on? (yes/no)")))):
                click.echo(words(say("Nothing was changed.")))
                return
        done = run(settings.root, settings.output, settings.cache, id)
    if not settings.get("quiet"):
        for line in forgotten_lines(done, words):
            click.echo(line)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()


def _agreed(answer: str) -> bool:
    """Only a clear yes is one."""
    from ..model.values import parse_yes_no

    try:
        return parse_yes_no(answer)
    except BadValue:
        return False
