"""What was built, as ``output/manifest.json``: the last manifest in, the next one out (design: schema 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

NAME = "manifest.json"
EMPTY: dict[str, Any] = {"schema": 1, "workplaces": {}, "shared": []}


def read_manifest(output: Path) -> dict[str, Any]:
    """The last manifest, or an empty one when there is none that can be read."""
    try:
        manifest = json.loads((output / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return dict(EMPTY)
    return manifest if isinstance(manifest, dict) and manifest.get("schema") == 1 else dict(EMPTY)


def manifest_bytes(workplaces: Mapping[str, Any], shared: Sequence[str]) -> bytes:
    """The manifest's bytes, the same for the same content."""
    whole = {"schema": 1, "workplaces": dict(sorted(workplaces.items())), "shared": sorted(shared)}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def to_reprint(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[str]:
    """The files of the prints that were there before and look different now."""
    old = {document["file"]: document["sha256"] for document in before}
    return [d["file"] for d in after if old.get(d["file"], d["sha256"]) != d["sha256"]]
