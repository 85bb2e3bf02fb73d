"""Grant and revoke roles: a security administrator's act, and nobody grants anything to oneself."""

from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.findings import Refusal
from luodi.organisation import policies, rules
from luodi.organisation.choices import ADMINISTRATORS, Role
from luodi.organisation.models import Account, Grant, Unit
from luodi.organisation.services.accounts import TARGET, check_not_last_administrator
from luodi.organisation.services.units import lock


class GrantRefused(Refusal):
    """A role that cannot be granted or revoked like this."""


def grant(*, account: Account, role: Role, unit: Unit, actor: Account, at: datetime) -> Grant:
    """Give the account a role; a clerk's reaches no further than the unit and those below it, nor does a
    reviewer's who is not the city's.

    Raises: RolesExclude when its person holds, in whatever account, a role that must not meet this one;
    GrantRefused when the account has it already, is one's own, or is of another city; NotAllowed.
    """
    _require(actor, account.city_id)
    if actor.person_id == account.person_id:
        raise GrantRefused("不能给自己授权")
    with transaction.atomic():
        lock(account.city)
        return give(account=account, role=role, unit=unit, actor=actor, granted_by=actor, at=at)


def give(
    *, account: Account, role: Role, unit: Unit, actor: audit.Actor, granted_by: Account | None, at: datetime
) -> Grant:
    """Write the grant and the trail; permission and lock are the caller's."""
    if unit.city_id != account.city_id:
        raise GrantRefused("授权单位不属于本市", field="unit")
    held = Grant.objects.held().filter(account__person_id=account.person_id)
    rules.check_roles([Role(role) for role in held.values_list("role", flat=True)], role)
    if held.filter(account=account, role=role, unit=unit).exists():
        raise GrantRefused(f"该账号已是{unit.short_name}的{role.label}", field="role")
    given = Grant.objects.create(account=account, role=role, unit=unit, granted_at=at, granted_by=granted_by)
    changes = {"角色": [None, role.label], "授权单位": [None, unit.code]}
    audit.record(audit.Note("授权", TARGET, account.login, account.display_name, changes), actor=actor, at=at)
    return given


def revoke(*, grant: Grant, actor: Account, at: datetime) -> None:
    """Take the role back from now on.

    Raises: GrantRefused when it was revoked before; AccountRefused for the city's last holder of an
    administrator's role; NotAllowed.
    """
    account = grant.account
    _require(actor, account.city_id)
    with transaction.atomic():
        lock(account.city)
        if Role(grant.role) in ADMINISTRATORS:
            check_not_last_administrator(account)
        if not Grant.objects.held().filter(pk=grant.pk).update(revoked_at=at):
            raise GrantRefused("该授权已收回")
        grant.revoked_at = at
        changes = {"角色": [grant.get_role_display(), None], "授权单位": [grant.unit.code, None]}
        audit.record(
            audit.Note("收回授权", TARGET, account.login, account.display_name, changes), actor=actor, at=at
        )


def _require(actor: Account, city_id: int) -> None:
    allowed = actor.city_id == city_id and policies.may_grant(policies.reach_of(actor))
    policies.require(allowed, "只有安全管理员可以授权和收回授权")
