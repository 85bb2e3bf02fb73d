"""The plan before it is played: what must hold of it whatever the services do."""

from collections import Counter
from datetime import date

import pytest

from luodi.demo import plan
from luodi.demo.build import Script, write_script
from luodi.demo.named import NAMED
from luodi.demo.units import counties, county_teams, departments
from luodi.kernel.codes import organisation_code_warning, parse_credit_code
from luodi.organisation.choices import UnitKind
from luodi.projects.choices import Stage


@pytest.fixture(scope="module")
def script() -> Script:
    return write_script()


def told(script):
    return [
        (
            one.name,
            one.county,
            one.origin,
            one.total_wan,
            sorted((s.value, d.show()) for s, d in one.dates.items()),
        )
        for one in script.portfolio.every
    ]


def test_the_same_seed_writes_the_same_script_and_another_seed_another(script):
    assert told(write_script()) == told(script)
    assert told(write_script(seed=7)) != told(script)


def test_stages_of_every_project_follow_one_another(script):
    for project in script.portfolio.every:
        days = [project.dates[stage].first for stage in Stage if stage in project.dates]
        assert days == sorted(days)
        assert Stage.NEGOTIATING in project.dates


def test_every_firm_has_a_name_of_its_own_and_a_valid_credit_code_if_it_is_from_the_mainland(script):
    names = Counter(firm.name for firm in script.firms.made)
    assert names.most_common(1)[0][1] == 1
    for firm in script.firms.made:
        if firm.origin[:2].isdigit() and firm.origin[:2] not in {"71", "81"}:
            assert parse_credit_code(firm.credit_code) == firm.credit_code
            assert organisation_code_warning(firm.credit_code) is None
            assert firm.credit_code[2:8] == firm.origin


def test_every_project_that_the_release_names_is_there_and_says_what_is_made_up(script):
    found = {one.name: one for one in script.portfolio.every}
    for name, named in NAMED.items():
        assert found[name].total_wan == named.wan
        assert "合成数据" in found[name].summary
    assert all("合成数据" in one.summary for one in found.values())


def test_february_is_the_quietest_month(script):
    months = Counter(
        one.dates[Stage.SIGNED].first.month
        for one in script.portfolio.signings.this_year
        if one.dates[Stage.SIGNED].first < date(2020, 8, 1)
    )
    assert min(months, key=lambda month: months[month]) == 2


def test_whoever_makes_a_trip_exists_on_its_day(script):
    founded = {one.code: one.founded_on for one in (*counties(), *departments(), *county_teams())}
    for contact in script.outreach.every:
        assert founded.get(contact.unit, plan.LEDGER_OPENED) < contact.day


def test_there_are_as_many_units_as_the_release_says():
    kinds = Counter(one.kind for one in (*counties(), *departments(), *county_teams()))
    assert kinds == {
        UnitKind.COUNTY: 11,
        UnitKind.DEPARTMENT: 62,
        UnitKind.COUNTY_RESIDENT_TEAM: 13,
        UnitKind.SQUAD: 43,
    }
