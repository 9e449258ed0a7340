"""A workplace in, its stage and what is known out."""

import pytest

from talsammen.dialogue.stage import stage_of

from .samples import names, workplace

DATED = {"dato": "17-09-2025"}
THEMES = {"trivsel": "balance", "ledelse": "goals"}


@pytest.mark.parametrize(
    ("file", "stage"),
    [
        ({}, "start"),
        ({"deltagere": "12", "temaer": THEMES}, "start"),
        ({"dialog": {"kl": "8.00"}}, "start"),
        ({"dialog": DATED}, "dated"),
        ({"dialog": DATED, "temaer": {"trivsel": "balance"}}, "dated"),
        ({"dialog": DATED, "temaer": THEMES}, "themed"),
        ({"dialog": DATED, "temaer": THEMES, "deltagere": "12"}, "grouped"),
        ({"dialog": DATED, "temaer": THEMES, "grupper": {"trivsel": [names(3)]}}, "grouped"),
        ({"opfølgning": {"nu": ["Sige godmorgen"]}}, "held"),
    ],
)
def test_stages(file, stage):
    assert stage_of(workplace(**file)) == stage


def test_every_team_must_know_its_people():
    teams = [{"hold": "dag", **DATED, "deltagere": "8"}, {"hold": "nat", "dato": "18-09-2025"}]
    assert stage_of(workplace(dialog=teams, temaer=THEMES)) == "themed"
    assert stage_of(workplace(dialog=teams, temaer=THEMES, deltagere="20")) == "themed"
    teams[1]["deltagere"] = "7"
    assert stage_of(workplace(dialog=teams, temaer=THEMES)) == "grouped"
