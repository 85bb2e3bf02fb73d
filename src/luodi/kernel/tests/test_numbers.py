"""Rounding, shares and growth, against golden values and against each other."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.kernel.numbers import fixed, growth, half_up, half_up_units, percent, plain, split_basis_points


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal("2.675"), 2, "2.68"),
        (Decimal("2.665"), 2, "2.67"),
        (Decimal("-2.675"), 2, "-2.68"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(1, 2), 0, "1"),
        (Decimal("-0.001"), 2, "0.00"),
        (Decimal(7), 2, "7.00"),
    ],
)
def test_a_half_is_rounded_away_from_zero(value, places, expected):
    assert str(half_up(value, places)) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**12), max_value=10**12))
def test_rounding_agrees_with_decimal_where_its_context_is_wide_enough(value):
    expected = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert half_up(value, 2) == expected


def test_rounding_does_not_depend_on_the_decimal_context():
    with localcontext() as context:
        context.prec = 3
        assert str(half_up(Decimal("123456789.125"), 2)) == "123456789.13"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(110, 137, "80.29"), (21946, 30612, "71.69"), (7, 7, "100.00"), (0, 9, "0.00"), (1, 8, "12.50")],
)
def test_a_share_is_a_percentage_of_two_places(part, whole, expected):
    assert str(percent(part, whole)) == expected


def test_a_share_of_nothing_and_growth_on_nothing_are_no_numbers():
    assert percent(3, 0) is None
    assert growth(3, 0) is None


@pytest.mark.parametrize(
    ("now", "base", "expected"),
    [(150, 100, "50.00"), (91, 100, "-9.00"), (1, 3, "-66.67"), (0, 5, "-100.00"), (-1, -2, "50.00")],
)
def test_growth_is_measured_against_the_base(now, base, expected):
    assert str(growth(now, base)) == expected


@pytest.mark.parametrize(
    ("value", "trim", "expected"),
    [
        ("116.60", True, "116.6"),
        ("90.00", True, "90"),
        ("90.00", False, "90.00"),
        ("1E+3", False, "1000"),
        ("1E+3", True, "1000"),
        ("100", True, "100"),
        ("0.00", True, "0"),
    ],
)
def test_prose_drops_zeros_after_the_point_and_tables_keep_them(value, trim, expected):
    assert plain(Decimal(value), trim) == expected


@given(st.fractions(), st.integers(min_value=0, max_value=8))
def test_a_rounded_number_is_the_same_as_units_and_as_text(value, places):
    rounded = half_up(value, places)
    assert Fraction(half_up_units(value, places), 10**places) == Fraction(rounded)
    assert fixed(value, places) == format(rounded, "f")


def test_thirds_go_to_the_first_of_equals():
    assert split_basis_points([1, 1, 1]) == [3334, 3333, 3333]


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=40).filter(any))
def test_split_shares_always_add_up_to_ten_thousand(weights):
    parts = split_basis_points(weights)
    assert sum(parts) == 10_000
    for weight, part in zip(weights, parts, strict=True):
        assert abs(Fraction(part) - Fraction(weight * 10_000, sum(weights))) < 1


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1]])
def test_shares_need_weights_that_can_be_shared(weights):
    with pytest.raises(ValueError, match="weights"):
        split_basis_points(weights)
