"""What went out: to whom each account's own messages went, and for the system administrator the city's, unread."""

from collections.abc import Mapping

from luodi.desk.frame import Frame
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.outbox import selectors
from luodi.outbox.choices import DeliveryState, Pace
from luodi.outbox.models import Channel, Delivery
from luodi.outbox.models.delivery import DeliveryQuerySet
from luodi.outbox.rules import Hours

TABS: Mapping[str, tuple[str, tuple[DeliveryState, ...]]] = {
    "": ("全部", ()),
    "waiting": ("待发送", (DeliveryState.PENDING, DeliveryState.SENDING)),
    "unknown": ("不能确认", (DeliveryState.UNKNOWN,)),
    "failed": ("失败", (DeliveryState.FAILED,)),
}


def deliveries(frame: Frame, *, all_of_city: bool, tab: str) -> DeliveryQuerySet:
    """Return the messages, latest first: the account's own with what they say, or the city's without."""
    rows = Delivery.objects.all()
    if all_of_city:
        found = rows.filter(city=frame.city).select_related("channel__account__person")
    else:
        found = rows.of(frame.account).select_related("channel").prefetch_related("items__notice")
    _, states = TABS[tab]
    return (found.filter(state__in=states) if states else found).latest_first()


def channels(account: Account) -> list[Channel]:
    return list(Channel.objects.of(account).live().order_by("id"))


def chosen(account: Account) -> tuple[Hours, list[tuple[str, str]]]:
    """Return the account's hours, and what it hears of each kind of notice, in words."""
    hours, paces = selectors.wishes_of([account.pk])[account.pk]
    return hours, [(kind.label, Pace(paces[kind]).label) for kind in NoticeKind]
