"""``doctor``: says what is installed, what is missing, and how to get it."""

from __future__ import annotations

import platform
import shutil
import sys

import click

from ..errors import EngineMissing, say
from .shared import Settings, shared_options

LIBRARIES = (
    ("Pango", "libpango-1.0.so.0", "pango_version_string", "libpango-1.0-0 libpangoft2-1.0-0", True),
    ("HarfBuzz subset", "libharfbuzz-subset.so.0", "hb_version_string", "libharfbuzz-subset0", False),
)
PROGRAMS = (("pdftotext", "poppler-utils"), ("chromium", "chromium"))


@click.command()
@shared_options
def doctor(settings: Settings) -> None:
    """Fortæller, hvad der er installeret, hvad der mangler, og hvordan I får det."""
    from ..pdf.cache import PACKAGES, engine_versions, library_version

    words = settings.words
    click.echo(f"Python {platform.python_version()}")
    missing = []
    for line in engine_versions()[: len(PACKAGES)]:
        click.echo(line)
    for name, library, function, package, needed in LIBRARIES:
        version = library_version(library, function)
        state = say("missing") if version == "-" else version
        click.echo(f"{name}: {words(state)}")
        missing += [(package, needed)] if version == "-" else []
    for name, _package in PROGRAMS:
        found = shutil.which(name)
        state = say("installed") if found else say("missing (only the tests use it)")
        click.echo(f"{name}: {words(state)}")
    for package, needed in missing:
        why = (
            say("without it there are no prints")
            if needed
            else say("without it prints are made slower, and their bytes differ from run to run")
        )
        click.echo(words(say("get it with: sudo apt install {package} ({why})", package=package, why=why)))
    sys.exit(_engine(words))


def _engine(words) -> int:
    try:
        from ..pdf import engine  # noqa: F401
    except EngineMissing as error:
        click.echo(words(error.message))
        return 3
    click.echo(words(say("The print engine is ready.")))
    return 0
