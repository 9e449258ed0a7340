"""What all workplaces share, after mishaps: refused with places, or every page and sheet is made; ``make soak``."""

import os
import re

import pytest

from ..conftest import ROOT, Root
from ..hostile import mutated, with_other_value

#: What has a place; a theme that is gone is told where it is chosen.
PLACE = re.compile(r"(organisation|themes_catalog|workplaces/x)\.yaml:(\d+:\d+:)? fejl: ")
COUNT = int(os.environ.get("SOAK_SHARED", "150"))
FIRST = int(os.environ.get("SOAK_SEED", "0"))


@pytest.mark.parametrize("name", ["organisation.yaml", "themes_catalog.yaml"])
def test_a_shared_file_after_mishaps(tmp_path, name):
    root, wrong, built = Root(tmp_path / "project"), [], 0
    root.printed = False
    root.workplace("x", (ROOT / "workplaces/skovgården.yaml").read_bytes())
    (root.folder / name).unlink()
    for seed in range(FIRST, FIRST + COUNT):
        data = mutated(seed, [ROOT / name]) if seed % 2 else with_other_value(ROOT / name, seed)
        (root.folder / name).write_bytes(data)
        run = root.run("build")
        built += run.status == 0
        if run.status not in (0, 1) or (run.status and not any(PLACE.match(line) for line in run.errors)):
            wrong.append(f"seed {seed}: {run.status} {run.errors[:2]}")
    print(f"\n{name} after mishaps: {built} of {COUNT} built, {COUNT - built} refused")
    assert wrong == [] and built > COUNT / 10
