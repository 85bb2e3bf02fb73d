"""合成、累加、逐个、引用: terms made of other terms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from luodi.assessment.engine.quantities import number_text, points_text, rate_text
from luodi.assessment.engine.results import ItemScore, Standing, Step
from luodi.assessment.engine.scope import Scope
from luodi.assessment.engine.terms.base import ZERO, Outcome, Place, missing
from luodi.assessment.engine.terms.part import Part, score_together

SUM, MEAN, BEST = "sum", "mean", "best"


@dataclass(frozen=True)
class Blend:
    """Parts that share one full mark: 数量 50 % + 金额 50 %, 总量 60 % + 增幅 40 %.    Source: R1 ③, R6, R7."""

    parts: tuple[Part, ...]

    def score(self, place: Place) -> Outcome:
        whole = sum((part.weight or ZERO for part in self.parts), ZERO)
        shares = [(part.weight or ZERO) / whole for part in self.parts]
        fulls = [share * place.full for share in shares]
        text = place.full_text or points_text(place.full)
        texts = [f"{text} × {number_text(share * 100)}%" for share in shares]
        scored = score_together(self.parts, fulls, texts, place)
        if not any(one.counts for one in scored):
            return _nothing_counts(scored)
        points = sum((one.points for one in scored), ZERO)
        full = _left(scored, place.full)
        raw = points / full if full else None
        return Outcome(points, (_adding(scored, points),), raw, parts=scored, full=full)


@dataclass(frozen=True)
class Sum:
    """Parts that each bring points of their own.    Source: R1 ⑤, R2, R3."""

    parts: tuple[Part, ...]

    def score(self, place: Place) -> Outcome:
        fulls = [part.weight or ZERO for part in self.parts]
        scored = score_together(self.parts, fulls, ["" for _ in fulls], place)
        if not any(one.counts for one in scored):
            return _nothing_counts(scored)
        points = sum((one.points for one in scored), ZERO)
        full = _left(scored, place.full)
        return Outcome(points, (_adding(scored, points),), points, parts=scored, full=full)


@dataclass(frozen=True)
class Each:
    """The parts for every row by itself, its columns first; then the sum, the mean or the best of them.

    Source: R8 (每个项目逐项计分), R17.
    """

    rows: str
    parts: tuple[Part, ...]
    combine: str = SUM
    most_rows: int | None = None

    def score(self, place: Place) -> Outcome:
        rows = place.scope.rows(self.rows)
        if rows is None:
            return missing(f"{place.scope.title(self.rows)}：没有数", inputs=(self.rows,))
        scored = [
            self._row(place, place.scope.inside(row, self.rows), row.name, n) for n, row in enumerate(rows, 1)
        ]
        unit = place.scope.input(self.rows).unit or "个"
        if self.most_rows is not None and len(scored) > self.most_rows:
            scored = sorted(scored, key=lambda one: -one.points)[: self.most_rows]
        points = self._combined([one.points for one in scored])
        how = {SUM: "合计", MEAN: "平均", BEST: "取最高"}[self.combine]
        most = f"（取得分最高的 {len(scored)} {unit}）" if len(scored) < len(rows) else ""
        title = f"{place.scope.title(self.rows)} {len(rows)} {unit}{most}"
        text = f"{title}，各得 {_points(scored)}，{how} {points_text(points)}"
        return Outcome(points, (Step(text, (self.rows,), points),), points, parts=tuple(scored))

    def _row(self, place: Place, scope: Scope, name: str, number: int) -> ItemScore:
        inside = replace(place, scope=scope)
        fulls = [part.weight or ZERO for part in self.parts]
        scored = score_together(self.parts, fulls, ["" for _ in fulls], inside)
        points = sum((one.points for one in scored), ZERO)
        step = _adding(scored, points)
        parts = tuple(replace(one, code=f"{one.code}#{number}") for one in scored)
        return ItemScore(f"{self.rows}#{number}", name, None, points, points, (step,), parts=parts)

    def _combined(self, points: Sequence[Fraction]) -> Fraction:
        if not points:
            return ZERO
        if self.combine == BEST:
            return max(points)
        total = sum(points, ZERO)
        return total / len(points) if self.combine == MEAN else total


@dataclass(frozen=True)
class Reference:
    """Another item's rate of its own full mark, or its points as they are."""

    item: str
    keep_points: bool = False

    def score(self, place: Place) -> Outcome:
        other = place.scored[self.item]
        if not other.counts:
            return Outcome(unset=True, steps=(Step(f"引用“{other.name}”：该项不计"),))
        if self.keep_points or not other.weight:
            text = f"引用“{other.name}”的得分 {points_text(other.points)}"
            return Outcome(other.points, (Step(text, (), other.points),), other.points)
        rate = other.points / other.weight
        points = rate * place.full
        text = (
            f"引用“{other.name}” {points_text(other.points)} ÷ 满分 {points_text(other.weight)}"
            f" = {rate_text(rate, place.full)}{place.times_full} = {points_text(points)}"
        )
        return Outcome(points, (Step(text, (), points),), rate)


def _nothing_counts(scored: tuple[ItemScore, ...]) -> Outcome:
    is_spread = any(one.standing is Standing.SPREAD for one in scored)
    standing = Standing.SPREAD if is_spread else Standing.EXCLUDED
    return Outcome(standing=standing, unset=not is_spread, steps=(Step("各部分都不计"),), parts=scored)


def _left(scored: Sequence[ItemScore], full: Fraction) -> Fraction:
    """Return the full mark without the parts that are not counted for this member."""
    gone = (one.weight or ZERO for one in scored if one.standing is Standing.EXCLUDED and not one.extra)
    return full - sum(gone, ZERO)


def _adding(scored: Sequence[ItemScore], points: Fraction) -> Step:
    shown = [number_text(one.points) for one in scored if one.counts]
    summed = " + ".join(f"（{one}）" if one.startswith("-") else one for one in shown)
    text = f"{summed} = {points_text(points)}" if len(shown) > 1 else f"合计 {points_text(points)}"
    return Step(text, (), points)


def _points(scored: Sequence[ItemScore]) -> str:
    shown = "、".join(number_text(one.points) for one in scored[:12]) or "0"
    return f"{shown} 等" if len(scored) > 12 else f"{shown} 分"
