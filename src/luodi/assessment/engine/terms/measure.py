"""What a term looks at: a value, its share of a target, its distance from it, its lead on time, or its growth.

A target that is not set makes the answer unset; an actual that is not there makes it missing. A target of 0, a
negative one and a last year's base of 0 cannot be divided by: the scheme's rule decides, and the step says so.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from luodi.assessment.engine.operands import Operand, is_plain, said, unit_of
from luodi.assessment.engine.quantities import percent_text, quantity_text, rounded
from luodi.assessment.engine.results import Standing, Step
from luodi.assessment.engine.scope import Scope
from luodi.assessment.engine.terms.base import ONE, ZERO, derivations, named
from luodi.assessment.engine.terms.due import Due

FULL, NONE, EXCLUDE = "full", "zero", "exclude"


class Compare(StrEnum):
    """How the actual is looked at."""

    VALUE = "value"
    RATE = "rate"
    DIFFERENCE = "difference"
    GAP = "gap"
    GROWTH = "growth"


@dataclass(frozen=True)
class Taken:
    """What was measured. ``verdict`` FULL or NONE: no number, but the rule decides; ``unset``: nothing to measure."""

    value: Fraction | None
    steps: tuple[Step, ...]
    unit: str = "%"
    unset: bool = False
    standing: Standing = Standing.SCORED
    verdict: str = ""
    told: str = ""

    @property
    def text(self) -> str:
        """The value as a sentence begins with it: with its title where no step has said it before."""
        return self.told or (quantity_text(self.value, self.unit) if self.value is not None else "没有数")


@dataclass(frozen=True)
class Measure:
    """An actual, and what it is compared with."""

    compare: Compare
    actual: Operand
    target: Operand | None = None
    due: Due | None = None
    last_year: Operand | None = None
    when_target_zero: str = FULL
    when_base_zero: str = FULL

    @property
    def inputs(self) -> tuple[str, ...]:
        return named(self.actual, self.target, self.last_year, self.due.operand if self.due else None)

    def boundary(self, scope: Scope) -> Fraction:
        """Return where the measured value counts as met."""
        if self.compare is Compare.GROWTH and self.target is not None:
            return self.target.result(scope) or ZERO
        return ONE if self.compare is Compare.RATE else ZERO

    def take(self, scope: Scope) -> Taken:
        """Measure one member."""
        before = derivations((self.actual, self.target, self.last_year), scope)
        actual = self.actual.result(scope)
        target = self.target.result(scope) if self.target is not None else None
        if self.target is not None and target is None:
            return self._nothing(before, scope, self.target, unset=True)
        if actual is None:
            return self._nothing(before, scope, self.actual, unset=False)
        if self.compare is Compare.GROWTH:
            taken = self._growth(scope, actual)
        elif target is None:
            unit = unit_of(self.actual, scope)
            told = said(self.actual, scope, title="实际", unit=unit)
            told = told if is_plain(self.actual) else f"{told} = {quantity_text(actual, unit)}"
            taken = Taken(actual, (), unit, told=told)
        else:
            taken = self._against(scope, actual, target)
        return replace(taken, steps=(*before, *taken.steps))

    def _nothing(self, before: tuple[Step, ...], scope: Scope, operand: Operand, *, unset: bool) -> Taken:
        what = "没有设目标" if unset else "没有数"
        titles = "、".join(scope.title(name) for name in named(operand) if scope.value(name) is None)
        text = f"{titles}：{what}" if titles else f"{said(operand, scope)}：算不出来（分母为 0 或缺数）"
        standing = Standing.SCORED if unset else Standing.MISSING
        return Taken(None, (*before, Step(text, named(operand))), unset=unset, standing=standing)

    def _growth(self, scope: Scope, actual: Fraction) -> Taken:
        assert self.last_year is not None
        base, unit = self.last_year.result(scope), unit_of(self.actual, scope)
        if base is None:
            return self._nothing((), scope, self.last_year, unset=False)
        now = said(self.actual, scope, title="本期", unit=unit)
        before = said(self.last_year, scope, title="上年同期", unit=unit)
        if base == 0:
            verdict = self.when_base_zero if actual > 0 or self.when_base_zero == EXCLUDE else NONE
            return self._decided(f"{now}，{before}：基数为 0，不能算增幅", verdict)
        value = _rounded((actual - base) / abs(base), scope)
        text = f"（{now} - {before}）÷ {before} = {percent_text(value, signed=True)}"
        return Taken(value, (Step(text, self.inputs, value),))

    def _against(self, scope: Scope, actual: Fraction, target: Fraction) -> Taken:
        assert self.target is not None
        unit = unit_of(self.actual, scope) or unit_of(self.target, scope)
        wanted = said(self.target, scope, title="目标", unit=unit)
        share = ONE
        steps: tuple[Step, ...] = ()
        if self.due is not None:
            due = self.due.take(scope)
            if due.value is None:
                return Taken(None, due.steps, standing=Standing.MISSING)
            share, steps = due.value, due.steps
        if self.compare is Compare.GAP:
            taken = self._gap(scope, actual, target, share, wanted)
            return replace(taken, steps=(*steps, *taken.steps))
        if self.due is not None:
            target *= share
            text = f"到期应完成 = {wanted} × {percent_text(share)} = {quantity_text(target, unit)}"
            steps = (*steps, Step(text, named(self.target), target))
            wanted = f"应完成 {quantity_text(target, unit)}"
        taken = self._compared(scope, actual, target, wanted, unit)
        return replace(taken, steps=(*steps, *taken.steps))

    def _compared(self, scope: Scope, actual: Fraction, target: Fraction, wanted: str, unit: str) -> Taken:
        done = said(self.actual, scope, title="实际", unit=unit)
        if self.compare is Compare.DIFFERENCE:
            value = actual - target
            shown = quantity_text(value, unit)
            text = f"{done} - {wanted} = {'+' if value > 0 else ''}{shown}"
            return Taken(value, (Step(text, self.inputs, value),), unit)
        if target <= 0:
            return self._undivided(f"{done}，{wanted}", actual >= target)
        value = _rounded(actual / target, scope)
        return Taken(value, (Step(f"{done} ÷ {wanted} = {percent_text(value)}", self.inputs, value),))

    def _gap(self, scope: Scope, actual: Fraction, target: Fraction, share: Fraction, wanted: str) -> Taken:
        done = said(self.actual, scope, title="实际", unit=unit_of(self.target, scope) if self.target else "")
        if target <= 0:
            return self._undivided(f"{done}，{wanted}", actual >= target)
        rate = _rounded(actual / target, scope)
        gap = rate - share
        side = "快于时序进度" if gap > 0 else "慢于时序进度" if gap < 0 else "与时序进度持平"
        points = percent_text(gap, signed=True).removesuffix("%")
        text = (
            f"{done} ÷ {wanted} = {percent_text(rate)}，减时序进度 {percent_text(share)}"
            f" = {points} 个百分点（{side}）"
        )
        return Taken(gap, (Step(text, self.inputs, gap),))

    def _undivided(self, said_so_far: str, is_met: bool) -> Taken:  # noqa: FBT001
        verdict = self.when_target_zero if is_met or self.when_target_zero == EXCLUDE else NONE
        return self._decided(f"{said_so_far}：目标不大于 0，不能相除", verdict)

    def _decided(self, text: str, verdict: str) -> Taken:
        told = {FULL: "按规定计满分", NONE: "按规定不得分", EXCLUDE: "按规定视同没有设目标"}[verdict]
        step = Step(f"{text}，{told}", self.inputs)
        return Taken(None, (step,), unset=verdict == EXCLUDE, verdict="" if verdict == EXCLUDE else verdict)


def _rounded(rate: Fraction, scope: Scope) -> Fraction:
    """Round a rate where the scheme says that rates are rounded before they are used."""
    return rate if scope.rate_places is None else rounded(rate, scope.rate_places + 2)
