"""Pass on what an account had not read to whoever takes over; callers stand inside their own transaction."""

from datetime import datetime

from luodi.notices.models import Notice
from luodi.organisation.models import Account


def pass_on(*, leaving: Account, successor: Account, at: datetime) -> int:
    """Tell the successor what the leaving account had not read, mark it as read there, and return how many.

    What the successor was told under the same key is not told again.
    """
    unread = Notice.objects.filter(account=leaving).unread()
    rows = list(unread.order_by("created_at", "id"))
    known = set(Notice.objects.filter(account=successor, key__isnull=False).values_list("key", flat=True))
    passed = [
        Notice(
            city_id=row.city_id,
            account=successor,
            kind=row.kind,
            title=row.title,
            reason=row.reason,
            path=row.path,
            key=row.key,
            created_at=row.created_at,
        )
        for row in rows
        if row.key is None or row.key not in known
    ]
    Notice.objects.bulk_create(passed, ignore_conflicts=True)
    unread.filter(created_at__lte=at).update(read_at=at)
    return len(passed)
