"""Units that cannot both be right: one number in 亿 and 万, and currencies that are added by their face."""

import pytest

from luodi.press.grammar.claims import Kind, Weight
from luodi.press.grammar.within.tests.cases import found_in


def test_one_number_in_two_units_offers_the_other_unit() -> None:
    text = "上半年，全市签约项目43个，总投资318亿元。上半年签约的43个项目总投资318万元，比去年增加。"
    (found,) = [one for one in found_in(text) if one.weight is Weight.ERROR]
    assert found.rule == "repeat.unit"
    assert text[found.start : found.end] == "318万元"
    assert found.correction == "318亿元"
    assert "应为" not in found.message


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("今年以来，全市实际利用外资4亿美元，到位内资26亿元，两项合计30亿元。", Weight.ERROR),
        ("今年以来，全市实际利用外资4亿美元，到位内资26亿元，总投资30亿元。", Weight.QUESTION),
    ],
)
def test_dollars_and_yuan_are_never_added(text: str, weight: Weight) -> None:
    (found,) = [one for one in found_in(text) if one.kind is Kind.UNIT]
    assert found.weight is weight
    assert text[found.start : found.end] == "30亿元"
    assert found.arithmetic == "4亿美元 + 26亿元 ≠ 30亿元"


def test_yuan_and_yuan_may_be_added() -> None:
    text = "今年以来，全市到位省外资金14亿元，到位市外资金16亿元，两项合计30亿元。"
    assert not [one for one in found_in(text) if one.kind is Kind.UNIT]
