"""Periods: their neighbours, their months and their names."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.kernel.periods import Period, PeriodRefused

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))
JAN_TO_JUL = Period.between(date(2020, 1, 1), date(2020, 7, 31))


@st.composite
def periods(draw):
    first = draw(days)
    return Period(first, first + timedelta(days=draw(st.integers(0, 900))))


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(PeriodRefused, match="结束日期早于开始日期：2020-02-01 至 2020-01-31"):
        Period.between(date(2020, 2, 1), date(2020, 1, 31))


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (JAN_TO_JUL, "2020年1—7月"),
        (Period.month(2020, 7), "2020年7月"),
        (Period.between(date(2020, 1, 1), date(2020, 6, 30)), "2020年上半年"),
        (Period.between(date(2020, 7, 1), date(2020, 12, 31)), "2020年下半年"),
        (Period.between(date(2020, 7, 1), date(2020, 9, 30)), "2020年三季度"),
        (Period.between(date(2020, 1, 1), date(2020, 3, 31)), "2020年一季度"),
        (Period.year(2020), "2020年"),
        (Period.between(date(2018, 1, 1), date(2020, 12, 31)), "2018—2020年"),
        (Period.between(date(2019, 11, 1), date(2020, 2, 29)), "2019年11月—2020年2月"),
        (Period.between(date(2019, 1, 1), date(2020, 2, 29)), "2019年1月—2020年2月"),
        (Period.between(date(2020, 1, 24), date(2020, 4, 30)), "2020-01-24至2020-04-30"),
        (Period.between(date(2020, 1, 24), date(2020, 1, 24)), "2020-01-24"),
        (Period.on(date(2020, 9, 22)), "截至2020-09-22"),
    ],
)
def test_a_period_is_named_as_documents_name_it(period, label):
    assert period.label() == label


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (JAN_TO_JUL, Period.between(date(2019, 1, 1), date(2019, 7, 31))),
        (Period.month(2020, 2), Period.month(2019, 2)),
        (Period.month(2021, 2), Period.month(2020, 2)),
        (Period.year_to_date(date(2020, 9, 22)), Period.year_to_date(date(2019, 9, 22))),
        (
            Period.between(date(2020, 2, 29), date(2020, 3, 15)),
            Period.between(date(2019, 2, 28), date(2019, 3, 15)),
        ),
        (
            Period.between(date(2020, 2, 29), date(2020, 2, 29)),
            Period.between(date(2019, 2, 28), date(2019, 2, 28)),
        ),
        (Period.on(date(2020, 2, 29)), Period.on(date(2019, 2, 28))),
        (Period.on(date(2021, 2, 28)), Period.on(date(2020, 2, 29))),
        (Period.on(date(2020, 9, 22)), Period.on(date(2019, 9, 22))),
    ],
)
def test_the_same_period_last_year_keeps_month_ends(period, expected):
    assert period.same_period_last_year() == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.month(2020, 1), Period.month(2019, 12)),
        (Period.month(2020, 3), Period.month(2020, 2)),
        (JAN_TO_JUL, Period.between(date(2019, 6, 1), date(2019, 12, 31))),
        (Period.year(2020), Period.year(2019)),
        (
            Period.between(date(2020, 3, 2), date(2020, 3, 11)),
            Period.between(date(2020, 2, 21), date(2020, 3, 1)),
        ),
        (Period.on(date(2020, 3, 31)), Period.on(date(2020, 2, 29))),
        (Period.on(date(2020, 9, 22)), Period.on(date(2020, 9, 21))),
    ],
)
def test_the_period_before_is_as_many_months_or_else_as_many_days(period, expected):
    assert period.previous() == expected


@given(periods())
def test_the_period_before_ends_the_day_before(period):
    before = period.previous()
    assert before.last + timedelta(days=1) == period.first
    if not period.is_whole_months:
        assert before.last - before.first == period.last - period.first


@given(periods())
def test_the_months_of_a_period_make_up_the_period(period):
    months = period.months()
    assert months[0].first == period.first
    assert months[-1].last == period.last
    for earlier, later in pairwise(months):
        assert earlier.last + timedelta(days=1) == later.first
        assert later.first.day == 1


def test_a_stocks_day_has_no_months_and_is_not_whole():
    stock = Period.on(date(2020, 7, 31))
    assert stock.months() == []
    assert not stock.is_whole_months


def test_whole_months_begin_and_end_with_the_month():
    assert JAN_TO_JUL.is_whole_months
    assert not Period.between(date(2020, 1, 2), date(2020, 1, 31)).is_whole_months
    assert not Period.year_to_date(date(2020, 9, 22)).is_whole_months
