"""What an account has been told."""

from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice, NoticeQuerySet
from luodi.organisation.models import Account


def unread_count(account: Account) -> int:
    """Shape: one query on the index of the unread."""
    return Notice.objects.filter(account=account).unread().count()


def returned_to(account: Account) -> NoticeQuerySet:
    """Return what was returned to the account and has not been read, latest first."""
    return Notice.objects.visible_to(account).unread().filter(kind=NoticeKind.RETURNED).latest_first()
