"""``new ID``: writes a commented workplace file, asking on a terminal. ``new --from LIST``: many at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from ..errors import BadValue, Message, WrongUse, say
from .shared import CHECKOUT, Settings, shared_options, show_problems, speaking

#: What is asked, in this order; an empty answer leaves the line as an example.
QUESTIONS: tuple[tuple[str, Message], ...] = (
    ("name", say("What is the workplace called?")),
    ("area", say("Which area does it belong to?")),
    ("citizen", say("Who are your citizens (children and parents, residents ...)?")),
    ("leader", say("What is the leader's name?")),
    ("leader_title", say("And the leader's title?")),
    ("contact", say("Who receives the forms?")),
    ("hand_in", say("Where are they handed in?")),
    ("date", say("On which day is the dialogue (17-09-2025)?")),
    ("start", say("When does it begin (8.30)?")),
    ("place", say("Where?")),
    ("participants", say("How many take part, the leader not counted?")),
)


@click.command()
@click.argument("id", required=False)
@click.option(
    "--from",
    "listing",
    metavar="LISTE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Skriv en fil til hver arbejdsplads på en liste (CSV eller Excel).",
)
@click.option("--results", is_flag=True, help="Skriv et regneark til gruppernes post-its fra dialogen.")
@click.option("--csv", is_flag=True, help="Regnearket som CSV i stedet for Excel.")
@shared_options
def new(settings: Settings, id: str | None, listing: Path | None, results: bool, csv: bool) -> None:
    """Skriver en ny fil til en arbejdsplads, med forklaringer. ID er filens navn, for eksempel rosenhaven."""
    if listing and not (id or results or csv):
        _new_from(settings, listing)
        return
    if listing or id is None:
        raise click.UsageError(settings.words(say("write a name, such as new rosenhaven, or new --from list.csv")))
    if results:
        _new_results(settings, id, csv)
        return
    from ..load.project import ID
    from ..write.new_workplace import refuse_existing, workplace_text, write_new

    with speaking(settings):
        if not ID.fullmatch(id):
            raise WrongUse(say("»{id}« cannot be a file's name here; use small letters, digits and hyphens", id=id))
        template = _template(settings)
        refuse_existing(settings.root, id)
        answers = _ask(settings, id) if sys.stdin.isatty() else {"name": id.replace("-", " ").capitalize()}
        path = write_new(settings.root, id, workplace_text(template, answers))
    words = settings.words
    click.echo(words(say("{file} is written. Fill in what you know, then: make kit", file=str(path))))


def _new_from(settings: Settings, listing: Path) -> None:
    from ..preparing import prepare_listed

    with speaking(settings):
        prepared = prepare_listed(settings.root, listing, _template(settings))
    show_problems(prepared.problems, settings)
    words = settings.words
    click.echo(
        words(say("files written in workplaces/: {count}; look them over, then: make kit", count=len(prepared.written)))
    )
    sys.exit(1 if any(problem.error for problem in prepared.problems) else 0)


def _new_results(settings: Settings, id: str, csv: bool) -> None:
    from ..preparing import prepare_results

    with speaking(settings):
        path = prepare_results(settings.root, id, csv)
    words = settings.words
    click.echo(words(say("{file} is written: type the post-its in, a row for each, then: make kit", file=str(path))))


def _template(settings: Settings) -> str:
    for root in (settings.root, CHECKOUT):
        path = root / "content" / settings.language / "new-workplace.yaml"
        for candidate in (path, root / "content" / "da" / "new-workplace.yaml"):
            if candidate.is_file():
                return candidate.read_text(encoding="utf-8")
    raise WrongUse(say("content/da/new-workplace.yaml is missing"))


def _ask(settings: Settings, id: str) -> dict[str, str]:
    from ..model.values import parse_date, parse_time, parse_whole

    checks = {"date": parse_date, "start": parse_time, "participants": parse_whole}
    words, answers = settings.words, {}
    click.echo(words(say("Press Enter at what you do not know yet.")))
    for key, question in QUESTIONS:
        default = id.replace("-", " ").capitalize() if key == "name" else ""
        answers[key] = _answer(words, words(question), checks.get(key, str), default)
    return answers


def _answer(words, question: str, check: Callable[[str], object], default: str) -> str:
    while True:
        answer = click.prompt(question, default=default, show_default=bool(default)).strip()
        try:
            if answer:
                check(answer)
            return answer
        except BadValue as refused:
            click.echo(f"  {words(refused.message)}; {words(refused.fix)}")
