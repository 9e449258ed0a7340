"""Dialogues and given days in, a day for every milestone out."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talsammen.dialogue.calendar import (
    add_months,
    holiday_name,
    is_workday,
    plan_dates,
    workday_on_or_after,
    workday_on_or_before,
)
from talsammen.model.kit import MILESTONES
from talsammen.model.workplace import Dates

from .samples import organisation, workplace

ORG = organisation()
BEFORE = MILESTONES[:8]
AFTER = (
    "dialogue",
    "first_meeting",
    "plan",
    "feedback",
    "underway",
    "followup_3",
    "followup_6",
    "followup_9",
    "followup_12",
)
CLOSED = ORG.summer_closing


def plan(*days: str, org=ORG, dates=None, **changes):
    teams = [{"hold": f"Hold {i}", "dato": day} for i, day in enumerate(days)]
    return plan_dates(workplace(dialog=teams, datoer=dates or {}, **changes), org)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# --- Workdays


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ((2025, 4, 17), "Skærtorsdag"),
        ((2025, 4, 21), "Anden påskedag"),
        ((2025, 5, 29), "Kristi himmelfartsdag"),
        ((2025, 12, 25), "Juledag"),
        ((2023, 5, 5), "Store bededag"),
        ((2024, 4, 26), None),
        ((2025, 5, 16), None),
        ((2025, 9, 17), None),
    ],
)
def test_danish_holidays_have_danish_names(day, name):
    assert holiday_name(date(*day), "DK") == name


def test_great_prayer_day_is_a_workday_since_2024():
    assert not is_workday(date(2023, 5, 5), ORG)
    assert is_workday(date(2024, 4, 26), ORG) and is_workday(date(2025, 5, 16), ORG)


def test_holidays_follow_the_country():
    assert holiday_name(date(2025, 6, 6), "se") and not holiday_name(date(2025, 6, 6), "DK")
    assert is_workday(date(2025, 12, 25), organisation(land="XX"))


def test_nearest_workdays_step_over_easter_and_summer():
    assert workday_on_or_before(date(2025, 4, 21), ORG) == date(2025, 4, 16)
    assert workday_on_or_after(date(2025, 4, 17), ORG) == date(2025, 4, 22)
    assert workday_on_or_before(date(2025, 7, 14), ORG) == date(2025, 6, 30)
    assert workday_on_or_after(date(2025, 7, 14), ORG) == date(2025, 8, 1)
    assert workday_on_or_after(date(2025, 12, 24), ORG) == date(2025, 12, 29)


def test_months_end_where_the_month_ends():
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert add_months(date(2025, 10, 1), 12) == date(2026, 10, 1)


# --- The plan


def test_a_september_dialogue():
    planned = plan("17-09-2025")
    assert {m: iso(p.day) for m, p in planned.items()} == {
        "planning": "2025-05-28",
        "information": "2025-06-11",
        "forms": "2025-06-25",
        "selection": "2025-06-30",
        "invitation": "2025-08-13",
        "preparation": "2025-09-10",
        "practical": "2025-09-10",
        "dialogue": "2025-09-17",
        "first_meeting": "2025-10-01",
        "plan": "2025-10-01",
        "feedback": "2025-10-15",
        "underway": "2025-10-22",
        "plan_sent": "2025-11-28",
        "followup_3": "2026-01-02",
        "followup_6": "2026-04-01",
        "followup_9": "2026-07-01",
        "followup_12": "2026-10-01",
    }
    assert str(planned["forms"].reason) == "12 weeks before the dialogue"
    assert str(planned["selection"].reason) == (
        "11 weeks before the dialogue; moved back from Wednesday because of the summer closing"
    )
    assert str(planned["followup_3"].reason) == (
        "3 months after the meeting about the plan; moved on from Thursday because of the public holiday Nytårsdag"
    )
    assert str(planned["plan_sent"].reason) == (
        "the organisation's last day for plans; moved back from Sunday because of the weekend"
    )


def test_nothing_is_known_without_a_dialogue():
    planned = plan_dates(workplace(), organisation(runde={"år": "2025", "titel": "x"}))
    assert list(planned) == list(MILESTONES)
    assert {p.day for p in planned.values()} == {None}
    assert str(planned["forms"].reason) == "the dialogue has no date yet"


def test_given_days_stand_even_without_a_dialogue():
    planned = plan_dates(workplace(datoer={"skemaer": "21-06-2025", "trin-10": "01-10-2025"}), ORG)
    assert planned["forms"].day == date(2025, 6, 21) and planned["forms"].given
    assert str(planned["forms"].reason) == "you chose this day"
    assert planned["selection"].day is None
    assert planned["followup_6"].day == date(2026, 4, 1)


def test_preparation_looks_to_the_first_dialogue_and_follow_up_to_the_last():
    planned = plan("24-09-2025", "17-09-2025", "01-10-2025")
    assert planned["dialogue"].day == date(2025, 9, 17)
    assert planned["invitation"].day == date(2025, 8, 13)
    assert planned["first_meeting"].day == date(2025, 10, 15)
    assert str(planned["dialogue"].reason) == "the first of 3 dialogues"


def test_a_cancelled_dialogue_counts_only_while_there_is_no_other():
    held = {"hold": "a", "dato": "24-09-2025"}
    cancelled = {"hold": "b", "dato": "17-09-2025", "aflyst": "ja"}
    assert plan_dates(workplace(dialog=[held, cancelled]), ORG)["dialogue"].day == date(2025, 9, 24)
    assert plan_dates(workplace(dialog=cancelled), ORG)["dialogue"].day == date(2025, 9, 17)


def test_reminder_and_practical_things_wait_for_the_end_of_the_closing():
    planned = plan("05-08-2025")
    assert iso(planned["preparation"].day) == iso(planned["practical"].day) == "2025-08-01"
    assert iso(planned["invitation"].day) == "2025-06-30"


def test_a_dialogue_on_the_first_day_after_the_closing_is_prepared_before_it():
    planned = plan("01-08-2025")
    assert all(planned[m].day <= date(2025, 6, 30) for m in BEFORE[:-1])


def test_an_own_dialogue_sends_its_plan_with_the_feedback():
    planned = plan("14-01-2026", anledning="egen")
    assert planned["plan_sent"].day == planned["feedback"].day


def test_the_round_without_a_deadline_sends_its_plan_with_the_feedback():
    planned = plan("17-09-2025", org=organisation(runde={"år": "2025", "titel": "x"}))
    assert planned["plan_sent"].day == planned["feedback"].day == date(2025, 10, 15)


def test_only_the_months_the_organisation_asks_for_get_a_day():
    org = organisation(**{"opfølgning-måneder": ["3", "6"]})
    planned = plan("17-09-2025", org=org)
    assert planned["followup_6"].day and not planned["followup_9"].day
    assert "does not ask for a follow-up after 9 months" in str(planned["followup_9"].reason)
    assert plan("17-09-2025", org=org, dates={"opfølgning-9": "01-07-2026"})["followup_9"].given


def test_a_given_day_pushes_the_steps_before_it():
    planned = plan("17-09-2025", dates={"temavalg": "06-06-2025"})
    assert iso(planned["forms"].day) == "2025-05-30"
    assert str(planned["forms"].reason) == "as long before the choice of themes as usual"
    assert planned["information"].day <= planned["forms"].day


def test_a_late_start_shares_out_the_time_that_is_left():
    planned = plan("17-09-2025", dates={"trin-1": "12-08-2025"})
    days = [planned[m].day for m in BEFORE]
    assert days == sorted(days) and len(set(days)) >= 6
    assert str(planned["forms"].reason) == "shared out between the days you chose"


def test_a_given_follow_up_bounds_the_steps_before_it():
    planned = plan("17-09-2025", dates={"opfølgning-3": "06-10-2025"})
    assert planned["underway"].day <= date(2025, 10, 6)
    assert planned["followup_6"].day >= date(2025, 10, 6)


def test_years_nobody_can_mean_are_left_alone():
    planned = plan("17-09-0025", dates={"skemaer": "01-01-9999"})
    assert planned["dialogue"].day is None
    assert planned["forms"].day == date(9999, 1, 1)


DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))


def _ordered(planned, line):
    days = [planned[m].day for m in line if planned[m].day]
    return days == sorted(days)


@settings(max_examples=150, deadline=None)
@given(DAYS, st.integers(0, 60))
def test_every_planned_day_is_a_free_workday_in_order(first, apart):
    last = first + timedelta(apart)
    planned = plan(first.isoformat(), last.isoformat())
    assert _ordered(planned, BEFORE)
    assert planned["first_meeting"].day >= last
    assert _ordered(planned, AFTER)
    for p in planned.values():
        assert p.given or (is_workday(p.day, ORG) and p.day not in CLOSED), p
    assert all(planned[m].day < first for m in BEFORE[:-1])


@settings(max_examples=200, deadline=None)
@given(DAYS, st.dictionaries(st.sampled_from(sorted(Dates.model_fields)), st.integers(-200, 500), max_size=5))
def test_given_days_win_and_order_is_kept_whenever_they_are_in_order(first, shifts):
    given_days = {m: first + timedelta(shift) for m, shift in shifts.items()}
    dates = Dates().model_copy(update=given_days)
    place = workplace(dialog={"dato": first.isoformat()}).model_copy(update={"dates": dates})
    planned = plan_dates(place, ORG)
    assert all(planned[m].day == day and planned[m].given for m, day in given_days.items())
    for line in (BEFORE, AFTER):
        fixed = [given_days.get(m, first if m == "dialogue" else None) for m in line]
        fixed = [day for day in fixed if day]
        if fixed == sorted(fixed):
            assert _ordered(planned, line), {m: iso(planned[m].day) for m in line}


@settings(max_examples=100, deadline=None)
@given(DAYS)
def test_the_plan_is_the_same_every_time(first):
    assert plan(first.isoformat()) == plan(first.isoformat())
