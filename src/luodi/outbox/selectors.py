"""What accounts want to hear and how, and what may be spoken to."""

from collections.abc import Collection, Mapping

from luodi.notices.choices import NoticeKind
from luodi.outbox.choices import Pace
from luodi.outbox.guard import Allowed
from luodi.outbox.models import AllowedHost, KindPace, Preference
from luodi.outbox.rules import PACES, Hours

Wish = tuple[Hours, Mapping[NoticeKind, Pace]]


def wishes_of(accounts: Collection[int]) -> dict[int, Wish]:
    """Return each account's hours and its pace for every kind of notice.    Shape: two queries."""
    hours = {
        row.account_id: Hours(row.quiet_from, row.quiet_until, row.digest_at, row.digest_day)
        for row in Preference.objects.filter(account__in=accounts)
    }
    paces: dict[int, dict[NoticeKind, Pace]] = {account: dict(PACES) for account in accounts}
    for row in KindPace.objects.filter(account__in=accounts):
        paces[row.account_id][NoticeKind(row.kind)] = Pace(row.pace)
    return {account: (hours.get(account, Hours()), paces[account]) for account in accounts}


def allowed_hosts(city_id: int) -> list[Allowed]:
    rows = AllowedHost.objects.filter(city=city_id).order_by("host", "port")
    return [Allowed(row.host, row.port, row.is_inside) for row in rows]
