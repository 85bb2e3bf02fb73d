"""Whether a number as it is written holds for the exact one."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.press.grammar.claims import Claim, Exactness, Measure
from luodi.press.holding import holds, is_loose, written

YI = 100_000_000


def claim(
    value: str,
    unit: str = "亿元",
    per: int = YI,
    exactness: Exactness = Exactness.EXACT,
    measure=Measure.AMOUNT,
) -> Claim:
    said = Decimal(value)
    places = max(0, -int(said.as_tuple().exponent))
    return Claim(1, 0, 4, 0, 4, said, unit, said * per, places, measure, exactness)


@pytest.mark.parametrize(
    ("said", "exact", "agrees"),
    [
        ("12.50", "12.504", True),
        ("12.50", "12.505", False),
        ("12.5", "12.549", True),
        ("12.5", "12.55", False),
        ("12", "12.49", True),
        ("13", "12.5", True),
    ],
)
def test_an_exact_number_holds_up_to_half_of_its_last_place(said, exact, agrees):
    assert holds(claim(said), Fraction(exact) * YI) is agrees


@pytest.mark.parametrize(
    ("exactness", "exact", "agrees"),
    [
        (Exactness.AT_LEAST, 80, True),
        (Exactness.AT_LEAST, 93, True),
        (Exactness.AT_LEAST, 79, False),
        (Exactness.AT_LEAST, 300, False),
        (Exactness.AT_MOST, 78, True),
        (Exactness.AT_MOST, 81, False),
        (Exactness.NEARLY, 77, True),
        (Exactness.NEARLY, 83, False),
        (Exactness.NEARLY, 60, False),
        (Exactness.ABOUT, 82, True),
        (Exactness.ABOUT, 78, True),
        (Exactness.ABOUT, 90, False),
    ],
)
def test_an_inexact_number_holds_as_its_word_says(exactness, exact, agrees):
    said = claim("80", "个", 1, exactness, Measure.COUNT)
    assert holds(said, Fraction(exact)) is agrees


def test_a_word_that_says_far_too_little_is_loose_and_not_wrong():
    said = claim("80", "个", 1, Exactness.AT_LEAST, Measure.COUNT)
    assert is_loose(said, Fraction(300))
    assert not is_loose(said, Fraction(60))


def test_the_exact_number_is_written_in_the_unit_of_the_draft():
    assert written(claim("3.1"), Fraction(31_264, 100) * YI) == "312.64"
    assert written(claim("90"), Fraction(9_000, 100) * YI) == "90"
    assert written(claim("900", "万元", 10_000), Fraction(12_345_678)) == "1234.57"
    assert written(claim("110", "个", 1, measure=Measure.COUNT), Fraction(112)) == "112"


@given(st.integers(10**10, 10**14), st.integers(0, 4))
def test_what_is_written_for_a_number_holds_for_it(fen, places):
    exact = Fraction(fen, 100)
    said = written(claim("1." + "0" * places if places else "1"), exact)
    assert holds(claim(said), exact)
