"""What the inputs of a scheme ask of the figures: which indicator, of which period, of which part of the city."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from luodi.assessment.engine import Input, InputType
from luodi.figures.indicators import Indicator, applies, indicator
from luodi.figures.questions import BEGINNING
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.models import City

HUNDRED = 100
FACTORS: Mapping[tuple[str, str], Fraction] = {
    ("亿元", "万元"): Fraction(10_000),
    ("亿元", "元"): Fraction(100_000_000),
    ("万元", "亿元"): Fraction(1, 10_000),
    ("万元", "元"): Fraction(10_000),
    ("元", "万元"): Fraction(1, 10_000),
    ("元", "亿元"): Fraction(1, 100_000_000),
}
WHOLE_CITY = "city"


@dataclass(frozen=True)
class Span:
    """The period of assessment, and how much of it has gone by on the day."""

    first: date
    last: date
    on: date


@dataclass(frozen=True)
class Asked:
    """One input's question; ``scope`` is what is asked beside the member's own part of the city."""

    input: Input
    indicator: Indicator
    period: Period
    scope: Scope
    standing: Standing
    is_citywide: bool

    @property
    def group(self) -> tuple[Period, str, Standing, bool]:
        """What questions that are asked together have in common."""
        return self.period, self.scope.text, self.standing, self.is_citywide

    def why_none(self, dimension: Dimension) -> str:
        """Return why members of a sort have no such figure; empty when they have."""
        if self.is_citywide or applies(self.indicator, [dimension]):
            return ""
        return f"“{self.indicator.name}”不能按{dimension.label}统计"

    def data(self) -> dict[str, Any]:
        """Return the question as a run keeps it, without the member's scope."""
        told = {
            "code": self.indicator.code,
            "name": self.indicator.name,
            "to": self.period.last.isoformat(),
            "scope": self.scope.text if self.scope.parts else "",
            "standing": self.standing.value,
            "citywide": self.is_citywide,
        }
        if self.period.first is not None:
            told["from"] = self.period.first.isoformat()
        elif not self.indicator.asks_day_alone:
            told["from"] = BEGINNING
        return told


def asked_by(one: Input, span: Span, city: City) -> Asked:
    """Return the question of an input that names an indicator.    Raises: UnknownIndicator, ScopeRefused."""
    period = period_of(one.origin.get("period", "to_date"), span)
    text = one.origin.get("scope", "")
    return Asked(
        input=one,
        indicator=indicator(one.origin["indicator"], period.last),
        period=period,
        scope=Scope.parse(text, city=city, on=period.last),
        standing=Standing.CLAIMED if one.origin.get("standing") == "claimed" else Standing.VERIFIED,
        is_citywide=text == WHOLE_CITY,
    )


def period_of(word: str, span: Span) -> Period:
    """Return the days that a period's word means on the day of assessment."""
    day = span.on
    if word == "whole":
        return Period(span.first, span.last)
    if word == "month":
        return Period(day.replace(day=1), day)
    if word == "quarter":
        return Period(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), day)
    if word == "last_year":
        return Period(span.first, span.last).same_period_last_year()
    if word == "last_year_to_date":
        return Period(span.first, day).same_period_last_year()
    if word == "as_of":
        return Period.on(day)
    return Period(span.first, day)


def converted(value: Fraction | None, unit: str, wanted: Input) -> Fraction | None:
    """Return a number in the unit that the input declares; a percentage becomes a share of one.

    Raises: UnitRefused when one cannot be turned into the other.
    """
    if value is None:
        return None
    if unit == "%":
        return value / HUNDRED
    if not wanted.unit or wanted.unit == unit or wanted.type is InputType.ROWS:
        return value
    factor = FACTORS.get((unit, wanted.unit))
    if factor is not None:
        return value * factor
    if unit in _MONEY or wanted.unit in _MONEY or wanted.unit == "%":
        raise UnitRefused(
            f"输入“{wanted.title}”（{wanted.code}）写的单位是“{wanted.unit}”，指标的单位是“{unit}”，不能换算"
        )
    return value


class UnitRefused(Refusal):
    """An input is declared in a unit that its indicator has not."""


_MONEY = ("亿元", "万元", "元")
