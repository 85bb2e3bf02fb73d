"""Hand-over when somebody leaves, in two steps by two administrators, so that neither moves rights alone.

The system administrator records it and closes the leaving account; the security administrator lets its roles pass.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi.audit import services as audit
from luodi.kernel.findings import Refusal
from luodi.organisation import policies
from luodi.organisation.choices import ADMINISTRATORS, Role
from luodi.organisation.models import Account, Grant, HandOver
from luodi.organisation.services import accounts, grants
from luodi.organisation.services.units import lock


class HandOverRefused(Refusal):
    """A hand-over between accounts that cannot be, or one that has been confirmed."""


def hand_over(
    *, leaving: Account, successor: Account, on: date, reason: str, actor: Account, at: datetime
) -> HandOver:
    """Record that the successor takes over, and close the leaving account. Its roles stay until they are confirmed.

    Raises: HandOverRefused for one's own account, the same person, a closed successor, an administrator's account,
    a day to come, no reason, or an account that was handed over before; NotAllowed unless a system administrator of
    the city acts.
    """
    allowed = actor.city_id == leaving.city_id and policies.may_open_accounts(policies.reach_of(actor))
    policies.require(allowed, "只有系统管理员可以登记工作交接")
    with transaction.atomic():
        lock(leaving.city)
        _check(leaving, successor, on, reason, actor, at)
        row = HandOver.objects.create(
            city=leaving.city,
            leaving=leaving,
            successor=successor,
            on=on,
            reason=reason.strip(),
            asked_at=at,
            asked_by=actor,
        )
        if leaving.is_active:
            accounts.disable_account(account=leaving, actor=actor, at=at)
        changes = {
            "移交": [None, f"{leaving.login} → {successor.login}"],
            "交接日期": [None, on.isoformat()],
            "原因": [None, row.reason],
        }
        _note("工作交接", row, changes, actor, at)
    return row


def confirm_hand_over(*, hand_over: HandOver, actor: Account, at: datetime) -> list[Grant]:
    """Take the leaving account's roles back, give the successor those that it lacks, and return the given ones.

    Raises: HandOverRefused when it was confirmed before or the successor has been closed; RolesExclude when the
    successor's other roles exclude one; GrantRefused for one's own account; NotAllowed unless a security
    administrator acts.
    """
    allowed = actor.city_id == hand_over.city_id and policies.may_grant(policies.reach_of(actor))
    policies.require(allowed, "只有安全管理员可以确认授权移交")
    with transaction.atomic():
        lock(hand_over.city)
        row = HandOver.objects.select_for_update(of=("self",)).select_related("leaving", "successor")
        found = row.get(pk=hand_over.pk)
        if found.confirmed_at is not None:
            raise HandOverRefused("这项交接的授权已经移交")
        if not found.successor.is_active:
            raise HandOverRefused("接手账号已停用，请先启用或另行授权")
        given = []
        for held in found.leaving.grants.held().select_related("unit", "account").order_by("id"):
            if not found.successor.grants.held().filter(role=held.role, unit=held.unit).exists():
                given.append(
                    grants.grant(
                        account=found.successor, role=Role(held.role), unit=held.unit, actor=actor, at=at
                    )
                )
            grants.revoke(grant=held, actor=actor, at=at)
        found.confirmed_at, found.confirmed_by = at, actor
        found.save(update_fields=["confirmed_at", "confirmed_by"])
        roles = "、".join(f"{one.unit.short_name}{Role(one.role).label}" for one in given)
        _note("移交授权", found, {"移交角色": [None, roles or "接手账号已有全部角色"]}, actor, at)
    return given


def _check(leaving: Account, successor: Account, on: date, reason: str, actor: Account, at: datetime) -> None:
    if leaving.pk == actor.pk:
        raise HandOverRefused("不能移交自己的账号，请由另一名系统管理员办理")
    if successor.city_id != leaving.city_id or not successor.is_active:
        raise HandOverRefused("接手账号须是本市启用中的账号", field="successor")
    if successor.person_id == leaving.person_id:
        raise HandOverRefused("接手人不能是移交人本人", field="successor")
    if not reason.strip():
        raise HandOverRefused("交接须写明原因", field="reason")
    if on > timezone.localdate(at):
        raise HandOverRefused("交接日期不能晚于今天，请在交接当日办理", field="on")
    if leaving.grants.held().filter(role__in=ADMINISTRATORS).exists():
        raise HandOverRefused("管理员账号不办理工作交接：请先授权新的管理员，再停用")
    if HandOver.objects.filter(leaving=leaving).exists():
        raise HandOverRefused(f"{leaving.login} 已经办理过交接")


def _note(
    act: str, row: HandOver, changes: dict[str, list[str | None]], actor: Account, at: datetime
) -> None:
    """Leave the same line with both accounts."""
    notes = [
        audit.Note(act, accounts.TARGET, account.login, account.display_name, changes)
        for account in (row.leaving, row.successor)
    ]
    audit.record_all(notes, actor=actor, at=at)
