"""A lead becomes a project, and whoever had it first stays on record."""

from datetime import date
from typing import Any

import pytest

from luodi.crediting.choices import ReportState
from luodi.crediting.models import FirstReport
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.leads import services
from luodi.leads.choices import LeadState
from luodi.leads.models import Lead
from luodi.leads.rules import LeadRefused
from luodi.leads.tests.makers import followed, make_lead
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.ledger.services import RecordedBefore
from luodi.organisation import clock as clocks
from luodi.organisation.models import Account, Unit
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects.models import Project
from luodi.projects.services import NewProject
from luodi.projects.tests.makers import make_project

pytestmark = pytest.mark.django_db


def now(account: Account) -> dict[str, Any]:
    return {"actor": account, "at": clocks.now(account.city)}


def project_of(lead: Lead, unit: Unit) -> NewProject:
    return NewProject(
        name=lead.project_name,
        unit=unit,
        total=Yuan.from_yi(5),
        investor_name=lead.investor_name,
        origin="440300",
        industry="C39",
        occurred_on=VagueDate.day(date(2020, 8, 3)),
    )


def test_a_lead_becomes_a_project_and_takes_its_first_report_with_it(liu: Account, clock: Clock) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    report = services.report_first(lead=lead, talked_on=clock.day, talks="在深圳面谈", **now(liu))
    row = services.convert_lead(lead=lead, project=project_of(lead, liu.unit), **now(liu))
    assert (row.state, row.due_on) == (LeadState.CONVERTED, None)
    assert row.project is not None
    report.refresh_from_db()
    assert (report.state, report.project) == (ReportState.CONVERTED, row.project)
    (fact,) = Fact.objects.live().filter(subject_id=lead.subject_id, kind=FactKind.LEAD_CONVERTED)
    assert (fact.occurred_on, fact.unit_id, fact.category) == (clock.day, liu.unit_id, "CHAMBER")


def test_a_lead_that_was_handed_on_still_names_who_had_it_first(
    liu: Account, wu: Account, units: Units
) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    referral = services.refer_lead(lead=lead, to=units.shiqiao, reason="用地不足", **now(liu))
    services.take_over(referral=referral, answer="", **now(wu))
    row = services.convert_lead(lead=lead, project=project_of(lead, units.shiqiao), **now(wu))
    assert row.reported_unit == units.yunxi
    assert "首报单位 云溪" in row.events.first().text  # type: ignore[union-attr]


def test_a_lead_can_become_a_project_that_is_recorded_already(liu: Account) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    project = make_project(by=liu)
    row = services.convert_lead(lead=lead, project=project, **now(liu))
    assert row.project == project


def test_a_lead_that_nobody_has_judged_becomes_no_project(liu: Account) -> None:
    lead = make_lead(by=liu)
    with pytest.raises(LeadRefused, match="跟进中"):
        services.convert_lead(lead=lead, project=project_of(lead, liu.unit), **now(liu))
    assert not Project.objects.exists()


def test_the_project_is_the_unit_s_that_answers_for_the_lead(
    zhong: Account, liu: Account, units: Units
) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    with pytest.raises(LeadRefused, match="先转交"):
        services.convert_lead(lead=lead, project=project_of(lead, units.shiqiao), **now(zhong))


def test_a_lead_is_converted_once(liu: Account) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    services.convert_lead(lead=lead, project=project_of(lead, liu.unit), once="b" * 32, **now(liu))
    with pytest.raises((LeadRefused, RecordedBefore)):
        services.convert_lead(lead=lead, project=project_of(lead, liu.unit), once="b" * 32, **now(liu))
    assert Project.objects.count() == 1


def test_a_lead_is_reported_first_once(liu: Account, clock: Clock) -> None:
    lead = make_lead(by=liu)
    services.report_first(lead=lead, talked_on=clock.day, talks="在深圳面谈", **now(liu))
    with pytest.raises(LeadRefused, match="已登记首报"):
        services.report_first(lead=lead, talked_on=clock.day, talks="在深圳面谈", **now(liu))
    assert FirstReport.objects.count() == 1


def test_a_lead_that_looks_like_a_project_says_so(liu: Account) -> None:
    project = make_project(by=liu)
    lead = make_lead(by=liu, investor_name=project.investor_name, project_name=project.name)
    assert [match.project for match in lead.matches.all()] == [project]
