from datetime import date

import pytest

from luodi.enterprises import rules


@pytest.mark.parametrize(
    ("name", "said"), [(" ", "请填写企业名称"), ("长" * 201, "不能超过 200 字，现为 201 字")]
)
def test_a_name_is_neither_blank_nor_endless(name: str, said: str) -> None:
    with pytest.raises(rules.EnterpriseRefused, match=said):
        rules.check_name(name)


def test_an_enterprise_enters_the_pool_once_and_leaves_it_once() -> None:
    rules.check_move(is_in=False, enters=True, name="甲公司")
    with pytest.raises(rules.EnterpriseRefused, match="甲公司已经在规上培育库"):
        rules.check_move(is_in=True, enters=True, name="甲公司")
    with pytest.raises(rules.EnterpriseRefused, match="甲公司不在规上培育库"):
        rules.check_move(is_in=False, enters=False, name="甲公司")


def test_a_term_does_not_end_before_it_begins() -> None:
    rules.check_term(date(2020, 1, 1), None)
    rules.check_term(date(2020, 1, 1), date(2020, 1, 1))
    with pytest.raises(rules.AdviserRefused, match="不能早于开始日期（2020-01-01）"):
        rules.check_term(date(2020, 1, 1), date(2019, 12, 31))
