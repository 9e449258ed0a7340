"""The made-up municipality of the benchmarks: always the same, at every stage, and without mistakes of its own."""

import json
from collections import Counter

from benchmarks.figures import Figure
from benchmarks.municipality import municipality

from .conftest import Root


def test_the_same_seed_makes_the_same_municipality():
    assert list(municipality(12)) == list(municipality(12)) != list(municipality(12, seed=8))
    assert [made.id for made in municipality(12)] == [f"w{n:05}" for n in range(12)]


def test_it_has_every_stage_and_nothing_to_complain_about(root: Root):
    for made in municipality(40):
        root.workplace(made.id, made.file)
        if made.results:
            root.workplace(f"{made.id}.resultater.csv", made.results)
    run = root.run("check", "--format", "json")
    told = [problem for problem in json.loads(run.out) if "workplaces/" in problem["file"]]
    assert run.status == 0 and told == []


def test_a_full_one_has_held_every_dialogue():
    made = list(municipality(30, full=True))
    assert all("opfølgning" in one.file and one.results for one in made)
    teams = Counter(one.file.count("hold:") for one in made)
    assert teams[0] and teams[2] and teams[3], "small workplaces meet at once, large ones in teams"
    assert set("æøåÆØÅ") <= set("".join(one.file for one in made))


def test_a_figure_says_whether_it_is_reached():
    assert Figure("x", 6, 12, "y", reach=0.5).reached and not Figure("x", 6.1, 12, "y", reach=0.5).reached
    assert Figure("x", 6, 12, "y", reach=0.5).line() == "x: 6.00 s against 12.00 s (y): 0.500 x; to reach: 0.500: yes"
    assert Figure("x", 410, unit="MB", reach=400).line() == "x: 410.00 MB; to reach: 400.000: NO"
    assert Figure("x", 6).record()["reached"] is None
