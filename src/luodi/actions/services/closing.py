"""What becomes of an item: done with a result, called off, handed on, or given another day."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi.actions import policies, rules
from luodi.actions.choices import ActionState
from luodi.actions.models import ActionItem
from luodi.actions.services.items import check_owner, lock, note_of, tell
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require


def finish_item(*, item: ActionItem, result: str, actor: Account, at: datetime) -> ActionItem:
    """Say that it is done, and with what result; whoever asked is told.

    Raises: ActionRefused without a result or when it is closed; NotAllowed for others than owner and unit.
    """
    said = rules.check_said(result, what="办理结果", field="result")
    with transaction.atomic():
        row = lock(item)
        _require_closing(row, actor)
        rules.check_open(row.state)
        _close(row, ActionState.DONE, said, actor, at)
        note_of("办结", row, {"结果": [None, said]}, actor, at)
        if row.asked_by_id != actor.pk:
            tell([row.asked_by], row, NoticeKind.DECIDED, f"待办已办结：{row.title}", said, at)
    return row


def cancel_item(*, item: ActionItem, reason: str, actor: Account, at: datetime) -> ActionItem:
    """Call it off; its owner is told.    Raises: ActionRefused; NotAllowed unless the actor's side asked for it."""
    said = rules.check_said(reason, what="取消的理由", field="reason")
    with transaction.atomic():
        row = lock(item)
        _require_cancelling(row, actor)
        rules.check_open(row.state)
        _close(row, ActionState.CANCELLED, said, actor, at)
        note_of("取消", row, {"理由": [None, said]}, actor, at)
        if row.owner_id != actor.pk:
            tell([row.owner], row, NoticeKind.INFO, f"待办已取消：{row.title}", said, at)
    return row


def hand_over(
    *, item: ActionItem, to: Account, unit: Unit, reason: str, actor: Account, at: datetime
) -> ActionItem:
    """Let somebody else do it; the new owner is told.

    Raises: ActionRefused without a reason, to whom has it, or when it is closed; NotAllowed.
    """
    said = rules.check_said(reason, what="转交的理由", field="reason")
    with transaction.atomic():
        row = lock(item)
        reach = reach_of(actor)
        may = policies.may_close(row, actor=actor, reach=reach) or policies.may_cancel(
            row, actor=actor, reach=reach
        )
        require(may, "只有办理人、办理单位或交办方可以转交")
        rules.check_open(row.state)
        check_owner(to, unit, city_id=row.city_id, today=timezone.localtime(at).date())
        if (to.pk, unit.pk) == (row.owner_id, row.unit_id):
            raise rules.ActionRefused(f"本来就由 {to.display_name} 办理", field="to")
        before, row.owner, row.unit = row.owner, to, unit
        row.save(update_fields=["owner", "unit"])
        changes: dict[str, list[str | None]] = {
            "办理人": [before.display_name, to.display_name],
            "理由": [None, said],
        }
        note_of("转交", row, changes, actor, at)
        others = [one for one in (to, row.asked_by) if one.pk != actor.pk]
        tell(others, row, NoticeKind.ASKED, f"待办转交 {to.display_name}：{row.title}", said, at)
    return row


def move_deadline(
    *, item: ActionItem, deadline: date, reason: str, actor: Account, at: datetime
) -> ActionItem:
    """Give it another day; its owner is told.    Raises: ActionRefused; NotAllowed unless the actor's side asked."""
    said = rules.check_said(reason, what="改期的理由", field="reason")
    rules.check_deadline(deadline, today=timezone.localtime(at).date())
    with transaction.atomic():
        row = lock(item)
        _require_cancelling(row, actor)
        rules.check_open(row.state)
        if row.deadline == deadline:
            raise rules.ActionRefused("期限没有变化", field="deadline")
        before, row.deadline = row.deadline, deadline
        row.save(update_fields=["deadline"])
        changes: dict[str, list[str | None]] = {
            "期限": [before.isoformat(), deadline.isoformat()],
            "理由": [None, said],
        }
        note_of("改期", row, changes, actor, at)
        if row.owner_id != actor.pk:
            words = f"待办期限改为 {deadline.isoformat()}：{row.title}"
            tell([row.owner], row, NoticeKind.INFO, words, said, at)
    return row


def _require_closing(row: ActionItem, actor: Account) -> None:
    may = actor.city_id == row.city_id and policies.may_close(row, actor=actor, reach=reach_of(actor))
    require(may, "只有办理人或办理单位的台账员可以办结")


def _require_cancelling(row: ActionItem, actor: Account) -> None:
    may = actor.city_id == row.city_id and policies.may_cancel(row, actor=actor, reach=reach_of(actor))
    require(may, "只有交办人或交办单位的台账员可以取消或改期")


def _close(row: ActionItem, state: ActionState, said: str, actor: Account, at: datetime) -> None:
    row.state, row.result, row.closed_by, row.closed_at = state, said, actor, at
    row.save(update_fields=["state", "result", "closed_by", "closed_at"])
