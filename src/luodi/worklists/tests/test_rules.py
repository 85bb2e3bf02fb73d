from datetime import date

import pytest

from luodi.worklists import definitions, rules
from luodi.worklists.choices import Light
from luodi.worklists.rules import Terms, WorklistRefused

SIGNED = definitions.rule("signed")
DUE = definitions.rule("due-start")
FUNDS = definitions.rule("funds")


def terms(rule: definitions.Rule, **other: int) -> Terms:
    return Terms(rule.examples | other, "示例")


def test_the_most_urgent_light_is_asked_first() -> None:
    assert list(rules.cuts(SIGNED, terms(SIGNED), date(2020, 8, 31))) == [Light.RED, Light.YELLOW, Light.BLUE]


def test_a_start_that_was_due_last_month_is_yellow_and_one_of_three_months_ago_red() -> None:
    found = rules.cuts(DUE, terms(DUE), date(2020, 8, 20))
    assert found[Light.YELLOW] == date(2020, 7, 31)
    assert found[Light.RED] == date(2020, 5, 31)


def test_a_sentence_names_the_dates_and_the_rule() -> None:
    told = rules.explain(
        SIGNED, terms(SIGNED), light=Light.RED, since=date(2020, 1, 1), on=date(2020, 8, 31), said={}
    )
    assert told == "2020-01-01 签约，至 2020-08-31 已 243 天未开工；规则“签约未开工”：满 180 天亮红灯"


def test_a_day_that_nobody_knows_is_said_to_be_unknown() -> None:
    told = rules.explain(SIGNED, terms(SIGNED), light=Light.GREEN, since=None, on=date(2020, 8, 31), said={})
    assert told == "签约日期不详，不亮灯"


@pytest.mark.parametrize(("age", "percent"), [(100, 0), (180, 10), (364, 10), (365, 30), (800, 60)])
def test_what_is_due_of_the_funds_follows_the_steps(age: int, percent: int) -> None:
    assert rules.due_percent(terms(FUNDS), age) == percent


def test_a_yellow_light_comes_before_a_red_one() -> None:
    with pytest.raises(WorklistRefused, match="“红灯天数”须大于“黄灯天数”"):
        rules.check_values(SIGNED, terms(SIGNED, red_days=90).values)


def test_a_share_is_at_most_the_whole() -> None:
    with pytest.raises(WorklistRefused, match="不能超过 100"):
        rules.check_values(FUNDS, terms(FUNDS, third_percent=120).values)


def test_numbers_need_a_source_and_do_not_reach_back() -> None:
    today = date(2020, 8, 31)
    with pytest.raises(WorklistRefused, match="依据"):
        rules.check_setting(source=" ", valid_from=today, today=today)
    with pytest.raises(WorklistRefused, match="早于今天"):
        rules.check_setting(source="示例发〔2020〕1号", valid_from=date(2020, 8, 30), today=today)


def test_quartiles_are_those_of_the_sample() -> None:
    assert rules.spread([10, 20, 30, 40, 50]) == rules.Spread(5, 20, 30, 40)


def test_four_starts_say_nothing_of_an_industry() -> None:
    assert rules.spread([10, 20, 30, 40]) is None


@pytest.mark.parametrize("rule", definitions.every(), ids=lambda one: one.code)
def test_every_rule_says_where_it_comes_from_and_can_say_each_of_its_lights(rule: definitions.Rule) -> None:
    assert rule.source
    assert rule.lists
    said = {"what": "签约", "due_percent": 10, "funds": "0", "total": "1", "percent": "0"}
    for light in rule.lights:
        told = rules.explain(
            rule, terms(rule), light=light, since=date(2020, 1, 1), on=date(2020, 8, 31), said=said
        )
        assert "{" not in told
        assert rule.name in told
