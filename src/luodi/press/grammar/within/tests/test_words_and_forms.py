"""Names of which two spellings stand, times that are mixed, and forms of numbers."""

import pytest

from luodi.press.grammar.claims import Weight
from luodi.press.grammar.within.tests.cases import found_in, rules_in


def test_a_name_that_sounds_alike_is_asked_about_once() -> None:
    text = "锐新智能装备产业园正式签约。\n锐欣智能装备产业园开工建设。锐欣智能装备产业园进展顺利。"
    (finding,) = [each for each in found_in(text) if each.rule == "name.two_spellings"]
    assert (finding.stated, finding.expected) == ("锐欣智能装备产业园", "锐新智能装备产业园")
    assert finding.weight is Weight.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "城东智能装备产业园签约。城西智能装备产业园开工。",
        "智能装备一期产业园签约。智能装备二期产业园开工。",
        "绿源新型建材产业园签约。蓝天新型建材产业园开工。",
    ],
)
def test_names_that_tell_things_apart_are_two(text: str) -> None:
    assert "name.two_spellings" not in rules_in(text, Weight.QUESTION)


@pytest.mark.parametrize(
    ("text", "rule", "instead"),
    [
        ("完成投资30亿元，同比增长-6.35%。", "style.negative_growth", "下降6.35%"),
        ("24年上半年新签约项目15个。", "style.short_year", "2024年"),
        ("总投资在9～16亿元之间。", "style.range_unit", "9亿～16亿"),
        ("1-8月，新签约项目15个。", "style.months", "1—8月"),
        ("工业项目12个，约占75.42%。", "style.about_exact", "占75.42%"),
        ("工业占比提高5.6%。", "style.points", "5.6个百分点"),
    ],
)
def test_a_form_is_hinted_at_with_what_is_written_instead(text: str, rule: str, instead: str) -> None:
    findings = {finding.rule: finding for finding in found_in(text)}
    assert findings[rule].weight is Weight.HINT
    assert findings[rule].correction == instead


def test_a_form_is_hinted_at_once_in_a_text() -> None:
    text = "1-8月，新签约项目15个。1-8月，新开工项目9个。"
    assert rules_in(text, Weight.HINT).count("style.months") == 1


def test_shares_of_another_time_are_hinted_at() -> None:
    text = "1—7月，新签约项目80个，其中工业项目60个。今年，全市新签约项目中，工业项目数占75%。"
    assert "period.mixed" in rules_in(text, Weight.HINT)
