from datetime import date
from typing import Any

import pytest

from luodi.enterprises import rules


@pytest.mark.parametrize(
    ("name", "said"), [(" ", "请填写企业名称"), ("长" * 201, "不能超过 200 字，现为 201 字")]
)
def test_a_name_is_neither_blank_nor_endless(name: str, said: str) -> None:
    with pytest.raises(rules.EnterpriseRefused, match=said):
        rules.check_name(name)


def test_an_enterprise_enters_the_pool_once_and_leaves_it_once() -> None:
    firm: Any = {"is_above_scale": False, "name": "甲公司"}
    rules.check_move(is_in=False, enters=True, **firm)
    with pytest.raises(rules.EnterpriseRefused, match="甲公司已经在规上培育库"):
        rules.check_move(is_in=True, enters=True, **firm)
    with pytest.raises(rules.EnterpriseRefused, match="甲公司不在规上培育库"):
        rules.check_move(is_in=False, enters=False, **firm)


def test_an_enterprise_above_scale_may_only_leave_the_pool() -> None:
    firm: Any = {"is_above_scale": True, "name": "甲公司"}
    rules.check_move(is_in=True, enters=False, **firm)
    with pytest.raises(rules.EnterpriseRefused, match="甲公司已是规上工业企业"):
        rules.check_move(is_in=False, enters=True, **firm)


def test_a_day_of_long_ago_is_a_mistyped_year() -> None:
    with pytest.raises(rules.EnterpriseRefused, match="太早，请核对年份"):
        rules.check_day(date(201, 1, 1), date(2020, 8, 3), "日期", field="on")


def test_a_term_does_not_end_before_it_begins() -> None:
    rules.check_term(date(2020, 1, 1), None)
    rules.check_term(date(2020, 1, 1), date(2020, 1, 1))
    with pytest.raises(rules.AdviserRefused, match="不能早于开始日期（2020-01-01）"):
        rules.check_term(date(2020, 1, 1), date(2019, 12, 31))
