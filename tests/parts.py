"""Workplace files that say less: an example with any of its parts left out, the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from benchmarks.municipality import write_root

from .conftest import ROOT, Root

#: What most other parts hang on; left out more seldom than the rest.
STEMS = ("arbejdsplads", "dato", "hold", "indsats", "navn")


def fewer_parts(folder: Path) -> Callable[[int], str | None]:
    """A function from a seed to what is wrong with the sheets and pages of a workplace of which parts are left out.

    None when ``check`` refuses the file, as it may, with places; the sheets are filled in, not set.
    """
    write_root(folder / "more", 3, full=True)
    paths = [*(ROOT / "workplaces").glob("*.yaml"), *(folder / "more/workplaces").glob("*.yaml")]
    sources = [yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in sorted(paths, key=lambda p: p.name)]
    root = Root(folder / "root")
    root.printed = False

    def wrong(seed: int) -> str | None:
        dice = random.Random(seed)
        said = _left(dice.choice(sources), dice, dice.choice((0.05, 0.1, 0.2, 0.4)))
        root.workplace("a", json.dumps({**said, "arbejdsplads": "Huset", "sprog": ["da", "en"]}))
        if (checked := root.run("check")).status:
            assert checked.status == 1 and any("a.yaml:" in line for line in checked.errors), checked.errors
            return None
        built = root.run("build")
        return "; ".join(line for line in built.errors if built.status or "layouts/" in line or "content/" in line)

    return wrong


def _left(node: Any, dice: random.Random, less: float) -> Any:
    """What is left of a file's value when each part goes by this chance."""
    if isinstance(node, list):
        return [_left(one, dice, less) for one in node if dice.random() > less / 2]
    if isinstance(node, dict):
        kept = {key: (0.03 if key in STEMS else less) for key in node}
        return {key: _left(node[key], dice, less) for key, chance in kept.items() if dice.random() > chance}
    return node
