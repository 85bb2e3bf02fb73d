"""Apply for a fee, let somebody else decide it, pay it; the reckoning is kept as it was."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from luodi.agencies import rules
from luodi.agencies.choices import ClaimState
from luodi.agencies.models import FeeClaim, Introduction
from luodi.agencies.rules import FeeRefused
from luodi.agencies.services.introducing import lock
from luodi.agencies.services.reckoning import reckon_fee
from luodi.agencies.services.trail import record, require_centre
from luodi.ledger import services as ledger
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account


def apply_for_fee(*, introduction: Introduction, actor: Account, at: datetime, once: str = "") -> FeeClaim:
    """Apply for what the rule gives today; what is sent twice under one ``once`` is applied for once.

    Raises: FeeRefused naming the first condition that does not hold, or when an application waits; NotAllowed.
    """
    with transaction.atomic():
        row = lock(introduction, actor)
        known = once and FeeClaim.objects.filter(introduction=row, once=once).first()
        if known:
            return known
        if row.claims.filter(state=ClaimState.APPLIED).exists():
            raise FeeRefused("已有一项申请在核定中")
        found = reckon_fee(row, as_of=ledger.resolve(row.city), today=day_of(at))
        if found.unmet:
            raise FeeRefused(f"不符合条件：{found.unmet[0].text}")
        if not found.fee.total:
            raise FeeRefused("按办法计算，目前没有可以申请的金额")
        claim = FeeClaim.objects.create(
            introduction=row,
            rule=found.version,
            state=ClaimState.APPLIED,
            fen=found.fee.total,
            lines=[asdict(line) for line in found.fee.lines],
            entry_no=found.entry_no,
            applied_at=at,
            applied_by=actor,
            once=once or None,
        )
        _record("申请引荐奖励", claim, actor, at)
    return claim


def decide_fee(*, claim: FeeClaim, accepts: bool, decision: str, actor: Account, at: datetime) -> FeeClaim:
    """Let a reviewer of the city confirm or refuse what was applied for; the ledger is read once more.

    Raises: FeeRefused when the reckoning has changed since, or the claim is decided; NotAllowed for the one who
    applied, or without the right to verify.
    """
    reach = rights.reach_of(actor)
    rights.require(reach.verifies, "引荐奖励由认定员核定")
    if not accepts:
        rules.check_text(decision, "不通过的原因", field="decision", refusal=FeeRefused)
    with transaction.atomic():
        row = _lock(claim, reach.city_id)
        rules.check_state(row.state, (ClaimState.APPLIED,), "核定")
        rights.require(row.applied_by.person_id != actor.person_id, "申请人不能核定自己的申请")
        if accepts:
            _check_same(row)
        row.state = ClaimState.CONFIRMED if accepts else ClaimState.REFUSED
        row.decided_at, row.decided_by, row.decision = at, actor, decision.strip()[:400]
        row.save(update_fields=["state", "decided_at", "decided_by", "decision"])
        _record("核定引荐奖励", row, actor, at)
        _tell(row, at)
    return row


def withdraw_claim(*, claim: FeeClaim, actor: Account, at: datetime) -> FeeClaim:
    """Take back an application that nobody has decided.    Raises: FeeRefused; NotAllowed."""
    with transaction.atomic():
        lock(claim.introduction, actor)
        row = _lock(claim, actor.city_id)
        rules.check_state(row.state, (ClaimState.APPLIED,), "撤回")
        row.state = ClaimState.WITHDRAWN
        row.save(update_fields=["state"])
        _record("撤回奖励申请", row, actor, at)
    return row


def pay_fee(*, claim: FeeClaim, on: date, voucher: str, actor: Account, at: datetime) -> FeeClaim:
    """Record that a confirmed fee was paid.    Raises: FeeRefused; NotAllowed for anybody but the centre."""
    require_centre(actor)
    said = rules.check_text(voucher, "兑付凭证", field="voucher", refusal=FeeRefused)
    with transaction.atomic():
        row = _lock(claim, actor.city_id)
        rules.check_state(row.state, (ClaimState.CONFIRMED,), "兑付")
        decided = day_of(row.decided_at) if row.decided_at else on
        if not decided <= on <= day_of(at):
            raise FeeRefused(f"兑付日期须在核定之日（{decided.isoformat()}）和今天之间", field="on")
        row.state, row.paid_on, row.voucher = ClaimState.PAID, on, said[:120]
        row.save(update_fields=["state", "paid_on", "voucher"])
        _record("兑付引荐奖励", row, actor, at)
    return row


def _check_same(row: FeeClaim) -> None:
    """Raises: FeeRefused when the ledger now gives another sum than was applied for."""
    found = reckon_fee(
        row.introduction, as_of=ledger.resolve(row.introduction.city), today=day_of(row.applied_at)
    )
    if found.unmet:
        raise FeeRefused(f"申请之后条件有变化：{found.unmet[0].text}。请不予通过，由单位重新申请")
    if found.fee.total != row.fen:
        now = found.fee.amount.show_wan(trim=True)
        raise FeeRefused(
            f"申请之后认定数据有变化：现在应为 {now} 万元，申请的是 {row.amount.show_wan(trim=True)} 万元。"
            "请不予通过，由单位重新申请"
        )


def _lock(claim: FeeClaim, city_id: int) -> FeeClaim:
    rows = FeeClaim.objects.select_for_update(of=("self",)).select_related(
        "introduction__mandate__agency",
        "introduction__mandate__rule",
        "introduction__project",
        "introduction__unit",
        "introduction__city",
        "applied_by",
    )
    return rows.get(pk=claim.pk, introduction__city_id=city_id)


def _record(act: str, claim: FeeClaim, actor: Account, at: datetime) -> None:
    wan = f"{claim.amount.show_wan(trim=True)} 万元"
    changes = {
        "金额": [None, wan],
        "状态": [None, ClaimState(claim.state).label],
        "流水号": [None, claim.entry_no],
    }
    if claim.decision:
        changes["意见"] = [None, claim.decision]
    record(act, claim.introduction, changes, actor=actor, at=at)


def _tell(row: FeeClaim, at: datetime) -> None:
    is_good = row.state == ClaimState.CONFIRMED
    notices.tell_unit(
        row.introduction.unit,
        kind=NoticeKind.DECIDED if is_good else NoticeKind.RETURNED,
        title=f"引荐奖励 {row.introduction.code}：{ClaimState(row.state).label}",
        reason=row.decision,
        path=f"/introductions/{row.introduction.code}/",
        at=at,
        also=[row.applied_by],
    )
