"""Publish a run provisionally, settle it when every objection is ruled on, and put it into the archive."""

from datetime import date, datetime

from django.db import transaction

from luodi.assessment import policies, rules
from luodi.assessment.choices import RunState
from luodi.assessment.models import Run, RunScore
from luodi.assessment.rules import AssessmentRefused
from luodi.assessment.selectors.objections import n_open, unapplied
from luodi.assessment.services import trail
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.choices import Role
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Grant


def publish_run(
    *, run: Run, objections_until: date, actor: Account, at: datetime, expected_version: int | None = None
) -> Run:
    """Show a result to everybody, for objections until a day; the members are told.

    Raises: AssessmentRefused for a run that is not fresh, or a day too early; EditedMeanwhile; NotAllowed.
    """
    policies.require_keeping(actor)
    with transaction.atomic():
        row = trail.lock_run(run, expected_version=expected_version)
        rules.check_step(RunState(row.state), RunState.PROVISIONAL)
        rules.check_deadline(objections_until, day_of(at))
        row.state, row.published_at, row.objections_until = RunState.PROVISIONAL, at, objections_until
        _save(row, "published_at", "objections_until")
        changes = {"状态": ["已计算", "公示中"], "异议截止日": [None, objections_until.isoformat()]}
        trail.note_run("公示考核结果", row, changes, actor=actor, at=at)
        title = f"“{row.group.name}”考核结果公示：{row.title}"
        _tell(row, title, f"有异议的请在 {objections_until.isoformat()} 前提出", actor, at)
    return row


def finalise_run(*, run: Run, actor: Account, at: datetime, expected_version: int | None = None) -> Run:
    """Settle a published result.

    Raises: AssessmentRefused before the last day for objections has gone by, while one has no ruling, or while what was
    ruled is not reckoned with; EditedMeanwhile; NotAllowed.
    """
    policies.require_keeping(actor)
    with transaction.atomic():
        row = trail.lock_run(run, expected_version=expected_version)
        rules.check_step(RunState(row.state), RunState.FINAL)
        rules.check_heard(row.objections_until, day_of(at), n_open(row))
        if waiting := unapplied(row):
            raise AssessmentRefused(f"有 {len(waiting)} 个裁定更正的数还没有重新计算，重新计算后才能确定")
        row.state, row.final_at = RunState.FINAL, at
        _save(row, "final_at")
        trail.note_run("确定考核结果", row, {"状态": ["公示中", "已确定"]}, actor=actor, at=at)
        _tell(row, f"“{row.group.name}”考核结果已确定：{row.title}", "", actor, at)
    return row


def archive_run(*, run: Run, actor: Account, at: datetime, expected_version: int | None = None) -> Run:
    """Put a settled result into the archive; nothing of it changes any more.

    Raises: AssessmentRefused for a run that is not settled; EditedMeanwhile; NotAllowed.
    """
    policies.require_keeping(actor)
    with transaction.atomic():
        row = trail.lock_run(run, expected_version=expected_version)
        rules.check_step(RunState(row.state), RunState.ARCHIVED)
        row.state = RunState.ARCHIVED
        _save(row)
        trail.note_run("考核结果归档", row, {"状态": ["已确定", "已归档"]}, actor=actor, at=at)
    return row


def _save(row: Run, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=["state", "version", *fields])


def _tell(run: Run, title: str, reason: str, actor: Account, at: datetime) -> None:
    """Tell the clerks of the units that were assessed, and the leaders themselves.    Shape: a few queries."""
    members = RunScore.objects.filter(run=run)
    clerks = Grant.objects.held().filter(role=Role.CLERK, unit__in=members.values("unit"))
    mine = Account.objects.filter(city_id=actor.city_id, is_active=True).exclude(pk=actor.pk)
    told = mine.filter(pk__in=clerks.values("account_id")) | mine.filter(person__in=members.values("person"))
    path = trail.address_of(run)
    notices.tell(told.distinct(), kind=NoticeKind.INFO, title=title, reason=reason, path=path, at=at)
