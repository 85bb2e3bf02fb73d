"""How far a target has come against the time that has gone: values in, shares, gaps, lights and forecasts out.

Everything is an exact fraction until it is shown. Publishers cut or round as they like (13.87 is printed 13.8), so a
gap is kept at full precision and rounded once, half up, where it is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from luodi.kernel.dates import month_end
from luodi.kernel.numbers import half_up, plain
from luodi.sponsorship.choices import Colour
from luodi.targets.choices import Basis, Phasing

MONTHS, QUARTERS, HUNDRED = 12, 4, 100
LEAST_DAYS = 30
"""A pace of fewer days foretells nothing."""


class Workdays(Protocol):
    """A calendar that knows which days are worked."""

    def workdays_between(self, since: date, until: date) -> int: ...


@dataclass(frozen=True)
class Terms:
    """The city's rule for a day: what time goes by, and from which gap (percentage points behind) a light changes.

    ``strict``: exactly on time is not ahead. Source: docs/user/targets.md（时序进度与亮灯规则由各市自定）.
    """

    basis: Basis
    strict: bool
    yellow_from: Decimal
    red_beyond: Decimal
    source: str

    @property
    def says(self) -> str:
        when = f"落后 {_plain(self.yellow_from)} 个百分点起亮黄灯" if self.yellow_from else "落后即亮黄灯"
        strictly = "，恰好达到时序不算达到" if self.strict else ""
        return f"{self.basis.label}计时序，{when}，超过 {_plain(self.red_beyond)} 个百分点亮红灯{strictly}"


EXAMPLE_TERMS = Terms(
    basis=Basis.MONTHS,
    strict=False,
    yellow_from=Decimal(10),
    red_beyond=Decimal(30),
    source="系统示例，本市尚未设定",
)


@dataclass(frozen=True)
class Light:
    """``says`` explains the colour: which rule, which numbers."""

    colour: Colour
    says: str


@dataclass(frozen=True)
class Forecast:
    """What the year comes to at the holder's own pace; ``says`` is the assumption in words."""

    value: Fraction
    share: Fraction
    says: str

    @property
    def share_text(self) -> str:
        return percent_text(self.share)


@dataclass(frozen=True)
class Standing:
    """A value against its target: ``share`` and ``due`` are parts of 1, ``gap`` is in percentage points."""

    share: Fraction
    due: Fraction
    light: Light
    forecast: Forecast | None

    @property
    def gap(self) -> Fraction:
        return (self.share - self.due) * HUNDRED

    @property
    def share_text(self) -> str:
        return percent_text(self.share)

    @property
    def due_text(self) -> str:
        return percent_text(self.due)

    @property
    def gap_text(self) -> str:
        return gap_text(self.gap)


def months_gone(on: date, year: int, basis: Basis, calendar: Workdays) -> Fraction:
    """Return how many of the year's twelve months have gone by the end of the day, as the basis counts them.

    Whole months end on their last day: on 29 September eight have gone, on 30 September nine. Counting running months
    September is one from its first day. By days or working days a month passes bit by bit.
    """
    if on.year != year:
        return Fraction(0 if on.year < year else MONTHS)
    last = month_end(on.year, on.month)
    if basis == Basis.RUNNING:
        return Fraction(on.month)
    if basis == Basis.MONTHS:
        return Fraction(on.month if on == last else on.month - 1)
    if basis == Basis.DAYS:
        return on.month - 1 + Fraction(on.day, last.day)
    eve = on.replace(day=1) - timedelta(days=1)
    whole = calendar.workdays_between(eve, last)
    return on.month - 1 + (Fraction(calendar.workdays_between(eve, on), whole) if whole else Fraction(1))


def time_gone(on: date, year: int, basis: Basis, calendar: Workdays) -> Fraction:
    """Return the part of the year that has gone (序时进度): month/12, days or working days of the year's own."""
    if basis in (Basis.MONTHS, Basis.RUNNING) or on.year != year:
        return months_gone(on, year, basis, calendar) / MONTHS
    eve, last = date(year - 1, 12, 31), date(year, 12, 31)
    if basis == Basis.DAYS:
        return Fraction((on - eve).days, (last - eve).days)
    return Fraction(calendar.workdays_between(eve, on), calendar.workdays_between(eve, last))


