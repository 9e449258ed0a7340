"""Each thing that could make a difference by itself; with every test run they are tried together."""

import pytest

from ..test_same_bytes import ELSEWHERE, assert_same, first, tree
from ..test_same_bytes import test_the_same_bytes_when_every_sheet_is_set_anew as all_at_once

__all__ = ("first",)


@pytest.mark.parametrize("setting", ELSEWHERE)
def test_the_same_bytes_from_finished_sheets(first, tmp_path, setting):
    """Each difference by itself."""
    expected, cache = first
    assert_same(tree(tmp_path / "et andet sted, æøå", cache, **ELSEWHERE[setting]), expected)


def test_the_other_half_of_them_at_once(first, tmp_path):
    all_at_once(first, tmp_path, 0)
