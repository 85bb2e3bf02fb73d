"""From a first report to a project: who was first stays on record, and a ruled split becomes the project's."""

from datetime import datetime

from django.db import transaction

from luodi.crediting import policies, rules
from luodi.crediting.choices import ReportAct, ReportState, Ruling
from luodi.crediting.models import Dispute, FirstReport
from luodi.crediting.rules import FirstReportRefused
from luodi.crediting.services.reporting import lock, lock_all
from luodi.crediting.services.trail import log
from luodi.ledger.services import Share
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.models import Project


def convert_first_report(
    *, report: FirstReport, project: Project, actor: Account, at: datetime
) -> FirstReport:
    """Let a protected report become a project of the same unit; a report that was ruled to be shared goes with it.

    Raises: FirstReportRefused when the protection has run out, or the project is another unit's or has a first
    report; NotAllowed; what the change of shares raises.
    """
    with transaction.atomic():
        row = lock(report)
        policies.require_writing(actor, row.unit)
        rules.check_state(row.state_on(day_of(at)), (ReportState.PROTECTED,), "转为项目")
        target = _target(project, row)
        shared = Dispute.objects.filter(ruling=Ruling.SHARED, report=row) | Dispute.objects.filter(
            ruling=Ruling.SHARED, against=row
        )
        dispute = shared.order_by("-ruled_at").first()
        both = {row.pk: row}
        if dispute is not None:
            both = lock_all([dispute.report, dispute.against])
        for one in both.values():
            become(one, target, actor, at)
        if dispute is not None:
            split(target, dispute, actor=actor, at=at)
    return both[row.pk]


def become(row: FirstReport, project: Project, actor: Account, at: datetime) -> None:
    """Let the report, locked by the caller, stand behind the project from now on."""
    row.state, row.project = ReportState.CONVERTED, project
    row.save(update_fields=["state", "project"])
    text = f"转为项目 {project.code} {project.name}"
    log(row, ReportAct.CONVERTED, on=day_of(at), text=text, actor=actor, at=at)


def split(project: Project, dispute: Dispute, *, actor: Account, at: datetime) -> None:
    """Let the ruled split be the project's from today on.    Raises: what ``change_project`` raises."""
    ruled = [(share.unit, share.basis_points) for share in dispute.shares.select_related("unit")]
    held = {share.unit_id: share.basis_points for share in project.shares.all()}
    if held == {unit.pk: points for unit, points in ruled}:
        return
    if project.unit_id not in {unit.pk for unit, _ in ruled}:
        raise FirstReportRefused("裁定的分成单位不包括项目的责任单位，请先办理移交")
    reason = f"首报裁定共享（{dispute.report.code}、{dispute.against.code}）：{dispute.reason}"[:400]
    projects.change_project(
        project=project,
        changes={Field.SHARES: tuple(Share(unit, points) for unit, points in ruled)},
        effective_on=day_of(at),
        reason=reason,
        actor=actor,
        at=at,
        agreed=True,
    )


def _target(project: Project, row: FirstReport) -> Project:
    found = Project.objects.select_for_update(of=("self",)).select_related("unit")
    target = found.get(pk=project.pk, city_id=row.city_id)
    if target.is_void:
        raise FirstReportRefused(f"{target.code} 的登记已撤回，请选择其他项目", field="project")
    if target.unit_id != row.unit_id:
        raise FirstReportRefused(
            f"{target.code} 的责任单位是“{target.unit.short_name}”；首报只能转为首报单位自己的项目",
            field="project",
        )
    if FirstReport.objects.filter(project=target, state=ReportState.CONVERTED).exists():
        raise FirstReportRefused(f"{target.code} 已有首报", field="project")
    return target
