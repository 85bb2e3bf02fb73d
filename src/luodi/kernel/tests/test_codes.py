"""Unified social credit codes: the vectors of GB 32100-2015 and all single mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.kernel.codes import (
    ALPHABET,
    CreditCodeRefused,
    credit_code_check_digit,
    organisation_code_warning,
    parse_credit_code,
)
from luodi.kernel.findings import Severity

VALID = [
    "91350100M000100Y43",
    "91110000600037341L",
    "91110000802100433B",
    "91440300708461136T",
    "91330100799655058B",
    "91310000631696382C",
    "914403001922038216",
    "11100000000013127D",
    "91440101231245152Y",
    "9144030071526726XG",
    "N2340422MF1234567D",
    "Y1340400MB0000001F",
    "A1110000MA0000001K",
]


@pytest.mark.parametrize("code", VALID)
def test_a_valid_code_is_accepted_as_it_is(code):
    assert parse_credit_code(code) == code


@pytest.mark.parametrize(
    "text",
    [
        " 91110000 600037341l ",
        "９１１１００００６０００３７３４１Ｌ",
        "91110000600037341L\n",
        "91110000\t600037341L",
    ],
)
def test_a_pasted_code_is_brought_to_its_normal_form(text):
    assert parse_credit_code(text) == "91110000600037341L"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("91350100M000100Y4Z", "第 18 位“Z”不是可用字符（不使用字母 I、O、S、V、Z，是否为“2”？）"),
        ("91110000600037341O", "第 18 位“O”不是可用字符（不使用字母 I、O、S、V、Z，是否为“0”？）"),
        ("911100006000-7341L", "第 13 位“-”不是可用字符（只能是数字和大写字母）"),
        ("911100006000373411", "第 18 位应为“L”，现为“1”"),
        ("123456789012345675", "校验位不对"),
        ("91110000600037341", "应为 18 位，现为 17 位"),
        ("", "应为 18 位，现为 0 位"),
        ("340400000012345", "15 位的旧注册号"),
    ],
)
def test_a_wrong_code_is_refused_with_the_kind_and_the_place_of_the_mistake(text, message):
    with pytest.raises(CreditCodeRefused) as caught:
        parse_credit_code(text)
    assert message in str(caught.value)


def test_every_single_substitution_in_a_code_is_caught():
    code = VALID[0]
    for position in range(17):
        for other in ALPHABET.replace(code[position], ""):
            assert credit_code_check_digit(code[:position] + other + code[position + 1 : 17]) != code[17]


@given(st.text(alphabet=ALPHABET, min_size=17, max_size=17), st.integers(min_value=0, max_value=15))
def test_every_swap_of_neighbours_is_caught(first17, at):
    swapped = first17[:at] + first17[at + 1] + first17[at] + first17[at + 2 :]
    if swapped != first17:
        assert credit_code_check_digit(swapped) != credit_code_check_digit(first17)


@given(st.text(alphabet=ALPHABET, min_size=17, max_size=17))
def test_a_code_with_its_check_digit_is_valid(first17):
    code = first17 + credit_code_check_digit(first17)
    assert parse_credit_code(code.lower()) == code


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text):
    try:
        read = parse_credit_code(text)
    except CreditCodeRefused:
        return
    assert len(read) == 18


def test_an_agreeing_organisation_code_gives_no_warning():
    assert organisation_code_warning("91110000600037341L") is None
    assert organisation_code_warning("9144030071526726XG") is None


def test_a_disagreeing_organisation_code_is_a_warning_and_no_refusal():
    warning = organisation_code_warning(parse_credit_code("Y1340400MB0000001F"))
    assert warning is not None
    assert warning.severity is Severity.WARNING
    assert "应为“0”，现为“1”" in warning.message
