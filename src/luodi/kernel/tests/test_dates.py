"""Vague dates keep their precision and count on a definite day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.kernel.dates import DatePrecision, DateRefused, VagueDate, parse_date

days = st.dates(min_value=date(1949, 1, 1), max_value=date(2100, 12, 31))
AUGUST_5 = (date(2020, 8, 5), date(2020, 8, 5), DatePrecision.DAY)
AUGUST = (date(2020, 8, 1), date(2020, 8, 31), DatePrecision.MONTH)
LATE_AUGUST = (date(2020, 8, 21), date(2020, 8, 31), DatePrecision.TEN_DAYS)
THIRD_QUARTER = (date(2020, 7, 1), date(2020, 9, 30), DatePrecision.QUARTER)
IN_2020 = (date(2020, 1, 1), date(2020, 12, 31), DatePrecision.YEAR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-08-05", AUGUST_5),
        ("2020-8-5", AUGUST_5),
        ("2020/8/5", AUGUST_5),
        ("2020.8.5", AUGUST_5),
        ("20200805", AUGUST_5),
        ("2020年8月5日", AUGUST_5),
        (" ２０２０年 8月 5号 ", AUGUST_5),
        ("二〇二〇年八月五日", AUGUST_5),
        ("2020-08-05 00:00:00", AUGUST_5),
        ("2020/8/5 0:00", AUGUST_5),
        ("2020.8", AUGUST),
        ("2020-08", AUGUST),
        ("202008", AUGUST),
        ("2020年8月", AUGUST),
        ("2020年8月份", AUGUST),
        ("2020年8月上旬", (date(2020, 8, 1), date(2020, 8, 10), DatePrecision.TEN_DAYS)),
        ("2020年8月初", (date(2020, 8, 1), date(2020, 8, 10), DatePrecision.TEN_DAYS)),
        ("2020年8月中旬", (date(2020, 8, 11), date(2020, 8, 20), DatePrecision.TEN_DAYS)),
        ("2020年8月下旬", LATE_AUGUST),
        ("2020年8月底", LATE_AUGUST),
        ("2020年2月末", (date(2020, 2, 21), date(2020, 2, 29), DatePrecision.TEN_DAYS)),
        ("2020年三季度", THIRD_QUARTER),
        ("2020年第三季度", THIRD_QUARTER),
        ("2020Q3", THIRD_QUARTER),
        ("2020年", IN_2020),
        ("2020年度", IN_2020),
        ("2020", IN_2020),
    ],
)
def test_dates_are_read_as_people_write_them(text, expected):
    assert parse_date(text) == VagueDate(*expected)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2020-02-30", "2020年2月只有 1—29 日"),
        ("2021年2月29日", "2021年2月只有 1—28 日"),
        ("2020-08-00", "只有 1—31 日"),
        ("2020.13", "月份应在 1—12 之间"),
        ("2020年0月上旬", "月份应在 1—12 之间"),
        ("2020年五季度", "应为一、二、三、四季度"),
        ("1948-12-31", "1949—2100"),
        ("2101年", "1949—2100"),
        ("20年8月5日", "年份请写四位"),
        ("20.8.5", "年份请写四位"),
        ("八月", "不是日期，请写成 2020-08-05"),
        ("2020-8/5", "不是日期"),
        ("待定", "不是日期"),
        ("", "不是日期"),
    ],
)
def test_an_impossible_date_is_refused_and_says_what_would_be_right(text, message):
    with pytest.raises(DateRefused, match=message):
        parse_date(text)


@given(st.text(alphabet="0123456789年月日-/.上中下旬季度Q底 ", max_size=14))
def test_any_text_is_read_or_refused(text):
    try:
        read = parse_date(text)
    except DateRefused:
        return
    assert read.first <= read.last


@given(days)
def test_a_day_that_is_shown_is_read_back(day):
    assert parse_date(VagueDate.day(day).show()) == VagueDate.day(day)


@pytest.mark.parametrize("text", ["2020年8月中旬", "2020年8月", "2020年四季度", "2020年"])
def test_a_vague_date_shows_as_precisely_as_it_is_known(text):
    assert parse_date(text).show() == text


def test_a_vague_date_counts_on_its_last_possible_day():
    assert parse_date("2020年8月上旬").counted_on(date(2020, 9, 1)) == date(2020, 8, 10)


def test_a_vague_date_never_counts_after_its_recording_day():
    assert parse_date("2020年").counted_on(date(2020, 9, 22)) == date(2020, 9, 22)


def test_a_date_after_its_recording_day_is_refused():
    with pytest.raises(DateRefused, match="2020年10月）不能晚于登记日期 2020-09-22"):
        parse_date("2020年10月").counted_on(date(2020, 9, 22))


@given(days, days)
def test_a_day_counts_on_itself_or_not_at_all(day, recorded_on):
    if day <= recorded_on:
        assert VagueDate.day(day).counted_on(recorded_on) == day
    else:
        with pytest.raises(DateRefused):
            VagueDate.day(day).counted_on(recorded_on)
