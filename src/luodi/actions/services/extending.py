"""Another day for an item: asked for with a reason and granted by somebody else, or given by whoever set it."""

from datetime import date, datetime

from django.db import transaction

from luodi.actions import policies, rules
from luodi.actions.choices import ExtensionState
from luodi.actions.models import ActionItem, ItemExtension
from luodi.actions.rules import ActionRefused
from luodi.actions.services import trail
from luodi.actions.services.resetting import put_deadline
from luodi.actions.services.ruling import pressing_on
from luodi.actions.services.trail import lock, tell
from luodi.ledger.kinds import FactKind
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require


def ask_extension(
    *, item: ActionItem, until: date, reason: str, actor: Account, at: datetime
) -> ItemExtension:
    """Ask for another day; the deadline stands until somebody else has said yes. Who can is told.

    Raises: ActionRefused without a reason, for a day that is no later, or while another request waits; NotAllowed.
    """
    said = rules.check_said(reason, what="延期的理由", field="reason")
    with transaction.atomic():
        row = lock(item)
        may = actor.city_id == row.city_id and policies.may_close(row, actor=actor, reach=reach_of(actor))
        require(may, "只有办理人、协办人或办理单位的台账员可以申请延期")
        rules.check_open(row.state)
        _check_later(row, until, at)
        if row.extensions.filter(state=ExtensionState.ASKED).exists():
            raise ActionRefused("已有一项延期申请待批，请等批复")
        asked = ItemExtension.objects.create(
            item=row, before=row.deadline, until=until, reason=said, asked_at=at, asked_by=actor
        )
        words = f"{row.owner.display_name}申请延期到 {until.isoformat()}，请批复：{row.title}"
        others = policies.judges_of(row) if row.asked_by_id == actor.pk else [row.asked_by]
        leaders = [one for one in policies.approvers_of(row) if one.person_id != actor.person_id]
        tell([*others, *leaders], row, NoticeKind.ASKED, words, said, at)
        changes: trail.Changes = {"延至": [row.deadline.isoformat(), until.isoformat()], "理由": [None, said]}
        trail.keep("申请延期", row, changes, actor=actor, at=at)
    return asked


def decide_extension(
    *, item: ActionItem, grants: bool, actor: Account, at: datetime, remark: str = ""
) -> ItemExtension:
    """Grant or refuse what was asked: somebody who neither asked nor does it; a refusal says why. The asker is told.

    It is who set the item, the leader of the instruction that it came from, or the centre.
    Raises: ActionRefused for whoever does it, when nothing waits, for a refusal without a word; NotAllowed.
    """
    said = remark.strip()[:400] if grants else rules.check_said(remark, what="不同意的理由", field="remark")
    with transaction.atomic():
        row = lock(item)
        asked = row.extensions.filter(state=ExtensionState.ASKED).select_related("asked_by__person").first()
        if asked is None:
            raise ActionRefused("没有待批的延期申请，请刷新")
        doers = trail.doers(row) | {asked.asked_by.person_id}
        rules.check_somebody_else(actor.person_id, doers, "批复延期")
        may = actor.city_id == row.city_id and policies.may_extend(row, actor=actor, reach=reach_of(actor))
        require(may, "只有交办人、交办单位的台账员、批示领导或招商服务中心可以批复延期")
        asked.state = ExtensionState.GRANTED if grants else ExtensionState.REFUSED
        asked.decided_at, asked.decided_by, asked.remark = at, actor, said
        asked.save(update_fields=["state", "decided_at", "decided_by", "remark"])
        if grants:
            _check_later(row, asked.until, at)
            _give(row, asked.until, "同意延期", said, actor, at)
        else:
            changes: trail.Changes = {"延至": [asked.until.isoformat(), None], "理由": [None, said]}
            trail.keep("不同意延期", row, changes, actor=actor, at=at)
        words = f"{asked.get_state_display()}，期限 {row.deadline.isoformat()}：{row.title}"
        tell([asked.asked_by], row, NoticeKind.DECIDED, words, said, at)
    return asked


def move_deadline(
    *, item: ActionItem, deadline: date, reason: str, actor: Account, at: datetime
) -> ActionItem:
    """Give it another day as whoever set it; counted as an extension, and its owner is told.

    Who does it himself asks for an extension instead, but for a task of one's own where those close themselves.
    Raises: ActionRefused; NotAllowed unless the actor's side asked.
    """
    said = rules.check_said(reason, what="改期的理由", field="reason")
    today = day_of(at)
    rules.check_deadline(deadline, today=today)
    with transaction.atomic():
        row = lock(item)
        may = actor.city_id == row.city_id and policies.may_cancel(row, actor=actor, reach=reach_of(actor))
        require(may, "只有交办人或交办单位的台账员可以改期")
        rules.check_open(row.state)
        if row.deadline == deadline:
            raise ActionRefused("期限没有变化", field="deadline")
        own = row.asked_by.person_id == row.owner.person_id == actor.person_id
        closes_own = pressing_on(row.city_id, today).closes_own
        if not rules.closes_at_once(row.kind, by_oneself=own, closes_own=closes_own):
            rules.check_somebody_else(actor.person_id, trail.doers(row), "改期")
        ItemExtension.objects.create(
            item=row, before=row.deadline, until=deadline, reason=said, asked_at=at, asked_by=actor,
            state=ExtensionState.MOVED, decided_at=at, decided_by=actor,
        )  # fmt: skip
        _give(row, deadline, "改期", said, actor, at)
        if row.owner_id != actor.pk:
            words = f"待办期限改为 {row.deadline.isoformat()}：{row.title}"
            tell([row.owner], row, NoticeKind.INFO, words, said, at)
    return row


def _check_later(row: ActionItem, until: date, at: datetime) -> None:
    rules.check_deadline(until, today=day_of(at))
    if until <= row.deadline:
        raise ActionRefused(f"须晚于现在的期限（{row.deadline.isoformat()}）", field="until")


def _give(row: ActionItem, until: date, act: str, said: str, actor: Account, at: datetime) -> None:
    before, today = row.deadline, day_of(at)
    moved = put_deadline(row, until)
    changes: dict[str, list[str | None]] = {
        "期限": [before.isoformat(), row.deadline.isoformat()],
        "理由": [None, said],
    }
    if moved:
        changes["顺延"] = [None, moved]
    facts = [trail.fact(row, FactKind.ITEM_EXTENDED, today), trail.state_fact(row, today)]
    trail.keep(act, row, changes, actor=actor, at=at, facts=facts if row.deadline > before else [])
