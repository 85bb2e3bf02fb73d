"""From a plan to a report: planned, approved where the unit wants it, made, reported. Only a report counts."""

from datetime import datetime
from typing import cast

from django.db import transaction

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require, require_writing
from luodi.outreach import policies, rules
from luodi.outreach.choices import ActivityState
from luodi.outreach.models import PlanApproval, Trip, Visit
from luodi.outreach.rules import ActivityRefused
from luodi.outreach.services import activities, merging, rewriting, trips
from luodi.outreach.services.activities import NewActivity
from luodi.outreach.services.monthly import superseded_by_rows

_OPEN = (ActivityState.PLANNED, ActivityState.SUBMITTED, ActivityState.APPROVED)


def plan(new: NewActivity, *, actor: Account, at: datetime, once: str = "") -> Trip | Visit:
    """Register what is intended: it has a code and a page, and counts nowhere.

    Raises: NotAllowed outside the actor's units; ActivityRefused, UnknownOrigin when what is said cannot be.
    """
    shape = new.shape
    with transaction.atomic():
        if once and (known := shape.row.objects.filter(city_id=actor.city_id, once=once).first()):
            return known
        activities.check(new, reach=reach_of(actor))
        (subject,) = activities.open_subjects(shape, [new], actor=actor, at=at)
        row = activities.row_of(new, subject, actor=actor, at=at, state=ActivityState.PLANNED, once=once)
        row.save(force_insert=True)
        activities.write_links(shape, [row], [new])
        if isinstance(row, Trip):
            trips.write_stops([row], [cast(trips.NewTrip, new)])
        audit.record(
            audit.Note(f"登记{shape.name}计划", shape.subject, row.code, row.title), actor=actor, at=at
        )
    return row


