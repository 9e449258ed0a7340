"""The group all commands belong to; without a command it builds."""

from __future__ import annotations

import click

from .. import __version__
from .build import build
from .cache import cache
from .check import check
from .doctor import doctor
from .forget import forget
from .new import new
from .overview import overview
from .serve import serve
from .shared import Settings, shared_options
from .tally import tally
from .translated import translated


@click.group(invoke_without_command=True)
@click.version_option(__version__, message="%(version)s")
@shared_options
def cli(settings: Settings) -> None:
    """Laver sider og ark til dialogen om trivsel og ledelse ud fra små YAML-filer. Uden kommando: build."""
    ctx = click.get_current_context()
    ctx.obj = settings
    if ctx.invoked_subcommand is None:
        ctx.invoke(build)


for command in (build, cache, check, doctor, forget, new, overview, serve, tally, translated):
    cli.add_command(command)
