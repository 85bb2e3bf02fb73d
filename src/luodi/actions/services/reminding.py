"""Remind owners of what is due: once for each day of deadline, never twice of the same."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from luodi.actions.models import ActionItem
from luodi.actions.services.items import address_of
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import City

AHEAD = timedelta(days=1)


@transaction.atomic
def remind_items(city: City, *, at: datetime) -> int:
    """Tell owners what is due by tomorrow, and once more when it is overdue; return how many were told."""
    today = timezone.localtime(at).date()
    rows = ActionItem.objects.filter(city=city).open().filter(deadline__lte=today + AHEAD)
    told = 0
    for row in rows.select_related("owner").order_by("deadline", "id"):
        told += notices.tell(
            [row.owner],
            kind=NoticeKind.REMINDER,
            title=_words(row, today),
            path=address_of(row),
            at=at,
            key=_key(row, today),
        )
    return told


def _words(row: ActionItem, today: date) -> str:
    late = (today - row.deadline).days
    return (
        f"待办已超期 {late} 天：{row.title}"
        if late > 0
        else f"待办将于 {row.deadline.isoformat()} 到期：{row.title}"
    )


def _key(row: ActionItem, today: date) -> str:
    return f"action:{row.pk}:{row.deadline.isoformat()}:{'late' if row.deadline < today else 'due'}"
