"""功效系数、位次计分: a member among the members of its group, and nobody else.

Those whose value is not there, and those that are excluded from the assessment, are no peers. Where all values
are equal, or a member stands alone, the formula divides by zero: the scheme's rule decides, full marks by
default, and the step says so.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from luodi.assessment.engine.quantities import Amount, amount_text, number_text, points_text, quantity_text
from luodi.assessment.engine.results import Step
from luodi.assessment.engine.terms.base import ZERO, Group, Outcome, Place
from luodi.assessment.engine.terms.measure import Measure, Taken
from luodi.assessment.engine.terms.ratio import undecided

ALL, RANKED = "all", "ranked"
FULL, LEAST, NONE = "full", "worst", "zero"
RULES = {FULL: "按满分计", LEAST: "按最低分计", NONE: "不得分"}


@dataclass(frozen=True)
class Peers:
    """What the group's members have, by code, and how many have nothing."""

    values: Mapping[str, Fraction]
    ordered: tuple[Fraction, ...]

    @classmethod
    def of(cls, values: Mapping[str, Fraction]) -> "Peers":
        return cls(values, tuple(sorted(values.values())))

    @property
    def least(self) -> Fraction:
        return self.ordered[0]

    @property
    def most(self) -> Fraction:
        return self.ordered[-1]

    def ahead(self, value: Fraction, *, is_lower_better: bool) -> int:
        """Count those that are strictly better."""
        if is_lower_better:
            return bisect_left(self.ordered, value)
        return len(self.ordered) - bisect_right(self.ordered, value)

    def same(self, value: Fraction) -> int:
        return bisect_right(self.ordered, value) - bisect_left(self.ordered, value)


@dataclass(frozen=True)
class Efficacy:
    """(x - min) ÷ (max - min) × (best - worst) + worst; the other way round where lower is better.

    Source: R6 (×40+60), R7.
    """

    measure: Measure
    worst: Amount
    best: Amount
    is_lower_better: bool = False
    peers: str = ALL
    when_equal: str = FULL
    when_alone: str = FULL

    def score(self, place: Place) -> Outcome:
        taken = taken_by(place.group, place.scope.code, self.measure)
        if (early := undecided(taken, place)) is not None:
            return early
        assert taken.value is not None
        peers = peers_of(place, self.measure, self.peers)
        worst, best = self.worst.of(place.full), self.best.of(place.full)
        special = self._special(peers, worst, best)
        if special is not None:
            text, points = special
            return Outcome(points, (*taken.steps, Step(text, self.measure.inputs, points)), taken.value)
        return self._placed(place, taken, peers, worst, best)

    def _special(self, peers: Peers, worst: Fraction, best: Fraction) -> tuple[str, Fraction] | None:
        points = {FULL: best, LEAST: worst, NONE: ZERO}
        if len(peers.values) <= 1:
            rule = RULES[self.when_alone]
            text = f"本组只有一个单位有此项数据，无从比较，{rule} {points_text(points[self.when_alone])}"
            return text, points[self.when_alone]
        if peers.least == peers.most:
            rule = RULES[self.when_equal]
            given = points[self.when_equal]
            text = f"本组 {len(peers.values)} 个单位此项相同（最大等于最小），{rule} {points_text(given)}"
            return text, given
        return None

    def _placed(self, place: Place, taken: Taken, peers: Peers, worst: Fraction, best: Fraction) -> Outcome:
        assert taken.value is not None
        least, most = peers.least, peers.most
        value = min(max(taken.value, least), most)
        bottom, top = (most, least) if self.is_lower_better else (least, most)
        share = (value - bottom) / (top - bottom)
        points = worst + share * (best - worst)
        x, low, high = (quantity_text(one, taken.unit) for one in (value, bottom, top))
        names = ("最大值", "最小值") if self.is_lower_better else ("最小值", "最大值")
        text = (
            f"本组 {len(peers.values)} 个单位，{names[0]} {low}、{names[1]} {high}："
            f"（{x} - {low}）÷（{high} - {low}）= {number_text(share, 6)}；"
            f"{number_text(share, 6)} × （{points_text(best)} - {points_text(worst)}）"
            f"+ {points_text(worst)} = {points_text(points)}"
        )
        return Outcome(points, (*taken.steps, Step(text, self.measure.inputs, points)), taken.value)


