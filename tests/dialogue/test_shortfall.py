"""What becomes of the groups when people stay away on the day (prep7.4, INC-15, INC-16)."""

from talsammen.dialogue.groups import seat
from talsammen.dialogue.shortfall import shortfalls
from talsammen.model.workplace import Person


def rows(n):
    seating = seat([Person(number=i) for i in range(1, n + 1)])
    return shortfalls(seating.wellbeing, 3, 4)


def test_seventeen_people():
    first, second, third, fourth = rows(17)
    assert (first.left, first.sizes) == (16, (4, 3, 3, 3, 3))
    assert (first.moves_apart, first.moves_together) == (0, 1)
    assert (second.left, second.sizes, second.moves_apart) == (15, (3, 3, 3, 3, 3), 0)
    assert (third.left, third.sizes) == (14, (4, 4, 3, 3))
    assert third.moves_together == 0
    assert sum(fourth.sizes) == 13


def test_every_row_divides_those_who_are_left():
    for n in range(4, 60):
        for row in rows(n):
            assert sum(row.sizes) == row.left == n - row.missing
            assert row.left == 5 or all(3 <= size <= 4 for size in row.sizes)


def test_three_people_cannot_spare_anyone():
    assert rows(3) == ()
