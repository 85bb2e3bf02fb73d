"""What accounts want to hear and how, and what may be spoken to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from luodi.notices.choices import NoticeKind
from luodi.outbox.choices import DeliveryState, Pace
from luodi.outbox.guard import Allowed
from luodi.outbox.models import AllowedHost, Delivery, KindPace, MailServer, Preference
from luodi.outbox.rules import PACES, Hours

RECENT = timedelta(days=7)
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


@dataclass(frozen=True)
class Standing:
    """``oldest``: since when the longest due message waits; ``resting``: until when the mail server is left alone."""

    n_waiting: int
    oldest: datetime | None
    n_failed: int
    n_unknown: int
    resting: datetime | None


def standing(city_id: int, at: datetime) -> Standing:
    """Return how the city's messages stand; failures of the last week, since those before were seen or given up."""
    rows = Delivery.objects.filter(city=city_id)
    waiting = rows.filter(state__in=(DeliveryState.PENDING, DeliveryState.SENDING))
    found = waiting.aggregate(n=Count("pk"), oldest=Min("due_at", filter=Q(due_at__lte=at)))
    lately = rows.filter(made_at__gte=at - RECENT)
    ended = lately.aggregate(
        failed=Count("pk", filter=Q(state=DeliveryState.FAILED)),
        unknown=Count("pk", filter=Q(state=DeliveryState.UNKNOWN)),
    )
    server = MailServer.objects.filter(city=city_id, resume_at__gt=at).first()
    resting = server.resume_at if server else None
    return Standing(found["n"], found["oldest"], ended["failed"], ended["unknown"], resting)


def site_of(city_id: int) -> str:
    """Return the address at which users open the program, without a slash at its end; nothing when it is not set."""
    return MailServer.objects.filter(city=city_id).values_list("site", flat=True).first() or ""


def allowed_hosts(city_id: int) -> list[Allowed]:
    rows = AllowedHost.objects.filter(city=city_id).order_by("host", "port")
    return [Allowed(row.host, row.port, row.is_inside) for row in rows]
