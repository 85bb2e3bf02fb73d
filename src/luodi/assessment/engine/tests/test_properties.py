"""What holds for all numbers: more is never worse, limits hold, the items add up, a group's order does not matter."""
# ruff: noqa: E501 (a scheme, or a line of a table, stands on one line)

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from luodi.assessment.engine import Member, Score, Situation, Value, evaluate
from luodi.assessment.engine.freezing import member_data, member_from
from luodi.assessment.engine.tests.makers import YEAR_END, scheme_of

INPUTS = "n: 数\nt: 目标\nm: 次数"
NUMBERS = st.decimals(-10_000, 10_000, places=2)
COUNTS = st.integers(0, 50)
TARGETS = st.decimals("0.01", 10_000, places=2)
SCHEME = scheme_of(
    """
    - {code: A, weight: 30, kind: ratio, actual: n, target: t, cap: 120%, floor: 0}
    - {code: B, weight: 30, kind: step, actual: n, target: t, over: {each: 10%, points: 1, cap: 5}, under: pro_rata}
    - {code: C, weight: 20, kind: bands, actual: n, target: t, bands: [{from: 100%, points: 20}, {from: 80%, points: 10}, {points: 0}]}
    - code: D
      weight: 20
      kind: blend
      cap: 100%
      parts:
        - {weight: 60%, kind: efficacy, actual: n}
        - {weight: 40%, kind: ratio, actual: n, target: t, zero_below: 50%, cap_rate: 150%}
    - {code: E, kind: bonus, count: m, points: 0.5, cap: 3}
    - {code: F, kind: deduction, count: m, points: 1, most: 10}
    """,
    INPUTS,
    "total: 100\nrounding: {total: 10}",
)


def scored(**values: Value) -> Score:
    return evaluate(SCHEME, Situation({"甲": Member("甲", values)}), on=YEAR_END).members["甲"]


@given(st.tuples(NUMBERS, NUMBERS).map(sorted), TARGETS)
def test_more_done_is_never_fewer_points(done: list[Decimal], target: Decimal) -> None:
    less, more = (scored(n=one, t=target, m=0) for one in done)
    for before, after in zip(less.items, more.items, strict=True):
        assert before.points <= after.points, before.code


@given(NUMBERS, TARGETS, COUNTS)
def test_caps_and_floors_hold(done: Decimal, target: Decimal, events: int) -> None:
    points = {one.code: one.points for one in scored(n=done, t=target, m=events).items}
    assert 0 <= points["A"] <= 36
    assert points["B"] <= 35
    assert points["D"] <= 20
    assert points["E"] <= 3
    assert -10 <= points["F"] <= 0


@given(NUMBERS, TARGETS, COUNTS)
def test_the_items_add_up_to_the_total(done: Decimal, target: Decimal, events: int) -> None:
    score = scored(n=done, t=target, m=events)
    exact = sum((one.points for one in score.items), Fraction(0))
    assert score.total is not None
    assert abs(score.total - exact) <= Fraction(1, 2 * 10**10)
    assert score.full == 100


@given(st.dictionaries(st.sampled_from("甲乙丙丁戊己"), NUMBERS, min_size=2))
def test_the_order_of_the_group_does_not_matter_and_its_ends_get_the_ends(values: dict[str, Decimal]) -> None:
    scheme = scheme_of("- {code: A, weight: 10, kind: efficacy, actual: n, worst: 0%}", INPUTS)
    members = {code: Member(code, {"n": value}) for code, value in values.items()}
    there = evaluate(scheme, Situation(members), on=YEAR_END).members
    back = evaluate(scheme, Situation(dict(reversed(members.items()))), on=YEAR_END).members
    assert dict(there) == dict(back)
    best = max(values, key=lambda code: values[code])
    assert there[best].total == 10
    assert there[best].rank == 1
    ranks = sorted(one.rank or 0 for one in there.values())
    assert all(rank <= place for place, rank in enumerate(ranks, start=1))


@given(st.decimals(-(10**9), 10**9, places=4) | st.none(), st.booleans(), st.text("县区乡", max_size=3))
def test_what_is_frozen_thaws_to_the_same(number: Decimal | None, flag: bool, word: str) -> None:
    member = Member("甲", {"a": number, "b": flag, "c": word}, reviewed_only=flag, notes=(word,))
    assert member_from(member_data(member)) == member
