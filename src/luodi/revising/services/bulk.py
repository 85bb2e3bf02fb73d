"""Ask for a bulk correction, approve it as a second person, carry it out as one batch, undo it as one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.ledger import services as ledger
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.organisation.policies import may_write, reach_of, require
from luodi.projects import services as projects
from luodi.projects.services.values import store
from luodi.revising import policies, rules
from luodi.revising.choices import BulkState
from luodi.revising.models import BulkCorrection, BulkRow, BulkRules
from luodi.revising.rules import BulkRefused
from luodi.revising.services.commands import Planned, Same, execute, plan, rehearse, same_of

TARGET = "bulk"
NewBulk = Same
_NAMED = 5


def approval_above(city_id: int) -> int:
    """Return above how many projects a second person has to approve."""
    found = BulkRules.objects.filter(city_id=city_id).order_by("-id").first()
    return rules.APPROVAL_ABOVE if found is None else found.approval_above


def set_approval_above(number: int, *, actor: Account, at: datetime) -> BulkRules:
    """Raises: BulkRefused for a negative number; NotAllowed for anybody but the centre."""
    require(policies.may_set_rules(reach_of(actor)), "成批修改规则由招商服务中心设定")
    if number < 0:
        raise BulkRefused("数量不能是负数；0 表示一律须第二人批准", field="approval_above")
    with transaction.atomic():
        before = approval_above(actor.city_id)
        row = BulkRules.objects.create(city_id=actor.city_id, approval_above=number, set_by=actor, set_at=at)
        note = audit.Note("设定成批修改规则", "bulk-rules", "", "成批修改规则", {"上限": [before, number]})
        audit.record(note, actor=actor, at=at)
    return row


def ask_bulk(new: Same, *, actor: Account, at: datetime) -> BulkCorrection:
    """Keep what is asked for, with each project before and after, as a preview: nothing changes yet.

    Projects that have the value already are left out.
    Raises: BulkRefused, naming the first project that cannot have it; NotAllowed unless the actor writes for every one.
    """
    rules.check_asked(
        new.kind,
        new.field,
        n_rows=len(new.projects),
        reason=new.reason,
        has_day=new.effective_on is not None,
    )
    _require_writer(new, actor)
    planned = [one for one in plan(new, at=at) if not one.passed]
    if not planned:
        raise BulkRefused("所选项目都已是这一内容，没有变化", field="value")
    rehearse(replace(new, projects=[one.project for one in planned]), actor=actor, at=at)
    with transaction.atomic():
        year = timezone.localtime(at).year
        (code,) = numbering.take(city_id=actor.city_id, prefix="BC", year=year, n=1)
        row = BulkCorrection.objects.create(
            city_id=actor.city_id,
            code=code,
            kind=new.kind,
            field=new.field,
            value=store(new.field, new.value),
            effective_on=new.effective_on,
            reason=new.reason.strip(),
            needs_verifier=any(one.waits for one in planned),
            requested_by=actor,
            requested_at=at,
        )
        BulkRow.objects.bulk_create([_row(row, one) for one in planned])
        _note(row, f"预览成批{row.get_kind_display()}", len(planned), actor, at)
    return row


def submit_bulk(*, bulk: BulkCorrection, actor: Account, at: datetime) -> BulkCorrection:
    """Carry out what was previewed, or let it wait for a second person where it takes one.

    Raises: BulkRefused when it was submitted before, or projects have moved on; NotAllowed for anybody else.
    """
    require(actor.pk == bulk.requested_by_id, "只有预览的人可以提交这项成批修改")
    with transaction.atomic():
        row = _locked(bulk)
        rules.check_state(row.state, BulkState.PREVIEWED, "提交")
        n_rows = row.rows.count()
        _check_fresh(row)
        if rules.needs_approval(
            n_rows=n_rows,
            approval_above=approval_above(row.city_id),
            needs_verifier=row.needs_verifier,
        ):
            row.state = BulkState.WAITING
            row.save(update_fields=["state"])
            _note(row, f"申请成批{row.get_kind_display()}", n_rows, actor, at)
        else:
            _carry_out(row, at)
    return row


def approve_bulk(*, bulk: BulkCorrection, actor: Account, at: datetime, comment: str = "") -> BulkCorrection:
    """Approve as the second person, and carry it out in the asker's name; verified facts in the approver's.

    Raises: BulkRefused when it is decided or projects have moved on; NotAllowed for the asker, and for who may not.
    """
    policies.require_approver(bulk, actor)
    with transaction.atomic():
        row = _locked(bulk)
        rules.check_state(row.state, BulkState.WAITING, "批准")
        _check_fresh(row)
        _decide(row, actor, comment.strip(), at)
        _carry_out(row, at, approver=actor)
        _note(row, f"批准成批{row.get_kind_display()}", row.rows.count(), actor, at)
        _tell(row, NoticeKind.DECIDED, f"{row.code} 已批准并执行", comment, at)
    return row


def refuse_bulk(*, bulk: BulkCorrection, reason: str, actor: Account, at: datetime) -> BulkCorrection:
    """Leave everything as it is.    Raises: as ``approve_bulk``, and BulkRefused without a reason."""
    policies.require_approver(bulk, actor)
    if not reason.strip():
        raise BulkRefused("不批准须写明原因", field="reason")
    with transaction.atomic():
        row = _locked(bulk)
        rules.check_state(row.state, BulkState.WAITING, "退回")
        _decide(row, actor, reason.strip(), at)
        row.state = BulkState.REFUSED
        row.save(update_fields=["state"])
        _note(row, f"不批准成批{row.get_kind_display()}", row.rows.count(), actor, at, reason=reason)
        _tell(row, NoticeKind.RETURNED, f"{row.code} 未获批准", reason, at)
    return row


def undo_bulk(*, bulk: BulkCorrection, reason: str, actor: Account, at: datetime) -> BulkCorrection:
    """Withdraw the whole batch; what has been edited since is named, and then nothing is undone.

    Raises: BulkRefused; BatchRefused naming what was edited since, or without a reason; NotAllowed.
    """
    policies.require_undoing(bulk, actor)
    with transaction.atomic():
        row = _locked(bulk)
        rules.check_state(row.state, BulkState.DONE, "撤回")
        assert row.batch is not None
        projects.withdraw_batch(batch=row.batch, reason=reason, actor=actor, at=at)
        row.state, row.undone_by, row.undone_at = BulkState.UNDONE, actor, at
        row.undo_reason = reason.strip()
        row.save(update_fields=["state", "undone_by", "undone_at", "undo_reason"])
        _note(row, f"撤回成批{row.get_kind_display()}", row.rows.count(), actor, at, reason=reason)
    return row


def _require_writer(new: Same, actor: Account) -> None:
    reach = reach_of(actor)
    for project in new.projects:
        allowed = project.city_id == reach.city_id and may_write(reach, project.unit_id)
        require(allowed, f"您没有填报{project.unit.short_name}项目的权限")


def _locked(bulk: BulkCorrection) -> BulkCorrection:
    found = BulkCorrection.objects.select_for_update(of=("self",)).select_related(
        "city", "requested_by__unit", "requested_by__city", "batch"
    )
    return found.get(pk=bulk.pk)


def _check_fresh(row: BulkCorrection) -> None:
    """Raises: BulkRefused naming projects that have changed since the preview."""
    rows = row.rows.select_related("project")
    moved = [one.project.code for one in rows if one.version != one.project.version]
    if moved:
        raise BulkRefused(
            f"预览之后这些项目又有改动：{'、'.join(moved[:_NAMED])}"
            f"{'等' if len(moved) > _NAMED else ''}（共 {len(moved)} 个）。请重新预览再提交"
        )


def _carry_out(row: BulkCorrection, at: datetime, approver: Account | None = None) -> None:
    same = same_of(row)
    approved = f"（批准：{approver.display_name}）" if approver is not None else ""
    reason = f"{row.code} {row.reason}{approved}"[:400]
    row.batch = ledger.open_batch(
        city=row.city,
        title=f"成批{row.get_kind_display()}：{row.code} {row.field_label}",
        actor=row.requested_by,
        at=at,
        reason=reason,
    )
    execute(
        replace(same, reason=reason),
        actor=row.requested_by,
        at=at,
        batch=row.batch,
        accepted_by=approver if row.needs_verifier else None,
        versions=dict(row.rows.values_list("project_id", "version")),
    )
    row.state, row.done_at = BulkState.DONE, at
    row.save(update_fields=["state", "done_at", "batch"])
    if approver is None:
        _note(row, f"执行成批{row.get_kind_display()}", row.rows.count(), row.requested_by, at)


def _decide(row: BulkCorrection, actor: Account, comment: str, at: datetime) -> None:
    row.decided_by, row.decided_at, row.decision_reason = actor, at, comment
    row.save(update_fields=["decided_by", "decided_at", "decision_reason"])


def _row(bulk: BulkCorrection, one: Planned) -> BulkRow:
    return BulkRow(
        bulk=bulk,
        project=one.project,
        version=one.project.version,
        before=one.before[:400],
        after=one.after[:400],
        n_facts=len(one.facts),
        n_verified=one.n_verified,
    )


def _note(row: BulkCorrection, act: str, n_rows: int, actor: Account, at: datetime, reason: str = "") -> None:
    changes: dict[str, Sequence[object]] = {
        "内容": [None, row.field_label],
        "项目数": [None, n_rows],
        "原因": [None, reason.strip() or row.reason],
    }
    audit.record(audit.Note(act, TARGET, row.code, str(row), changes), actor=actor, at=at)


def _tell(row: BulkCorrection, kind: NoticeKind, title: str, reason: str, at: datetime) -> None:
    notices.tell(
        [row.requested_by], kind=kind, title=title, reason=reason[:400], path=f"/bulk/{row.code}/", at=at
    )
