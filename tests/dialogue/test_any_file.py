"""Any file that can be read: the rules and the plan never fail but with a sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from talsammen.dialogue.calendar import plan_dates
from talsammen.dialogue.plan import plan_kit
from talsammen.dialogue.rules import findings
from talsammen.errors import BadValue
from talsammen.model.workplace import Workplace

from .samples import catalogue, names, organisation

NAME = st.sampled_from([*names(12), "NAVN 01", "Lis Leder", "3", "7"])
PERSON = NAME | st.fixed_dictionaries({}, optional={"rolle": st.just("TR"), "faggruppe": st.sampled_from("ab")})
PEOPLE = st.lists(PERSON, max_size=14) | st.integers(1, 40).map(str)
ROSTER = st.lists(st.lists(NAME, max_size=6), max_size=5)
DAY = st.dates().map(str) | st.sampled_from(["17-09-2025", "24-12-2025", "01-07-2025"])
GROUPS = st.fixed_dictionaries({}, optional={"trivsel": ROSTER, "ledelse": ROSTER})
DIALOGUE = {
    "dato": DAY,
    "kl": st.sampled_from(["8.00", "22.30", "0.00"]),
    "varighed": st.integers(1, 1440).map(str),
    "deltagere": PEOPLE,
    "grupper": GROUPS,
    "aflyst": st.sampled_from(["ja", "nej"]),
    "fraværende": st.lists(NAME, max_size=5),
    "program": st.fixed_dictionaries({}, optional={"trivsel-plenum": st.integers(1, 90).map(str)}),
}
TEAMS = st.lists(st.fixed_dictionaries({}, optional=DIALOGUE), max_size=3).map(
    lambda teams: [{"hold": f"Hold {i}", **team} for i, team in enumerate(teams)]
)
THEME = st.sampled_from(["balance", "goals", "Valgfrit tema", "Kaffe", {"titel": "Kaffe", "beskrivelse": "Nok."}])
EFFORT = st.sampled_from(["A", "B", "C"])
FOLLOWUP = {
    "udviklingsplan": st.lists(st.fixed_dictionaries({"indsats": EFFORT}), max_size=5),
    "handleplaner": st.lists(st.fixed_dictionaries({"indsats": EFFORT}), max_size=2),
}
FILE = st.fixed_dictionaries(
    {"arbejdsplads": st.just("X")},
    optional={
        "dialog": TEAMS,
        "deltagere": PEOPLE,
        "grupper": GROUPS,
        "leder": st.just("Lis Leder"),
        "planlægningsgruppe": st.lists(PERSON, max_size=5),
        "fraværende": st.lists(NAME, max_size=12),
        "datoer": st.fixed_dictionaries({}, optional={"skemaer": DAY, "trin-10": DAY, "opfølgning-3": DAY}),
        "temaer": st.fixed_dictionaries({}, optional={"trivsel": THEME, "ledelse": THEME}),
        "opfølgning": st.fixed_dictionaries({}, optional=FOLLOWUP),
        "anledning": st.sampled_from(["runde", "egen"]),
    },
)


@settings(max_examples=200, deadline=None)
@given(FILE)
def test_any_file(file):
    place, org = Workplace.model_validate(file), organisation()
    dates = plan_dates(place, org)
    found = findings(place, org, catalogue(), ["da"], dates)
    assert all(str(f.message) and (f.fix is None or str(f.fix)) for f in found)
    try:
        kit = plan_kit("x", place, org, catalogue(), ["da"], [])
    except BadValue:
        assert any(f.error for f in found)
        return
    for dialogue in kit.dialogues:
        if dialogue.seating and not any(f.error for f in found):
            first, second = (
                sorted(p.name or str(p.number) for g in r for p in g if p.name or p.number)
                for r in (dialogue.seating.wellbeing, dialogue.seating.leadership)
            )
            assert first == second and len(first) <= len(dialogue.participants)
