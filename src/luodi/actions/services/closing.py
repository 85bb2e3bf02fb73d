"""What becomes of an item: done by its owner with proof, closed by somebody else or sent back, called off, reopened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction

from luodi.actions import policies, rules
from luodi.actions.choices import ActionState, ExtensionState, ReportState
from luodi.actions.models import ActionItem, ItemExtension, ItemProof, ItemReport
from luodi.actions.services import trail
from luodi.actions.services.resetting import put_deadline
from luodi.actions.services.ruling import pressing_on
from luodi.actions.services.trail import lock, tell
from luodi.documents import services as documents
from luodi.documents.models import StoredFile
from luodi.ledger.kinds import Cause, FactKind
from luodi.ledger.models import Fact
from luodi.ledger.services import Supersede
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require


@dataclass(frozen=True)
class NewProof:
    """A file that shows what was done."""

    content: BinaryIO | bytes
    name: str


def finish_item(
    *, item: ActionItem, result: str, actor: Account, at: datetime, proofs: Sequence[NewProof] = ()
) -> ActionItem:
    """Say that it is done, with what result and what shows it; whoever asked is told.

    A task that one has set oneself is closed with that, where the city has it so; anything else waits for somebody
    else to close it.
    Raises: ActionRefused without a result or when it is closed; FileRefused; NotAllowed for others than owner and unit.
    """
    said = rules.check_said(result, what="办理结果", field="result")
    kept = [(documents.keep(one.content, one.name, at=at), one.name[:200]) for one in proofs]
    with transaction.atomic():
        row = lock(item)
        _require_closing(row, actor)
        rules.check_open(row.state)
        report = _report(row, said, kept, actor, at)
        pressing = pressing_on(row.city_id, day_of(at))
        own = row.asked_by.person_id == row.owner.person_id == actor.person_id
        if rules.closes_at_once(row.kind, by_oneself=own, closes_own=pressing.closes_own):
            _accept(report, actor, at, remark="")
            return _close(row, report, "办结", {"结果": [None, said]}, actor, at)
        row.state = ActionState.REPORTED
        row.save(update_fields=["state"])
        _drop_requests(row, actor, at, "已报办结")
        others = policies.judges_of(row) if row.asked_by_id == actor.pk else [row.asked_by]
        tell(others, row, NoticeKind.ASKED, f"已报办结，请销号：{row.title}", said, at)
        changes: trail.Changes = {
            "结果": [None, said],
            "佐证": [None, "、".join(name for _, name in kept) or None],
        }
        facts = [trail.state_fact(row, day_of(at))]
        trail.keep("报办结", row, changes, actor=actor, at=at, facts=facts)
    return row


def close_item(*, item: ActionItem, actor: Account, at: datetime, remark: str = "") -> ActionItem:
    """Close what is said to be done: somebody who did not do it; its owner is told.

    Raises: ActionRefused for whoever did it, under whatever account, or when nothing waits; NotAllowed.
    """
    with transaction.atomic():
        row = lock(item)
        report = _waiting(row, actor, "销号")
        _accept(report, actor, at, remark=remark.strip()[:400])
        tell([row.owner], row, NoticeKind.DECIDED, f"已销号：{row.title}", remark.strip()[:400], at)
        changes: trail.Changes = {"结果": [None, report.text], "意见": [None, remark.strip() or None]}
        return _close(row, report, "销号", changes, actor, at)


def send_back(*, item: ActionItem, reason: str, actor: Account, at: datetime) -> ActionItem:
    """Say that it is not done yet, and why; its owner is told.    Raises: as ``close_item``; without a reason."""
    said = rules.check_said(reason, what="退回的理由", field="reason")
    with transaction.atomic():
        row = lock(item)
        report = _waiting(row, actor, "退回")
        report.state, report.remark = ReportState.SENT_BACK, said
        report.judged_by, report.judged_at = actor, at
        report.save(update_fields=["state", "remark", "judged_by", "judged_at"])
        row.state = ActionState.OPEN
        row.save(update_fields=["state"])
        tell([row.owner], row, NoticeKind.RETURNED, f"退回重办：{row.title}", said, at)
        facts = [trail.state_fact(row, day_of(at))]
        trail.keep("退回重办", row, {"理由": [None, said]}, actor=actor, at=at, facts=facts, reason=said)
    return row


def reopen_item(*, item: ActionItem, deadline: date, reason: str, actor: Account, at: datetime) -> ActionItem:
    """Open again what is closed or called off, with another day; its owner is told.

    Raises: ActionRefused without a reason, for a day gone by, or when it is open; NotAllowed.
    """
    said = rules.check_said(reason, what="重新打开的理由", field="reason")
    rules.check_deadline(deadline, today=day_of(at))
    with transaction.atomic():
        row = lock(item)
        _require_judging(row, actor, "重新打开")
        rules.check_state(row.state, (ActionState.DONE, ActionState.CANCELLED), "重新打开")
        before, row.state = row.get_state_display(), ActionState.OPEN
        row.result, row.closed_at, row.closed_by = "", None, None
        row.save(update_fields=["state", "result", "closed_at", "closed_by"])
        moved = put_deadline(row, deadline)
        words = f"重新打开，请于 {row.deadline.isoformat()} 前办理：{row.title}"
        tell([row.owner], row, NoticeKind.RETURNED, words, said, at)
        closed = Fact.objects.live().filter(subject=row.subject, kind=FactKind.ITEM_CLOSED)
        ended = [Supersede(fact, Cause.CORRECTED) for fact in closed] if row.subject_id else []
        changes: trail.Changes = {
            "状态": [before, "待办"],
            "期限": [None, row.deadline.isoformat()],
            "理由": [None, said],
        }
        trail.keep(
            "重新打开", row, {**changes, **({"顺延": [None, moved]} if moved else {})},
            actor=actor, at=at, facts=[trail.state_fact(row, day_of(at))], supersede=ended, reason=said,
        )  # fmt: skip
    return row


def cancel_item(*, item: ActionItem, reason: str, actor: Account, at: datetime) -> ActionItem:
    """Call it off; its owner is told.    Raises: ActionRefused; NotAllowed unless the actor's side asked for it."""
    said = rules.check_said(reason, what="取消的理由", field="reason")
    with transaction.atomic():
        row = lock(item)
        may = actor.city_id == row.city_id and policies.may_cancel(row, actor=actor, reach=reach_of(actor))
        require(may, "只有交办人或交办单位的台账员可以取消")
        rules.check_open(row.state)
        _drop_requests(row, actor, at, "事项已取消")
        row.state, row.result, row.closed_by, row.closed_at = ActionState.CANCELLED, said, actor, at
        row.save(update_fields=["state", "result", "closed_by", "closed_at"])
        if row.owner_id != actor.pk:
            tell([row.owner], row, NoticeKind.INFO, f"待办已取消：{row.title}", said, at)
        facts = [trail.state_fact(row, day_of(at))]
        trail.keep("取消", row, {"理由": [None, said]}, actor=actor, at=at, facts=facts)
    return row


