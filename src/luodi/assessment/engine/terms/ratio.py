"""完成比例、时序进度、达标计分: points by the share of the target that was done."""

from dataclasses import dataclass
from fractions import Fraction

from luodi.assessment.engine.operands import said
from luodi.assessment.engine.quantities import PERCENT, percent_text, points_text, quantity_text, rate_text
from luodi.assessment.engine.results import Step
from luodi.assessment.engine.terms.base import ONE, ZERO, Outcome, Place
from luodi.assessment.engine.terms.measure import FULL, Compare, Measure, Taken


@dataclass(frozen=True)
class Ratio:
    """Full mark × completion rate. Beyond 100 % each point counts ``over_rate`` times, below it ``under_rate`` times.

    Source: R1, R2, R3, R4, R9 (practice: 完成比例计分), with ``due`` R2 (时序进度).
    """

    measure: Measure
    over_rate: Fraction = ONE
    under_rate: Fraction = ONE
    cap_rate: Fraction | None = None
    zero_below: Fraction | None = None

    def score(self, place: Place) -> Outcome:
        taken = self.measure.take(place.scope)
        if (early := undecided(taken, place)) is not None:
            return early
        assert taken.value is not None
        rate, steps = self._rate(taken, place)
        if self.zero_below is not None and rate < self.zero_below:
            text = f"完成率 {percent_text(rate)}，低于 {percent_text(self.zero_below)}，不得分"
            return Outcome(ZERO, (*steps, Step(text, (), ZERO)), rate)
        counted, how = self._counted(rate)
        points = counted * place.full
        shown = rate_text(counted, place.full)
        text = "，".join([*how, f"{shown}{place.times_full} = {points_text(points)}"])
        return Outcome(points, (*steps, Step(text, self.measure.inputs, points)), rate)

    def _rate(self, taken: Taken, place: Place) -> tuple[Fraction, tuple[Step, ...]]:
        assert taken.value is not None
        target = self.measure.target
        if self.measure.compare is not Compare.GROWTH or target is None:
            return taken.value, taken.steps
        wanted = target.result(place.scope) or ONE
        rate = taken.value / wanted
        shown = said(target, place.scope, title="目标增幅", unit=PERCENT)
        text = f"增幅 {percent_text(taken.value)} ÷ {shown} = {percent_text(rate)}"
        return rate, (*taken.steps, Step(text, self.measure.inputs, rate))

    def _counted(self, rate: Fraction) -> tuple[Fraction, list[str]]:
        """Return the rate that counts, and what was done to it."""
        how = []
        if self.cap_rate is not None and rate > self.cap_rate:
            rate = self.cap_rate
            how.append(f"完成率最高按 {percent_text(rate)} 计")
        side = self.over_rate if rate > 1 else self.under_rate
        if side != 1 and rate != 1:
            what = "超额" if rate > 1 else "未完成"
            counted = 1 + (rate - 1) * side
            text = f"{what}部分按 {percent_text(side)} 计，折合 {percent_text(counted)}"
            return counted, [*how, text]
        return rate, how


@dataclass(frozen=True)
class Cliff:
    """All or nothing: the full mark when the threshold is met, ``otherwise`` when not.

    Source: R12, R13 (未完成不得分); 1.3 (ahead of time progress, strictly or not).
    """

    measure: Measure
    threshold: Fraction
    is_strict: bool = False
    otherwise: Fraction = ZERO

    def score(self, place: Place) -> Outcome:
        taken = self.measure.take(place.scope)
        if (early := undecided(taken, place)) is not None:
            return early
        assert taken.value is not None
        is_met = taken.value > self.threshold if self.is_strict else taken.value >= self.threshold
        points = place.full if is_met else self.otherwise
        wanted = f"{'超过' if self.is_strict else '达到'} {quantity_text(self.threshold, taken.unit)}"
        text = f"{taken.text}，{'' if is_met else '未'}{wanted}，得 {points_text(points)}"
        return Outcome(points, (*taken.steps, Step(text, self.measure.inputs, points)), taken.value)


def undecided(taken: Taken, place: Place) -> Outcome | None:
    """Return what follows when there is no number to go on with, or None."""
    if taken.value is not None:
        return None
    if taken.unset:
        return Outcome(unset=True, steps=taken.steps)
    if not taken.verdict:
        return Outcome(standing=taken.standing, steps=taken.steps)
    points = place.full if taken.verdict == FULL else ZERO
    return Outcome(points, (*taken.steps, Step(f"得 {points_text(points)}", (), points)))
