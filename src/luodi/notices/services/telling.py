"""Tell accounts what was returned to them, asked of them or decided; callers stand inside their own transaction."""

from collections.abc import Iterable
from datetime import datetime

from luodi import bulk
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation import selectors as organisation
from luodi.organisation.models import Account, Unit

_TITLE, _REASON = 200, 400


def tell(
    accounts: Iterable[Account],
    *,
    kind: NoticeKind,
    title: str,
    reason: str = "",
    path: str = "",
    at: datetime,
    key: str | None = None,
) -> int:
    """Tell each account once, and return how many were told.

    With ``key`` nobody is ever told the same a second time; without it, whoever has not yet read the very same words
    is not told them again. Accounts that are closed are passed over.
    """
    known = {account.pk: account for account in accounts if account.is_active}
    same = Notice.objects.filter(account__in=known)
    if key is not None:
        same = same.filter(key=key)
    else:
        words = {"kind": kind, "title": title[:_TITLE], "reason": reason[:_REASON], "path": path}
        same = same.unread().filter(**words)
    told = set(same.values_list("account_id", flat=True))
    fresh = [
        Notice(
            city_id=account.city_id,
            account=account,
            kind=kind,
            title=title[:_TITLE],
            reason=reason[:_REASON],
            path=path,
            key=key,
            created_at=at,
        )
        for pk, account in known.items()
        if pk not in told
    ]
    Notice.objects.bulk_create(fresh, ignore_conflicts=key is not None)
    return len(fresh)


def tell_many(
    told: Iterable[tuple[int, str, str, str]],
    *,
    city_id: int,
    kind: NoticeKind,
    at: datetime,
) -> None:
    """Tell very many at once, each given as the active account's id, title, path and key.

    Nobody is ever told the same a second time under one key.
    """
    rows = ((account, title[:_TITLE], path, key) for account, title, path, key in told)
    same = {"city_id": city_id, "kind": kind, "reason": "", "created_at": at}
    bulk.insert(Notice, ("account_id", "title", "path", "key"), rows, same=same, passes_over=True)


def tell_unit(
    unit: Unit,
    *,
    kind: NoticeKind,
    title: str,
    reason: str = "",
    path: str = "",
    at: datetime,
    key: str | None = None,
    also: Iterable[Account] = (),
) -> int:
    """Tell the clerks of the unit, or of the nearest unit above that has some, and ``also`` others; each once."""
    accounts = [*organisation.clerks_of(unit), *also]
    return tell(accounts, kind=kind, title=title, reason=reason, path=path, at=at, key=key)
