"""What went out: to whom each account's own messages went, and for the system administrator the city's, unread."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from luodi.desk.frame import Frame
from luodi.desk.selectors.system import Finding
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account, City
from luodi.outbox import selectors
from luodi.outbox.choices import DeliveryState, Pace
from luodi.outbox.models import Channel, Delivery
from luodi.outbox.models.delivery import DeliveryQuerySet
from luodi.outbox.rules import Hours

_STUCK = timedelta(minutes=30)
"""A message that was due so long ago should have gone: messages are looked at every two minutes."""
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


def findings(city: City, now: datetime) -> Sequence[Finding]:
    """Return how the outbox stands, by the city's clock, as messages go."""
    held = selectors.standing(city.pk, now)
    waits = f"，最早的自 {timezone.localtime(held.oldest):%Y-%m-%d %H:%M} 起等候" if held.oldest else ""
    rests = f"；邮件服务器连接不上，{timezone.localtime(held.resting):%H:%M} 再试" if held.resting else ""
    is_stuck = held.oldest is not None and now - held.oldest > _STUCK
    return [
        Finding("外发消息排队", f"待发送 {held.n_waiting} 条{waits}{rests}", not (is_stuck or held.resting)),
        Finding(
            "外发消息结果",
            f"近 7 天发送失败 {held.n_failed} 条、不能确认是否送达 {held.n_unknown} 条",
            not (held.n_failed or held.n_unknown),
        ),
    ]
