"""What was built, as ``output/manifest.json``: the last manifest in, the next one out (design: schema 1)."""

from __future__ import annotations

import json
import os
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

NAME = "manifest.json"
EMPTY: dict[str, Any] = {"schema": 1, "workplaces": {}, "shared": [], "made-from": ""}


def read_manifest(output: Path) -> dict[str, Any]:
    """The last manifest, or an empty one when there is none that can be read."""
    try:
        manifest = json.loads((output / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return dict(EMPTY)
    return manifest if _whole(manifest) else dict(EMPTY)


def _whole(manifest: Any) -> bool:
    """Whether this is a manifest of ours, with all a build reads from the last one."""
    if not isinstance(manifest, dict) or manifest.get("schema") != 1:
        return False
    entries = manifest.get("workplaces")
    return (
        isinstance(manifest.get("shared"), list)
        and isinstance(manifest.get("made-from"), str)
        and isinstance(entries, dict)
        and all(
            isinstance(entry, dict)
            and entry.keys() >= {"name", "area", "date", "stage", "documents", "files"}
            and all(isinstance(d, dict) and d.keys() >= {"file", "sha256"} for d in entry["documents"])
            for entry in entries.values()
        )
    )


def manifest_bytes(workplaces: Mapping[str, Any], shared: Sequence[str], made_from: str) -> bytes:
    """The manifest's bytes, the same for the same content: a line for each workplace, so that thousands are quick.

    ``made_from`` is the mark of what all kits share.
    """
    lines = ",\n".join(f"{_json(id)}: {_json(entry)}" for id, entry in sorted(workplaces.items()))
    rest = f'"shared": {_json(sorted(shared))},\n"made-from": {_json(made_from)}'
    return f'{{\n"schema": 1,\n"workplaces": {{\n{lines}\n}},\n{rest}\n}}\n'.encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def stands(output: Path, entry: Mapping[str, Any], marks: Container[str]) -> bool:
    """Whether a kit is as it would be made again: from the same, and every file there, whole."""
    if entry.get("made-from") not in marks:
        return False
    try:
        return size_of(output, entry["files"]) == entry.get("bytes")
    except OSError:
        return False


def size_of(output: Path, files: Iterable[str]) -> int:
    """How large these files below ``output/`` are together. Bytes. Raises OSError when one is not there."""
    return sum(os.stat(f"{output}/{file}").st_size for file in files)  # a Path for each takes twice the time


def to_reprint(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[str]:
    """The files of the prints that were there before and look different now."""
    old = {document["file"]: document["sha256"] for document in before}
    return [d["file"] for d in after if old.get(d["file"], d["sha256"]) != d["sha256"]]
