"""基础分增减: a base for meeting the target, and so many points for each unit or percentage point beyond or below."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from luodi.assessment.engine.operands import Operand, said
from luodi.assessment.engine.quantities import (
    PERCENT,
    Amount,
    number_text,
    percent_text,
    points_text,
    quantity_text,
    rate_text,
)
from luodi.assessment.engine.results import Step
from luodi.assessment.engine.scope import Scope
from luodi.assessment.engine.terms.base import ZERO, Outcome, Place
from luodi.assessment.engine.terms.measure import Compare, Measure
from luodi.assessment.engine.terms.ratio import undecided


class Counting(StrEnum):
    """What a step that is not complete is worth: nothing, its share, or the whole step."""

    WHOLE = "whole"
    LINEAR = "linear"
    STARTED = "started"


class Below(StrEnum):
    """What happens below the target where nothing is taken off step by step."""

    NONE = "none"
    ZERO = "zero"
    PRO_RATA = "pro_rata"


@dataclass(frozen=True)
class SizedPoints:
    """Points that depend on the size of something: the first line whose ``least`` is reached."""

    size: Operand
    lines: tuple[tuple[Fraction, Amount], ...]

    def of(self, scope: Scope) -> tuple[Amount, str]:
        value = self.size.result(scope)
        shown = said(self.size, scope)
        for least, amount in self.lines:
            if value is not None and value >= least:
                return amount, f"{shown}，属 {number_text(least)} 及以上一档"
        return Amount(ZERO), f"{shown}，不到最低一档"


@dataclass(frozen=True)
class Side:
    """One side of the target: for each ``each`` so many points, up to a cap."""

    each: Fraction
    points: Amount | SizedPoints
    cap: Amount | None = None
    counting: Counting = Counting.WHOLE

    def steps(self, distance: Fraction) -> Fraction:
        exact = distance / self.each
        if self.counting is Counting.LINEAR:
            return exact
        return Fraction(-(-exact // 1) if self.counting is Counting.STARTED else exact // 1)


@dataclass(frozen=True)
class Stepwise:
    """Base ± steps.    Source: R3, R10, R11, R12, R22."""

    measure: Measure
    base: Amount
    over: Side | None = None
    under: Side | Below = Below.NONE
    zero_below: Fraction | None = None

    def score(self, place: Place) -> Outcome:
        taken = self.measure.take(place.scope)
        if (early := undecided(taken, place)) is not None:
            return early
        assert taken.value is not None
        base = self.base.of(place.full)
        margin = taken.value - self.measure.boundary(place.scope)
        raw, before = taken.value, taken.steps
        if self.zero_below is not None and raw < self.zero_below:
            text = f"{taken.text}，低于 {quantity_text(self.zero_below, taken.unit)}，不得分"
            return Outcome(ZERO, (*before, Step(text, (), ZERO)), raw)
        if margin == 0 or (margin > 0 and self.over is None):
            text = f"{'正好' if margin == 0 else '已'}达到要求，得基础分 {points_text(base)}"
            return Outcome(base, (*before, Step(text, (), base)), raw)
        if margin > 0 and self.over is not None:
            return self._stepped(place, before, raw, margin, self.over, taken.unit)
        if isinstance(self.under, Side):
            return self._stepped(place, before, raw, margin, self.under, taken.unit)
        return self._below(place, before, raw, taken.text)

    def _below(self, place: Place, before: tuple[Step, ...], raw: Fraction, shown: str) -> Outcome:
        base = self.base.of(place.full)
        points = {Below.NONE: base, Below.ZERO: ZERO, Below.PRO_RATA: base * raw}[Below(str(self.under))]
        if self.under is Below.PRO_RATA:
            text = (
                f"未达到要求，按比例计：{rate_text(raw, base)} × {points_text(base)} = {points_text(points)}"
            )
        else:
            text = f"{shown}，未达到要求，计 {points_text(points)}"
        return Outcome(points, (*before, Step(text, (), points)), raw)

    def _stepped(
        self, place: Place, before: tuple[Step, ...], raw: Fraction, margin: Fraction, side: Side, unit: str
    ) -> Outcome:
        base = self.base.of(place.full)
        amount, why = (
            side.points.of(place.scope) if isinstance(side.points, SizedPoints) else (side.points, "")
        )
        if why:
            before = (*before, Step(why, ()))
        n, each = side.steps(abs(margin)), amount.of(place.full)
        moved = n * each
        how = f"{number_text(n)} × {points_text(each)} = {points_text(moved)}"
        if side.cap is not None and moved > (most := side.cap.of(place.full)):
            moved, how = most, f"{how}，最多 {points_text(most)}"
        verb, sign, signed = ("超出", "+", moved) if margin > 0 else ("不足", "-", -moved)
        text = (
            f"{verb} {self._distance(abs(margin), unit)}，每 {self._distance(side.each, unit)}计"
            f" {points_text(each)}{_COUNTED[side.counting]}：{how}"
        )
        points = base + signed
        total = f"基础分 {points_text(base)} {sign} {points_text(moved)} = {points_text(points)}"
        return Outcome(
            points, (*before, Step(text, self.measure.inputs, signed), Step(total, (), points)), raw
        )

    def _distance(self, value: Fraction, unit: str) -> str:
        if unit == PERCENT or self.measure.compare in (Compare.RATE, Compare.GAP, Compare.GROWTH):
            return f"{percent_text(value).removesuffix('%')} 个百分点"
        return quantity_text(value, unit)


_COUNTED = {
    Counting.WHOLE: "，不足一步的不计",
    Counting.LINEAR: "，按比例",
    Counting.STARTED: "，不足一步按一步",
}
