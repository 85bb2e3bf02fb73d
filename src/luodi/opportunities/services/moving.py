"""Move an opportunity on: into talks, to an investor, out of the bank, and back."""

from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.ledger.models import Entry
from luodi.opportunities import rules
from luodi.opportunities.choices import OpportunityState
from luodi.opportunities.models import Opportunity, OpportunityMove
from luodi.opportunities.rules import OpportunityRefused
from luodi.opportunities.services.commands import Move
from luodi.opportunities.services.writing import TARGET, lock, state_fact
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.projects.models import Project

ACTS = {
    OpportunityState.OPEN: "谋划项目重新入库",
    OpportunityState.TALKS: "谋划项目对接洽谈",
    OpportunityState.MATCHED: "谋划项目出库",
    OpportunityState.CLOSED: "谋划项目出库",
}


def move_opportunity(
    *,
    opportunity: Opportunity,
    move: Move,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Entry:
    """Record that talks have begun or ended, that it was taken, given up, or is on offer again.

    Raises: OpportunityRefused when the state cannot follow, the day is before what is on record or to come, or what
    the state needs is missing; NotAllowed, EditedMeanwhile.
    """
    investor = move.enterprise.name if move.enterprise else move.investor_name.strip()
    rules.check_said(
        move.state, reason=move.reason.strip(), investor=investor, has_project=move.project is not None
    )
    return _move(opportunity, move, actor=actor, at=at, expected=expected_version)


def close_opportunity(
    opportunity: Opportunity, state: OpportunityState, since: date, *, actor: Account, at: datetime
) -> Entry:
    """Take an opportunity off offer: it has found its investor (MATCHED), or is given up (CLOSED).

    Raises: NotAllowed outside the actor's units; OpportunityRefused when it is not in the bank, or before it was.
    """
    if state in (OpportunityState.OPEN, OpportunityState.TALKS):
        raise OpportunityRefused("只有在库的项目可以出库", field="state")
    return _move(opportunity, Move(state=state, since=since), actor=actor, at=at, expected=None)


@transaction.atomic
def _move(
    opportunity: Opportunity, move: Move, *, actor: Account, at: datetime, expected: int | None
) -> Entry:
    row = lock(opportunity, actor=actor, expected=expected)
    rules.check_move(row.state, move.state)
    rules.check_day(move.since, not_before=_latest_day(row), today=day_of(at), field="since")
    _check_partners(move, row, actor)
    before, row.state, row.state_since = OpportunityState(row.state), move.state, move.since
    Opportunity.objects.filter(pk=row.pk).update(
        state=row.state, state_since=row.state_since, version=row.version + 1, updated_at=at
    )
    OpportunityMove.objects.create(
        opportunity=row,
        state=move.state,
        since=move.since,
        reason=move.reason.strip(),
        investor_name=move.enterprise.name if move.enterprise else move.investor_name.strip(),
        enterprise=move.enterprise,
        project=move.project,
        made_at=at,
        made_by=actor,
    )
    changes = {
        "状态": [before.label, move.state.label],
        "状态始于": ["", move.since.isoformat()],
        "version": [row.version, row.version + 1],
    }
    act = ACTS[move.state] if before != OpportunityState.TALKS or not row.is_in_bank else "谋划项目结束洽谈"
    note = audit.Note(act, TARGET, row.code, row.name, changes)
    facts = [state_fact(row, move.since)]
    return ledger.post(city=actor.city, act=act, actor=actor, at=at, facts=facts, notes=[note])


def _latest_day(row: Opportunity) -> date:
    """The last day that is on record: a state that held before it would never be seen."""
    revised = row.versions.order_by("-number").values_list("valid_from", flat=True).first()
    return max(row.state_since, revised or row.state_since)


def _check_partners(move: Move, row: Opportunity, actor: Account) -> None:
    if move.enterprise and (move.enterprise.city_id != row.city_id or move.enterprise.is_void):
        raise OpportunityRefused("没有这家企业，或其登记已撤回", field="enterprise")
    if move.project is None:
        return
    if not Project.objects.visible_to(reach_of(actor)).filter(pk=move.project.pk).exists():
        raise OpportunityRefused("没有这个项目，或您无权查看", field="project")