@dataclass(frozen=True)
class RankScore:
    """Points by the place in the group: a table, or a line from the first to the last, or so many per place.

    Source: R7 (monthly ranking); 位次计分 of practice.
    """

    measure: Measure
    table: tuple[Amount, ...] = ()
    first: Amount | None = None
    last: Amount | None = None
    per_place: Amount | None = None
    is_lower_better: bool = False
    peers: str = ALL
    when_alone: str = FULL

    def score(self, place: Place) -> Outcome:
        taken = taken_by(place.group, place.scope.code, self.measure)
        if (early := undecided(taken, place)) is not None:
            return early
        assert taken.value is not None
        peers = peers_of(place, self.measure, self.peers)
        is_peer = place.scope.code in peers.values
        number = peers.ahead(taken.value, is_lower_better=self.is_lower_better) + 1
        n = len(peers.values) + (not is_peer)
        if n == 1:
            points = {FULL: self._first(place), LEAST: self._last(place), NONE: ZERO}[self.when_alone]
            text = f"本组只有一个单位有此项数据，无从排位，{RULES[self.when_alone]} {points_text(points)}"
            return Outcome(points, (*taken.steps, Step(text, self.measure.inputs, points)), taken.value)
        points, how = self._points(place, number, n)
        same = peers.same(taken.value) - is_peer
        tie = f"（与 {same} 个单位并列）" if same else ""
        text = f"{taken.text}，在本组 {n} 个单位中列第 {number} 位{tie}，{how}得 {points_text(points)}"
        return Outcome(points, (*taken.steps, Step(text, self.measure.inputs, points)), taken.value)

    def _points(self, place: Place, number: int, n: int) -> tuple[Fraction, str]:
        first, last = self._first(place), self._last(place)
        if self.table:
            return (
                (self.table[number - 1].of(place.full), "按位次表")
                if number <= len(self.table)
                else (last, "表外位次")
            )
        if self.per_place is not None:
            step = self.per_place.of(place.full)
            points = first - (number - 1) * step
            how = f"第 1 位 {points_text(first)}，每退 1 位减 {amount_text(self.per_place, place.full)}，"
            return (
                (points, how)
                if self.last is None or points >= last
                else (last, f"{how}最低 {points_text(last)}，")
            )
        points = first - (first - last) * Fraction(number - 1, n - 1)
        return points, f"第 1 位 {points_text(first)}、末位 {points_text(last)}，居中按位次等分，"

    def _first(self, place: Place) -> Fraction:
        if self.table:
            return self.table[0].of(place.full)
        return self.first.of(place.full) if self.first is not None else place.full

    def _last(self, place: Place) -> Fraction:
        return self.last.of(place.full) if self.last is not None else ZERO


def taken_by(group: Group, code: str, measure: Measure) -> Taken:
    """Return what a member's measure is; each member is asked once, whoever asks."""
    return group.keep((id(measure), code), lambda: measure.take(group.scopes[code]))


def peers_of(place: Place, measure: Measure, which: str) -> Peers:
    """Return what the peers have; asked of the whole group once."""

    def ask() -> Peers:
        found: dict[str, Fraction] = {}
        for code, scope in place.group.scopes.items():
            if which == RANKED and scope.member.reviewed_only:
                continue
            if (
                not scope.member.excluded
                and (value := taken_by(place.group, code, measure).value) is not None
            ):
                found[code] = value
        return Peers.of(found)

    return place.group.keep((id(measure), "peers", which), ask)
