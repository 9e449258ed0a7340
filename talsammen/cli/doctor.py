"""``doctor``: says what is installed, what is missing, and how to get it."""

from __future__ import annotations

import platform
import re
import shutil
import sys
from collections.abc import Iterator

import click

from ..errors import EngineMissing, Message, say
from .shared import Settings, shared_options

LIBRARIES = (
    ("Pango", "libpango-1.0.so.0", "pango_version_string", "libpango-1.0-0 libpangoft2-1.0-0", True),
    ("HarfBuzz subset", "libharfbuzz-subset.so.0", "hb_version_string", "libharfbuzz-subset0", False),
)
PROGRAMS = (("pdftotext", "poppler-utils"), ("chromium", "chromium"))
#: How to get the libraries below the print engine where they are found in another way.
ELSEWHERE = {
    "Darwin": say("get it with: brew install pango"),
    "Windows": say("see docs/windows.md: WSL, or Pango from MSYS2"),
}


@click.command()
@shared_options
def doctor(settings: Settings) -> None:
    """Fortæller, hvad der er installeret, hvad der mangler, og hvordan I får det."""
    from ..pdf.cache import PACKAGES, engine_versions

    words = settings.words
    click.echo(f"Python {platform.python_version()}, {platform.system()}")
    for line in engine_versions()[: len(PACKAGES)]:
        click.echo(line)
    libraries = _libraries() if platform.system() not in ELSEWHERE else ()
    for line in (*_packages(), *libraries, *_programs()):
        click.echo(words(line))
    sys.exit(_engine(words))


def _packages() -> Iterator[Message]:
    """The Python libraries this program asks for and does not find."""
    from importlib.metadata import PackageNotFoundError, requires, version

    try:
        asked = requires("talsammen") or ()
    except PackageNotFoundError:
        return
    for name in (re.match(r"[\w.-]+", one)[0] for one in asked if "extra" not in one):
        try:
            version(name)
        except PackageNotFoundError:
            yield say("the library »{name}« is missing; install once more (docs/install.md)", name=name)


def _libraries() -> Iterator[Message]:
    """The system libraries below the print engine, and how to get those that are missing."""
    from ..pdf.cache import library_version

    missing = []
    for name, library, function, package, needed in LIBRARIES:
        found = library_version(library, function)
        yield say("{name}: {state}", name=name, state=say("missing") if found == "-" else found)
        missing += [(package, needed)] if found == "-" else []
    for package, needed in missing:
        why = (
            say("without it there are no prints")
            if needed
            else say("without it prints are made slower, and their bytes differ from run to run")
        )
        yield say("get it with: sudo apt install {package} ({why})", package=package, why=why)


def _programs() -> Iterator[Message]:
    for name, _package in PROGRAMS:
        state = say("installed") if shutil.which(name) else say("missing (only the tests use it)")
        yield say("{name}: {state}", name=name, state=state)


def _engine(words) -> int:
    try:
        from ..pdf import engine  # noqa: F401
    except EngineMissing as error:
        click.echo(words(error.message))
        if how := ELSEWHERE.get(platform.system()):
            click.echo(words(how))
        return 3
    click.echo(words(say("The print engine is ready.")))
    return 0
