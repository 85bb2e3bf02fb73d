"""From a lead to a first report, and to a project: who had it first stays on record with both."""

from datetime import date, datetime

from django.db import transaction

from luodi.crediting import services as crediting
from luodi.crediting.choices import ReportState
from luodi.crediting.models import FirstReport
from luodi.leads import policies, rules
from luodi.leads.choices import OPEN_STATES, LeadAct, LeadState
from luodi.leads.models import Lead
from luodi.leads.rules import LeadRefused
from luodi.leads.selectors import rejected_facts
from luodi.leads.services import trail
from luodi.ledger.kinds import Cause, FactKind
from luodi.ledger.services import Supersede
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.projects import services as projects
from luodi.projects.models import Project
from luodi.projects.services import NewProject

_JUDGED = (LeadState.ANSWERING, LeadState.FOLLOWING)


def report_first(*, lead: Lead, talked_on: date, talks: str, actor: Account, at: datetime) -> FirstReport:
    """File a first report from an open lead, in the name of the unit that answers for it, once.

    Raises: LeadRefused when it has one; FirstReportRefused; NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(lead)
        policies.require_handling(actor, row.unit)
        rules.check_state(row.state, OPEN_STATES, "登记首报")
        if row.brief.first_report is not None:
            raise LeadRefused(f"这条线索已登记首报 {row.brief.first_report.code}")
        new = crediting.NewFirstReport(
            unit=row.unit,
            investor_name=row.investor_name,
            project_name=row.project_name,
            investor_code=row.brief.investor_code,
            amount=row.brief.amount,
            area=row.brief.area,
            talked_on=talked_on,
            talks=talks,
        )
        report = crediting.file_first_report(new, actor=actor, at=at)
        row.brief.first_report = report
        row.brief.save(update_fields=["first_report"])
        text = f"登记首报 {report.code}（{report.get_state_display()}）"
        note = trail.log(row, LeadAct.REPORTED, on=talked_on, text=text, actor=actor, at=at)
        trail.keep(note, actor=actor, at=at)
    return report


def convert_lead(
    *, lead: Lead, project: NewProject | Project, actor: Account, at: datetime, once: str = ""
) -> Lead:
    """Let a judged lead become a project of the unit that answers for it: a new one, or one that is recorded.

    A first report of the lead that still protects goes with it. What is sent twice under one ``once`` is done once.
    Raises: LeadRefused; RecordedBefore; what creating a project and converting a first report raise; NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(lead)
        policies.require_handling(actor, row.unit)
        rules.check_state(row.state, _JUDGED, "转为项目")
        _check_project(row, project)
        made = (
            project
            if isinstance(project, Project)
            else projects.create_project(project, actor=actor, at=at, once=once)
        )
        _take_first_report(row, made, actor, at)
        row.project = made
        trail.move(row, LeadState.CONVERTED, on=day_of(at), at=at)
        text = f"转为项目 {made.code} {made.name}；首报单位 {row.reported_unit.short_name}"
        note = trail.log(row, LeadAct.CONVERTED, on=day_of(at), text=text, actor=actor, at=at)
        title = f"您报来的线索 {row.code} 已转为项目 {made.code}"
        trail.tell_reporter(row, NoticeKind.INFO, title, made.name, actor=actor, at=at)
        facts = [trail.fact(row, FactKind.LEAD_CONVERTED, day_of(at)), trail.state_fact(row)]
        before = [Supersede(one, Cause.RECORDED) for one in rejected_facts(row, [FactKind.LEAD_CONVERTED])]
        trail.post(row, LeadAct.CONVERTED, facts, [note], actor=actor, at=at, supersede=before)
    return row


def _check_project(row: Lead, project: NewProject | Project) -> None:
    if project.unit.pk != row.unit_id:
        raise LeadRefused(
            f"线索由“{row.unit.short_name}”承接，只能转为该单位负责的项目；要换单位请先转交", field="unit"
        )
    if isinstance(project, Project) and project.is_void:
        raise LeadRefused(f"{project.code} 的登记已撤回，请选择其他项目", field="project")


def _take_first_report(row: Lead, project: Project, actor: Account, at: datetime) -> None:
    """Convert the lead's first report with it, as long as it protects; one that lapsed stays on record as it is."""
    report = row.brief.first_report
    if report is None or report.unit_id != project.unit_id:
        return
    if report.state_on(day_of(at)) == ReportState.PROTECTED:
        crediting.convert_first_report(report=report, project=project, actor=actor, at=at)
