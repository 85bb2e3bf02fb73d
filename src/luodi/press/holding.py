"""Whether a number as it is written holds for the exact one, and how the exact one would be written there."""

from decimal import Decimal
from fractions import Fraction

from luodi.kernel.numbers import half_up, plain
from luodi.press.grammar.claims import Claim, Exactness, Measure

_FAR = Fraction(3, 2)
_NEARLY, _ABOUT = Fraction(9, 10), Fraction(1, 20)


def holds(claim: Claim, exact: Fraction) -> bool:
    """Whether the claim is true of the exact number, by the last place that is written and by how it is meant.

    Measure: 305.94亿元 holds from 305.935 up to below 305.945; 超过80个 holds from 80 up to half as much again;
    近60 from 54 to 60; 约 within a twentieth. Rounding is half up.
    """
    stated = Fraction(claim.scaled)
    rounded = _rounded(claim, exact)
    if rounded == stated:
        return True
    match claim.exactness:
        case Exactness.AT_LEAST:
            return stated <= exact <= stated * _FAR
        case Exactness.AT_MOST:
            return stated / _FAR <= exact <= stated
        case Exactness.NEARLY:
            return stated * _NEARLY <= exact <= stated
        case Exactness.ABOUT:
            return abs(exact - stated) <= abs(stated) * _ABOUT
        case _:
            return False


def is_loose(claim: Claim, exact: Fraction) -> bool:
    """Whether an inexact claim is not wrong, yet says far less than it could: 超过80个 where there are 300."""
    stated = Fraction(claim.scaled)
    if claim.exactness == Exactness.AT_LEAST:
        return exact > stated * _FAR
    return claim.exactness == Exactness.AT_MOST and exact < stated / _FAR


def written(claim: Claim, exact: Fraction) -> str:
    """Write the exact number in the claim's unit, without the unit: what would stand in its place.

    Shape: as many places as the claim has, two for amounts and percentages that have fewer and need them; no
    trailing zeros.
    """
    places = claim.places
    if claim.measure in (Measure.AMOUNT, Measure.SHARE, Measure.GROWTH, Measure.POINTS):
        places = max(places, 2)
    value = half_up(abs(exact) / factor(claim), places)
    return plain(value, trim=True)


def factor(claim: Claim) -> Fraction:
    """How many plain units the claim's unit is: 亿元 is 100,000,000 元."""
    return (
        abs(Fraction(claim.scaled) / Fraction(claim.value)) if claim.value and claim.scaled else Fraction(1)
    )


def _rounded(claim: Claim, exact: Fraction) -> Fraction:
    unit = factor(claim)
    rounded: Decimal = half_up(exact / unit, claim.places)
    return Fraction(rounded) * unit
