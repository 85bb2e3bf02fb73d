"""Crews, plans and lights of sponsored projects."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.actions.tests.makers import make_item
from luodi.ledger.kinds import FactKind
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.projects import services as projects
from luodi.projects.choices import Stage, Status
from luodi.projects.services import MilestoneRecord
from luodi.projects.tests.makers import day, move_on
from luodi.sponsorship import policies, selectors, services
from luodi.sponsorship.choices import Colour, CrewRole
from luodi.sponsorship.models import NodeChange, Sponsorship
from luodi.sponsorship.rules import SponsorshipRefused, Terms
from luodi.sponsorship.tests.makers import make_node, make_sponsored, take_in


@pytest.fixture
def held(liu, hong):
    return make_sponsored(hong.person, by=liu)


def line(held, clock):
    (found,) = selectors.lines_of([Sponsorship.objects.with_all().get(pk=held.pk)], clock.day)
    return found


def test_a_node_for_a_stage_is_done_when_the_project_reaches_it(held, liu, clock):
    make_node(held, "签约", "2020-07-15", by=liu, stage=Stage.SIGNED)
    assert line(held, clock).nodes[0].is_overdue
    move_on(held.project, to=Stage.SIGNED, by=liu, on="2020-07-20")
    told = line(held, clock).nodes[0]
    assert (told.done.show(), told.days_late, told.is_overdue) == ("2020-07-20", 5, False)


def test_a_node_for_a_milestone_follows_the_facts_and_comes_back_when_they_are_rejected(
    held, liu, qin, clock
):
    make_node(held, "注册", "2020-07-15", by=liu, milestone="REGISTERED")
    new = MilestoneRecord(project=held.project, code="REGISTERED", occurred_on=day("2020-07-10"))
    projects.record_milestones([new], actor=liu, at=clock.now)
    assert line(held, clock).n_done == 1
    held.project.refresh_from_db()
    projects.reject(
        project=held.project, kind=FactKind.PROJECT_MILESTONE, reason="没有佐证", actor=qin, at=clock.now
    )
    assert line(held, clock).n_done == 0


def test_what_the_ledger_tells_is_not_told_by_hand(held, liu, clock):
    node = make_node(held, "签约", "2020-07-15", by=liu, stage=Stage.SIGNED)
    said = {"node": node, "sponsorship": held, "note": "签了", "actor": liu, "at": clock.now}
    with pytest.raises(SponsorshipRefused, match="请在项目里登记"):
        services.finish_node(**said, done_on=clock.day)


def test_a_free_node_is_done_by_hand_once_and_not_ahead_of_time(held, liu, clock):
    node = make_node(held, "领导调研", "2020-08-01", by=liu)
    said = {"node": node, "sponsorship": held, "note": "已调研", "actor": liu, "at": clock.now}
    with pytest.raises(SponsorshipRefused, match="不能晚于今天"):
        services.finish_node(**said, done_on=date(2020, 8, 4))
    services.finish_node(**said, done_on=date(2020, 7, 31))
    with pytest.raises(SponsorshipRefused, match="已于 2020-07-31 完成"):
        services.finish_node(**said, done_on=clock.day)


def test_a_planned_day_moves_only_with_a_reason_and_the_former_day_is_kept(held, liu, clock):
    node = make_node(held, "拿地", "2020-07-01", by=liu)
    said = {"node": node, "sponsorship": held, "actor": liu, "at": clock.now}
    with pytest.raises(SponsorshipRefused, match="请写明调整的原因"):
        services.move_node(**said, planned_on=date(2020, 9, 1), reason=" ")
    services.move_node(**said, planned_on=date(2020, 9, 1), reason="指标未到")
    change = NodeChange.objects.get()
    assert (change.was, change.becomes, change.reason) == (date(2020, 7, 1), date(2020, 9, 1), "指标未到")
    assert line(held, clock).light.colour == Colour.GREEN


def test_a_stage_is_planned_once_and_again_after_it_was_struck_out(held, liu, clock):
    node = make_node(held, "签约", "2020-07-15", by=liu, stage=Stage.SIGNED)
    with pytest.raises(SponsorshipRefused, match="已在节点计划里"):
        make_node(held, "正式签约", "2020-08-15", by=liu, stage=Stage.SIGNED)
    services.strike_node(node=node, sponsorship=held, reason="重排", actor=liu, at=clock.now)
    make_node(held, "签约", "2020-08-15", by=liu, stage=Stage.SIGNED)
    assert [one.node.planned_on for one in line(held, clock).nodes] == [date(2020, 8, 15)]


def test_an_overdue_item_about_the_project_makes_it_red(held, liu, clock):
    make_node(held, "开工", "2020-12-01", by=liu)
    make_item(by=liu, about=held.project.subject, deadline=clock.day)
    assert line(held, clock).light.colour == Colour.GREEN
    clock.advance(days=1)
    assert line(held, clock).light.is_red


def test_a_suspended_project_is_not_lit_and_has_no_overdue_nodes(held, liu, zhong, clock):
    make_node(held, "拿地", "2020-07-01", by=liu)
    (late,) = selectors.overdue_nodes(liu.city, clock.day, reach_of(zhong))
    assert (late.days, late.says) == (33, "节点“拿地”应于 2020-07-01 完成，已超期 33 天")
    said = {"since": clock.day, "reason": "待评估", "actor": liu, "at": clock.now}
    projects.set_status(project=held.project, status=Status.SUSPENDED, **said)
    assert line(held, clock).light.says == "项目自 2020-08-03 起暂缓，不亮灯"
    assert selectors.overdue_nodes(liu.city, clock.day, reach_of(zhong)) == []


def test_another_county_sees_none_of_the_overdue_nodes(held, liu, wu, clock):
    make_node(held, "拿地", "2020-07-01", by=liu)
    assert selectors.overdue_nodes(liu.city, clock.day, reach_of(wu)) == []


def test_twenty_projects_are_judged_with_as_many_queries_as_one(liu, hong, clock):
    rows = [make_sponsored(hong.person, by=liu, name=f"项目{n}") for n in range(20)]
    for one in rows:
        make_node(one, "注册", "2020-07-15", by=liu, milestone="REGISTERED")
    counts = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as asked:
            selectors.lines_of(some, clock.day)
        counts.append(len(asked))
    assert counts == [4, 4]


def test_who_is_in_the_crew_sees_and_keeps_the_plan_and_nobody_else(held, liu, wu, clock):
    with pytest.raises(NotAllowed):
        make_node(held, "拿地", "2020-09-01", by=wu)
    member = take_in(held, wu, by=liu)
    assert policies.get_sponsorship(held.code, actor=wu).pk == held.pk
    make_node(held, "拿地", "2020-09-01", by=wu)
    said = {"member": member, "sponsorship": held, "actor": liu, "at": clock.now}
    services.end_crew(**said, until=clock.day)
    with pytest.raises(NotAllowed):
        make_node(held, "环评", "2020-09-01", by=wu)
    with pytest.raises(SponsorshipRefused, match="已经结束"):
        services.end_crew(**said, until=clock.day)


def test_nobody_is_in_a_crew_twice_in_one_role(held, liu, wu, clock):
    take_in(held, wu, by=liu)
    with pytest.raises(SponsorshipRefused, match=CrewRole.DEPARTMENT.label):
        take_in(held, wu, by=liu)


def test_the_citys_own_rules_hold_from_their_day_on(held, liu, zhong, clock):
    make_node(held, "拿地", "2020-08-01", by=liu)
    terms = Terms(0, 5, "示例政办〔2020〕8号")
    with pytest.raises(NotAllowed):
        services.set_terms(terms, valid_from=clock.day, actor=liu, at=clock.now)
    services.set_terms(terms, valid_from=date(2020, 8, 4), actor=zhong, at=clock.now)
    assert line(held, clock).light.colour == Colour.YELLOW
    clock.advance(days=1)
    assert line(held, clock).light.is_red


def test_crew_and_clerk_are_told_of_a_node_when_it_is_due_and_when_it_is_late_and_never_again(
    held, liu, wu, clock
):
    node = make_node(held, "拿地", "2020-08-04", by=liu)
    make_node(held, "开工", "2020-12-01", by=liu)
    take_in(held, wu, by=liu)
    assert [services.remind_nodes(liu.city, at=clock.now) for _ in range(2)] == [2, 0]
    clock.advance(days=2)
    assert [services.remind_nodes(liu.city, at=clock.now) for _ in range(2)] == [2, 0]
    said = "云溪光学镜片生产线：节点“拿地”应于 2020-08-04 完成，已超期 1 天"
    assert set(Notice.objects.filter(title=said).values_list("account__login", flat=True)) == {"liu", "wu"}
    services.finish_node(
        node=node, sponsorship=held, done_on=clock.day, note="已摘牌", actor=liu, at=clock.now
    )
    clock.advance(days=30)
    assert services.remind_nodes(liu.city, at=clock.now) == 0
