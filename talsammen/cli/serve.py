"""``serve [ID]``: shows the site on this machine and follows what is saved, until Ctrl-C."""

from __future__ import annotations

import signal
from urllib.parse import quote

import click

from ..errors import say
from .shared import Settings, shared_options, speaking

PORT = 8000


@click.command()
@click.argument("id", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, help=f"Porten på denne maskine ({PORT}).")
@click.option("--open/--no-open", "opens", default=True, help="Åbn siden i browseren (ja).")
@shared_options
def serve(settings: Settings, id: str | None, port: int, opens: bool) -> None:
    """Viser siderne på denne maskine og følger med, hver gang I gemmer. ID viser én arbejdsplads. Stop med Ctrl-C."""
    from ..pipeline import Options
    from ..preview.session import preview

    words = settings.words
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored for what runs behind

    def ready(found: int) -> None:
        if port and found != port:
            click.echo(words(say("port {port} is taken; port {other} is used instead", port=port, other=found)))
        address = f"http://127.0.0.1:{found}/" + (f"{quote(id)}/" if id else "")
        click.echo(words(say("Preview: {address} (stop with Ctrl-C)", address=address)))
        if opens:
            click.launch(address)

    options = Options(settings.root, settings.output, settings.cache, settings.jobs, (id,) if id else ())
    tell = (lambda line: None) if settings.get("quiet") else click.echo
    with speaking(settings):
        try:
            preview(options, port, words, settings.language, tell, ready)
        except KeyboardInterrupt:
            click.echo()
