"""Moments of knowledge."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from luodi.kernel.asof import AsOf, MomentRefused, parse_moment

BEIJING = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    "text",
    [
        "2020-08-01T00:00",
        "2020-08-01 00:00",
        "2020-08-01 00:00:00",
        " 2020-08-01 ",
        "2020-8-1",
        "２０２０－08－01 00：00",
    ],
)
def test_a_moment_is_read_and_a_bare_day_is_its_start(text):
    assert parse_moment(text, tz=BEIJING) == datetime(2020, 7, 31, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2020-02-30", "2020年2月只有 1—29 日"),
        ("1900-01-01", "1949—2100"),
        ("2020-08-01 24:00", "一天结束请写次日 00:00"),
        ("2020-08-01 12:60", "00:00—23:59"),
        ("昨天", "不是时点，请写成"),
        ("2020-08-01T00:00Z; DROP", "不是时点"),
    ],
)
def test_what_is_no_moment_is_refused_in_chinese(text, message):
    with pytest.raises(MomentRefused, match=message):
        parse_moment(text, tz=BEIJING)


def test_an_as_of_needs_a_time_zone():
    assert AsOf(datetime(2020, 8, 1, tzinfo=BEIJING)).entry is None
    with pytest.raises(ValueError, match="time zone"):
        AsOf(datetime(2020, 8, 1), entry=7)
