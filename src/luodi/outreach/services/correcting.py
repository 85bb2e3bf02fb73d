"""Correct and withdraw what was reported."""

from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require_writing
from luodi.outreach import rules
from luodi.outreach.choices import ActivityState, MeetingState
from luodi.outreach.models import Meeting, Trip, Visit
from luodi.outreach.rules import ActivityRefused
from luodi.outreach.services import activities, merging, rewriting
from luodi.outreach.services.activities import NewActivity
from luodi.outreach.services.monthly import superseded_by_rows

_PLANS = (ActivityState.PLANNED, ActivityState.SUBMITTED, ActivityState.APPROVED)


def correct(
    *,
    activity: Trip | Visit,
    new: NewActivity,
    reason: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Trip | Visit:
    """Say what it really was: facts that say otherwise are superseded, the others stand as they are.

    Raises: ActivityRefused without a reason, for what is not reported, or where a verified fact would change; what
    reporting raises; EditedMeanwhile.
    """
    said = rules.check_reason(reason, act="更正")
    with transaction.atomic():
        row = rewriting.lock(activity, expected_version=expected_version)
        require_writing(reach_of(actor), row.unit)
        rules.check_state(row.state, (ActivityState.REPORTED,), "更正")
        activities.check(new, reach=reach_of(actor))
        activities.check_in_force(new)
        shape = activities.shape_of(row)
        changes = rewriting.rewrite(row, new, at=at) | {"理由": said}
        ledger.relabel(subject=row.subject, label=row.title)
        left_alone = merging.met_in_meetings(row.subject)
        found = merging.difference(new.facts(row.subject), row.subject, left_alone=left_alone)
        act = f"更正{shape.name}"
        note = audit.Note(act, shape.subject, row.code, row.title, changes)
        if not found.facts and not found.supersede:
            audit.record(note, actor=actor, at=at)
            return row
        claimed = [*found.facts, *(one.by for one in found.supersede if one.by is not None)]
        lumps = superseded_by_rows(claimed, city=actor.city, today=day_of(at))
        ledger.post(
            city=actor.city,
            act=act,
            actor=actor,
            at=at,
            facts=found.facts,
            supersede=[*found.supersede, *lumps],
            notes=[note],
            reason=said,
        )
    return row


def withdraw(*, activity: Trip | Visit, reason: str, actor: Account, at: datetime) -> Trip | Visit:
    """Withdraw a plan that will not be, or a report of what never was: nothing of it counts any more.

    Raises: ActivityRefused without a reason, while meetings hang on it, or when something of it is verified.
    """
    said = rules.check_reason(reason, act="撤销")
    with transaction.atomic():
        row = rewriting.lock(activity)
        require_writing(reach_of(actor), row.unit)
        rules.check_state(row.state, (*_PLANS, ActivityState.REPORTED), "撤销")
        if n := Meeting.objects.filter(occasion=row.subject, state=MeetingState.RECORDED).count():
            raise ActivityRefused(f"它之下还有 {n} 次会谈，请先撤回会谈或改到别的活动")
        facts = merging.live_facts(row.subject)
        merging.check_open(facts)
        act = f"撤销{activities.shape_of(row).name}"
        note = rewriting.move(row, ActivityState.WITHDRAWN, act, actor=actor, at=at, reason=said)
        if not facts:
            audit.record(note, actor=actor, at=at)
            return row
        ledger.post(
            city=actor.city,
            act=act,
            actor=actor,
            at=at,
            supersede=[ledger.Supersede(fact, Cause.WITHDRAWN) for fact in facts],
            notes=[note],
            reason=said,
        )
    return row
