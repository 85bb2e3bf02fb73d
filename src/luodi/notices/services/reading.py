"""Mark notices as read: each account its own."""

from datetime import datetime

from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation.models import Account


def mark_read(*, notice: Notice, actor: Account, at: datetime) -> bool:
    """Mark one of the actor's notices; False when it was read before or is none of the actor's."""
    own = Notice.objects.visible_to(actor).unread().filter(pk=notice.pk)
    return bool(own.update(read_at=max(at, notice.created_at)))


def mark_all_read(*, actor: Account, at: datetime, kind: NoticeKind | None = None) -> int:
    """Mark all of the actor's notices that were told by ``at``, or those of one kind, and return how many."""
    own = Notice.objects.visible_to(actor).unread().filter(created_at__lte=at)
    if kind is not None:
        own = own.filter(kind=kind)
    return own.update(read_at=at)
