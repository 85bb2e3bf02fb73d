"""What a target may be, and whether a cascade adds up; without a database."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.figures.indicators import indicator
from luodi.targets import rules
from luodi.targets.choices import Phasing, Relation
from luodi.targets.progress import EXAMPLE_TERMS, Terms
from luodi.targets.reconciling import Outcome, Piece, Reconciliation, reconcile
from luodi.targets.rules import Phase, TargetRefused

AMOUNT, COUNT = indicator("signed.amount"), indicator("signed.count")
SHARE, STOCK = indicator("signed.industrial.count_share"), indicator("stock.signed.count")


def quarters(*steps: int) -> Phase:
    return Phase(Phasing.QUARTERS, tuple(Decimal(one) for one in steps))


@pytest.mark.parametrize(("text", "value"), [("60", "60"), (" 1,200.50 ", "1200.5"), ("0.0001", "0.0001")])
def test_a_value_is_read_as_offices_write_it(text: str, value: str) -> None:
    assert rules.read_value(text, AMOUNT) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "—", "-", "/"])
def test_what_is_left_empty_is_no_target(text: str) -> None:
    assert rules.read_value(text, AMOUNT) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0", "不下达这项目标请留空"),
        ("-5", "须大于 0"),
        ("0.00001", "最多写 4 位小数"),
        ("100000000000", "核对计量单位"),
        ("六十", "不是数"),
        ("NaN", "不是数"),
    ],
)
def test_what_is_no_value_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(TargetRefused, match=said):
        rules.read_value(text, AMOUNT)


def test_a_count_is_whole_and_a_share_as_fine_as_it_is_shown() -> None:
    with pytest.raises(TargetRefused, match="须是整数"):
        rules.check_value(Decimal("1.5"), COUNT)
    assert rules.check_value(Decimal("80.50"), SHARE) == Decimal("80.5")


def test_rates_and_stocks_are_not_spread_over_the_year() -> None:
    assert rules.usual_phase(AMOUNT).phasing == Phasing.STEADY
    assert {rules.usual_phase(one).phasing for one in (SHARE, STOCK)} == {Phasing.LEVEL}
    for one in (SHARE, STOCK):
        with pytest.raises(TargetRefused, match="不随时间累计"):
            rules.check_phase(Phase(), Decimal(80), one)
        rules.check_phase(quarters(90, 70, 75, 80), Decimal(80), one)


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (quarters(20, 45, 75), "4 个累计数，现在是 3 个"),
        (quarters(20, 15, 75, 100), "越来越小"),
        (quarters(-1, 15, 75, 100), "不能小于 0"),
        (quarters(20, 45, 75, 90), "须等于全年目标 100，现在是 90"),
        (Phase(Phasing.STEADY, (Decimal(1),)), "0 个累计数"),
        (Phase(Phasing.CURVE, (Decimal(100),)), "12 个累计数"),
    ],
)
def test_steps_lead_up_to_the_whole_target(phase: Phase, said: str) -> None:
    with pytest.raises(TargetRefused, match=said):
        rules.check_phase(phase, Decimal(100), AMOUNT)


def test_a_curve_ends_at_a_hundred_whatever_the_target() -> None:
    rules.check_phase(
        Phase(Phasing.CURVE, tuple(Decimal(min(n * 9, 100)) for n in range(1, 13))), Decimal(60), AMOUNT
    )


def test_a_number_is_carried_jointly_by_two_at_least_and_the_same_for_all() -> None:
    one, other = ("云溪县", Decimal(40), 1), ("石桥县", Decimal(40), 1)
    rules.check_joint({"一组": [one, other]})
    for members, said in (
        ([one], "只有云溪县一家"),
        ([one, ("石桥县", Decimal(41), 1)], "须写同一个数：云溪县 40、石桥县 41"),
        ([one, ("石桥县", Decimal(40), 2)], "上级目标不同"),
    ):
        with pytest.raises(TargetRefused, match=said):
            rules.check_joint({"一组": members})
    with pytest.raises(TargetRefused, match="共担组名"):
        rules.check_relation(Relation.JOINT, " ")


@pytest.mark.parametrize("year", [1989, 2101])
def test_a_year_is_one_of_ours(year: int) -> None:
    rules.check_year(2020)
    with pytest.raises(TargetRefused, match="1990—2100"):
        rules.check_year(year)


def test_what_is_said_is_said_and_not_endless() -> None:
    assert rules.check_said(" 调整 ", what="原因", field="reason", most=4) == "调整"
    for text, said in ((" ", "请写明原因"), ("太长的原因", "最多 4 个字")):
        with pytest.raises(TargetRefused, match=said):
            rules.check_said(text, what="原因", field="reason", most=4)


def test_a_circle_is_found() -> None:
    assert rules.circle({1: 2, 2: 3, 3: None}) == []
    assert rules.circle({1: 2, 2: 3, 3: 2}) == [2, 3]
    assert rules.circle({1: 1}) == [1]


def test_rules_of_time_progress_are_in_order_and_rest_on_something() -> None:
    day = date(2020, 8, 3)
    rules.check_terms(EXAMPLE_TERMS, valid_from=day, today=day)
    told = {"basis": EXAMPLE_TERMS.basis, "strict": False, "source": "示例"}
    wrong = [
        Terms(yellow_from=Decimal(30), red_beyond=Decimal(10), **told),
        Terms(yellow_from=Decimal(30), red_beyond=Decimal(101), **told),
        Terms(yellow_from=Decimal(-1), red_beyond=Decimal(10), **told),
        Terms(yellow_from=Decimal(10), red_beyond=Decimal(30), **{**told, "source": " "}),
    ]
    for terms in wrong:
        with pytest.raises(TargetRefused):
            rules.check_terms(terms, valid_from=day, today=day)
    with pytest.raises(TargetRefused, match="不能早于今天"):
        rules.check_terms(EXAMPLE_TERMS, valid_from=date(2020, 8, 2), today=day)


def pieces(*told: tuple[str, Relation, str]) -> Reconciliation:
    every = [Piece(0, Decimal(100), Relation.ALLOCATED, None)]
    every += [
        Piece(nth, Decimal(value), relation, 0, joint)
        for nth, (value, relation, joint) in enumerate(told, start=1)
    ]
    return reconcile(every)[0]


@pytest.mark.parametrize(
    ("values", "outcome", "said"),
    [
        (("60", "40"), Outcome.EVEN, "2 项分解合计 100，与目标相符"),
        (("60", "50.5"), Outcome.OVER, "2 项分解合计 110.5，超出目标 10.5"),
        (("60",), Outcome.UNDER, "1 项分解合计 60，不足目标 40"),
        ((), Outcome.NONE, "没有分解到下级"),
    ],
)
def test_parts_are_set_against_the_whole(values: tuple[str, ...], outcome: Outcome, said: str) -> None:
    found = pieces(*((value, Relation.ALLOCATED, "") for value in values))
    assert (found.outcome, found.says) == (outcome, said)


def test_parallel_targets_are_never_added() -> None:
    found = pieces(
        ("100", Relation.ALLOCATED, ""), ("18", Relation.PARALLEL, ""), ("12", Relation.PARALLEL, "")
    )
    assert found.outcome == Outcome.EVEN
    assert "平行目标 2 项，与上级重叠，不相加" in found.says
    assert pieces(("18", Relation.PARALLEL, "")).outcome == Outcome.NONE


def test_a_number_that_several_carry_stands_in_the_sum_once() -> None:
    found = pieces(
        ("60", Relation.ALLOCATED, ""), ("40", Relation.JOINT, "一组"), ("40", Relation.JOINT, "一组")
    )
    assert (found.allocated, found.outcome) == (100, Outcome.EVEN)
    assert "共担 1 组，每组只计一次" in found.says


def test_labels_say_how_parts_stand_to_the_whole() -> None:
    assert [one.label for one in Outcome] == ["相符", "超分解", "分解不足", "未分解"]
