"""Each thing that could make a difference by itself; with every test run they are tried together."""

import pytest

from ..test_same_bytes import ELSEWHERE, assert_same, first, tree

__all__ = ("first",)


@pytest.mark.parametrize("setting", ELSEWHERE)
def test_the_same_bytes_from_finished_sheets(first, tmp_path, setting):
    """Each difference by itself."""
    expected, cache = first
    assert_same(tree(tmp_path / "et andet sted, æøå", cache, **ELSEWHERE[setting]), expected)
