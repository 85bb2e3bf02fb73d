"""Enter amounts that no fact has, and confirm them: whoever entered one does not confirm it."""

from datetime import date, datetime

from django.db import transaction

from luodi.agencies import rules
from luodi.agencies.choices import StatedKind
from luodi.agencies.models import Introduction, StatedAmount
from luodi.agencies.rules import FeeRefused
from luodi.agencies.services.introducing import lock
from luodi.agencies.services.trail import record
from luodi.kernel.money import Yuan
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account


def state_amount(
    *,
    introduction: Introduction,
    kind: StatedKind,
    on: date,
    amount: Yuan,
    basis: str,
    actor: Account,
    at: datetime,
) -> StatedAmount:
    """Enter an amount with what proves it; land that cost nothing is entered as 0.

    Raises: FeeRefused for a day to come, a missing basis, or nothing but land of 0; NotAllowed.
    """
    said = rules.check_text(
        basis, "凭据，如合同、缴款书或文件的名称和编号", field="basis", refusal=FeeRefused
    )
    if on > day_of(at):
        raise FeeRefused("发生日期不能晚于今天", field="on")
    if amount.fen < 0 or (amount.fen == 0 and kind != StatedKind.LAND):
        raise FeeRefused("金额须大于 0（没有土地价款的填 0）", field="amount")
    with transaction.atomic():
        row = lock(introduction, actor)
        found = StatedAmount.objects.create(
            introduction=row, kind=kind, on=on, fen=amount.fen, basis=said[:400], at=at, by=actor
        )
        wan = f"{amount.show_wan(trim=True)} 万元"
        record("填列金额", row, {kind.label: [None, wan], "凭据": [None, said]}, actor=actor, at=at)
    return found


def confirm_amount(*, amount: StatedAmount, accepts: bool, actor: Account, at: datetime) -> StatedAmount:
    """Let a reviewer of the city confirm an amount, or leave it out.

    Raises: FeeRefused when it has been decided; NotAllowed for the one who entered it, or without the right to verify.
    """
    reach = rights.reach_of(actor)
    rights.require(reach.verifies, "只有认定员可以确认填列的金额")
    with transaction.atomic():
        rows = StatedAmount.objects.select_for_update(of=("self",)).select_related("introduction", "by")
        row = rows.get(pk=amount.pk, introduction__city_id=reach.city_id)
        rights.require(row.by.person_id != actor.person_id, "填列的人不能确认自己填列的金额")
        if row.confirmed_at is not None:
            raise FeeRefused("这笔金额已经办理过")
        row.confirmed_at, row.confirmed_by, row.is_dropped = at, actor, not accepts
        row.save(update_fields=["confirmed_at", "confirmed_by", "is_dropped"])
        act = "确认填列金额" if accepts else "不予确认金额"
        wan = f"{row.amount.show_wan(trim=True)} 万元"
        record(act, row.introduction, {row.get_kind_display(): [None, wan]}, actor=actor, at=at)
    return row
