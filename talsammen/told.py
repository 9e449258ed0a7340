"""What is wrong with kits that stand, kept in the cache, so that it is said again without making them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .errors import Message, Problem
from .kept import keep


class Told:
    """A folder with a file for each kit that has problems; they quote sheets, so only the owner may read them."""

    def __init__(self, cache: Path) -> None:
        self.folder = cache / "told"

    def of(self, id: str, entry: Mapping[str, Any]) -> tuple[Problem, ...] | None:
        """The problems of a kit that was built as its manifest's entry says; None when nobody knows any more."""
        if not entry.get("problems"):
            return ()
        try:
            found = json.loads(self._path(id).read_text(encoding="utf-8"))
            known = found["mark"] == entry["made-from"] and len(found["problems"]) == entry["problems"]
            return tuple(map(_problem, found["problems"])) if known else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def keep(self, id: str, mark: str, problems: Iterable[Problem]) -> None:
        """Keeps these problems of a kit in place of older ones. Raises OSError."""
        told = [asdict(problem) for problem in problems]
        if told:
            keep(self._path(id), json.dumps({"mark": mark, "problems": told}).encode())
        else:
            self.drop(id)

    def drop(self, id: str) -> None:
        """Forgets what was wrong with a kit. Raises OSError."""
        self._path(id).unlink(missing_ok=True)

    def _path(self, id: str) -> Path:
        return self.folder / f"{id}.json"


def _problem(told: Mapping[str, Any]) -> Problem:
    return Problem(**{**told, "message": Message(**told["message"]), "fix": told["fix"] and Message(**told["fix"])})
