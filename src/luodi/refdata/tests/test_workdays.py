from datetime import date, timedelta

import pytest

from luodi.refdata.workdays import NATIONAL


@pytest.mark.parametrize(
    ("year", "n"),
    [(2018, 250), (2019, 250), (2020, 249), (2021, 250), (2024, 251), (2025, 248), (2026, 248)],
)
def test_a_year_has_the_working_days_of_its_notice(year: int, n: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=nth) for nth in range(366)]
    assert sum(NATIONAL.is_workday(day) for day in days if day.year == year) == n


def test_the_spring_festival_of_2020_was_prolonged_and_its_make_up_day_cancelled() -> None:
    assert NATIONAL.is_workday(date(2020, 1, 19))
    assert not NATIONAL.is_workday(date(2020, 1, 31))
    assert not NATIONAL.is_workday(date(2020, 2, 1))
    assert NATIONAL.workdays_after(date(2020, 1, 23), 1) == date(2020, 2, 3)


def test_a_saturday_that_makes_up_for_a_holiday_counts() -> None:
    assert NATIONAL.workdays_after(date(2020, 9, 25), 2) == date(2020, 9, 28)
    assert NATIONAL.workdays_after(date(2020, 9, 30), 1) == date(2020, 10, 9)
    assert NATIONAL.workdays_after(date(2020, 10, 9), 1) == date(2020, 10, 10)


def test_no_working_day_later_is_the_day_itself() -> None:
    assert NATIONAL.workdays_after(date(2020, 8, 1), 0) == date(2020, 8, 1)


def test_between_two_days_the_first_one_is_not_counted() -> None:
    assert NATIONAL.workdays_between(date(2020, 8, 3), date(2020, 8, 7)) == 4
    assert NATIONAL.workdays_between(date(2020, 8, 7), date(2020, 8, 3)) == -4


def test_a_year_without_a_notice_says_so_and_goes_by_weekends() -> None:
    assert NATIONAL.is_known(2026)
    assert not NATIONAL.is_known(2031)
    assert NATIONAL.workdays_after(date(2031, 1, 3), 1) == date(2031, 1, 6)
