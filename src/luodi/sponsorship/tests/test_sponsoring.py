"""Who sees a project through: begun, handed over, brought in line with the ledger."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.audit.models import AuditRecord
from luodi.ledger.models import Fact
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed
from luodi.projects import services as projects
from luodi.projects.models import Project
from luodi.projects.services import ProjectClosed
from luodi.projects.tests.makers import make_project
from luodi.sponsorship import services
from luodi.sponsorship.models import Sponsorship
from luodi.sponsorship.rules import SponsorshipRefused
from luodi.sponsorship.tests.makers import make_leader, make_node, make_sponsored, take_in

REASON = "职务变动"


def sponsor_on(project, day):
    rows = Fact.objects.live().filter(subject=project.subject, kind="project.state", occurred_first__lte=day)
    return rows.order_by("counted_on", "ordinal").last().sponsor_id


def hand(leaver, heirs, clock, actor, on="2020-08-03", reason=REASON):
    day = date.fromisoformat(on)
    return services.hand_over(leaver=leaver, heirs=heirs, on=day, reason=reason, actor=actor, at=clock.now)


def test_a_leader_who_is_given_a_project_stands_in_the_ledger_and_is_told(liu, hong):
    held = make_sponsored(hong.person, by=liu)
    assert held.code == "BB2020-0001"
    assert Project.objects.get().sponsor == hong.person
    assert Notice.objects.get(account=hong).title == f"请您包保：{held.project.name}"


def test_another_leader_takes_over_with_a_reason_and_the_former_stays_on_record(liu, zhong, hong, clock):
    held = make_sponsored(hong.person, by=liu)
    other = make_leader("林", by=zhong)
    said = {"project": held.project, "leader": other, "since": clock.day, "actor": liu, "at": clock.now}
    with pytest.raises(SponsorshipRefused, match="原因"):
        services.sponsor(**said)
    now = services.sponsor(**said, reason=REASON)
    held.refresh_from_db()
    assert (held.until, held.reason) == (clock.day, REASON)
    assert (now.leader, now.since, now.until) == (other, clock.day, None)


def test_a_sponsorship_that_ends_leaves_nobody_in_the_ledger(liu, hong, clock):
    held = make_sponsored(hong.person, by=liu)
    services.sponsor(
        project=held.project, leader=None, since=clock.day, reason="建成", actor=liu, at=clock.now
    )
    assert Project.objects.get().sponsor is None
    assert not Sponsorship.objects.open().exists()


def test_a_clerk_of_another_county_gives_the_project_to_nobody(liu, wu, hong, clock):
    project = make_project(by=liu)
    with pytest.raises(NotAllowed):
        services.sponsor(project=project, leader=hong.person, since=clock.day, actor=wu, at=clock.now)


def test_eleven_projects_are_handed_over_in_one_act_and_the_ledger_follows(liu, zhong, hong, clock):
    held = [make_sponsored(hong.person, by=liu, name=f"项目{n}") for n in range(11)]
    make_node(held[0], "拿地", "2020-07-10", by=liu)
    take_in(held[0], liu, by=liu)
    one, two = make_leader("林", by=zhong), make_leader("苏", by=zhong)
    heirs = {row.project.code: (one if n < 6 else two) for n, row in enumerate(held)}
    made = hand(hong.person, heirs, clock, zhong)
    assert [row.leader for row in made] == [one] * 6 + [two] * 5
    assert Sponsorship.objects.filter(leader=hong.person, until=clock.day, reason=REASON).count() == 11
    assert set(Project.objects.values_list("sponsor_id", flat=True)) == {one.pk, two.pk}
    assert held[0].project.nodes.count() == held[0].project.crew.held().count() == 1
    assert AuditRecord.objects.filter(act="移交包保", target_kind="sponsorship").count() == 11
    assert AuditRecord.objects.filter(act="移交包保项目", target_kind="project").count() == 11


def test_eleven_projects_take_as_many_queries_as_two(liu, zhong, hong, clock):
    leavers = [hong.person, make_leader("林", by=zhong)]
    heir = make_leader("苏", by=zhong)
    counts = []
    for leaver, n in zip(leavers, (2, 11), strict=True):
        held = [make_sponsored(leaver, by=liu, name=f"{leaver.name}项目{i}") for i in range(n)]
        heirs = {row.project.code: heir for row in held}
        with CaptureQueriesContext(
            connection,
        ) as asked:
            hand(leaver, heirs, clock, zhong)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_former_leader_is_still_found_as_of_the_days_before(liu, zhong, hong, clock):
    held = make_sponsored(hong.person, by=liu)
    other = make_leader("林", by=zhong)
    hand(hong.person, {held.project.code: other}, clock, zhong)
    rows = Fact.objects.live().filter(subject=held.project.subject, kind="project.state")
    assert {hong.person_id, other.pk} <= set(rows.values_list("sponsor_id", flat=True))


def test_only_the_centre_hands_a_leaders_projects_over(liu, zhong, hong, clock):
    held = make_sponsored(hong.person, by=liu)
    with pytest.raises(NotAllowed):
        hand(hong.person, {held.project.code: make_leader("林", by=zhong)}, clock, liu)


def test_a_hand_over_in_the_future_or_without_a_reason_is_refused_and_nothing_moves(liu, zhong, hong, clock):
    held = make_sponsored(hong.person, by=liu)
    heirs = {held.project.code: make_leader("林", by=zhong)}
    with pytest.raises(SponsorshipRefused, match="不能晚于今天"):
        hand(hong.person, heirs, clock, zhong, on="2020-08-04")
    with pytest.raises(SponsorshipRefused, match="请写明"):
        hand(hong.person, heirs, clock, zhong, reason=" ")
    assert Project.objects.get().sponsor == hong.person


def test_a_project_that_has_ended_keeps_its_last_leader(liu, zhong, hong, clock):
    held = make_sponsored(hong.person, by=liu)
    projects.withdraw(project=held.project, on=clock.day, reason="投资方撤回", actor=liu, at=clock.now)
    assert services.left_with(hong.person) == []
    with pytest.raises(SponsorshipRefused):
        hand(hong.person, {held.project.code: make_leader("林", by=zhong)}, clock, zhong)
    with pytest.raises(ProjectClosed):
        make_sponsored(make_leader("苏", by=zhong), by=liu, project=withdrawn(liu, clock))


def withdrawn(by, clock):
    row = make_project(by=by, name="另一项目")
    return projects.withdraw(project=row, on=clock.day, reason="终止", actor=by, at=clock.now)


def test_leaders_that_the_ledger_was_told_elsewhere_are_brought_in_line(liu, zhong, hong, clock):
    imported = make_project(by=liu, sponsor=hong.person)
    changed = make_sponsored(hong.person, by=liu, name="另一项目")
    other = make_leader("林", by=zhong)
    said = {"sponsor": other, "since": clock.day, "actor": liu, "at": clock.now}
    projects.assign_sponsor(project=changed.project, **said)
    made, ended = services.adopt(actor=zhong, at=clock.now)
    assert {(one.project.pk, one.leader) for one in made} == {
        (imported.pk, hong.person),
        (changed.project.pk, other),
    }
    assert [one.pk for one in ended] == [changed.pk]
    assert services.adopt(actor=zhong, at=clock.now) == ([], [])


def test_only_the_centre_brings_in_line(liu, clock):
    with pytest.raises(NotAllowed):
        services.adopt(actor=liu, at=clock.now)
