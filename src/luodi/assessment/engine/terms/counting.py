"""加分、扣分、缺口、折算: points by the number of projects and events, each project in one class."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from luodi.assessment.engine.conditions import Condition
from luodi.assessment.engine.operands import Operand, said, unit_of
from luodi.assessment.engine.quantities import Amount, amount_text, number_text, points_text, quantity_text
from luodi.assessment.engine.results import Step
from luodi.assessment.engine.scope import Scope
from luodi.assessment.engine.terms.base import ONE, ZERO, Outcome, Place, derivations, named
from luodi.assessment.engine.terms.stepwise import Counting, Side


@dataclass(frozen=True)
class Class:
    """One class: how many there are (``count``, or the rows that meet ``when``), and what each is worth."""

    title: str
    points: Amount = field(default_factory=lambda: Amount(ZERO))
    count: Operand | None = None
    when: Condition | None = None
    each: Fraction = ONE
    counting: Counting = Counting.WHOLE
    beyond: Operand | None = None
    cap: Amount | None = None
    required: Operand | None = None


@dataclass(frozen=True)
class Counted:
    """How many a class has, whose names, and the sentence that says so. None: no figure."""

    number: Fraction | None
    text: str
    steps: tuple[Step, ...] = ()
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Classes:
    """Classes in order. Exclusive: a row counts in the first that it meets; cumulative counts hold the higher ones."""

    classes: tuple[Class, ...]
    rows: str = ""
    is_exclusive: bool = True
    is_cumulative: bool = False

    def count(self, scope: Scope) -> list[tuple[Class, Counted]]:
        """Count each class."""
        if self.rows:
            return list(zip(self.classes, self._rows(scope), strict=True))
        counted: list[tuple[Class, Counted]] = []
        above = ZERO
        for one in self.classes:
            assert one.count is not None
            number = one.count.result(scope)
            text = said(one.count, scope, title=one.title)
            if self.is_cumulative and number is not None:
                own = max(number - above, ZERO)
                if above:
                    text = f"{text}，减去已按更高档计的 {number_text(above)}，余 {number_text(own)}"
                number, above = own, max(number, above)
            inputs = named(one.count)
            counted.append((one, Counted(number, text, derivations((one.count,), scope), inputs)))
        return counted

    def _rows(self, scope: Scope) -> list[Counted]:
        rows = scope.rows(self.rows)
        if rows is None:
            text = f"{scope.written(self.rows)}：须逐条列出才能分类"
            return [Counted(None, text, (), (self.rows,)) for _ in self.classes]
        found: list[list[str]] = [[] for _ in self.classes]
        for row in rows:
            inner = scope.inside(row, self.rows)
            met = [
                place for place, one in enumerate(self.classes) if one.when is None or one.when.holds(inner)
            ]
            for place in met[:1] if self.is_exclusive else met:
                found[place].append(row.name)
        unit = scope.input(self.rows).unit or "个"
        return [
            Counted(Fraction(len(names)), _listed(one, names, unit), (), (self.rows,))
            for one, names in zip(self.classes, found, strict=True)
        ]


def _listed(one: Class, names: Sequence[str], unit: str) -> str:
    shown = "、".join(name for name in names[:8] if name)
    more = f" 等 {len(names)} {unit}" if len(names) > 8 else ""
    return f"{one.title} {len(names)} {unit}{f'（{shown}{more}）' if shown else ''}"


@dataclass(frozen=True)
class Bonus:
    """So many points for each; a project in its highest class only.    Source: R2, R8, R13, R17."""

    classes: Classes

    def score(self, place: Place) -> Outcome:
        steps: list[Step] = []
        total, known = ZERO, False
        for one, counted in self.classes.count(place.scope):
            steps += counted.steps
            if counted.number is None:
                steps.append(Step(f"{counted.text}：没有数，不加分", counted.inputs))
                continue
            known = True
            points, step = _worth(one, counted, place)
            total += points
            steps.append(step)
        if not known:
            return Outcome(steps=tuple(steps), points=ZERO)
        if len(self.classes.classes) > 1:
            steps.append(Step(f"合计 {points_text(total)}", (), total))
        return Outcome(total, tuple(steps), total)


@dataclass(frozen=True)
class Deduction:
    """From the full mark (or from 0) so many points off for each event.    Source: R1, R3, R5, R8."""

    classes: Classes
    start: Amount = field(default_factory=lambda: Amount(ZERO))
    most: Amount | None = None

    def score(self, place: Place) -> Outcome:
        steps: list[Step] = []
        lost = ZERO
        start = self.start.of(place.full)
        for one, counted in self.classes.count(place.scope):
            steps += counted.steps
            if counted.number is None:
                steps.append(Step(f"{counted.text}：没有登记，不扣分", counted.inputs))
                continue
            points, step = _worth(one, counted, place)
            lost += points
            steps.append(step)
        if self.most is not None and lost > (most := self.most.of(place.full)):
            steps.append(
                Step(f"扣分超过上限 {amount_text(self.most, place.full)}，按 {points_text(most)}扣", (), most)
            )
            lost = most
        points = start - lost
        return Outcome(points, (*steps, Step(_taken_off(start, lost), (), points)), -lost)


@dataclass(frozen=True)
class Shortfall:
    """From the full mark so many points off for each that a class lacks; a surplus makes up for nothing.

    Source: R1 ④.
    """

    classes: Classes
    start: Amount

    def score(self, place: Place) -> Outcome:
        steps: list[Step] = []
        lost, start = ZERO, self.start.of(place.full)
        for one, counted in self.classes.count(place.scope):
            assert one.required is not None
            required = one.required.result(place.scope)
            steps += counted.steps
            if required is None:
                steps.append(Step(f"{one.title}：没有设要求，不扣分", named(one.required)))
                continue
            have = ZERO if counted.number is None else counted.number
            lacking = max(required - have, ZERO)
            off = lacking * one.points.of(place.full)
            lost += off
            how = (
                f"缺 {number_text(lacking)}，扣 {number_text(lacking)} × {points_text(one.points.of(place.full))}"
                f" = {points_text(off)}"
                if lacking
                else "不缺，不扣分"
            )
            steps.append(Step(f"{counted.text}，要求 {number_text(required)}：{how}", counted.inputs, off))
        points = start - lost
        return Outcome(points, (*steps, Step(_taken_off(start, lost), (), points)), -lost)


@dataclass(frozen=True)
class Weighted:
    """折算: each counts by the weight of its class; the sum is points, or is measured against a target.

    Source: R8, R14.
    """

    classes: Classes
    target: Operand | None = None

    def score(self, place: Place) -> Outcome:
        steps: list[Step] = []
        total = ZERO
        for one, counted in self.classes.count(place.scope):
            steps += counted.steps
            number = ZERO if counted.number is None else counted.number
            worth = number * one.points.value
            total += worth
            text = f"{counted.text} × 折算 {number_text(one.points.value)} = {number_text(worth)}"
            steps.append(Step(text, counted.inputs, worth))
        steps.append(Step(f"折算合计 {number_text(total)}", (), total))
        if self.target is None:
            return Outcome(total, tuple(steps), total)
        return self._against(place, total, steps, self.target)

    def _against(self, place: Place, total: Fraction, steps: list[Step], target: Operand) -> Outcome:
        wanted = target.result(place.scope)
        shown = said(target, place.scope, title="目标")
        if wanted is None:
            return Outcome(unset=True, steps=(*steps, Step(f"{shown}：没有设目标", named(target))))
        if wanted <= 0:
            text = f"{shown}：目标不大于 0，不能相除，按规定计满分 {points_text(place.full)}"
            return Outcome(place.full, (*steps, Step(text, named(target), place.full)))
        rate = total / wanted
        points = rate * place.full
        text = f"{number_text(total)} ÷ {shown}{place.times_full} = {points_text(points)}"
        return Outcome(points, (*steps, Step(text, named(target), points)), rate)


def _worth(one: Class, counted: Counted, place: Place) -> tuple[Fraction, Step]:
    """Return the points of one class, with its own limits applied, and the sentence."""
    assert counted.number is not None
    number, text = counted.number, counted.text
    each = one.points.of(place.full)
    if one.beyond is not None:
        free = one.beyond.result(place.scope) or ZERO
        number = max(number - free, ZERO)
        text = f"{text}，超出 {number_text(free)} 的部分为 {number_text(number)}"
    n = Side(one.each, one.points, None, one.counting).steps(number)
    if one.each != 1:
        unit = unit_of(one.count, place.scope) if one.count is not None else ""
        text = f"{text}，每 {quantity_text(one.each, unit)}计一次，共 {number_text(n)} 次"
    points = n * each
    text = f"{text}，{number_text(n)} × {points_text(each)} = {points_text(points)}"
    if one.cap is not None and points > (most := one.cap.of(place.full)):
        points, text = most, f"{text}，最多 {points_text(most)}"
    return points, Step(text, counted.inputs, points)


def _taken_off(start: Fraction, lost: Fraction) -> str:
    if not start:
        return f"扣 {points_text(lost)}" if lost else "不扣分"
    return f"{points_text(start)} - 扣 {points_text(lost)} = {points_text(start - lost)}"
