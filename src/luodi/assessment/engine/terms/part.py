"""An item, or a part of one: its weight, its conditions, its limits and its rule for what is not set, around a term."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from luodi.assessment.engine.conditions import Condition, values_said
from luodi.assessment.engine.quantities import Amount, amount_text, number_text, points_text
from luodi.assessment.engine.results import ItemScore, Standing, Step
from luodi.assessment.engine.terms.base import ZERO, Outcome, Place, Term

EXCLUDE, SPREAD, NONE, FULL = "exclude", "redistribute", "zero", "full"


@dataclass(frozen=True)
class Part:
    """A term in its place. In a blend ``weight`` is its share, elsewhere its full mark; None: points without one."""

    code: str
    title: str
    term: Term
    kind: str = ""
    weight: Fraction | None = None
    source: str = ""
    confirmed_by: str = ""
    remarks: str = ""
    when: Condition | None = None
    only_if: Condition | None = None
    otherwise: Amount = field(default_factory=lambda: Amount(ZERO))
    cap: Amount | None = None
    floor: Amount | None = None
    when_unset: str = EXCLUDE
    when_missing: str = NONE
    places: int | None = None
    extra: bool = False
    parts: tuple["Part", ...] = ()
    written: tuple[tuple[str, str], ...] = ()
    declared: Fraction | None = None

    def score(self, place: Place) -> ItemScore:
        """Score this part out of ``place.full``; a weight that a trial has changed scales what the scheme says."""
        if self.weight is None or self.declared is None or self.weight == self.declared:
            return self._scored(place)
        factor = self.weight / self.declared
        score = self._scored(place.of(place.full / factor))
        points = score.points * factor
        text = (
            f"满分由 {points_text(self.declared)}试调为 {points_text(self.weight)}，{points_text(score.points)}"
            f" × {number_text(self.weight)} ÷ {number_text(self.declared)} = {points_text(points)}"
        )
        weight = (score.weight or ZERO) * factor
        return replace(score, points=points, weight=weight, steps=(*score.steps, Step(text, (), points)))

    def _scored(self, place: Place) -> ItemScore:
        outcome = self._outcome(place)
        return ItemScore(
            code=self.code,
            name=self.title,
            weight=None if self.weight is None else place.full if outcome.full is None else outcome.full,
            points=outcome.points,
            raw=outcome.raw,
            steps=outcome.steps,
            standing=outcome.standing,
            label=outcome.label,
            parts=outcome.parts,
            extra=self.extra,
        )

    def _outcome(self, place: Place) -> Outcome:
        if self.when is not None and not self.when.holds(place.scope):
            text = (
                f"不适用：须{self.when.described(place.scope)}（现为 {values_said(self.when, place.scope)}）"
            )
            return Outcome(standing=Standing.EXCLUDED, steps=(Step(text, tuple(self.when.names())),))
        outcome = self.term.score(place)
        if outcome.unset:
            return _ruled(outcome, self.when_unset, place, "未设目标")
        if outcome.standing is Standing.MISSING:
            return _ruled(outcome, self.when_missing, place, "没有数")
        return self._limited(self._gated(outcome, place), place)

    def _gated(self, outcome: Outcome, place: Place) -> Outcome:
        if self.only_if is None or self.only_if.holds(place.scope):
            return outcome
        points = self.otherwise.of(place.full)
        text = (
            f"未达到“{self.only_if.described(place.scope)}”"
            f"（现为 {values_said(self.only_if, place.scope)}），此项计 {points_text(points)}"
        )
        return outcome.then(text, points, self.only_if.names())

    def _limited(self, outcome: Outcome, place: Place) -> Outcome:
        full = place.full if outcome.full is None else outcome.full
        if self.cap is not None and outcome.points > (most := self.cap.of(full)):
            shown = amount_text(self.cap, full)
            outcome = outcome.then(f"超过上限 {shown}，按 {points_text(most)}计", most)
        if self.floor is not None and outcome.points < (least := self.floor.of(full)):
            shown = amount_text(self.floor, full)
            outcome = outcome.then(f"低于下限 {shown}，按 {points_text(least)}计", least)
        return outcome


def score_together(
    parts: Sequence[Part], fulls: Sequence[Fraction], texts: Sequence[str], place: Place
) -> tuple[ItemScore, ...]:
    """Score parts that stand side by side; the weight of one that is spread goes to those that count."""
    scored: list[ItemScore] = []
    for part, full, text in zip(parts, fulls, texts, strict=True):
        known = {**place.scored, **{one.code: one for one in scored}}
        scored.append(part.score(replace(place.of(full, text), scored=known)))
    lost = sum(
        (full for one, full in zip(scored, fulls, strict=True) if one.standing is Standing.SPREAD), ZERO
    )
    kept = sum(
        (full for one, part, full in zip(scored, parts, fulls, strict=True) if _takes(one, part)), ZERO
    )
    if not lost or not kept:
        return tuple(scored)
    return tuple(
        _with_more(one, lost, kept) if _takes(one, part) else one
        for one, part in zip(scored, parts, strict=True)
    )


def full_marks(scored: Sequence[ItemScore]) -> Fraction:
    """Return what could be reached by those that count; extras come on top and are not in it."""
    return sum((one.weight or ZERO for one in scored if one.counts and not one.extra), ZERO)


def _takes(one: ItemScore, part: Part) -> bool:
    return one.counts and part.weight is not None and not part.extra


def _with_more(score: ItemScore, lost: Fraction, kept: Fraction) -> ItemScore:
    """Return the score as if its weight, and with it every point of it, were larger in proportion."""
    factor = (kept + lost) / kept
    points = score.points * factor
    text = (
        f"不计的 {points_text(lost)}摊入其余 {points_text(kept)}，本项 {points_text(score.points)}"
        f" × {number_text(kept + lost)} ÷ {number_text(kept)} = {points_text(points)}"
    )
    weight = None if score.weight is None else score.weight * factor
    return replace(score, points=points, weight=weight, steps=(*score.steps, Step(text, (), points)))


def _ruled(outcome: Outcome, rule: str, place: Place, what: str) -> Outcome:
    """Apply the item's rule for what is not set or not there."""
    if rule == NONE:
        return replace(outcome.then(f"{what}，按 0 分计", ZERO), unset=False)
    if rule == FULL:
        return replace(
            outcome.then(f"{what}，按规定计满分 {points_text(place.full)}", place.full), unset=False
        )
    if rule == SPREAD:
        said = outcome.then(f"{what}，此项不计，权重摊入其余各项", ZERO)
        return replace(said, unset=False, standing=Standing.SPREAD)
    said = outcome.then(f"{what}，此项不计入得分和满分", ZERO)
    return replace(said, unset=False, standing=Standing.EXCLUDED)
