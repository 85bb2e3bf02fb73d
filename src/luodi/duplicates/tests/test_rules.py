"""Codes decide over names, phases and investors keep projects apart, and every match says why."""

from dataclasses import replace

import pytest

from luodi.duplicates.choices import CaseState, Level
from luodi.duplicates.rules import (
    CaseRefused,
    Side,
    amounts_near,
    check_ruling,
    judge_enterprises,
    judge_projects,
    valid_code,
)
from luodi.kernel.codes import credit_code_check_digit


def code(first17: str) -> str:
    return first17 + credit_code_check_digit(first17)


ONE, OTHER = code("91340400MA2AAAAA0"), code("91340400MA2BBBBB0")
PROJECT = Side(
    name="明湖光学镜片生产线",
    investor="明湖光学有限公司",
    area="340422",
    industry="C39",
    total_fen=120_000_000_00,
)


def level(a: Side, b: Side) -> Level | None:
    found = judge_projects(a, b)
    return None if found is None else found.level


def level_of_firms(a: Side, b: Side) -> Level | None:
    found = judge_enterprises(a, b)
    return None if found is None else found.level


def test_one_code_under_two_names_is_one_firm_and_two_codes_under_one_name_are_two() -> None:
    assert (
        level_of_firms(Side(name="明湖光学有限公司", code=ONE), Side(name="玉泉玻璃厂", code=ONE)) == Level.L1
    )
    same_name = "淮南市明湖光学有限公司"
    assert judge_enterprises(Side(name=same_name, code=ONE), Side(name=same_name, code=OTHER)) is None


def test_a_code_that_fails_its_check_decides_nothing() -> None:
    wrong = ONE[:-1] + ("0" if ONE[-1] != "0" else "1")
    assert valid_code(wrong) == ""
    found = judge_enterprises(
        Side(name="明湖光学有限公司", code=wrong), Side(name="明湖光学有限公司", code=OTHER)
    )
    assert found is not None
    assert found.level == Level.L1
    assert any("未通过校验" in said for said in found.differs)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("明湖光学有限公司", "明湖光学（有限公司）", Level.L1),
        ("淮南市明湖光学有限公司", "明湖光学有限公司", Level.L3),
        ("明湖光学有限公司", "明湖光学有限责任公司", Level.L3),
        ("淮南明湖光学有限公司", "淮南铭湖光学有限公司", Level.L3),
        ("明湖", "淮南明湖光学有限公司", Level.L4),
        ("淮南明湖光学有限公司", "寿县明湖光学有限公司", None),
        ("明湖光学有限公司", "玉泉玻璃有限公司", None),
    ],
)
def test_firms_without_codes_are_judged_by_their_names(one: str, other: str, expected: Level | None) -> None:
    assert level_of_firms(Side(name=one), Side(name=other)) == expected


def test_one_name_and_no_other_investor_is_the_strongest_match() -> None:
    assert level(PROJECT, replace(PROJECT, name="明湖光学 镜片生产线")) == Level.L1
    assert level(PROJECT, replace(PROJECT, investor="")) == Level.L1
    assert (
        level(replace(PROJECT, name="甲", local_code=ONE), replace(PROJECT, name="乙", local_code=ONE))
        == Level.L1
    )


def test_near_names_of_one_investor_are_the_second() -> None:
    near = replace(PROJECT, name="铭湖光学镜片生产线项目", total_fen=None)
    assert level(PROJECT, near) == Level.L2
    assert level(PROJECT, replace(near, investor="玉泉玻璃厂")) is None


def test_one_investor_at_one_place_with_like_amounts_is_the_third() -> None:
    other = replace(PROJECT, name="高端镜头制造基地", total_fen=100_000_000_00)
    found = judge_projects(PROJECT, other)
    assert found is not None
    assert found.level == Level.L3
    assert any("总投资相差不超过 20%" in said for said in found.equal)
    assert level(PROJECT, replace(other, total_fen=90_000_000_00)) is None
    assert level(PROJECT, replace(other, area="340421", industry="C26")) is None


def test_an_investor_that_nobody_knows_is_no_common_investor() -> None:
    for nobody in ("", "—", "待定", "发布稿未载明"):
        one = replace(PROJECT, investor=nobody)
        assert level(one, replace(one, name="高端镜头制造基地")) is None


def test_another_industry_is_another_project_of_the_investor() -> None:
    assert level(PROJECT, replace(PROJECT, name="高端镜头制造基地", industry="C26")) is None


def test_one_telephone_or_address_is_the_last() -> None:
    one = Side(name="甲项目", phone="05541234567")
    assert level(one, Side(name="乙项目", phone="05541234567")) == Level.L4
    assert level(one, Side(name="乙项目", phone="05547654321")) is None


def test_another_phase_is_another_project_whatever_else_agrees() -> None:
    first, second = (replace(PROJECT, name=f"明湖光学镜片生产线{n}期") for n in "一二")
    assert level(first, second) is None


def test_one_general_name_at_two_places_by_unknown_investors_only_warns() -> None:
    one = Side(name="标准化厂房", area="340422")
    assert level(one, Side(name="标准化厂房", area="340421")) == Level.L3
    assert level(one, Side(name="标准化厂房", area="340422")) == Level.L1


def test_two_codes_of_investors_are_two_investors() -> None:
    one, other = replace(PROJECT, investor_code=ONE), replace(PROJECT, investor_code=OTHER, area="340421")
    assert level(one, other) is None
    assert level(one, replace(PROJECT, investor_code=ONE, investor="写法不同的投资方")) == Level.L1


def test_a_match_does_not_depend_on_the_order() -> None:
    other = replace(PROJECT, name="铭湖光学镜片生产线", total_fen=110_000_000_00)
    assert level(PROJECT, other) == level(other, PROJECT)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [(100, 80, True), (100, 79, False), (100, 100, True), (0, 0, False), (None, 100, False)],
)
def test_amounts_are_near_within_a_fifth_of_the_larger(
    one: int | None, other: int | None, *, near: bool
) -> None:
    assert amounts_near(one, other) is near
    assert amounts_near(other, one) is near


def test_a_ruling_needs_a_reason_and_an_open_case() -> None:
    with pytest.raises(CaseRefused, match="理由"):
        check_ruling(state=CaseState.OPEN, ruling=CaseState.SAME, reason=" ")
    with pytest.raises(CaseRefused, match="已裁定为“不同”"):
        check_ruling(state=CaseState.DIFFERENT, ruling=CaseState.SAME, reason="同一份协议")
    with pytest.raises(CaseRefused, match="裁定结果"):
        check_ruling(state=CaseState.OPEN, ruling=CaseState.OPEN, reason="同一份协议")