def _require_closing(row: ActionItem, actor: Account) -> None:
    may = actor.city_id == row.city_id and policies.may_close(row, actor=actor, reach=reach_of(actor))
    require(may, "只有办理人、协办人或办理单位的台账员可以报办结")


def _require_judging(row: ActionItem, actor: Account, act: str) -> None:
    may = actor.city_id == row.city_id and policies.may_judge(row, actor=actor, reach=reach_of(actor))
    require(may, f"只有交办人、交办单位的台账员或招商服务中心可以{act}")


def _waiting(row: ActionItem, actor: Account, act: str) -> ItemReport:
    """Return the report that waits.    Raises: as ``close_item``."""
    rules.check_state(row.state, (ActionState.REPORTED,), act)
    rules.check_somebody_else(actor.person_id, trail.doers(row), act)
    _require_judging(row, actor, act)
    return row.reports.get(state=ReportState.WAITING)


def _report(
    row: ActionItem, said: str, kept: Sequence[tuple[StoredFile, str]], actor: Account, at: datetime
) -> ItemReport:
    report = ItemReport.objects.create(item=row, text=said, at=at, by=actor)
    ItemProof.objects.bulk_create(ItemProof(report=report, file=file, name=name) for file, name in kept)
    return report


def _accept(report: ItemReport, actor: Account, at: datetime, *, remark: str) -> None:
    report.state, report.remark = ReportState.ACCEPTED, remark
    report.judged_by, report.judged_at = actor, at
    report.save(update_fields=["state", "remark", "judged_by", "judged_at"])


def _drop_requests(row: ActionItem, actor: Account, at: datetime, why: str) -> None:
    """Answer an extension that was asked for and has no object any more."""
    waiting = ItemExtension.objects.filter(item=row, state=ExtensionState.ASKED)
    waiting.update(state=ExtensionState.REFUSED, decided_by=actor, decided_at=at, remark=why)


def _close(
    row: ActionItem, report: ItemReport, act: str, changes: trail.Changes, actor: Account, at: datetime
) -> ActionItem:
    _drop_requests(row, actor, at, "已办结")
    row.state, row.result, row.closed_by, row.closed_at = ActionState.DONE, report.text, actor, at
    row.save(update_fields=["state", "result", "closed_by", "closed_at"])
    today = day_of(at)
    facts = [trail.closed_fact(row, today, reported_on=day_of(report.at)), trail.state_fact(row, today)]
    trail.keep(act, row, changes, actor=actor, at=at, facts=facts)
    return row
