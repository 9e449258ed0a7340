"""A seating in, quantities out."""

import pytest

from talsammen.dialogue.groups import seat
from talsammen.dialogue.supplies import plan_supplies

from .samples import people


def test_sixteen_people_need_four_pads():
    supplies = plan_supplies(seat(people(16)), "one")
    assert (supplies.note_pads_points, supplies.note_pads_actions) == (2, 2)
    assert (supplies.tables, supplies.chairs, supplies.pens, supplies.markers) == (4, 16, 21, 8)
    assert supplies.sheets == {"wellbeing": 5, "leadership": 5}
    assert (supplies.table_cards, supplies.tape_rolls) == (5, 1)


def test_two_sheets_per_group():
    assert plan_supplies(seat(people(16)), "two").sheets == {"wellbeing": 10, "leadership": 10}


@pytest.mark.parametrize(("n", "groups", "rolls"), [(3, 1, 1), (18, 5, 1), (24, 6, 1), (28, 7, 2)])
def test_tape_for_six_groups_a_roll(n, groups, rolls):
    supplies = plan_supplies(seat(people(n)), "one")
    assert (supplies.tables, supplies.tape_rolls) == (groups, rolls)


def test_notes_are_enough():
    for n in range(3, 60):
        seating = seat(people(n))
        supplies = plan_supplies(seating, "one")
        written = sum(3 * len(g) * (len(g) - 1) for g in seating.wellbeing + seating.leadership)
        assert 100 * supplies.note_pads_points >= 1.1 * written / 2 > 100 * (supplies.note_pads_points - 1)
