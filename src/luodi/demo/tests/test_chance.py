import random
from datetime import date

import pytest

from luodi.demo import chance


@pytest.mark.parametrize(("count", "total"), [(110, 2_154_600), (1, 1_500), (6, 332_600), (40, 60_000)])
def test_amounts_add_up_exactly_and_stay_within_bounds(count, total):
    for seed in range(20):
        found = chance.amounts(random.Random(seed), count, total, most_wan=200_000)
        assert (len(found), sum(found)) == (count, total)
        assert all(1_500 <= amount <= 200_000 for amount in found)


def test_amounts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="cannot make"):
        chance.amounts(random.Random(1), 10, 5_000, most_wan=10_000)


def test_a_pick_lies_between_its_bounds():
    worth = list(range(100))
    found = chance.pick(random.Random(1), worth, 10, worth=worth, between=(500, 520))
    assert len(set(found)) == 10
    assert 500 <= sum(found) <= 520


def test_a_pick_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="lie between"):
        chance.pick(random.Random(1), [1, 2, 3], 2, worth=[1, 2, 3], between=(50, 60))


def test_days_fall_into_their_months_and_between_the_bounds():
    found = chance.days(
        random.Random(1), 2020, {1: 30, 4: 40}, first=date(2020, 1, 15), last=date(2020, 4, 20)
    )
    assert [day.month for day in found] == [1] * 30 + [4] * 40
    assert date(2020, 1, 15) <= found[0]
    assert found[-1] <= date(2020, 4, 20)


def test_a_split_adds_up():
    assert sum(chance.split(random.Random(1), 101, [8, 10, 7, 5])) == 101
