from datetime import date

import pytest

from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.tests.makers import live
from luodi.organisation.choices import UnitKind
from luodi.organisation.policies import NotAllowed
from luodi.teams import services
from luodi.teams.rules import TeamRefused
from luodi.teams.services import NewTeam


def new_team(units, **said):
    values = {
        "code": "TEAM-2",
        "name": "示例市电子信息产业招商工作队",
        "short_name": "电子信息队",
        "kind": UnitKind.INDUSTRY_TEAM,
        "parent": units.centre,
        "founded_on": date(2020, 5, 6),
    }
    return NewTeam(**{**values, **said})


def test_founding_a_team_creates_the_unit_and_is_itself_the_decision(city, zhong, units, clock):
    team = services.found_team(new_team(units), actor=zhong, at=clock.now)
    (fact,) = live(city, FactKind.UNIT_STATE)
    assert (team.parent, team.kind) == (units.centre, UnitKind.INDUSTRY_TEAM)
    assert (fact.subject.code, fact.unit, fact.unit_kind) == ("TEAM-2", team, UnitKind.INDUSTRY_TEAM)
    assert (fact.state, fact.standing, fact.occurred_on) == ("ACTIVE", Standing.VERIFIED, date(2020, 5, 6))


def test_a_team_older_than_the_ledger_is_part_of_the_opening(city, zhong, units, clock):
    services.found_teams([new_team(units)], actor=zhong, at=clock.now, cause=Cause.OPENING)
    assert [fact.cause for fact in live(city, FactKind.UNIT_STATE)] == [Cause.OPENING]


def test_a_disbanded_team_is_closed_and_says_so(city, zhong, units, clock):
    team = services.found_team(new_team(units), actor=zhong, at=clock.now)
    services.disband_team(team, date(2020, 7, 31), actor=zhong, at=clock.now)
    team.refresh_from_db()
    assert team.closed_on == date(2020, 7, 31)
    assert [fact.state for fact in live(city, FactKind.UNIT_STATE)] == ["ACTIVE", "DISBANDED"]


def test_a_department_is_no_team(zhong, units, clock):
    with pytest.raises(TeamRefused):
        services.found_team(new_team(units, kind=UnitKind.DEPARTMENT), actor=zhong, at=clock.now)
    with pytest.raises(TeamRefused):
        services.disband_team(units.bureau, date(2020, 7, 31), actor=zhong, at=clock.now)


def test_only_the_centre_founds_teams(liu, units, clock):
    with pytest.raises(NotAllowed):
        services.found_team(new_team(units, parent=units.yunxi), actor=liu, at=clock.now)
