"""What is shown in; a web server for this machine alone out, that tells the open pages when something changed.

It answers to 127.0.0.1 and localhost only, so that no other site can reach it under a name of its own.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, quote, urlsplit

from markupsafe import Markup

from ..errors import say
from ..report import Words
from .shown import Shown, path_of

HERE = Path(__file__).parent
OWN = "/-/"
EVENTS = "/-/events"
MEDIA = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".json": "application/json",
    ".pdf": "application/pdf", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".zip": "application/zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
HEADERS = {
    "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
#: A page that is not there; it looks like the others, and comes alive when the page does.
NOWHERE = Markup("""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; font-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<div class="frame"><div class="page"><main><h1>{title}</h1><p><a href="/">{all}</a></p></main></div></div>
</body>
</html>
""")
#: What every page is given beside its own.
ADDED = Markup("""<link rel="stylesheet" href="/-/preview.css">
<script src="/-/preview.js" defer data-version="{version}" data-lang="{lang}" data-name="{name}" data-lost="{lost}">
</script>
""")
#: How long an open page waits before it is asked whether it is still there. Seconds.
PULSE = 15
TRIES = 50


class Server(ThreadingTCPServer):
    """Serves ``shown`` on 127.0.0.1; a thread for every request."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"
    request_queue_size = 64

    def __init__(self, shown: Shown, port: int, words: Words, language: str) -> None:
        self.shown, self.words, self.language = shown, words, language
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request, client_address) -> None:
        """A browser that went away is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(shown: Shown, port: int, words: Words, language: str) -> Iterator[int]:
    """Serves until the block ends; gives the port, which is the first free one from ``port`` on."""
    server = _bound(shown, port, words, language)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield server.port
    finally:
        server.shutdown()
        server.server_close()


def _bound(shown: Shown, port: int, words: Words, language: str) -> Server:
    for candidate in range(port, min(port + TRIES, 65535)) if port else ():
        with suppress(OSError):
            return Server(shown, candidate, words, language)
    return Server(shown, 0, words, language)


class Handler(BaseHTTPRequestHandler):
    """One request: a file, one of the preview's own, or the events a page listens to."""

    server: Server
    methods: ClassVar = ("GET", "HEAD")

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").removesuffix(f":{self.server.port}")
        path = path_of(self.path)
        if host not in ("127.0.0.1", "localhost"):
            self._send(403, b"", ".txt")
        elif self.path.split("?")[0] == EVENTS:
            self._events()
        elif self.path.startswith(OWN):
            own = HERE / Path(self.path).name
            known = own.suffix in (".js", ".css") and own.is_file()
            self._send(200 if known else 404, own.read_bytes() if known else b"", own.suffix)
        elif path == "favicon.ico":
            self._send(204, b"", ".ico")
        elif path is None:
            self._missing("")
        else:
            self._file(path)

    do_HEAD = do_GET

    def _file(self, path: str) -> None:
        shown = self.server.shown
        version, data = shown.version(path), shown.file(path)
        if data is None and shown.file(f"{path}/index.html") is not None:
            self.send_response(302)
            self.send_header("Location", f"/{quote(path)}/")
            self.end_headers()
        elif data is None:
            self._missing(version)
        elif path.endswith(".html"):
            self._send(200, self._live(data.decode(), version), ".html")
        else:
            self._send(200, data, Path(path).suffix)

    def _missing(self, version: str) -> None:
        words = self.server.words
        page = NOWHERE.format(
            lang=self.server.language, title=words(say("There is no such page")), all=words(say("All workplaces"))
        )
        self._send(404, self._live(page, version), ".html")

    def _live(self, html: str, version: str) -> bytes:
        """The page with the preview's script and style, and leave to use them; the file on disk stays as it is."""
        words = self.server.words
        added = ADDED.format(
            version=version,
            lang=self.server.language,
            name=words(say("Preview")),
            lost=words(say("The preview has stopped. Start it again, and the page follows.")),
        )
        html = re.sub(r'(Content-Security-Policy" content=")([^"]*)', lambda m: m[1] + widened(m[2]), html, count=1)
        return html.replace("</head>", f"{added}</head>", 1).encode()

    def _events(self) -> None:
        """Says how the page at hand stands now, and again at every change, until it is closed."""
        path = path_of(parse_qs(urlsplit(self.path).query).get("page", ["/"])[0]) or ""
        self._head(200, "text/event-stream; charset=utf-8")
        seen = None
        with suppress(OSError), self.server.shown.opened(path):
            while self.command == "GET":
                now = self.server.shown.wait(-1 if seen is None else seen, 0 if seen is None else PULSE)
                event = f"data: {json.dumps(self._state(path), ensure_ascii=False)}\n\n" if now != seen else ":\n\n"
                self.wfile.write(event.encode())
                seen = now

    def _state(self, path: str) -> dict[str, object]:
        notice, words = self.server.shown.notice, self.server.words
        return {
            "version": self.server.shown.version(path),
            "heading": words(say("Mend this, and the page follows.")),
            "errors": notice.errors,
            "warnings": notice.warnings,
            "summary": words(say("Warnings: {count}", count=len(notice.warnings))),
            "status": notice.status,
        }

    def _send(self, status: int, data: bytes, suffix: str) -> None:
        self._head(status, MEDIA.get(suffix, "application/octet-stream"), len(data))
        if self.command == "GET":
            self.wfile.write(data)

    def _head(self, status: int, media: str, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads a line for every picture."""


def widened(policy: str) -> str:
    """A page's security policy with leave for the preview's own script, style and events."""
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";") if rule.strip())
    for name in ("script-src", "style-src", "connect-src"):
        given = rules.get(name, "'none'")
        rules[name] = given if "'self'" in given else f"'self' {given.replace(chr(39) + 'none' + chr(39), '')}".strip()
    return "; ".join(f"{name} {value}" for name, value in rules.items())
