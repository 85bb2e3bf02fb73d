"""The rules of runs, and how numbers are kept: no database."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.assessment import rules, scoring
from luodi.assessment.choices import RunState
from luodi.assessment.rules import AssessmentRefused
from luodi.assessment.tests.group_makers import SCHEME


@given(st.fractions())
def test_a_number_is_kept_to_its_last_digit(number):
    assert Fraction(scoring.exact_text(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(5), "5"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 10**10), "0.0000000001"),
    ],
)
def test_a_number_is_written_as_a_decimal_where_it_is_one(number, text):
    assert scoring.exact_text(number) == text


def test_the_hash_of_data_does_not_depend_on_the_order_of_its_keys():
    assert rules.digest({"a": 1, "b": [2]}) == rules.digest({"b": [2], "a": 1})
    assert rules.digest({"a": 1}) != rules.digest({"a": 2})


@pytest.mark.parametrize("state", [RunState.ARCHIVED, RunState.SUPERSEDED, RunState.FINAL])
def test_a_settled_run_is_not_computed_again(state):
    with pytest.raises(AssessmentRefused, match="不能再重算"):
        rules.check_open(state)


def test_a_run_goes_one_step_at_a_time():
    rules.check_step(RunState.COMPUTED, RunState.PROVISIONAL)
    with pytest.raises(AssessmentRefused, match="没有下一步"):
        rules.check_step(RunState.ARCHIVED, RunState.FINAL)


def test_a_result_waits_for_its_objections():
    day = date(2020, 8, 10)
    rules.check_heard(day, date(2020, 8, 11), 0)
    with pytest.raises(AssessmentRefused, match="2 件异议"):
        rules.check_heard(day, date(2020, 8, 11), 2)
    with pytest.raises(AssessmentRefused, match="次日起"):
        rules.check_heard(day, day, 0)


def test_a_text_has_something_in_it_and_an_end():
    assert rules.check_text(" 甲  乙 ", "名称", "name", most=9) == "甲 乙"
    for said in ("  ", "长" * 10):
        with pytest.raises(AssessmentRefused):
            rules.check_text(said, "名称", "name", most=9)


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2020, 7, 31), date(2020, 1, 1), date(2020, 12, 31)),
        (date(2019, 7, 31), date(2019, 1, 1), date(2019, 12, 31)),
        (date(2021, 3, 1), date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_scheme_is_tried_in_the_year_of_the_day(on, first, last):
    assert scoring.tried(scoring.understood(SCHEME), on).on(on).span(on) == (first, last)


def test_a_period_across_two_years_is_moved_whole():
    text = SCHEME.replace("year: 2020", "year: 2008\nperiod: {from: 2007-12-01, to: 2008-11-30}")
    scheme = scoring.understood(text)
    for on, first in ((date(2020, 3, 1), date(2019, 12, 1)), (date(2020, 12, 5), date(2020, 12, 1))):
        assert scoring.tried(scheme, on).on(on).span(on)[0] == first