def due_share(
    *,
    phasing: Phasing,
    phases: Sequence[Decimal],
    value: Decimal,
    on: date,
    year: int,
    basis: Basis,
    calendar: Workdays,
) -> Fraction:
    """Return which part of the annual target is due by the end of the day.

    Between the ends of two quarters (months) of a table (curve) it grows evenly, as the basis counts time. What is
    looked at against the whole year at any time is always due in full.
    """
    if phasing == Phasing.LEVEL:
        return Fraction(0 if on.year < year else 1)
    if phasing == Phasing.STEADY:
        return time_gone(on, year, basis, calendar)
    whole = Fraction(value) if phasing == Phasing.QUARTERS else Fraction(HUNDRED)
    knots = [Fraction(0), *(Fraction(one) / whole for one in phases)]
    span = MONTHS // (len(knots) - 1)
    gone = months_gone(on, year, basis, calendar) / span
    nth = min(int(gone), len(knots) - 1)
    rest = gone - nth
    return knots[nth] if not rest else knots[nth] + (knots[nth + 1] - knots[nth]) * rest


def judge(share: Fraction, due: Fraction, terms: Terms) -> Light:
    """Return the light of a target with the sentence that explains it; what is done is green, whatever the time."""
    gap = (share - due) * HUNDRED
    behind = -gap
    told = f"完成 {percent_text(share)}，时序 {percent_text(due)}，"
    if share >= 1:
        return Light(Colour.GREEN, f"已完成全年目标（{percent_text(share)}）")
    if behind > Fraction(terms.red_beyond):
        return Light(
            Colour.RED,
            f"{told}{gap_words(gap)}，落后超过 {_plain(terms.red_beyond)} 个百分点亮红灯",
        )
    if behind > 0 and behind >= Fraction(terms.yellow_from):
        rule = f"落后 {_plain(terms.yellow_from)} 个百分点起亮黄灯" if terms.yellow_from else "落后即亮黄灯"
        return Light(Colour.YELLOW, f"{told}{gap_words(gap)}，{rule}")
    if behind == 0 and terms.strict and due:
        return Light(Colour.YELLOW, f"{told}恰好达到时序；按规则须超过时序才算达到")
    tolerated = f"，未到亮黄灯的 {_plain(terms.yellow_from)} 个百分点" if behind > 0 else ""
    return Light(Colour.GREEN, f"{told}{gap_words(gap)}{tolerated}")


def foretell(
    value: Fraction, target: Decimal, *, on: date, year: int, unit: str, places: int
) -> Forecast | None:
    """Return what the year comes to when the rest of it goes as it has gone; None when too few days have gone."""
    eve, last = date(year - 1, 12, 31), date(year, 12, 31)
    gone = (on - eve).days
    if on.year != year or gone < LEAST_DAYS or on == last:
        return None
    found = value * (last - eve).days / gone
    daily = half_up(value / gone, max(places, 2))
    says = (
        f"假定今年余下各天与 1 月 1 日至 {on.month} 月 {on.day} 日一样快（平均每天 {_plain(daily)} {unit}）"
    )
    return Forecast(found, found / Fraction(target), says)


def percent_text(share: Fraction) -> str:
    """Measure: takes a part of 1; %, two places, half up."""
    return f"{half_up(share * HUNDRED, 2)}%"


def gap_text(gap: Fraction) -> str:
    """Measure: percentage points with their sign, two places, half up."""
    rounded = half_up(gap, 2)
    return f"+{rounded}" if rounded > 0 else f"{rounded}".replace("-", "−")


def gap_words(gap: Fraction) -> str:
    rounded = half_up(abs(gap), 2)
    if gap == 0:
        return "与时序持平"
    return f"{'超前' if gap > 0 else '落后'} {rounded} 个百分点"


def _plain(value: Decimal) -> str:
    return plain(value, trim=True)
