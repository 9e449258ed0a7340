"""Whatever a workplace has not written yet, all sheets and pages are filled in; `make soak` tries many more."""

import jinja2
import pytest

from .conftest import ROOT
from .parts import fewer_parts


@pytest.mark.slow
def test_parts_that_are_left_out(tmp_path):
    wrong = fewer_parts(tmp_path)
    found = {seed: wrong(seed) for seed in range(6)}
    assert {seed: faults for seed, faults in found.items() if faults} == {} and "" in found.values()


def test_every_choice_in_layouts_and_texts_says_what_else():
    """``{{ a if b }}`` alone is an error on the day b is not true."""
    files = [path for folder in ("layouts", "content") for path in (ROOT / folder).rglob("*") if path.is_file()]
    trees = {
        path.relative_to(ROOT).as_posix(): jinja2.Environment().parse(path.read_text("utf-8"))
        for path in files
        if path.suffix in (".html", ".md", ".svg", ".css")
    }
    half = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        for node in tree.find_all(jinja2.nodes.CondExpr)
        if node.expr2 is None
    ]
    assert half == [] and len(trees) > 100
