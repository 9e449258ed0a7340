"""Templates as Python code, kept between builds: most of a small build's time would go into compiling them again."""

from __future__ import annotations

import functools
import hashlib
import marshal
import sys
from importlib.metadata import version
from pathlib import Path
from types import CodeType

from ..kept import keep

#: A template's name (None for a text's) and its source.
Key = tuple[str | None, str]
#: More than this many that nobody asked for are not kept.
SPARE = 1000


class Compiled:
    """The code of every template, by what else it depends on (a language's words and the medium), then by source.

    Without a folder it lasts as long as this object, as for a preview.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder and folder / "templates"
        self._known: dict[str, dict[Key, CodeType]] = {}
        self._read: dict[str, int] = {}
        self._asked: dict[str, set[Key]] = {}

    def of(self, said: str) -> Shelf:
        """All that is compiled for this language and medium; ``said`` is everything else its code depends on."""
        name = hashlib.sha256(f"{_made_by()}\n{said}".encode()).hexdigest()
        if name not in self._known:
            self._known[name] = _stored(self._folder / name) if self._folder else {}
            self._read[name], self._asked[name] = len(self._known[name]), set()
        return Shelf(self._known[name], self._asked[name])

    def keep(self) -> None:
        """Stores what is new, for the next build; a folder that cannot be written to is left as it is."""
        for name, known in self._known.items():
            if self._folder is None or len(known) == self._read[name]:
                continue
            asked = self._asked[name]
            kept = {k: code for k, code in known.items() if k in asked} if len(known) > len(asked) + SPARE else known
            try:
                _store(self._folder / name, kept)
            except OSError:
                return
            self._read[name] = len(known)


class Shelf:
    """The code of one language and medium's templates, and which of it was asked for."""

    def __init__(self, known: dict[Key, CodeType], asked: set[Key]) -> None:
        self._known, self._asked = known, asked

    def get(self, key: Key) -> CodeType | None:
        self._asked.add(key)
        return self._known.get(key)

    def put(self, key: Key, code: CodeType) -> CodeType:
        self._known[key] = code
        return code


def _stored(path: Path) -> dict[Key, CodeType]:
    """What the last build stored; nothing when the file is missing or not as it was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    digest, rest = data[:32], data[32:]
    return marshal.loads(rest) if hashlib.sha256(rest).digest() == digest else {}


def _store(path: Path, known: dict[Key, CodeType]) -> None:
    data = marshal.dumps(known)
    keep(path, hashlib.sha256(data).digest() + data)


@functools.cache
def _made_by() -> str:
    """What turns a template into code: Python, the libraries, and the filters, which may be reckoned beforehand."""
    libraries = [version(name) for name in ("jinja2", "markupsafe", "babel", "markdown")]
    own = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return f"{sys.version} {libraries} {hashlib.sha256(own).hexdigest()}"
