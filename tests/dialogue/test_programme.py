"""A start and a length in, nine items out."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talsammen.dialogue.programme import ITEMS, plan_items, plenary_minutes, turns
from talsammen.errors import BadValue
from talsammen.model.workplace import Dialogue

from .samples import organisation

ORG = organisation()


def items(**dialogue):
    return plan_items(Dialogue.model_validate(dialogue), ORG)


def minutes(**dialogue):
    return {item.key: item.minutes for item in items(**dialogue)}


def clock(planned):
    return [f"{i.start:%H.%M}" for i in planned] + [f"{planned[-1].end:%H.%M}"]


def test_the_standard_programme_from_eight():
    planned = items(kl="8.00")
    assert [i.key for i in planned] == list(ITEMS)
    assert clock(planned) == ["08.00", "08.15", "08.45", "09.00", "09.25", "09.35", "10.05", "10.20", "10.45", "11.00"]


def test_the_standard_programme_from_one():
    assert clock(items(kl="13.00")) == [
        "13.00",
        "13.15",
        "13.45",
        "14.00",
        "14.25",
        "14.35",
        "15.05",
        "15.20",
        "15.45",
        "16.00",
    ]


def test_without_a_start_there_are_minutes_only():
    planned = items()
    assert sum(i.minutes for i in planned) == 180
    assert {i.start for i in planned} == {i.end for i in planned} == {None}


@given(st.integers(140, 300))
def test_other_lengths_are_met_and_part_a_never_changes(length):
    standard, changed = minutes(), minutes(varighed=str(length))
    assert sum(changed.values()) == length
    for key in ("welcome", "wellbeing_stories", "leadership_stories", "pause", "close"):
        assert changed[key] == standard[key]
    plenaries = changed["wellbeing_plenary"], changed["leadership_plenary"]
    sortings = changed["wellbeing_sorting"], changed["leadership_sorting"]
    assert abs(plenaries[0] - plenaries[1]) <= 1 and abs(sortings[0] - sortings[1]) <= 1
    assert min(plenaries + sortings) >= 10
    assert sum(sortings) == 30 or sum(plenaries) == 20


def test_the_plenary_gives_way_before_the_sorting():
    assert minutes(varighed="150")["wellbeing_plenary"] == 10 and minutes(varighed="150")["wellbeing_sorting"] == 15
    assert minutes(varighed="140")["wellbeing_sorting"] == 10
    assert minutes(varighed="4 timer")["leadership_plenary"] == 55


def test_too_short_says_how_short_it_may_be():
    with pytest.raises(BadValue) as refused:
        items(varighed="139")
    assert refused.value.code == "duration" and "140" in str(refused.value.fix)


def test_written_minutes_win_and_the_rest_adapts():
    assert sum(minutes(program={"pause": "20"}).values()) == 190
    adapted = minutes(program={"pause": "20"}, varighed="3 timer")
    assert adapted["pause"] == 20 and adapted["wellbeing_plenary"] == 20 and sum(adapted.values()) == 180
    one = minutes(program={"trivsel-plenum": "40"}, varighed="3 timer")
    assert one["wellbeing_plenary"] == 40 and one["leadership_plenary"] == 10
    short = minutes(program={"trivsel-plenum": "5", "ledelse-eksempler": "40"}, varighed="3 timer")
    assert short["wellbeing_plenary"] == 5 and sum(short.values()) == 180


def test_written_minutes_that_leave_nothing_to_adapt_must_add_up():
    fixed = {"trivsel-plenum": "25", "ledelse-plenum": "25", "trivsel-sortering": "15", "ledelse-sortering": "15"}
    assert sum(minutes(program=fixed, varighed="180").values()) == 180
    for length in ("170", "190"):
        with pytest.raises(BadValue) as refused:
            items(program=fixed, varighed=length)
        assert "180" in str(refused.value) + str(refused.value.fix)


def test_a_dialogue_ends_before_midnight():
    assert items(kl="20.59")[-1].end == time(23, 59)
    for start in ("21.00", "23.30"):
        with pytest.raises(BadValue) as refused:
            items(kl=start)
        assert refused.value.code == "midnight"


def test_another_organisation_has_another_programme():
    org = organisation(program={"velkomst": "10", "plenum": "20"})
    assert sum(i.minutes for i in plan_items(Dialogue(), org)) == 165
    assert sum(i.minutes for i in plan_items(Dialogue(duration=150), org)) == 150


def test_turns_in_thirty_minutes():
    assert [(t.size, t.tell, t.respond) for t in turns(30, (4, 3, 3, 5))] == [(3, 4, 4), (4, 3, 4), (5, 3, 3)]


@given(st.integers(10, 120), st.integers(3, 5))
def test_turns_fit_and_nobody_tells_over_four_minutes(length, size):
    (turn,) = turns(length, [size])
    assert 1 <= turn.tell <= 4 and turn.respond >= 0
    assert (turn.tell + turn.respond) * size <= length


@pytest.mark.parametrize(("groups", "each"), [(2, 12.5), (3, 8), (4, 6), (5, 5), (6, 4), (8, 3), (10, 2.5), (12, 2)])
def test_plenary_minutes_per_group(groups, each):
    assert plenary_minutes(items(), groups) == each


def test_plenary_minutes_wait_for_the_groups():
    assert plenary_minutes(items(), None) is None
