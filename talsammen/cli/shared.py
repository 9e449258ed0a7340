"""What every command shares: the options, where they lead, and how errors become words and an exit status."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from ..errors import BadValue, EngineMissing, InputError, Problem, WrongUse

CHECKOUT = Path(__file__).resolve().parents[2]
#: The exit status of what can be expected to go wrong; 3 for everything else.
STATUS = {InputError: 1, WrongUse: 2, EngineMissing: 3, OSError: 3, ModuleNotFoundError: 3}


class Settings(dict):
    """The shared options as they were given, before or after the command; the one after wins."""

    @property
    def root(self) -> Path:
        return Path(self.get("root") or ".")

    @property
    def output(self) -> Path:
        return Path(self.get("output") or self.root / "output")

    @property
    def cache(self) -> Path:
        return Path(self.get("cache") or self.root / ".cache")

    @property
    def jobs(self) -> int:
        return self.get("jobs") or os.cpu_count() or 1

    @property
    def today(self) -> date:
        return self.get("today") or date.today()

    @property
    def language(self) -> str:
        return self.get("language") or "da"

    @property
    def words(self):
        """Turns messages into the language asked for; from the root's own texts, else those of this checkout."""
        from ..load.messages import read_messages
        from ..report import Words

        return Words(read_messages(self.root, self.language) or read_messages(CHECKOUT, self.language))


class DayType(click.ParamType):
    name = "date"

    def convert(self, value, param, ctx):
        from ..model.values import parse_date

        try:
            return value if isinstance(value, date) else parse_date(value)
        except BadValue as error:
            self.fail(Settings(ctx.params if ctx else {}).words(error.message), param, ctx)


_OPTIONS = (
    click.option("--root", type=click.Path(file_okay=False), help="Mappen med content, layouts og workplaces (her)."),
    click.option("--output", type=click.Path(file_okay=False), help="Mappen til resultatet (<root>/output)."),
    click.option("--cache", type=click.Path(file_okay=False), help="Mappen til færdige ark (<root>/.cache)."),
    click.option("--jobs", type=click.IntRange(1), help="Antal ark ad gangen (maskinens kerner)."),
    click.option("--today", type=DayType(), help="Dagen i dag; bestemmer kun, hvad der er for sent."),
    click.option("--language", type=click.Choice(["da", "en"]), help="Sproget i beskederne (da)."),
    click.option("--quiet", is_flag=True, default=None, help="Vis kun fejl og advarsler."),
    click.option("--verbose", is_flag=True, default=None, help="Vis hvert trin med tid."),
)


def shared_options(command: Callable) -> Callable:
    """Adds the shared options; the command gets them as its first argument, ``settings``."""

    @click.pass_context
    @functools.wraps(command)
    def with_settings(ctx: click.Context, *args, **kwargs):
        settings = ctx.ensure_object(Settings) if isinstance(ctx.obj, Settings) or ctx.obj is None else Settings()
        for option in ("root", "output", "cache", "jobs", "today", "language", "quiet", "verbose"):
            if (value := kwargs.pop(option)) is not None:
                settings[option] = value
        with speaking(settings):
            return ctx.invoke(command, settings, *args, **kwargs)

    for option in reversed(_OPTIONS):
        with_settings = option(with_settings)
    return with_settings


@contextmanager
def speaking(settings: Settings):
    """Turns what goes wrong into lines on standard error and an exit status (design.md: 1 input, 2 use, 3 ours)."""
    try:
        yield
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except Exception as error:
        if sys.flags.dev_mode:  # python -X dev -m talsammen: for those who look for the mistake
            raise
        from ..report import error_lines

        status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), None)
        for line in error_lines(error, settings.words, None if status else _kept(error, settings)):
            click.echo(line, err=True)
        sys.exit(status or 3)


def _kept(error: Exception, settings: Settings) -> Path | None:
    """Where the mistake is told of without names; with ``--verbose`` it is told here, too."""
    from ..failure import failure_text, keep
    from ..pdf.cache import engine_versions

    command = click.get_current_context(silent=True)
    text = failure_text(error, command.info_name if command else "", engine_versions())
    if settings.get("verbose"):
        click.echo(text, err=True, nl=False)
    return keep(text, settings.cache)


def show_problems(problems: tuple[Problem, ...], settings: Settings) -> None:
    """All problems, one line each, on standard error."""
    from ..report import problem_line

    words = settings.words
    for problem in problems:
        click.echo(problem_line(problem, words), err=True)
