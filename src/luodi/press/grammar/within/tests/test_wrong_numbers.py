"""One number of a correct text is changed: it is found, with what it should be and arithmetic to follow."""

import pytest

from luodi.press.grammar.claims import Weight
from luodi.press.grammar.within.tests import texts
from luodi.press.grammar.within.tests.cases import errors_in, found_in, rules_in


@pytest.mark.parametrize("text", texts.ALL.values(), ids=texts.ALL)
def test_a_correct_text_raises_neither_error_nor_question(text: str) -> None:
    assert not [finding for finding in found_in(text) if finding.weight is not Weight.HINT]


WRONG = [
    (texts.SIGNED, "73.23%、72.86%", "73.23%、70.86%", "70.86", "72.86"),
    (texts.SIGNED, "占70.45%", "占74.05%", "74.05", "70.45"),
    (texts.SIGNED, "工业项目93个", "工业项目98个", "73.23", "77.17"),
    (texts.BATCHES, "项目37个", "项目73个", "95", "131"),
    (texts.BATCHES, "158.3亿元", "185.3亿元", "412.68", "439.68"),
    (texts.BATCHES, "项目95个", "项目85个", "85", "95"),
    (texts.BREAKDOWNS, "项目171个", "项目117个", "312", "258"),
    (texts.BREAKDOWNS, "69.6%", "96.6%", "96.6", "69.6"),
    (texts.BREAKDOWNS, "588亿元", "558亿元", "2856", "2826"),
    (texts.SHARES, "61.12%", "62.11%", "62.11", "61.12"),
    (texts.TARGETS, "52.63%", "53.62%", "53.62", "52.63"),
    (texts.TARGETS, "项目72个", "项目79个", "55.38", "60.77"),
    (texts.RATES, "69.64%", "64.69%", "64.69", "69.64"),
    (texts.RATES, "落地项目39个", "落地项目35个", "69.64", "62.50"),
    (texts.GROWTHS, "增长20%", "增长30%", "30", "20"),
    (texts.GROWTHS, "37.5%", "35.7%", "35.7", "37.5"),
    (texts.GROWTHS, "5.3个", "3.5个", "3.5", "5.3"),
    (texts.PACE, "11.48个", "14.18个", "14.18", "11.48"),
    (texts.REPEATS, "视频方式签约项目29个", "视频方式签约项目39个", "39", "29"),
    (texts.REPEATS, "41.7亿元，提振", "47.1亿元，提振", "47.1", "41.7"),
    (texts.HEADLINE, "34个项目集中", "43个项目集中", "43", "34"),
    (texts.HEADLINE, "总投资187.46亿元，", "总投资178.46亿元，", "178.46", "187.46"),
    (texts.TOTALS, "合计签约38个", "合计签约36个", "36", "38"),
    (texts.INDUSTRIES, "68.25%", "65.28%", "65.28", "68.25"),
    (texts.VENUES, "433.8亿元", "483.3亿元", "946.5", "996"),
    (texts.VENUES, "项目64个", "项目54个", "183", "173"),
]


@pytest.mark.parametrize(("text", "right", "wrong", "stated", "expected"), WRONG)
def test_a_changed_number_is_found_with_what_it_should_be(
    text: str, right: str, wrong: str, stated: str, expected: str
) -> None:
    assert text.count(right) >= 1
    assert (stated, expected) in errors_in(text.replace(right, wrong, 1))


def test_a_finding_shows_its_arithmetic_and_the_words_that_replace() -> None:
    text = texts.SHARES.replace("61.12%", "62.11%")
    finding = next(finding for finding in found_in(text) if finding.weight is Weight.ERROR)
    assert text[finding.start : finding.end] == "62.11%"
    assert finding.arithmetic == "21.3 ÷ 34.85 = 61.12%"
    assert finding.correction == "61.12%"
    assert "62.11%" in finding.message


def test_applying_the_correction_heals_the_text() -> None:
    for text, right, wrong, _, _ in WRONG:
        changed = text.replace(right, wrong, 1)
        errors = [each for each in found_in(changed) if each.weight is Weight.ERROR and each.correction]
        if len(errors) == 1:
            finding = errors[0]
            healed = changed[: finding.start] + finding.correction + changed[finding.end :]
            assert not errors_in(healed), healed


def test_a_part_above_its_whole_is_an_error() -> None:
    assert errors_in("全市新签约项目38个，总投资76.2亿元，其中：工业项目51个，总投资49.5亿元。")


def test_a_total_below_its_thresholds_is_a_wrong_unit() -> None:
    text = "此次全市共开工46个亿元以上项目，总投资405万元。"
    assert rules_in(text, Weight.ERROR) == ["unit.below_threshold"]


def test_the_same_projects_with_yi_and_with_wan_are_a_wrong_unit() -> None:
    text = "会上38个项目集中签约，总投资216.5亿元。\n据介绍，此次集中签约的38个项目总投资216.5万元。"
    assert "repeat.unit" in rules_in(text, Weight.ERROR)


def test_a_list_closed_by_the_rest_adds_up_to_the_contracts_that_were_signed() -> None:
    text = (
        "2023年，全县洽谈项目420余个，签订正式合同96个，协议引资9.6亿元，到位资金7.42亿元。"
        "其中工业项目41个，到位资金5.03亿元；基础设施项目17个，到位资金8600万元；其他项目38个，到位资金1.53亿元。"
    )
    assert not errors_in(text)
    assert errors_in(text.replace("7.42亿元", "7.24亿元")) == [("7.24", "7.42")]


def test_shares_of_a_list_are_of_the_number_to_which_the_list_adds_up() -> None:
    text = (
        "大会现场签约项目50个，合同投资800亿元。\n"
        "央企投资项目20个、合同投资450亿元、占比56.3%；民企投资项目21个、合同投资250亿元、占比31.3%；"
        "外企投资项目9个、合同投资100亿元、占比12.5%。"
    )
    assert not errors_in(text)
    assert errors_in(text.replace("31.3%", "33.1%")) == [("33.1", "31.3")]


NUMBER_FIRST = (
    "1—6月，全省118个在建重点项目完成投资486.4亿元。按阶段划分，其中28个投产项目完成投资251.6亿元；"
    "73个续建项目完成投资219.3亿元；17个新开工项目完成投资15.5亿元。"
)
STARTED = (
    "一季度，全市97个重点项目完成投资76.9亿元。52个新开工项目已有23个开工建设，完成投资31.4亿元；"
    "45个续建项目进展顺利，已完成投资45.5亿元。"
)


@pytest.mark.parametrize("text", [NUMBER_FIRST, STARTED])
def test_numbers_that_stand_before_their_things_are_read_in_rows(text: str) -> None:
    assert not [finding for finding in found_in(text) if finding.weight is not Weight.HINT]


@pytest.mark.parametrize(("right", "wrong"), [("28个投产", "38个投产"), ("219.3亿元", "291.3亿元")])
def test_a_wrong_number_before_its_thing_is_found(right: str, wrong: str) -> None:
    assert errors_in(NUMBER_FIRST.replace(right, wrong))
