"""What the browser may see at this moment: pages in memory over ``output/site/``, and what there is to say of them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from threading import Condition
from urllib.parse import unquote


@dataclass(frozen=True)
class Notice:
    """What stands above every page, in words: problems one to a line, and how far the sheets are."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    status: str = ""


class Shown:
    """The pages and the notice; whoever waits is told when either changes."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.pages: Mapping[str, bytes] = {}
        self.notice = Notice()
        self.changes = 0
        self._changed = Condition()
        self._readers: Counter[str] = Counter()

    def show(self, pages: Mapping[str, bytes] | None = None, **notice: str | tuple[str, ...]) -> None:
        """Puts up other pages, another notice, or both. Called when files below ``site`` changed, too."""
        with self._changed:
            self.pages = self.pages if pages is None else pages
            self.notice = replace(self.notice, **notice)
            self.changes += 1
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """The number of changes, at once when it is not ``seen`` any more, else after a change or so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.changes != seen, seconds)
            return self.changes

    @contextmanager
    def opened(self, path: str) -> Iterator[None]:
        """Keeps account of a page that is open somewhere."""
        folder = path.partition("/")[0]
        with self._changed:
            self._readers[folder] += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers[folder] -= 1

    def looked_at(self) -> set[str]:
        """The folders, most of them workplaces, that open pages lie in."""
        with self._changed:
            return set(+self._readers)

    def file(self, path: str) -> bytes | None:
        """The bytes at a path below the site; None for one that is not there or leads out of it."""
        if path in self.pages:
            return self.pages[path]
        target = (self.site / path).resolve()
        return target.read_bytes() if target.is_relative_to(self.site.resolve()) and target.is_file() else None

    def version(self, path: str) -> str:
        """A mark that differs when the page at this path, or the style or a script of all pages, does."""
        assets = (data for name, data in sorted(self.pages.items()) if name.startswith("assets/"))
        return hashlib.sha256(b"".join((self.file(path) or b"", *assets))).hexdigest()[:16]


def path_of(address: str) -> str | None:
    """The path below the site an address asks for; None for one that cannot be meant."""
    path = unicodedata.normalize("NFC", unquote(address.partition("?")[0].partition("#")[0])).removeprefix("/")
    parts = path.split("/")
    if any(part.startswith(".") or "\\" in part or ":" in part or "\0" in part for part in parts) or "" in parts[:-1]:
        return None
    return PurePosixPath(path, "index.html").as_posix() if not parts[-1] else path
