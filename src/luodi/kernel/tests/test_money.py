"""Amounts: exact inside, rounded once at the edge, and read only when they are clear."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.kernel.money import MOST, AmountRefused, ForeignMoney, Measure, Yuan, parse_amount

amounts = st.integers(min_value=0, max_value=MOST.fen).map(Yuan)


def test_an_amount_shows_as_tables_and_as_prose_print_it():
    assert Yuan.from_yi("305.94").show_yi() == "305.94"
    assert Yuan.from_yi("116.6").show_yi() == "116.60"
    assert Yuan.from_yi("116.6").show_yi(trim=True) == "116.6"
    assert Yuan.from_yi(90).show_yi(trim=True) == "90"
    assert Yuan.from_wan(Decimal("26750.5")).show_wan() == "26750.50"
    assert Yuan.from_wan(26750).show_wan(trim=True) == "26750"


def test_the_measures_agree_and_a_half_is_rounded_up_at_the_edge_only():
    assert Yuan.from_wan(26_750) == Yuan.from_yi("2.675") == Yuan.from_yuan(267_500_000)
    assert str(Yuan.from_wan(26_750).to_yi()) == "2.68"
    assert str((Yuan.from_wan(50) + Yuan.from_wan(50)).to_yi()) == "0.01"
    assert str(Yuan(1).to_wan(6)) == "0.000001"


def test_amounts_add_subtract_compare_and_sum():
    assert Yuan(5) - Yuan(7) == Yuan(-2) < Yuan.ZERO
    assert sum([Yuan(1), Yuan(2)]) == sum([Yuan(1), Yuan(2)], Yuan.ZERO) == Yuan(3)


@pytest.mark.parametrize("mix", [lambda: Yuan(1) + 1, lambda: Yuan(1) - 1, lambda: 1 + Yuan(1)])
def test_an_amount_does_not_mix_with_a_plain_number(mix):
    with pytest.raises(TypeError):
        mix()


@given(st.lists(amounts, max_size=30))
def test_a_sum_of_amounts_is_exact(parts):
    assert sum(parts, Yuan.ZERO).fen == sum(part.fen for part in parts)


@given(amounts)
def test_an_amount_that_is_written_out_is_read_back(amount):
    assert parse_amount(f"{amount.to_yi(10):f}亿元") == amount
    assert parse_amount(f"{amount.to_wan(6):,f}") == amount
    assert parse_amount(f"{Decimal(amount.fen).scaleb(-2):f}元") == amount


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("26750", "26750"),
        ("2.675亿元", "26750"),
        ("2.675亿", "26750"),
        (" 500 万元 ", "500"),
        ("500万", "500"),
        ("5000000元", "500"),
        ("３．５亿元", "35000"),
        ("1,234.5", "1234.5"),
        ("1，234，567万元", "1234567"),
        ("1 234", "1234"),
        ("1亿5000万元", "15000"),
        ("1亿 5,000万", "15000"),
        ("¥300万", "300"),
        ("人民币1000元", "0.1"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_as_people_write_them(text, wan):
    assert parse_amount(text) == Yuan.from_wan(wan)


def test_the_text_goes_before_the_column_and_the_column_before_the_default():
    assert parse_amount("3", Measure.YI) == Yuan.from_yi(3)
    assert parse_amount("3", default=Measure.YUAN) == Yuan.from_yuan(3)
    assert parse_amount("3", Measure.YI, default=Measure.YUAN) == Yuan.from_yi(3)
    assert parse_amount("300万", Measure.YI) == Yuan.from_wan(300)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "请填写金额"),
        ("  ", "请填写金额"),
        ("3,5亿", "小数请写 3.5亿，整数请写 35亿"),
        ("1,23,456", "整数请写 123456"),
        ("12,34.5", "整数请写 1234.5"),
        ("3 5", "千分位逗号位置不对"),
        ("-5", "不能为负数"),
        ("－5万", "不能为负数"),
        ("(500)", "不能为负数"),
        ("1e400", "科学计数法"),
        ("1.5E+8", "科学计数法"),
        ("NaN", "不是一个数"),
        ("-inf", "不是一个数"),
        ("∞", "不是一个数"),
        ("100万美元", "外币"),
        ("$500", "外币"),
        ("100000000亿", "超过上限"),
        ("9999.01亿", "超过上限 9999 亿元"),
        ("9" * 400, "超过上限"),
        ("0.0000001", "精确到了分以下"),
        ("0.001元", "精确到了分以下"),
        ("0." + "0" * 400 + "1", "精确到了分以下"),
        ("约3亿", "不是金额"),
        ("未定", "不是金额"),
        ("1.2.3", "不是金额"),
        ("1亿2", "不是金额"),
    ],
)
def test_an_amount_that_is_not_clear_is_refused_and_says_why(text, message):
    with pytest.raises(AmountRefused, match=message) as caught:
        parse_amount(text)
    assert len(str(caught.value)) < 160


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        read = parse_amount(text)
    except AmountRefused:
        return
    assert Yuan.ZERO <= read <= MOST


@pytest.mark.parametrize("value", ["abc", "NaN", Decimal("Infinity"), "1e999999999", "1e-999999999", "0.001"])
def test_code_cannot_make_an_amount_that_is_none(value):
    with pytest.raises(AmountRefused):
        Yuan.from_yuan(value)


def test_a_million_large_amounts_fit_a_signed_64_bit_integer():
    assert MOST.fen * 92_000 < 2**63
    assert Yuan.from_yi(922).fen * 1_000_000 < 2**63


def test_a_foreign_amount_keeps_its_rate_and_rounds_half_up():
    dollars = ForeignMoney("USD", 1_000_000_50, Decimal("6.8101"), date(2020, 8, 5), "中国外汇交易中心中间价")
    assert dollars.to_yuan() == Yuan(681_010_341)
    half = ForeignMoney("JPY", 1, Decimal("0.5"), date(2020, 8, 5), "中国外汇交易中心中间价")
    assert half.to_yuan() == Yuan(1)


def test_each_measure_has_a_chinese_name():
    assert [measure.label for measure in Measure] == ["元", "万元", "亿元"]
