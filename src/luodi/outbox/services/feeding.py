"""Look through what accounts were told, and make messages of what is due: singly, or as one digest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation.models import City
from luodi.outbox import rules, selectors
from luodi.outbox.choices import ChannelKind, DeliveryKind, DeliveryState, Pace
from luodi.outbox.models import Channel, Delivery, Enclosure, Item, MailServer

LATE = timedelta(days=1)
"""Notices are looked for so far back again: the act that told them may have ended long after it began."""


def feed(*, city: City, at: datetime) -> int:
    """Consider every notice that has not been considered yet, make messages of what is due, and return how many."""
    channels = list(Channel.objects.filter(city=city, account__is_active=True).live().confirmed())
    if not channels:
        return 0
    with transaction.atomic():
        _consider(channels, city, at)
        _pass_over_what_was_read(channels, city)
    wishes = selectors.wishes_of({channel.account_id for channel in channels})
    now = timezone.localtime(at)
    awake = [one for one in channels if not rules.is_quiet(now, wishes[one.account_id][0])]
    open_now = [channel for channel in awake if _is_open(channel, city, at)]
    return sum(_bundle(channel, at) for channel in open_now)


def _consider(channels: Sequence[Channel], city: City, at: datetime) -> None:
    """Write an item for each notice and channel that has none, due as its account wants it.

    What goes into calendars goes at once, read or not, unless nothing of the kind is wanted.
    """
    start = min(channel.fed_at for channel in channels) - LATE
    accounts = {channel.account_id for channel in channels}
    told: dict[int, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.filter(account__in=accounts, created_at__gte=start).order_by("id"):
        told[notice.account_id].append(notice)
    known = set(
        Item.objects.filter(channel__in=channels, notice__created_at__gte=start).values_list(
            "channel", "notice"
        )
    )
    wishes = selectors.wishes_of(accounts)
    keys = {notice.key for some in told.values() for notice in some if notice.key}
    enclosed = set(Enclosure.objects.filter(city=city, key__in=keys).values_list("key", flat=True))
    items = []
    for channel in channels:
        hours, paces = wishes[channel.account_id]
        for notice in told[channel.account_id]:
            if notice.created_at < channel.since or (channel.pk, notice.pk) in known:
                continue
            wanted = paces[NoticeKind(notice.kind)]
            is_dated = notice.key in enclosed
            pace = Pace.AT_ONCE if is_dated and wanted != Pace.NEVER else wanted
            moment = timezone.localtime(max(notice.created_at, channel.since))
            due = rules.due_at(pace, moment, hours) if notice.read_at is None or is_dated else None
            items.append(Item(channel=channel, notice=notice, pace=pace, due_at=due))
    Item.objects.bulk_create(items, ignore_conflicts=True)
    Channel.objects.filter(pk__in=[channel.pk for channel in channels]).update(fed_at=at)


def _pass_over_what_was_read(channels: Iterable[Channel], city: City) -> None:
    waiting = Item.objects.filter(channel__in=channels, delivery__isnull=True, due_at__isnull=False)
    dated = Enclosure.objects.filter(city=city, key=OuterRef("notice__key"))
    waiting.filter(~Exists(dated), notice__read_at__isnull=False).update(due_at=None)


def _is_open(channel: Channel, city: City, at: datetime) -> bool:
    """Whether messages can go now: while a server is left alone notices gather, and become one digest."""
    if channel.resume_at is not None and channel.resume_at > at:
        return False
    if channel.kind != ChannelKind.EMAIL:
        return True
    return not MailServer.objects.filter(city=city, resume_at__gt=at).exists()


def _bundle(channel: Channel, at: datetime) -> int:
    """Make messages of what is due in the channel, never more than so many within an hour; none while one can't go."""
    with transaction.atomic():
        Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
        due = list(
            Item.objects.filter(channel=channel, delivery__isnull=True, due_at__lte=at)
            .select_related("notice")
            .order_by("notice_id")
        )
        if not due:
            return 0
        aside = (DeliveryKind.TEST, DeliveryKind.CODE)
        made = Delivery.objects.filter(channel=channel).exclude(kind__in=aside)
        n_recent = made.filter(made_at__gt=at - rules.HOUR).count()
        if n_recent >= rules.MOST_AN_HOUR or made.filter(state=DeliveryState.PENDING).exists():
            return 0
        dated, due = _apart(due, channel.city_id)
        for item in dated:
            _put([item], channel, DeliveryKind.SINGLE, at)
        if not due:
            return len(dated)
        if rules.goes_singly(len(due), n_recent, {Pace(item.pace) for item in due}):
            for item in due:
                _put([item], channel, DeliveryKind.SINGLE, at)
            return len(dated) + len(due)
        _put(due, channel, DeliveryKind.DIGEST if len(due) > 1 else DeliveryKind.SINGLE, at)
        return len(dated) + 1


def _apart(due: Sequence[Item], city_id: int) -> tuple[list[Item], list[Item]]:
    """Return what goes into calendars, which goes alone, and the rest."""
    keys = {item.notice.key for item in due if item.notice.key}
    enclosed = set(Enclosure.objects.filter(city=city_id, key__in=keys).values_list("key", flat=True))
    dated = [item for item in due if item.notice.key in enclosed]
    return dated, [item for item in due if item not in dated]


def _put(items: Sequence[Item], channel: Channel, kind: DeliveryKind, at: datetime) -> None:
    new = Delivery.objects.create(city_id=channel.city_id, channel=channel, kind=kind, made_at=at, due_at=at)
    Item.objects.filter(pk__in=[item.pk for item in items]).update(delivery=new)
