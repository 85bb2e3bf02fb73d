"""Rounding and shares, done once and exactly: half up, never through a binary float."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

WHOLE = 10_000


def half_up(value: Decimal | Fraction, places: int) -> Decimal:
    """Round ``value`` to ``places`` decimals, a half away from zero, whatever the decimal context is.

    Shape: exactly ``places`` digits after the point; there is no negative zero.
    Source: GB/T 8170-2008 has half-even as well; releases of city governments use 四舍五入.
    """
    units = half_up_units(value, places)
    return Decimal((1 if units < 0 else 0, tuple(map(int, str(abs(units)))), -places))


def half_up_units(value: Decimal | Fraction, places: int) -> int:
    """Round ``value`` half up and return it in units of the last place: 1.005 to two places is 101."""
    upper, lower = value.as_integer_ratio()
    units: int = (2 * abs(upper) * 10**places + lower) // (2 * lower)
    return -units if upper < 0 else units


def fixed(value: Decimal | Fraction, places: int) -> str:
    """Write ``value``, rounded half up, with exactly ``places`` digits after the point."""
    units = half_up_units(value, places)
    sign, digits = "-" if units < 0 else "", str(abs(units)).zfill(places + 1)
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def percent(part: int, whole: int, places: int = 2) -> Decimal | None:
    """Return ``part`` as a percentage of ``whole``.

    Shape: None when ``whole`` is zero: that is no number, and is shown as one.    Measure: %, half up.
    """
    return half_up(Fraction(part * 100, whole), places) if whole else None


def mean(total: int, n: int, places: int = 1) -> Decimal | None:
    """Return ``total`` by ``n``.

    Shape: None when ``n`` is zero: that is no number, and is shown as one.    Measure: that of the total, half up.
    """
    return half_up(Fraction(total, n), places) if n else None


def growth(now: int, base: int, places: int = 2) -> Decimal | None:
    """Return by how many percent ``now`` lies above (or, negative, below) ``base``.

    Shape: None when ``base`` is zero.    Measure: %, half up.
    """
    return half_up(Fraction((now - base) * 100, abs(base)), places) if base else None


def plain(value: Decimal, trim: bool) -> str:  # noqa: FBT001
    """Write a number without an exponent; ``trim`` drops the zeros that prose drops (116.60 → 116.6)."""
    text = format(value, "f")
    if trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def split_basis_points(weights: Sequence[int]) -> list[int]:
    """Divide 10,000 basis points by weight so that the parts add up to exactly 10,000.

    Shape: as long as ``weights``, in its order; what rounding leaves goes to the largest remainders, the
    earlier first.
    Raises: ValueError when no weight is positive or one is negative.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        message = "weights must not be negative, and one must be positive"
        raise ValueError(message)
    parts = [weight * WHOLE // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(weights[i] * WHOLE % total))
    for i in by_remainder[: WHOLE - sum(parts)]:
        parts[i] += 1
    return parts