def change_plan(
    *,
    activity: Trip | Visit,
    new: NewActivity,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Trip | Visit:
    """Plan otherwise. What had been approved has to be approved again where the unit wants that.

    Raises: as ``plan``; ActivityRefused for what is reported or withdrawn; EditedMeanwhile.
    """
    with transaction.atomic():
        row = rewriting.lock(activity, expected_version=expected_version)
        require_writing(reach_of(actor), row.unit)
        rules.check_state(row.state, (ActivityState.PLANNED, ActivityState.APPROVED), "修改计划")
        activities.check(new, reach=reach_of(actor))
        changes = rewriting.rewrite(row, new, at=at)
        if row.state == ActivityState.APPROVED and wants_approval(row):
            row.state = ActivityState.PLANNED
            row.save(update_fields=["state"])
        ledger.relabel(subject=row.subject, label=row.title)
        shape = activities.shape_of(row)
        note = audit.Note(f"修改{shape.name}计划", shape.subject, row.code, row.title, changes)
        audit.record(note, actor=actor, at=at)
    return row


def submit_plan(*, activity: Trip | Visit, actor: Account, at: datetime) -> Trip | Visit:
    """Ask for approval.    Raises: ActivityRefused where nobody wants to approve; NotAllowed."""
    with transaction.atomic():
        row = rewriting.lock(activity)
        require_writing(reach_of(actor), row.unit)
        rules.check_state(row.state, (ActivityState.PLANNED,), "报批")
        if not wants_approval(row):
            raise ActivityRefused(f"“{row.unit.short_name}”不要求批准计划，完成后直接报告即可")
        handling = rewriting.handling_of(row)
        handling.submitted_at, handling.submitted_by = at, actor
        handling.save(update_fields=["submitted_at", "submitted_by"])
        audit.record(
            rewriting.move(row, ActivityState.SUBMITTED, "报批计划", actor=actor, at=at), actor=actor, at=at
        )
    return row


def decide_plan(
    *, activity: Trip | Visit, approve: bool, actor: Account, at: datetime, reason: str = ""
) -> Trip | Visit:
    """Approve a plan, or give it back with a reason; its unit is told.

    Raises: NotAllowed for who does not approve this unit's plans; ActivityRefused for who asked for it himself.
    """
    said = reason.strip() if approve else rules.check_reason(reason, act="退回")
    with transaction.atomic():
        row = rewriting.lock(activity)
        require(policies.may_approve(reach_of(actor), row), "您不能批准这个单位的计划")
        rules.check_state(row.state, (ActivityState.SUBMITTED,), "批复")
        handling = rewriting.handling_of(row)
        asked = handling.submitted_by
        if asked is not None and asked.person_id == actor.person_id:
            raise ActivityRefused("不能批准自己报批的计划，请由其他人办理")
        handling.decided_at, handling.decided_by, handling.note = at, actor, said
        handling.save(update_fields=["decided_at", "decided_by", "note"])
        state = ActivityState.APPROVED if approve else ActivityState.PLANNED
        act = "批准计划" if approve else "退回计划"
        note = rewriting.move(row, state, act, actor=actor, at=at, reason=said)
        notices.tell_unit(
            row.unit,
            kind=NoticeKind.DECIDED if approve else NoticeKind.RETURNED,
            title=f"{row.code}“{row.title}”{'已批准' if approve else '已退回'}",
            reason=said,
            path=policies.address_of(row),
            at=at,
        )
        audit.record(note, actor=actor, at=at)
    return row


def report(
    *,
    activity: Trip | Visit,
    new: NewActivity,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Trip | Visit:
    """Report how it was: from here on it counts, as its unit's claim.

    Raises: ActivityRefused before it was approved where that is wanted, or when it was reported; as ``plan``;
    DateRefused while it has not ended; CreditRefused; EditedMeanwhile.
    """
    with transaction.atomic():
        row = rewriting.lock(activity, expected_version=expected_version)
        require_writing(reach_of(actor), row.unit)
        _check_may_report(row)
        activities.check(new, reach=reach_of(actor))
        activities.check_in_force(new)
        shape = activities.shape_of(row)
        changes = rewriting.rewrite(row, new, at=at)
        row.state = ActivityState.REPORTED
        row.save(update_fields=["state"])
        handling = rewriting.handling_of(row)
        handling.reported_at, handling.reported_by = at, actor
        handling.save(update_fields=["reported_at", "reported_by"])
        ledger.relabel(subject=row.subject, label=row.title)
        facts = merging.not_yet_posted(new.facts(row.subject), row.subject)
        ledger.post(
            city=actor.city,
            act=f"报告{shape.name}",
            actor=actor,
            at=at,
            facts=facts,
            supersede=superseded_by_rows(facts, city=actor.city, today=day_of(at)),
            notes=[audit.Note(f"报告{shape.name}", shape.subject, row.code, row.title, changes)],
        )
    return row


def record(new: NewActivity, *, actor: Account, at: datetime, once: str = "") -> Trip | Visit:
    """Report at once what nobody had planned; it is entered once for each ``once``.    Raises: as ``report``."""
    with transaction.atomic():
        if once and (known := new.shape.row.objects.filter(city_id=actor.city_id, once=once).first()):
            return known
        row = plan(new, actor=actor, at=at, once=once)
        if wants_approval(row):
            raise ActivityRefused(
                f"“{row.unit.short_name}”要求先批准计划：请先登记计划并报批，完成后再报告", field="unit"
            )
        return report(activity=row, new=new, actor=actor, at=at)


def wants_approval(row: Trip | Visit) -> bool:
    """Whether the row's unit wants its plans to be approved."""
    found = PlanApproval.objects.filter(unit_id=row.unit_id).first()
    return found is not None and (found.trips if isinstance(row, Trip) else found.visits)


@transaction.atomic
def set_approval(*, unit: Unit, trips: bool, visits: bool, actor: Account, at: datetime) -> PlanApproval:
    """Say whether plans of the unit have to be approved from now on; what is planned already follows.

    Raises: NotAllowed outside the actor's units.
    """
    require_writing(reach_of(actor), unit)
    said = {"trips": trips, "visits": visits, "set_at": at, "set_by": actor}
    row, _ = PlanApproval.objects.update_or_create(unit=unit, defaults=said)
    changes = {"外出须批准": trips, "接待须批准": visits}
    audit.record(audit.Note("设定计划审批", "unit", unit.code, unit.short_name, changes), actor=actor, at=at)
    return row


def _check_may_report(row: Trip | Visit) -> None:
    if wants_approval(row):
        rules.check_state(row.state, (ActivityState.APPROVED,), "报告：本单位要求先批准计划")
    else:
        rules.check_state(row.state, _OPEN, "报告")
