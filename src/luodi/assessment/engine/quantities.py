"""Numbers as people write and read them: exact inside, Chinese outside, a half rounded up."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from luodi.kernel.numbers import fixed, half_up_units

PERCENT = "%"
_NUMBER = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:/([0-9]+))?(%|％|pp|个百分点)?", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([,_][0-9]{3})+(\.[0-9]+)?")
MOST_DIGITS = 40


@dataclass(frozen=True)
class Written:
    """A number together with whether it was written with a percent sign."""

    value: Fraction
    is_share: bool


@dataclass(frozen=True)
class Amount:
    """Points, or a share of the full mark: ``cap: 50`` is fifty points, ``cap: 120%`` is 1.2 times the full mark."""

    value: Fraction
    is_share: bool = False

    def of(self, full: Fraction) -> Fraction:
        return self.value * full if self.is_share else self.value


def read_number(text: str) -> Written | None:
    """Return the number, or None when it is none: 27, 1,015, 0.5, 1/3, 120%, 10pp, 10个百分点, 20分."""
    text = unicodedata.normalize("NFKC", text).strip().replace(" ", "").removesuffix("分")
    if len(text) > MOST_DIGITS:
        return None
    if _GROUPED.fullmatch(text.removesuffix("%")):
        text = text.replace(",", "").replace("_", "")
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, upper, lower, share = found.groups()
    if lower and not int(lower):
        return None
    value = Fraction(upper) / (int(lower) if lower else 1)
    signed = -value if sign == "-" else value
    return Written(signed / 100, is_share=True) if share else Written(signed, is_share=False)


def read_day(text: str) -> date | None:
    """Return the day, the last day of a month for "2024-09", or None."""
    if found := _DAY.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _MONTH.fullmatch(text):
        year, month = map(int, found.groups())
        day = calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year else 0
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None


def number_text(value: Fraction, places: int = 4) -> str:
    """Write a number without trailing zeros, to four places at most."""
    if value.denominator == 1:
        return str(value.numerator)
    text = fixed(value, places)
    return text.rstrip("0").rstrip(".") if places else text


def percent_text(value: Fraction, *, signed: bool = False) -> str:
    """Write a share as a percentage with two places, with more where two would say that a boundary is reached."""
    hundred, places = value * 100, 2
    while places < 8 and _looks_round(hundred, places):
        places += 2
    text = fixed(hundred, places)
    return f"+{text}%" if signed and value > 0 else f"{text}%"


def rate_text(rate: Fraction, full: Fraction) -> str:
    """Write a rate so that, multiplied by ``full`` on a pocket calculator, it gives the points that follow."""
    hundred = rate * 100
    wanted = half_up_units(rate * full, 4)
    for places in (2, 4, 6):
        shown = Fraction(half_up_units(hundred, places), 10**places)
        if half_up_units(shown * full / 100, 4) == wanted:
            break
    text, plain = f"{fixed(hundred, places)}%", percent_text(rate)
    return plain if len(plain) > len(text) else text


def points_text(value: Fraction) -> str:
    return f"{number_text(value)} 分"


def quantity_text(value: Fraction, unit: str) -> str:
    """Write a number with the unit it is counted in; a share in per cent."""
    if unit == PERCENT:
        return percent_text(value)
    return f"{number_text(value)} {unit}".rstrip()


def amount_text(amount: Amount, full: Fraction) -> str:
    """Write a limit in points, with the share that it was written as."""
    if amount.is_share:
        return f"{points_text(amount.of(full))}（满分的 {number_text(amount.value * 100)}%）"
    return points_text(amount.value)


def rounded(value: Fraction, places: int | None, *, truncate: bool = False) -> Fraction:
    """Round half up, or cut off; None leaves the value as it is."""
    if places is None:
        return value
    if truncate:
        whole = abs(value) * 10**places // 1
        return Fraction(whole if value >= 0 else -whole, 10**places)
    return Fraction(half_up_units(value, places), 10**places)


def decimal_places(text: str) -> int:
    """Count the digits after the point of a number as it was written."""
    return len(text.rstrip("%％").partition(".")[2])


def _looks_round(hundred: Fraction, places: int) -> bool:
    """Tell whether rounding to ``places`` makes a whole per cent of what is none."""
    return hundred.denominator != 1 and half_up_units(hundred, places) % 10**places == 0
