"""Findings and refusals as people see them."""

import pytest

from luodi.kernel.findings import Finding, Refusal, Severity


def test_a_refusal_shows_its_chinese_sentence_and_names_its_field():
    with pytest.raises(Refusal) as caught:
        raise Refusal("请填写签约日期", field="occurred_on")
    assert str(caught.value) == caught.value.message == "请填写签约日期"
    assert caught.value.field == "occurred_on"


def test_a_refusal_without_a_field_concerns_the_whole():
    assert Refusal("不能签约").field == ""


def test_a_finding_is_an_error_unless_it_says_otherwise():
    finding = Finding(where="签约!H37", code="amount.not_a_number", message="总投资应为数字")
    assert finding.severity is Severity.ERROR
