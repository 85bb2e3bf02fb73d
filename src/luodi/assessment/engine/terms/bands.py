"""档位: the first band that is met gives its points; each says on which side its boundaries lie."""

from dataclasses import dataclass
from fractions import Fraction

from luodi.assessment.engine.conditions import Condition, values_said
from luodi.assessment.engine.formulas import Name
from luodi.assessment.engine.quantities import Amount, percent_text, points_text, quantity_text
from luodi.assessment.engine.results import Step
from luodi.assessment.engine.terms.base import Outcome, Place, Term, derivations
from luodi.assessment.engine.terms.measure import Measure
from luodi.assessment.engine.terms.ratio import undecided

LOWER, UPPER = "lower", "upper"


@dataclass(frozen=True)
class Range:
    """From one number to another; which end belongs to it, the bands say together."""

    least: Fraction | None
    most: Fraction | None
    closed: str = LOWER
    unit: str = ""

    def has(self, value: Fraction) -> bool:
        if self.closed == LOWER:
            return (self.least is None or value >= self.least) and (self.most is None or value < self.most)
        return (self.least is None or value > self.least) and (self.most is None or value <= self.most)

    def text(self, unit: str) -> str:
        least = quantity_text(self.least, unit) if self.least is not None else ""
        most = quantity_text(self.most, unit) if self.most is not None else ""
        at, below = ("（含）", "（不含）") if self.closed == LOWER else ("（不含）", "（含）")
        if least and most:
            return f"{least}{at}至 {most}{below}"
        return f"{least}{at}以上" if least else f"{most}{below}以下" if most else "其余"


@dataclass(frozen=True)
class Band:
    """Points, or a term of their own, for what lies in the range or meets the condition."""

    points: Amount
    title: str = ""
    range: Range | None = None
    when: Condition | None = None
    term: Term | None = None


@dataclass(frozen=True)
class Bands:
    """Ordered bands over a measured value, or with conditions over any inputs.    Source: R5, R8; 1.3 (lights)."""

    bands: tuple[Band, ...]
    otherwise: Amount
    measure: Measure | None = None
    otherwise_title: str = ""

    def score(self, place: Place) -> Outcome:
        if self.measure is not None:
            return self._over_ranges(place, self.measure)
        for band in self.bands:
            if band.when is None or band.when.holds(place.scope):
                return self._in_band(place, band)
        seen = "、".join(
            dict.fromkeys(values_said(one.when, place.scope) for one in self.bands if one.when is not None)
        )
        return self._otherwise(place, f"{seen}：", self._reasons(place))

    def _over_ranges(self, place: Place, measure: Measure) -> Outcome:
        taken = measure.take(place.scope)
        if (early := undecided(taken, place)) is not None:
            return early
        assert taken.value is not None
        for band in self.bands:
            if band.range is not None and band.range.has(taken.value):
                text = f"{taken.text}，属于 {band.range.text(taken.unit)} 一档"
                return self._given(place, band, text, (taken.value, taken.steps, measure.inputs))
        return self._otherwise(place, f"{taken.text}，", taken.steps, taken.value)

    def _in_band(self, place: Place, band: Band) -> Outcome:
        if band.when is None:
            return self._given(place, band, "属于其余一档", (None, self._reasons(place), ()))
        text = f"{values_said(band.when, place.scope)}，符合“{band.when.described(place.scope)}”"
        return self._given(place, band, text, (None, self._reasons(place), tuple(band.when.names())))

    def _given(
        self,
        place: Place,
        band: Band,
        text: str,
        seen: tuple[Fraction | None, tuple[Step, ...], tuple[str, ...]],
    ) -> Outcome:
        raw, before, inputs = seen
        called = f"（{band.title}）" if band.title else ""
        if band.term is not None:
            inner = band.term.score(place)
            steps = (*before, Step(f"{text}{called}", inputs), *inner.steps)
            return Outcome(inner.points, steps, raw, inner.standing, inner.unset, band.title, inner.parts)
        points = band.points.of(place.full)
        of_full = f"满分的 {percent_text(band.points.value)}，" if band.points.is_share else ""
        step = Step(f"{text}{called}，{of_full}得 {points_text(points)}", inputs, points)
        return Outcome(points, (*before, step), raw, label=band.title)

    def _otherwise(
        self, place: Place, text: str, before: tuple[Step, ...], raw: Fraction | None = None
    ) -> Outcome:
        points = self.otherwise.of(place.full)
        step = Step(f"{text}各档都不符合，得 {points_text(points)}", (), points)
        return Outcome(points, (*before, step), raw, label=self.otherwise_title)

    def _reasons(self, place: Place) -> tuple[Step, ...]:
        names = [name for one in self.bands if one.when is not None for name in one.when.names()]
        return derivations([Name(name) for name in names], place.scope)
