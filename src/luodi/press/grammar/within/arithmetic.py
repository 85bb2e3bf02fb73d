"""Numbers as they are written: how far a rounded number may lie from the true one, and how a result is shown."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from luodi.kernel.numbers import half_up, plain
from luodi.press.grammar.claims import Claim, Exactness, Measure

ZERO = Fraction(0)


class Fit(StrEnum):
    """How a stated number lies to the computed one."""

    EQUAL = "EQUAL"  # it is what the computed one is when rounded
    CLOSE = "CLOSE"  # other roundings of the same numbers would lead to it
    OFF = "OFF"


class Around(NamedTuple):
    """A number and how far the one that was rounded to it may lie from it."""

    value: Fraction
    half: Fraction

    @property
    def low(self) -> Fraction:
        """The least that it may have been."""
        return self.value - self.half

    @property
    def high(self) -> Fraction:
        """The most that it may have been."""
        return self.value + self.half


def factor_of(claim: Claim) -> Fraction:
    """Return how many plain units the written unit is: 100,000,000 for 亿元."""
    if not claim.value:
        return Fraction(1)
    return abs(Fraction(claim.scaled) / Fraction(claim.value))


def step_of(claim: Claim) -> Fraction:
    """Return one unit of the last written place, in plain units."""
    return factor_of(claim) / Fraction(10**claim.places)


def around(claim: Claim) -> Around:
    """Return the plain value and half a unit of the last written place; a count of things is exact."""
    is_counted = claim.measure in (Measure.COUNT, Measure.CHANGE) and factor_of(claim) == 1
    exact = is_counted and not claim.places and not claim.unit.endswith("元")
    return Around(Fraction(claim.scaled), ZERO if exact else step_of(claim) / 2)


def total(claims: tuple[Claim, ...]) -> Around:
    """Add claims up with their roundings."""
    parts = [around(claim) for claim in claims]
    return Around(sum((part.value for part in parts), ZERO), sum((part.half for part in parts), ZERO))


def quotient(part: Claim, whole: Claim, *, is_goal: bool = False) -> Around:
    """Return ``part`` in percent of ``whole`` with how far roundings of the two may lead away; a goal is exact."""
    above, below = around(part), around(whole)
    below = Around(below.value, ZERO) if is_goal else below
    value = above.value / below.value * 100
    high = above.high / below.low * 100 if below.low > 0 else value
    low = above.low / below.high * 100
    return Around(value, max(high - value, value - low))


def increase(now: Claim, base: Claim) -> Around:
    """Return by how many percent ``now`` lies above ``base``."""
    found = quotient(now, base)
    return Around(found.value - 100, found.half)


def fit(stated: Claim, computed: Around) -> Fit:
    """Say how a percentage as stated lies to the one computed from rounded numbers; 超60% holds for all above."""
    if _holds_as_bound(stated, computed):
        return Fit.EQUAL
    distance, half = abs(Fraction(stated.scaled) - computed.value), step_of(stated) / 2
    if distance <= half:
        return Fit.EQUAL
    return Fit.CLOSE if distance <= half + computed.half or distance < 2 * half else Fit.OFF


def _holds_as_bound(stated: Claim, computed: Around) -> bool:
    said = Fraction(stated.scaled)
    if stated.exactness is Exactness.AT_LEAST:
        return said <= computed.high
    return stated.exactness is Exactness.AT_MOST and computed.low <= said


def fits_sum(whole: Claim, parts: tuple[Claim, ...]) -> bool:
    """Say whether parts add up to the whole as far as their roundings let one know."""
    added, stated = total(parts), around(whole)
    return abs(added.value - stated.value) <= added.half + stated.half


def overlap(one: Around, other: Around) -> bool:
    """Say whether two rounded numbers may have been one."""
    return abs(one.value - other.value) <= one.half + other.half


def is_exact(*claims: Claim) -> bool:
    """Say whether none of the claims is meant approximately."""
    return all(claim.exactness is Exactness.EXACT for claim in claims)


def written(value: Fraction, like: Claim, *, places: int | None = None) -> str:
    """Write a plain value in the unit of ``like``, with its decimals, without zeros that prose drops."""
    scaled = value / factor_of(like)
    digits = like.places if places is None else places
    return plain(half_up(scaled, digits), trim=like.unit != "%")


def percent_text(value: Fraction, places: int = 2) -> str:
    """Write a percentage with its sign."""
    return f"{plain(half_up(value, places), trim=False)}%"


def text_of(claim: Claim) -> str:
    """Return the number of a claim with its unit, as in the draft."""
    return f"{plain(claim.value, trim=False)}{claim.unit}"


def has_integer_base(count: Fraction, places: int, rate: Decimal, *, added: bool) -> bool:
    """Say whether a whole number exists of which ``count`` is ``rate`` percent (``added``: by which it lies above)."""
    half = Fraction(1, 2 * 10**places)
    low, high = (Fraction(rate) + (100 if added else 0) + side for side in (-half, half))
    if low <= 0:
        return True
    first, last = count * 100 / high, count * 100 / low
    return -(-first.numerator // first.denominator) <= last
