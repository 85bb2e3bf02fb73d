from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.kernel.months import (
    add_months,
    last_day_of_month,
    month_after,
    month_before,
    month_of,
    months_between,
)

days = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def test_a_month_is_named_by_its_first_day() -> None:
    assert month_of(date(2020, 7, 31)) == date(2020, 7, 1)
    assert last_day_of_month(date(2020, 2, 1)) == date(2020, 2, 29)


def test_months_go_over_the_turn_of_the_year() -> None:
    assert month_after(date(2020, 12, 31)) == date(2021, 1, 1)
    assert month_before(date(2020, 1, 31)) == date(2019, 12, 1)
    assert month_before(date(2020, 7, 22), 24) == date(2018, 7, 1)
    assert month_after(date(2020, 7, 22), 0) == date(2020, 7, 1)


def test_months_between_two_days_are_those_that_they_touch() -> None:
    touched = months_between(date(2020, 11, 30), date(2021, 2, 1))
    assert touched == [date(2020, 11, 1), date(2020, 12, 1), date(2021, 1, 1), date(2021, 2, 1)]
    assert months_between(date(2020, 2, 1), date(2020, 1, 31)) == []


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2020, 2, 29), -12, date(2019, 2, 28)),
        (date(2020, 8, 31), 6, date(2021, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2020, 11, 30), 1, date(2020, 12, 30)),
        (date(2020, 12, 15), 12, date(2021, 12, 15)),
        (date(2020, 7, 22), 0, date(2020, 7, 22)),
    ],
)
def test_months_are_added_to_the_same_day_or_the_last_one(day: date, n: int, expected: date) -> None:
    assert add_months(day, n) == expected


@given(days, st.integers(-300, 300))
def test_a_month_so_many_before_is_the_one_that_lies_so_many_after_it(day: date, n: int) -> None:
    there = month_after(day, n)
    assert month_before(there, n) == month_of(day)
    assert month_of(add_months(day, n)) == there


@given(days)
def test_the_day_after_a_months_last_is_the_next_month(day: date) -> None:
    assert last_day_of_month(day) + timedelta(days=1) == month_after(day)
