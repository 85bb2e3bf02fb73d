"""Arithmetic over inputs, numbers as people write them, and what the language says of itself."""

import json
from fractions import Fraction

import pytest

from luodi.assessment.engine import language
from luodi.assessment.engine.formulas import FormulaRefused, read_formula
from luodi.assessment.engine.quantities import (
    number_text,
    percent_text,
    rate_text,
    read_day,
    read_number,
    rounded,
)
from luodi.assessment.engine.terms.registry import READERS


class Values:
    def __init__(self, **values: int | None) -> None:
        self.values = values

    def number(self, name: str) -> Fraction | None:
        value = self.values.get(name)
        return None if value is None else Fraction(value)

    def written(self, name: str) -> str:
        return name


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a + b * 2", 8),
        ("(a + b) * 2", 10),
        ("a - b - 1", -2),
        ("a - (b - 1)", 0),
        ("a / b", Fraction(2, 3)),
        ("-a + 1", -1),
        ("a * 50%", 1),
        ("min(a, b)", 2),
        ("max(a, b, 9)", 9),
        ("sum(a, b, c)", 5),
        ("sum(c, c)", None),
        ("min(a, c)", None),
        ("a + c", None),
        ("c * 2", None),
        ("a / (b - 3)", None),
        ("a × b ÷ 2", 3),
        ("(a)", 2),
    ],
)
def test_a_formula_is_arithmetic_and_what_is_not_known_stays_unknown(text: str, result: object) -> None:
    assert read_formula(text).result(Values(a=2, b=3)) == result


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a+b*2", "a + b × 2"),
        ("(a+b)*2", "（a + b） × 2"),
        ("a-(b-1)", "a - （b - 1）"),
        ("a/(b*2)", "a ÷ （b × 2）"),
        ("min(a,b)", "取小（a，b）"),
        ("max(1, 2)", "取大（1，2）"),
        ("sum(a,50%)", "合计（a，50%）"),
    ],
)
def test_a_formula_is_written_out_with_the_brackets_it_needs(text: str, written: str) -> None:
    formula = read_formula(text)
    assert formula.written(Values()) == written
    assert set(formula.names()) <= {"a", "b"}


@pytest.mark.parametrize(
    "text", ["", "a +", "a b", "a..b", "3x", "(a", "f(a)", "a ^ 2", "a" * 301, "(" * 30 + "a"]
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaRefused):
        read_formula(text)


@pytest.mark.parametrize(
    ("text", "value", "is_share"),
    [
        ("27", 27, False),
        ("-0.5", Fraction(-1, 2), False),
        ("+3", 3, False),
        ("1/3", Fraction(1, 3), False),
        ("120%", Fraction(6, 5), True),
        ("-10pp", Fraction(-1, 10), True),
        ("10个百分点", Fraction(1, 10), True),
        ("1,015.5", Fraction(2031, 2), False),
        ("15_150", 15150, False),
        ("１２０％", Fraction(6, 5), True),
        ("20 分", 20, False),
    ],
)
def test_numbers_as_people_write_them(text: str, value: object, is_share: bool) -> None:
    written = read_number(text)
    assert written is not None
    assert (written.value, written.is_share) == (value, is_share)


@pytest.mark.parametrize("text", ["", "一", "1/0", "1,01", "1e5", "NaN", "9" * 41, "1.2.3"])
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["2024-13-01", "2024-02-30", "2024-13", "0000-01-01", "今天", "0000-01"])
def test_what_is_no_day(text: str) -> None:
    assert read_day(text) is None


def test_numbers_are_written_for_people() -> None:
    assert number_text(Fraction(1, 3)) == "0.3333"
    assert number_text(Fraction(5, 2)) == "2.5"
    assert percent_text(Fraction(999999, 1000000)) == "99.9999%"
    assert percent_text(Fraction(1, 1000), signed=True) == "+0.10%"
    assert percent_text(1 - Fraction(1, 10**12)) == "100.00000000%"
    assert rate_text(Fraction(1, 2), Fraction(10)) == "50.00%"
    assert rate_text(Fraction(999999, 1000000), Fraction(1)) == "99.9999%"
    assert rate_text(Fraction(1, 3), Fraction(10**9)) == "33.333333%"
    assert rounded(Fraction(1, 3), None) == Fraction(1, 3)


def test_the_language_describes_every_kind_that_is_read() -> None:
    assert set(READERS) == {kind.name for kind in language.KINDS}
    assert json.loads(json.dumps(language.described()))["kinds"][0]["title"] == "完成比例"
