"""From a scheme and a situation to scores: items, total, overrides, places, grades, lists, in this order.

Arithmetic is exact; rounding happens where the scheme says so and nowhere else. Nothing here knows the clock, the
database or chance: the same scheme, situation and day give the same result.
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from luodi.assessment.engine.outcomes import conclude
from luodi.assessment.engine.quantities import number_text, points_text, rounded
from luodi.assessment.engine.results import ItemScore, Result, Score, Step
from luodi.assessment.engine.scheme import Rules, Scheme
from luodi.assessment.engine.scope import Scope, Span
from luodi.assessment.engine.situation import Situation
from luodi.assessment.engine.terms.base import ZERO, Group, Place
from luodi.assessment.engine.terms.part import full_marks, score_together
from luodi.assessment.engine.values import require_fitting


def evaluate(scheme: Scheme, situation: Situation, *, on: date) -> Result:
    """Score every member of the group.

    Shape: one score per member, in the order of the situation.    Measure: points, exact or as the scheme rounds.
    Raises: SchemeNotInForce before the scheme's first day; SituationRefused when an input does not fit.
    """
    rules = scheme.on(on)
    require_fitting(rules, situation)
    scopes = _scopes(rules, situation, on)
    group = Group(scopes)
    scored: dict[str, Score] = {}
    for code, scope in scopes.items():
        if scope.member.excluded:
            scored[code] = _left_out(code, scope)
        else:
            scored[code] = _score(rules, code, Place(scope, group))
    return conclude(rules, scopes, scored)


def _scopes(rules: Rules, situation: Situation, on: date) -> Mapping[str, Scope]:
    first, last = rules.span(on)
    n_members = sum(1 for member in situation.members.values() if not member.excluded)
    scopes = {
        code: Scope(
            inputs=rules.inputs,
            member=member,
            span=Span(first, last, on),
            code=code,
            n_members=n_members,
            rate_places=rules.rounding.rate,
        )
        for code, member in situation.members.items()
    }
    kept: dict[Hashable, object] = {}
    for scope in scopes.values():
        scope.peers, scope.kept = scopes, kept
    return scopes


def _left_out(code: str, scope: Scope) -> Score:
    reason = f"不参加考核：{scope.member.excluded}"
    return Score(code, scope.member.name, None, (), ZERO, place=reason, notes=scope.member.notes)


def _score(rules: Rules, code: str, place: Place) -> Score:
    parts = [rules.items[number] for number in rules.order]
    fulls = [part.weight or ZERO for part in parts]
    found = score_together(parts, fulls, ["" for _ in parts], place)
    in_order = dict(zip(rules.order, found, strict=True))
    items = tuple(_rounded(in_order[number], rules) for number in range(len(rules.items)))
    total = rounded(_sum(items), rules.rounding.total, truncate=rules.rounding.truncate)
    member = place.scope.member
    return Score(
        code, member.name, total, items, full_marks(items), _totalled(items, total), notes=member.notes
    )


def _sum(items: tuple[ItemScore, ...]) -> Fraction:
    return sum((one.points for one in items), ZERO)


def _rounded(score: ItemScore, rules: Rules) -> ItemScore:
    places, truncate = rules.rounding.item, rules.rounding.truncate
    points = rounded(score.points, places, truncate=truncate)
    if points == score.points:
        return score
    how = "截去" if truncate else "四舍五入到"
    step = Step(
        f"{how}小数点后 {places} 位{'以后' if truncate else ''}，得 {points_text(points)}", (), points
    )
    return replace(score, points=points, steps=(*score.steps, step))


def _totalled(items: tuple[ItemScore, ...], total: Fraction) -> tuple[Step, ...]:
    counted = [one for one in items if one.counts]
    exact = _sum(items)
    shown = " + ".join(_bracketed(one.points) for one in counted) or "0"
    text = f"总分 = {shown} = {number_text(exact, 6)} 分"
    if total != exact:
        text = f"{text}，取 {points_text(total)}"
    left = [f"“{one.name}”" for one in items if not one.counts]
    if left:
        text = f"{text}（不计的有{'、'.join(left)}，满分相应为 {points_text(full_marks(items))}）"
    return (Step(text, (), total),)


def _bracketed(points: Fraction) -> str:
    shown = number_text(points)
    return f"（{shown}）" if points < 0 else shown
