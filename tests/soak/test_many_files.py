"""Twenty thousand hostile workplace files; ``make soak``. Seeds are fixed: a file that fails is found again."""

import os

import pytest
from hypothesis import HealthCheck, given, settings

from ..hostile import Tried, files, mutated

COUNT = int(os.environ.get("SOAK", "20000"))
FIRST = int(os.environ.get("SOAK_SEED", "0"))


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    tried = Tried(tmp_path_factory.mktemp("soak") / "project")
    yield tried
    print("\n" + "\n".join(tried.told()))


def test_mutated_files(tried):
    wrong = []
    for seed in range(FIRST, FIRST + COUNT * 3 // 5):
        try:
            tried(mutated(seed))
        except Exception as error:
            wrong.append(f"seed {seed}: {error!r}")
    assert wrong == []


@settings(
    max_examples=COUNT * 2 // 5, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(data=files())
def test_generated_files(tried, data):
    tried(data)
