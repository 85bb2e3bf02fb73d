"""Deadlines, levels of reminding and what a declaration must say: values only."""

from datetime import date

import pytest

from luodi.filing import rules
from luodi.filing.choices import FilingState, ReminderLevel, Timeliness
from luodi.filing.rules import CloseRefused, Deadline, FilingRefused, MonthRefused

JULY = date(2020, 7, 1)


def test_a_month_is_read_from_its_text() -> None:
    assert rules.parse_month("2020-07") == JULY


@pytest.mark.parametrize("text", ["2020-13", "2020-7", "7月", "", "1800-01", "2020-07-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(MonthRefused):
        rules.parse_month(text)


def test_without_a_rule_of_its_own_a_city_files_until_the_fifth_of_the_next_month() -> None:
    assert rules.due_on([], JULY) == date(2020, 8, 5)


def test_a_deadline_may_lie_in_the_month_itself() -> None:
    assert rules.due_on([Deadline(JULY, 25, in_next_month=False, remind_days=3)], JULY) == date(2020, 7, 25)


def test_a_day_that_the_month_does_not_have_is_its_last() -> None:
    deadline = Deadline(JULY, 31, in_next_month=False, remind_days=3)
    assert rules.due_on([deadline], date(2021, 2, 1)) == date(2021, 2, 28)


def test_a_deadline_holds_from_its_month_on_and_the_later_one_of_a_month_wins() -> None:
    first = Deadline(JULY, 3, in_next_month=True, remind_days=3)
    second = Deadline(JULY, 8, in_next_month=True, remind_days=3)
    assert rules.due_on([first], date(2020, 6, 1)) == date(2020, 7, 5)
    assert rules.due_on([first, second], JULY) == date(2020, 8, 8)


@pytest.mark.parametrize(
    ("completed", "today", "stands"),
    [
        (None, date(2020, 8, 5), Timeliness.NOT_DUE),
        (None, date(2020, 8, 6), Timeliness.MISSING),
        (date(2020, 8, 5), date(2020, 9, 1), Timeliness.ON_TIME),
        (date(2020, 8, 6), date(2020, 9, 1), Timeliness.LATE),
    ],
)
def test_the_day_of_the_deadline_is_still_in_time(
    completed: date | None, today: date, stands: Timeliness
) -> None:
    assert rules.timeliness(completed_on=completed, due=date(2020, 8, 5), today=today) == stands


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2020, 8, 1), None),
        (date(2020, 8, 2), ReminderLevel.BEFORE),
        (date(2020, 8, 5), ReminderLevel.BEFORE),
        (date(2020, 8, 6), ReminderLevel.OVERDUE),
        (date(2020, 8, 8), ReminderLevel.OVERDUE),
        (date(2020, 8, 9), ReminderLevel.LONG_OVERDUE),
    ],
)
def test_reminders_go_by_the_distance_to_the_deadline(today: date, level: ReminderLevel | None) -> None:
    assert rules.level_on(due=date(2020, 8, 5), remind_days=3, today=today) == level


def test_who_is_not_complete_says_why_and_until_when() -> None:
    today = date(2020, 8, 3)
    for reason, expected in (("", today), ("缺合同", None), ("缺合同", date(2020, 8, 2))):
        with pytest.raises(FilingRefused):
            rules.check_said(
                is_complete=False, is_nil=False, reason=reason, expected_on=expected, today=today
            )
    rules.check_said(is_complete=False, is_nil=False, reason="缺合同", expected_on=today, today=today)


def test_months_are_closed_in_order_and_once() -> None:
    today = date(2020, 9, 1)
    rules.check_closable(JULY, today=today, last_closed=date(2020, 6, 1))
    rules.check_closable(JULY, today=today, last_closed=None)
    for month, last in (
        (JULY, JULY),
        (JULY, date(2020, 8, 1)),
        (date(2020, 8, 1), date(2020, 6, 1)),
        (date(2020, 9, 1), None),
    ):
        with pytest.raises(CloseRefused):
            rules.check_closable(month, today=today, last_closed=last)


def test_only_a_declaration_that_waits_is_accepted() -> None:
    for state in FilingState:
        if state == FilingState.DECLARED:
            rules.check_acceptable(state)
        else:
            with pytest.raises(FilingRefused):
                rules.check_acceptable(state)
