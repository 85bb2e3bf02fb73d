"""Open accounts, set passwords, close accounts. Rights are granted elsewhere, and by somebody else."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.findings import Refusal
from luodi.organisation import policies, rules
from luodi.organisation.choices import ADMINISTRATORS
from luodi.organisation.models import Account, City, Person, Unit, login_key
from luodi.organisation.services.units import lock

TARGET = "account"


class AccountRefused(Refusal):
    """An account that cannot be opened or closed like this."""


class PasswordRefused(Refusal):
    """A password that breaks the rules."""


def open_account(
    *, city: City, login: str, password: str | None, person: Person, unit: Unit, actor: Account, at: datetime
) -> Account:
    """Open an account without any role. Its user must set another password first, except in a demo city.

    Without a password it opens to nobody until one is set.
    Raises: LoginRefused, AccountRefused when the name is taken in whatever width or case; PasswordRefused;
    NotAllowed unless a system administrator of the city acts.
    """
    _require(actor, city.pk)
    with transaction.atomic():
        lock(city)
        return enter(city=city, login=login, password=password, person=person, unit=unit, actor=actor, at=at)


def enter(
    *,
    city: City,
    login: str,
    password: str | None,
    person: Person,
    unit: Unit,
    actor: audit.Actor,
    at: datetime,
) -> Account:
    """Write the account and the trail; permission and lock are the caller's."""
    rules.check_login(login_key(login))
    if Account.objects.named(login).exists():
        raise AccountRefused(f"登录名“{login}”已被使用（不分大小写和全半角）", field="login")
    if person.city_id != city.pk or unit.city_id != city.pk:
        raise AccountRefused("使用人和单位须属于本市", field="person")
    account = Account(
        login=login,
        city=city,
        person=person,
        unit=unit,
        created_at=at,
        must_change_password=not city.is_demo,
    )
    if password is not None:
        check_password(password, account)
    account.set_password(password)
    account.save(force_insert=True)
    changes = {"使用人": [None, person.name], "所在单位": [None, unit.code]}
    _note("开通账号", account, actor, at, changes)
    return account


def set_password(*, account: Account, password: str, actor: Account, at: datetime) -> None:
    """Set one's own password, or, as a system administrator, one that its user must change first.

    Raises: PasswordRefused; NotAllowed.
    """
    is_own = actor.pk == account.pk
    if not is_own:
        _require(actor, account.city_id)
    check_password(password, account)
    if is_own and account.check_password(password):
        raise PasswordRefused("新密码不能与原密码相同", field="password")
    with transaction.atomic():
        account.set_password(password)
        account.must_change_password = not is_own
        account.save(update_fields=["password", "must_change_password"])
        _note("修改密码" if is_own else "重置密码", account, actor, at, {})


def disable_account(*, account: Account, actor: Account, at: datetime) -> None:
    """Close the account's door; its open sessions end with their next request.

    Raises: AccountRefused for one's own account or the last that holds an administrator's role; NotAllowed.
    """
    _require(actor, account.city_id)
    if actor.pk == account.pk:
        raise AccountRefused("不能停用自己的账号")
    with transaction.atomic():
        lock(account.city)
        check_not_last_administrator(account)
        _switch(account, actor, at, is_active=False)


def enable_account(*, account: Account, actor: Account, at: datetime) -> None:
    """Raises: NotAllowed."""
    _require(actor, account.city_id)
    with transaction.atomic():
        _switch(account, actor, at, is_active=True)


def check_password(password: str, account: Account) -> None:
    """Raises: PasswordRefused with everything that is wrong with it."""
    try:
        password_validation.validate_password(password, account)
    except ValidationError as error:
        raise PasswordRefused("；".join(error.messages), field="password") from None


def check_not_last_administrator(account: Account) -> None:
    """Raises: AccountRefused when nobody else in the city could act in the account's administrator role."""
    for held in account.grants.held().filter(role__in=ADMINISTRATORS):
        others = Account.objects.filter(
            city_id=account.city_id, is_active=True, grants__role=held.role, grants__revoked_at__isnull=True
        ).exclude(pk=account.pk)
        if not others.exists():
            raise AccountRefused(f"这是本市最后一个{held.get_role_display()}，请先授权给他人")


def _require(actor: Account, city_id: int) -> None:
    allowed = actor.city_id == city_id and policies.may_open_accounts(policies.reach_of(actor))
    policies.require(allowed, "只有系统管理员可以开通、停用账号和重置密码")


def _switch(account: Account, actor: Account, at: datetime, *, is_active: bool) -> None:
    before = account.is_active
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    _note("启用账号" if is_active else "停用账号", account, actor, at, {"启用": [before, is_active]})


def _note(
    act: str, account: Account, actor: audit.Actor, at: datetime, changes: Mapping[str, object]
) -> None:
    audit.record(audit.Note(act, TARGET, account.login, account.display_name, changes), actor=actor, at=at)
