"""``check [ID ...]``: reads and checks everything, writes nothing."""

from __future__ import annotations

import sys

import click

from ..errors import InputError
from .shared import Settings, shared_options, show_problems, speaking


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json er for maskiner.")
@shared_options
def check(settings: Settings, ids: tuple[str, ...], form: str) -> None:
    """Læser og kontrollerer alt og skriver ingenting."""
    from ..checking import check as run
    from ..report import checked_lines, problems_json

    with speaking(settings):
        try:
            checked = run(settings.root, ids)
        except InputError as error:
            if form == "json":
                click.echo(problems_json(error.problems, settings.words))
                sys.exit(1)
            raise
    if form == "json":
        click.echo(problems_json(checked.problems, settings.words))
    else:
        show_problems(checked.problems, settings)
        if not settings.get("quiet"):
            for line in checked_lines(checked, settings.words):
                click.echo(line)
    sys.exit(1 if checked.failed else 0)
