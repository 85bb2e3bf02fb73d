"""Who is seconded to a team, for how long, and who may say so."""

from datetime import date

import pytest

from luodi.audit.models import AuditRecord
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.teams import services
from luodi.teams.choices import MemberRole
from luodi.teams.models import Secondment
from luodi.teams.rules import SecondmentRefused, TeamRefused
from luodi.teams.tests.makers import make_member, make_person, mark


def changed(member, *, by, clock, **said):
    values = {
        "role": MemberRole(member.role),
        "until": member.until,
        "document": member.document,
        "reason": "",
    }
    return services.change_secondment(secondment=member, **{**values, **said}, actor=by, at=clock.now)


def test_the_unit_above_seconds_people_for_a_term(member, units, zhong):
    assert (member.unit, member.home, member.until) == (units.team, units.bureau, date(2021, 5, 5))
    record = AuditRecord.objects.get(act="选派队员")
    assert (record.target_title, record.actor_name) == ("新能源队 雷", "钟")


def test_a_team_does_not_second_people_to_itself(lei, units, zhong):
    with pytest.raises(NotAllowed, match="上级单位选派"):
        make_member(units.team, make_person("金", by=zhong), by=lei)


def test_nobody_is_in_two_teams_at_a_time(member, units, zhong):
    with pytest.raises(SecondmentRefused, match="在新能源队，一人同一时间只在一支队伍"):
        make_member(units.group, member.person, by=zhong, since=date(2021, 5, 5), until=date(2021, 12, 31))
    make_member(units.group, member.person, by=zhong, since=date(2021, 5, 6), until=date(2021, 12, 31))


def test_the_same_person_twice_in_one_list_is_refused_and_nothing_is_kept(units, zhong, clock):
    person = make_person("金", by=zhong)
    said = {"person": person, "role": MemberRole.MEMBER, "since": date(2020, 6, 1), "until": date(2020, 9, 1)}
    twice = [services.NewSecondment(**said), services.NewSecondment(**said)]
    with pytest.raises(SecondmentRefused):
        services.second_people(units.team, twice, actor=zhong, at=clock.now)
    assert not Secondment.objects.exists()


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        (date(2020, 8, 1), date(2020, 7, 1), "早于开始日期"),
        (date(2020, 5, 5), date(2020, 7, 1), "才组建"),
        (date(2020, 6, 1), date(2026, 7, 1), "最长五年"),
    ],
)
def test_a_term_that_cannot_be_is_refused(units, zhong, since, until, says):
    with pytest.raises(SecondmentRefused, match=says):
        make_member(units.team, make_person("金", by=zhong), by=zhong, since=since, until=until)


def test_a_department_takes_nobody_in(units, zhong):
    with pytest.raises(TeamRefused):
        make_member(units.bureau, make_person("金", by=zhong), by=zhong)


def test_a_member_is_called_back_with_a_reason(member, zhong, clock):
    with pytest.raises(SecondmentRefused, match="写明原因"):
        changed(member, by=zhong, clock=clock, until=date(2020, 9, 30))
    row = changed(member, by=zhong, clock=clock, until=date(2020, 9, 30), reason="工作调动")
    assert (row.until, row.ended_reason, row.version) == (date(2020, 9, 30), "工作调动", 1)


def test_a_member_is_not_called_back_to_before_a_day_that_is_marked(member, lei, zhong, clock):
    mark(member, date(2020, 7, 31), by=lei)
    with pytest.raises(SecondmentRefused, match="之后已登记出勤"):
        changed(member, by=zhong, clock=clock, until=date(2020, 7, 30), reason="工作调动")


def test_whoever_comes_second_is_told_what_the_first_changed(member, zhong, clock):
    changed(member, by=zhong, clock=clock, role=MemberRole.HEAD, expected_version=0)
    with pytest.raises(EditedMeanwhile, match="职务"):
        changed(member, by=zhong, clock=clock, until=date(2021, 12, 31), expected_version=0)


def test_members_are_seen_by_their_team_their_home_and_the_city(member, cast, lei, liu, hong):
    seen = {
        account.login: Secondment.objects.visible_to(reach_of(account)).count()
        for account in (lei, liu, hong)
    }
    assert seen == {"lei": 1, "liu": 0, "hong": 1}
