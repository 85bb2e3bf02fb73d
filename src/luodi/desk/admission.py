"""Signing in and out: who comes in, who is turned away, and the trail of both.

Source: standards.md S05, S06, S10.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from luodi.audit import services as audit
from luodi.audit.models import AuditRecord
from luodi.kernel.findings import Refusal
from luodi.organisation import clock
from luodi.organisation.models import Account

TARGET = "account"
SIGN_IN, SIGN_OUT = "登录", "退出"
MOST_FAILURES = 5
WITHIN = timedelta(minutes=15)


class SignInRefused(Refusal):
    """Wrong name or password, or too many of them."""


class Accounts(ModelBackend):
    """Reads an account with all that every page says of it, in one query."""

    def get_user(self, user_id: Any) -> Account | None:
        found = Account.objects.select_related("city", "person", "unit").filter(pk=user_id, is_active=True)
        return found.first()


def admit(request: HttpRequest, *, login: str, password: str) -> Account:
    """Return the account that may come in; the caller opens its session.

    Raises: SignInRefused, in the same words whether the name or the password is wrong.
    """
    known = Account.objects.named(login).select_related("city", "person", "unit").first()
    at = clock.now(known.city) if known else None
    if known and at and _n_failures(known, at) >= MOST_FAILURES:
        _record(request, known, at, succeeded=False)
        raise SignInRefused("登录失败次数过多，请 15 分钟后再试，或请系统管理员重置密码")
    account = authenticate(request, username=login, password=password)
    if known and at:
        _record(request, known, at, succeeded=account is not None)
    if not isinstance(account, Account):
        raise SignInRefused("登录名或密码不正确")
    return account


def note_sign_out(request: HttpRequest, account: Account) -> None:
    note = audit.Note(SIGN_OUT, TARGET, account.login, account.display_name)
    audit.record(note, actor=account, at=clock.now(account.city), client=client_of(request))


def client_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


def _n_failures(account: Account, at: datetime) -> int:
    """Count what has failed since the latest success."""
    tries = AuditRecord.objects.filter(
        city_id=account.city_id,
        target_kind=TARGET,
        target_code=account.login,
        act=SIGN_IN,
        at__gt=at - WITHIN,
    )
    n_failed = 0
    for succeeded in tries.order_by("-id").values_list("succeeded", flat=True)[:MOST_FAILURES]:
        if succeeded:
            break
        n_failed += 1
    return n_failed


def _record(request: HttpRequest, account: Account, at: datetime, *, succeeded: bool) -> None:
    note = audit.Note(SIGN_IN, TARGET, account.login, account.display_name)
    audit.record(note, actor=account, at=at, client=client_of(request), succeeded=succeeded)
