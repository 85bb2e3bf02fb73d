"""Periods as releases say them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.kernel.periods import Period, PeriodRefused, parse_period

TODAY = date(2020, 9, 22)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


def between(first: str, last: str) -> Period:
    return Period.between(date.fromisoformat(first), date.fromisoformat(last))


JAN_TO_JUL = between("2020-01-01", "2020-07-31")
JAN_TO_AUG = between("2020-01-01", "2020-08-31")
TO_TODAY = between("2020-01-01", "2020-09-22")
SAID = {
    "1—7月 1-7月份 1至7月 1～7月 一至七月 1月至7月 1月-7月 2020年1-7月份 今年1—7月": JAN_TO_JUL,
    "2020-01-01..2020-07-31 2020-01-01至2020-07-31 2020.1.1-2020.7.31 2020/1/1—2020/7/31": JAN_TO_JUL,
    "2020-01..2020-07 2020年1月1日至7月31日 二〇二〇年一月至七月 2020年1月—2020年7月": JAN_TO_JUL,
    "今年 今年以来 本年度 年初以来 今年年初以来 年初至今 截至目前 截止现在 截至9月22日": TO_TODAY,
    "截至2020-09-22 截至2020年9月22日 2020年以来 自2020年1月1日以来": TO_TODAY,
    "累计 历年累计 累计至今 累计至目前": Period.on(TODAY),
    "累计至8月底 累计至2020年8月 累计至8月31日 累计至2020-08-31": Period.on(date(2020, 8, 31)),
    "截至8月底 截至8月 截至2020年8月底 截至今年8月末 2020年1—8月": JAN_TO_AUG,
    "上半年 2020年上半年 2020年度上半年": between("2020-01-01", "2020-06-30"),
    "下半年": between("2020-07-01", "2020-12-31"),
    "去年下半年": between("2019-07-01", "2019-12-31"),
    "一季度 第一季度 1季度 Q1 2020Q1 2020年一季度": between("2020-01-01", "2020-03-31"),
    "前三季度 前3季度 2020年前三季度": between("2020-01-01", "2020-09-30"),
    "8月 八月份 上月 上个月 2020年8月 2020-08": Period.month(2020, 8),
    "本月 当月 这个月": Period.month(2020, 9),
    "去年 上年 2019年 2019年度 去年全年 2019": Period.year(2019),
    "前年": Period.year(2018),
    "2018—2020年 2018-2020年": between("2018-01-01", "2020-12-31"),
    "2018年以来 2018年至今 自2018年起": between("2018-01-01", "2020-09-22"),
    "8月以来 今年8月以来 自8月1日起": between("2020-08-01", "2020-09-22"),
    "近两年": between("2018-09-23", "2020-09-22"),
    "近3个月 最近三个月 近3个月来": between("2020-06-23", "2020-09-22"),
    "近30天": between("2020-08-24", "2020-09-22"),
    "1月24日—4月30日 2020年1月24日至4月30日": between("2020-01-24", "2020-04-30"),
    "8月5日 2020-08-05": between("2020-08-05", "2020-08-05"),
    "8月5—20日": between("2020-08-05", "2020-08-20"),
    "2019年11月—2020年2月": between("2019-11-01", "2020-02-29"),
    "2019年12月24日至2020年1月5日": between("2019-12-24", "2020-01-05"),
}


@pytest.mark.parametrize(
    ("text", "expected"), [(text, period) for texts, period in SAID.items() for text in texts.split()]
)
def test_a_period_is_read_as_releases_say_it(text, expected):
    assert parse_period(text, today=TODAY) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("去年同期", "要有对比的时段才有意义"),
        ("同比", "要有对比的时段才有意义"),
        ("瞎说", "看不懂时段“瞎说”，可以写：1—7月"),
        ("", "看不懂时段"),
        ("9—8月", "结束日期早于开始日期"),
        ("2022年以来", "结束日期早于开始日期"),
        ("13月", "月份应在 1—12 之间"),
        ("截至2月30日", "2020年2月只有 1—29 日"),
        ("五季度", "应为一、二、三、四季度"),
        ("1848年", "1949—2100"),
        ("近9999年", "1949—2100"),
        ("近0天", "结束日期早于开始日期"),
    ],
)
def test_a_period_that_is_not_clear_is_refused_and_says_why(text, message):
    with pytest.raises(PeriodRefused, match=message):
        parse_period(text, today=TODAY)


@given(days, st.integers(0, 900))
def test_the_name_of_a_period_is_read_back(first, length):
    period = Period(first, first + timedelta(days=length))
    assert parse_period(period.label(), today=TODAY) == period


@given(st.text(alphabet="0123456789年月日-—至今去上下半季度前近截底以来.", max_size=14))
def test_any_text_is_read_or_refused(text):
    try:
        read = parse_period(text, today=TODAY)
    except PeriodRefused:
        return
    assert read.first is not None


def test_recent_months_end_with_shorter_months():
    assert parse_period("近1个月", today=date(2020, 3, 31)) == between("2020-03-01", "2020-03-31")
