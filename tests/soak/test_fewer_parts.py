"""Workplace files with any of their parts left out: whatever ``check`` accepts can be built; ``make soak``."""

import os

from ..parts import fewer_parts

COUNT = int(os.environ.get("SOAK_PARTS", "300"))
FIRST = int(os.environ.get("SOAK_SEED", "0"))


def test_whatever_is_left_out_sheets_and_pages_are_filled_in(tmp_path):
    wrong = fewer_parts(tmp_path)
    found = {seed: wrong(seed) for seed in range(FIRST, FIRST + COUNT)}
    built = [seed for seed, faults in found.items() if faults is not None]
    print(f"\nfiles with parts left out: {len(built)} built, {COUNT - len(built)} refused with places")
    assert {seed: faults for seed, faults in found.items() if faults} == {} and len(built) > COUNT / 3
