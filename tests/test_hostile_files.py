"""Files nobody meant: a few hundred of them here, twenty thousand with ``make soak``."""

import pytest
from hypothesis import HealthCheck, given, settings

from .hostile import Tried, files, mutated


@pytest.fixture(scope="module")
def tried(tmp_path_factory) -> Tried:
    return Tried(tmp_path_factory.mktemp("hostile") / "project")


def test_damaged_examples_are_refused_with_a_place_or_used(tried):
    for seed in range(200):
        try:
            tried(mutated(seed))
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error!r}") from error
    assert tried.counts["built"] > 10 and tried.counts["refused"] > 50


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=files())
def test_files_of_hostile_values_are_refused_with_a_place_or_used(tried, data):
    tried(data)
