"""直接计分、评议: points that people give, confirmed by their source."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from luodi.assessment.engine.operands import Operand, said
from luodi.assessment.engine.quantities import number_text, points_text, rate_text
from luodi.assessment.engine.results import Step
from luodi.assessment.engine.terms.base import ONE, ZERO, Outcome, Place, derivations, missing, named

MEAN, MEDIAN, TRIMMED = "mean", "median", "trimmed"
HOW = {MEAN: "平均", MEDIAN: "中位数", TRIMMED: "去掉一个最高、一个最低后平均"}
SPREAD, NONE, FULL = "redistribute", "zero", "full"
SKIP = "skip"
LEAST_TO_TRIM = 3


@dataclass(frozen=True)
class Points:
    """Points as they are given, or constant, never beyond the full mark where there is one.    Source: R2, R3."""

    value: Operand
    factor: Fraction = ONE
    is_capped: bool = True

    def score(self, place: Place) -> Outcome:
        value = self.value.result(place.scope)
        before = derivations((self.value,), place.scope)
        inputs = named(self.value)
        text = said(self.value, place.scope, title="计分", unit="分")
        if value is None:
            return missing(text, inputs=inputs)
        points = value * self.factor
        if self.factor != 1:
            text = f"{text} × {number_text(self.factor)} = {points_text(points)}"
        outcome = Outcome(points, (*before, Step(text, inputs, points)), value)
        if self.is_capped and points > place.full:
            return outcome.then(f"超过满分 {points_text(place.full)}，按满分计", place.full)
        return outcome


@dataclass(frozen=True)
class Kind:
    """One kind of raters and what its mark weighs."""

    code: str
    title: str
    weight: Fraction


@dataclass(frozen=True)
class Rating:
    """Mean of each kind of raters, weighted by kind, as a share of the scale.    Source: R2."""

    ratings: str
    kinds: tuple[Kind, ...]
    scale: Fraction
    combine: str = MEAN
    when_kind_missing: str = SPREAD
    when_vote_missing: str = SKIP

    def score(self, place: Place) -> Outcome:
        votes = place.scope.votes(self.ratings)
        steps: list[Step] = []
        found: list[tuple[Kind, Fraction]] = []
        for kind in self.kinds:
            given = [vote.points for vote in votes if vote.kind == kind.code]
            value, step = self._kind(kind, [None if one is None else Fraction(one) for one in given])
            steps.append(step)
            if value is not None:
                found.append((kind, value))
        if not found:
            text = f"{place.scope.title(self.ratings)}：没有评议"
            return missing(text, inputs=(self.ratings,))
        weights = sum((kind.weight for kind, _ in found), ZERO)
        mark = sum((kind.weight * value for kind, value in found), ZERO) / weights
        shares = [(number_text(kind.weight / weights * 100), value) for kind, value in found]
        if len(self.kinds) > 1:
            summed = " + ".join(f"{number_text(value)} × {share}%" for share, value in shares)
            steps.append(Step(f"加权：{summed} = {number_text(mark)}", (), mark))
        rate = mark / self.scale
        points = rate * place.full
        text = (
            f"{number_text(mark)} ÷ {number_text(self.scale)} = {rate_text(rate, place.full)}"
            f"{place.times_full} = {points_text(points)}"
        )
        return Outcome(points, (*steps, Step(text, (self.ratings,), points)), mark)

    def _kind(self, kind: Kind, given: Sequence[Fraction | None]) -> tuple[Fraction | None, Step]:
        """Return the mark of one kind of raters, and the sentence; None where its weight goes to the others."""
        n_missing = sum(1 for one in given if one is None)
        marks = [self._vote(one) for one in given if one is not None or self.when_vote_missing != SKIP]
        if not marks:
            value = {SPREAD: None, NONE: ZERO, FULL: self.scale}[self.when_kind_missing]
            told = {
                SPREAD: "权重摊入其余评议人",
                NONE: "按 0 分计",
                FULL: f"按满分 {number_text(self.scale)} 计",
            }
            return value, Step(
                f"{kind.title}：无人评议，{told[self.when_kind_missing]}", (self.ratings,), value
            )
        value = _combined(marks, self.combine)
        how = HOW[MEAN] if self.combine == TRIMMED and len(marks) < LEAST_TO_TRIM else HOW[self.combine]
        text = f"{kind.title} {len(marks)} 人评议，{how} {number_text(value)} 分"
        if n_missing:
            told_vote = {SKIP: "不计入平均", NONE: "按 0 分计", FULL: "按满分计"}[self.when_vote_missing]
            text = f"{text}（{n_missing} 人未评，{told_vote}）"
        return value, Step(text, (self.ratings,), value)

    def _vote(self, given: Fraction | None) -> Fraction:
        if given is not None:
            return given
        return self.scale if self.when_vote_missing == FULL else ZERO


def _combined(marks: Sequence[Fraction], how: str) -> Fraction:
    ordered = sorted(marks)
    n = len(ordered)
    if how == MEDIAN:
        return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    if how == TRIMMED and n >= LEAST_TO_TRIM:
        ordered = ordered[1:-1]
    return sum(ordered, ZERO) / len(ordered)
