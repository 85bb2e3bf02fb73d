"""When a message goes, how many at a time, and how long a server is left alone."""

from datetime import datetime, time, timedelta

import pytest

from luodi.outbox import rules
from luodi.outbox.choices import Pace
from luodi.outbox.rules import Hours

HOURS = Hours(time(21), time(7, 30), time(8), 0)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2020-08-{text}:00+08:00")


@pytest.mark.parametrize(
    ("moment", "open_at"),
    [
        ("03T09:00", "03T09:00"),
        ("03T20:59", "03T20:59"),
        ("03T21:00", "04T07:30"),
        ("04T00:10", "04T07:30"),
        ("04T07:30", "04T07:30"),
    ],
)
def test_quiet_hours_reach_over_midnight(moment: str, open_at: str) -> None:
    assert rules.after_quiet(at(moment), HOURS) == at(open_at)


def test_equal_bounds_are_no_quiet_hours_and_a_rest_at_noon_is_one() -> None:
    assert not rules.is_quiet(at("03T23:00"), Hours(time(0), time(0)))
    noon = Hours(time(12), time(14))
    assert rules.after_quiet(at("03T13:00"), noon) == at("03T14:00")
    assert not rules.is_quiet(at("03T14:00"), noon)


@pytest.mark.parametrize(
    ("pace", "moment", "due"),
    [
        (Pace.AT_ONCE, "03T09:00", "03T09:00"),
        (Pace.AT_ONCE, "03T22:00", "04T07:30"),
        (Pace.DAILY, "03T07:59", "03T08:00"),
        (Pace.DAILY, "03T08:00", "04T08:00"),
        (Pace.WEEKLY, "03T09:00", "10T08:00"),
        (Pace.WEEKLY, "08T09:00", "10T08:00"),
    ],
)
def test_a_notice_is_due_by_its_pace(pace: Pace, moment: str, due: str) -> None:
    assert rules.due_at(pace, at(moment), HOURS) == at(due)


def test_what_is_not_wanted_is_never_due() -> None:
    assert rules.due_at(Pace.NEVER, at("03T09:00"), HOURS) is None


def test_a_server_is_left_alone_twice_as_long_each_time_up_to_half_an_hour() -> None:
    minutes = [rules.pause(n) // timedelta(minutes=1) for n in (1, 2, 3, 5, 6, 60000)]
    assert minutes == [1, 2, 4, 16, 30, 30]


def test_a_few_at_once_go_singly_and_many_do_not() -> None:
    assert rules.goes_singly(5, 0, {Pace.AT_ONCE})
    assert not rules.goes_singly(6, 0, {Pace.AT_ONCE})
    assert not rules.goes_singly(2, 4, {Pace.AT_ONCE})
    assert not rules.goes_singly(1, 0, {Pace.DAILY, Pace.AT_ONCE})


def test_a_text_is_cut_between_signs() -> None:
    assert rules.clipped("招商台账", 12) == "招商台账"
    assert rules.clipped("招商台账", 10) == "招商…"


@pytest.mark.parametrize(
    "text", ["a@b", "a b@example.org", "a@example.org\nBcc: b@example.org", "张@example.org", ""]
)
def test_what_is_no_e_mail_address_is_told(text: str) -> None:
    assert not rules.is_email(text)
