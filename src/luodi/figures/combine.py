"""The only ways in which two figures become one: a ratio of the same question, and growth between two periods.

Figures of different cities, scopes, as-ofs, standings or (for a ratio) periods are refused, never mixed.
"""

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from luodi.figures.compute import ask, compute
from luodi.figures.indicators import Measure
from luodi.figures.questions import Figure
from luodi.figures.scopes import Scope
from luodi.kernel import numbers
from luodi.kernel.asof import AsOf
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.models import City


class NotComparable(Refusal):
    """Two figures that answer different questions."""


class Against(StrEnum):
    """What a growth is measured against."""

    YEAR_BEFORE = "YEAR_BEFORE"
    PERIOD_BEFORE = "PERIOD_BEFORE"

    @property
    def label(self) -> str:
        return {"YEAR_BEFORE": "同比", "PERIOD_BEFORE": "环比"}[self.value]


def ratio_of(upper: Figure, lower: Figure, *, name: str, places: int = 2) -> Figure:
    """Return ``upper`` by ``lower`` in percent.

    Raises: NotComparable unless both answer the same question in the same unit of measure.
    """
    for what, mine, other in (
        ("城市", upper.question.city_id, lower.question.city_id),
        ("期间", upper.period, lower.period),
        ("范围", upper.scope, lower.scope),
        ("统计时点", upper.as_of, lower.as_of),
        ("口径（申报、认定）", upper.standing, lower.standing),
        ("计量单位", upper.unit, lower.unit),
    ):
        if mine != other:
            raise NotComparable(f"“{upper.name}”与“{lower.name}”的{what}不同，不能相除")
    if upper.raw is None or lower.raw is None:
        raise NotComparable("占比和增速不能再相除")
    value = numbers.percent(upper.raw, lower.raw, places)
    return Figure(
        upper.indicator,
        upper.question,
        value,
        numerator=upper,
        denominator=lower,
        notes=() if value is not None else (f"{lower.name}为 0，没有占比",),
        unit="%",
        name=name,
        places=places,
    )


def growth(
    code: str,
    *,
    city: City,
    period: Period,
    against: Against,
    scope: Scope = Scope.CITY,
    as_of: AsOf | None = None,
    standing: Standing = Standing.VERIFIED,
) -> Figure:
    """Return how far the period's figure lies above that of the year before (同比) or the period before (环比).

    Shape: ``numerator`` is the period's figure, ``denominator`` the base's; both can be opened.
    Measure: percent, two places; of a ratio the difference in 百分点, of a mean in its own unit. A base of zero gives
    no number and says so.
    """
    question = ask(city=city, period=period, scope=scope, as_of=as_of, standing=standing)
    base_period = period.same_period_last_year() if against == Against.YEAR_BEFORE else period.previous()
    now = compute(code, city=city, period=period, scope=scope, as_of=question.as_of, standing=standing)
    base = compute(code, city=city, period=base_period, scope=scope, as_of=question.as_of, standing=standing)
    return grown(now, base, against)


def grown(now: Figure, base: Figure, against: Against) -> Figure:
    """Return the growth from ``base`` to ``now``, which differ in nothing but their period.

    Raises: NotComparable when they differ in anything else.
    """
    if now.code != base.code or replace(now.question, period=base.period) != base.question:
        raise NotComparable("只有同一指标、同一范围、同一时点的两期才能相比")
    expected = now.period.same_period_last_year() if against == Against.YEAR_BEFORE else now.period.previous()
    if base.period != expected:
        raise NotComparable(f"{against.label}的基期应为{expected.label()}，不是{base.period.label()}")
    value, unit, notes = _difference(now, base)
    return Figure(
        now.indicator,
        now.question,
        value,
        numerator=now,
        denominator=base,
        notes=notes,
        unit=unit,
        name=f"{now.name}{against.label}",
        places=2,
    )


_WATCHED_LONGER = "两期都看到同一时点为止，早的一期看得更久，转化率自然更高"


def _difference(now: Figure, base: Figure) -> tuple[Decimal | None, str, tuple[str, ...]]:
    if now.indicator.is_ratio:
        is_mean = now.indicator.measure == Measure.MEAN
        unit, what = (now.unit, "均值") if is_mean else ("个百分点", "占比")
        if now.value is None or base.value is None:
            return None, unit, (f"{base.period.label()}没有这一{what}，无法比较",)
        watched = now.indicator.measure == Measure.COHORT
        return now.value - base.value, unit, (_WATCHED_LONGER,) if watched else ()
    value = numbers.growth(now.exact, base.exact, 2)
    return value, "%", () if value is not None else (f"{base.period.label()}为 0，没有增速",)
