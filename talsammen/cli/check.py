"""``check [ID ...]``: reads and checks everything, writes nothing."""

from __future__ import annotations

import sys

import click

from ..errors import InputError
from .shared import Settings, shared_options, show_problems, speaking


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json er for maskiner.")
@click.option("--translations", is_flag=True, help="Vis også, hvad der ikke er oversat, eller er bagud.")
@shared_options
def check(settings: Settings, ids: tuple[str, ...], form: str, translations: bool) -> None:
    """Læser og kontrollerer alt og skriver ingenting."""
    from ..checking import check as run
    from ..report import checked_lines, problems_json

    with speaking(settings):
        try:
            checked = run(settings.root, ids, settings.jobs)
        except InputError as error:
            if form == "json":
                click.echo(problems_json(error.problems, settings.words))
                sys.exit(1)
            raise
    behind = checked.project.behind if translations else ()
    problems = (*checked.problems, *behind)
    if form == "json":
        click.echo(problems_json(problems, settings.words))
    else:
        show_problems(problems, settings)
        if not settings.get("quiet"):
            for line in checked_lines(checked, problems, settings.words):
                click.echo(line)
    sys.exit(1 if checked.failed or behind else 0)
