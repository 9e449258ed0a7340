"""Participants in, two rounds out; the least possible is worked out again here in another way."""

import random
from functools import cache
from itertools import combinations, product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talsammen.dialogue.group_rules import check_groups
from talsammen.dialogue.groups import attainable, group_sizes, regroup, repeated_pairs, seat, seating_from, without
from talsammen.model.workplace import Groups, Person

from .samples import names, people


def groups(wellbeing=(), leadership=()):
    return Groups.model_validate({"trivsel": list(wellbeing), "ledelse": list(leadership)})


def everybody(round):
    return sorted(p.name for group in round for p in group)


def pairs(round):
    return {frozenset(pair) for group in round for pair in combinations([p.name for p in group], 2)}


# --- The least possible, by another way: a search over how many of each old group sit in each new one.


def divisions(n):
    """Every way to divide n people into groups of three and four, as tuples of sizes."""
    return [(4,) * fours + (3,) * ((n - 4 * fours) // 3) for fours in range(n // 4 + 1) if (n - 4 * fours) % 3 == 0]


def least_by_search(old, new):
    """Fewest pairs meeting again, over all tables whose rows sum to the old sizes and columns to the new ones."""

    @cache
    def best(row, room):
        if row == len(old):
            return 0 if not any(room) else 10**9
        return min(
            (
                sum(comb(x, 2) for x in spread) + best(row + 1, _left(room, spread))
                for spread in spreads(old[row], room)
            ),
            default=10**9,
        )

    return best(0, tuple(sorted(new)))


def _left(room, spread):
    return tuple(sorted(r - x for r, x in zip(room, spread, strict=True)))


@cache
def spreads(left, room):
    if not room:
        return ((),) if left == 0 else ()
    return tuple((x, *rest) for x in range(min(left, room[0]) + 1) for rest in spreads(left - x, room[1:]))


@pytest.mark.parametrize("n", [n for n in range(3, 14) if n != 5])
def test_attainable_is_the_least_there_is(n):
    assert attainable(n) == min(least_by_search(a, b) for a in divisions(n) for b in divisions(n))


def test_the_figures_of_the_inventory():
    assert {n: attainable(n) for n in (6, 7, 8, 9, 10, 11)} == {6: 2, 7: 3, 8: 4, 9: 0, 10: 1, 11: 2}


@pytest.mark.parametrize("n", range(3, 61))
def test_seating(n):
    seating = seat(people(n))
    assert everybody(seating.wellbeing) == everybody(seating.leadership) == names(n)
    again = pairs(seating.wellbeing) & pairs(seating.leadership)
    assert len(again) == seating.repeated == seating.attainable == attainable(n)
    assert seating.repeated == 0 or n < 12
    sizes = {len(g) for g in seating.wellbeing + seating.leadership}
    assert sizes <= {3, 4} if n != 5 else sizes == {5}
    assert seating.same == (n <= 5)
    assert seat(people(n)) == seating


def test_as_few_groups_as_allow_no_repeated_pair():
    assert group_sizes(12) == (3, 3, 3, 3)
    for n in range(13, 61):
        fewer = len(group_sizes(n)) - 1
        assert fewer * 4 < n or fewer < 4


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_for_a_group(n):
    assert seat(people(n)) is None and group_sizes(n) == ()


def test_large_numbers_take_no_time():
    assert seat(tuple(Person(number=n) for n in range(1, 5001))).repeated == 0
    assert sum(group_sizes(100_000)) == 100_000


def test_other_sizes():
    assert group_sizes(20, 5, 6) == (5, 5, 5, 5)
    seating = seat(people(30), 5, 6)
    assert seating.repeated == seating.attainable == 0 and len(seating.wellbeing) == 6


def test_neighbours_in_the_file_do_not_all_sit_together():
    first = seat(people(16)).wellbeing
    assert [p.name for p in first[0]] == ["Navn 01", "Navn 05", "Navn 09", "Navn 13"]


@given(st.lists(st.sampled_from(["lærer", "Lærer", "pædagog", "sosu", None]), min_size=6, max_size=40))
def test_professions_are_spread(professions):
    crew = [Person(name=f"N{i}", profession=p) for i, p in enumerate(professions)]
    seating = seat(crew)
    for profession in ("lærer", "pædagog", "sosu"):
        counts = [sum((p.profession or "").casefold() == profession for p in g) for g in seating.wellbeing]
        assert max(counts) - min(counts) <= 1


# --- Hand-written groups


FIRST = [["Navn 01", "Navn 02", "Navn 03"], ["Navn 04", "Navn 05", "Navn 06"], ["Navn 07", "Navn 08", "Navn 09"]]
SECOND = [["Navn 01", "Navn 04", "Navn 07"], ["Navn 02", "Navn 05", "Navn 08"], ["Navn 03", "Navn 06", "Navn 09"]]


def test_written_groups_are_kept_as_written():
    seating = seating_from(people(9), groups(FIRST, SECOND))
    assert [[p.name for p in g] for g in seating.wellbeing] == FIRST
    assert [[p.name for p in g] for g in seating.leadership] == SECOND
    assert seating.repeated == seating.attainable == 0


@pytest.mark.parametrize("written", [{"wellbeing": FIRST}, {"leadership": FIRST}])
def test_the_round_that_was_not_written_is_made(written):
    seating = seating_from(people(9), groups(**written))
    assert seating.repeated == 0
    assert everybody(seating.wellbeing) == everybody(seating.leadership) == names(9)


def test_names_match_the_way_people_write_them():
    decomposed = "A\u030ase  \u00d8stergaard"
    crew = [Person(name="Åse Østergaard", profession="lærer"), *people(2)]
    seating = seating_from(crew, groups([[decomposed.upper(), "navn 01", "NAVN 02 "]]))
    assert seating.wellbeing[0][0].profession == "lærer"
    assert check_groups(crew, groups([[decomposed.upper(), "navn 01", "NAVN 02 "]]), None) == []


def test_groups_without_a_list_of_participants():
    assert everybody(seating_from((), groups(FIRST)).leadership) == names(9)
    assert check_groups((), groups(FIRST, SECOND), None) == []


def flaws(wellbeing=FIRST, leadership=SECOND, crew=None, leader=None, absent=()):
    findings = check_groups(crew or people(9), groups(wellbeing, leadership), leader, absent)
    return {(f.code, f.path, f.error) for f in findings}


def test_right_groups_have_no_flaws():
    assert flaws() == set()


def test_flaws_of_written_groups():
    assert flaws([["Navn 01", "Navn 02", "Hvem"], *FIRST[1:]]) == {
        ("person-unknown", ("wellbeing", 0, 2), True),
        ("person-missing", ("wellbeing",), True),
    }
    assert flaws([[*FIRST[0], "Navn 04"], *FIRST[1:]]) == {("person-twice", ("wellbeing", 1, 0), True)}
    assert ("leader-in-group", ("leadership", 0, 0), True) in flaws(leader=Person(name="NAVN 01"))
    assert flaws(FIRST, FIRST) == {("repeated-pairs", ("leadership",), False)}
    big = [FIRST[0] + FIRST[1][:2], [FIRST[1][2], *FIRST[2]]]
    assert ("group-size", ("wellbeing", 0), False) in flaws(big)


def test_the_absent_need_no_group():
    short = [FIRST[0], FIRST[1], ["Navn 07", "Navn 08", "Navn 10"]]
    assert flaws(short, (), people(10), absent=["navn 09"]) == set()


def test_five_in_one_group_is_right():
    five = [names(5)]
    assert check_groups(people(5), groups(five, five), None) == []


# --- Late cancellations


def moved(before, after):
    """How many sit with none of the core of their old group: people not in the new group that keeps most of the old."""
    kept = 0
    for group in after:
        kept += max(len({p.name for p in group} & {p.name for p in old}) for old in before)
    return sum(map(len, after)) - kept


@given(st.integers(6, 40), st.integers(0, 2**32))
def test_regrouping_keeps_groups_whole(n, seed):
    chance = random.Random(seed)
    seating = seat(people(n))
    absent = chance.sample(names(n), chance.randint(0, n))
    after = regroup(seating.wellbeing, absent)
    left = n - len(absent)
    assert everybody(after) == sorted(set(names(n)) - set(absent))
    if left in (3, 4) or left >= 6:
        assert {len(g) for g in after} <= {3, 4}
    elif left:
        assert len(after) == 1
    assert regroup(seating.wellbeing, absent) == after


@given(st.integers(6, 40), st.data())
def test_one_cancellation_moves_at_most_two(n, data):
    round = seat(people(n)).wellbeing
    absent = data.draw(st.sampled_from(names(n)))
    group = next(g for g in round if absent in {p.name for p in g})
    after = regroup(round, [absent])
    if len(group) == 4:
        assert [[p.name for p in g] for g in after] == [[p.name for p in g if p.name != absent] for g in round]
    elif n > 6:
        assert moved(round, after) <= 2


@given(st.lists(st.integers(0, 4), min_size=2, max_size=6).filter(lambda sizes: sum(sizes) >= 6))
def test_no_regrouping_moves_fewer(sizes):
    everyone = iter(people(4 * len(sizes)))
    round = tuple(tuple(next(everyone) for _ in range(4)) for _ in sizes)
    absent = [p.name for group, size in zip(round, sizes, strict=True) for p in group[size:]]
    after = regroup(round, absent)
    wanted = [t for t in product((0, 3, 4), repeat=len(sizes)) if sum(t) == sum(sizes)]
    assert moved(round, after) == min(
        sum(max(s - t, 0) for s, t in zip(sizes, target, strict=True)) for target in wanted
    )


def test_a_larger_group_gives_one_to_a_smaller():
    round = seat(people(13)).wellbeing
    after = regroup(round, ["Navn 02"])
    assert [len(g) for g in after] == [3, 3, 3, 3] and moved(round, after) == 1


def test_one_away_from_six_becomes_one_group_of_five():
    assert [len(g) for g in regroup(seat(people(6)).wellbeing, ["Navn 01"])] == [5]


def test_nobody_away_changes_nothing():
    odd = seating_from(people(9), groups([names(9)[:5], names(9)[5:]]))
    assert regroup(odd.wellbeing, ["Ukendt"]) == odd.wellbeing


def test_who_moves_meets_few_again():
    seating = without(seat(people(16)), ["Navn 01", "Navn 05"])
    assert seating.repeated <= 1
    assert everybody(seating.wellbeing) == everybody(seating.leadership)
    assert seating.repeated == repeated_pairs(seating.wellbeing, seating.leadership)


def test_too_few_left():
    assert without(seat(people(4)), ["Navn 01", "Navn 02"]) is None
