"""Which light a project shows, and the sentence that explains it."""

from datetime import date

import pytest

from luodi.sponsorship.choices import Colour
from luodi.sponsorship.rules import Due, SponsorshipRefused, Step, Terms, check_hand_over, days_late, light

ON = date(2020, 8, 3)
TERMS = Terms(10, 15, "示例")


def lit(*steps, items=(), pause=""):
    return light(list(steps), list(items), on=ON, terms=TERMS, pause=pause)


def test_a_node_late_by_more_than_the_days_is_red_and_the_sentence_names_rule_and_dates():
    found = lit(Step("拿地", date(2020, 7, 23)), Step("开工", date(2020, 8, 1)))
    assert found.colour == Colour.RED
    assert found.says == (
        "节点“拿地”应于 2020-07-23 完成，已超期 11 天（另有 1 个节点超期），超期超过 10 天亮红灯"
    )


def test_a_node_late_by_just_the_days_is_yellow():
    found = lit(Step("拿地", date(2020, 7, 24)))
    assert found.colour == Colour.YELLOW
    assert found.says == "节点“拿地”应于 2020-07-24 完成，已超期 10 天，未超过 10 天"


def test_an_overdue_item_is_red_whatever_the_plan_says():
    found = lit(Step("开工", date(2020, 12, 1)), items=[Due("催办环评", date(2020, 8, 2))])
    assert found.is_red
    assert found.says == "待办“催办环评”期限 2020-08-02，已超期 1 天，有待办超期即亮红灯"


def test_an_item_due_today_is_in_time():
    found = lit(Step("开工", date(2020, 12, 1)), items=[Due("催办环评", ON)])
    assert found.colour == Colour.GREEN
    assert found.says == "没有超期事项；下一节点“开工”计划 2020-12-01 完成"


@pytest.mark.parametrize(("planned", "words"), [("2020-08-03", "今天到期"), ("2020-08-18", "还有 15 天到期")])
def test_a_node_due_within_the_days_is_yellow(planned, words):
    found = lit(Step("开工", date.fromisoformat(planned)))
    assert found.colour == Colour.YELLOW
    assert words in found.says


def test_a_node_due_a_day_later_is_green():
    assert lit(Step("开工", date(2020, 8, 19))).colour == Colour.GREEN


def test_without_a_plan_it_is_yellow_and_says_so():
    assert lit().says == "还没有节点计划"


def test_when_all_is_done_it_is_green():
    done = Step("签约", date(2020, 7, 1), date(2020, 7, 20))
    assert lit(done).says == "1 个节点全部完成"
    assert days_late(done.planned_on, done_on=done.done_on, on=ON) == 19


def test_a_project_that_is_suspended_has_no_light():
    assert lit(Step("开工", date(2020, 1, 1)), pause="暂缓").colour == Colour.NONE


@pytest.mark.parametrize(
    ("heirs", "words"),
    [
        ({}, "没有要移交的项目"),
        ({"P2": 2}, "不由这位领导包保"),
        ({"P1": None}, "请为 P1 选择"),
        ({"P1": 1}, "不能移交给本人"),
    ],
)
def test_a_hand_over_that_is_none_is_refused(heirs, words):
    with pytest.raises(SponsorshipRefused, match=words):
        check_hand_over(1, heirs, mine={"P1": ON}, on=ON)


def test_what_came_later_cannot_be_handed_over_before():
    with pytest.raises(SponsorshipRefused, match="不能在此之前移交"):
        check_hand_over(1, {"P1": 2}, mine={"P1": ON}, on=date(2020, 8, 2))
