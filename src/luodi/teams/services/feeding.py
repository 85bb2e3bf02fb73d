"""Give out private calendar addresses and take them back."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from luodi.audit import services as audit
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require
from luodi.teams import rules
from luodi.teams.models import CalendarFeed
from luodi.teams.rules import FeedRefused

MOST = 10
TARGET = "feed"
_SECRET_BYTES = 32
_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def issue_feed(
    *, name: str, unit: Unit | None, actor: Account, at: datetime, once: str = ""
) -> tuple[CalendarFeed, str]:
    """Return the feed and its secret, which is told this once and kept nowhere.

    Raises: NotAllowed without a role in the city's business; FeedRefused without a name, beyond ten feeds, or for a
    form that was sent before.
    """
    reach = reach_of(actor)
    require(bool(reach.roles) and not reach.is_administrator, "当前账号没有可订阅的日历")
    if not name.strip():
        raise FeedRefused("请填写用途，如“我的手机”", field="name")
    if unit is not None and unit.city_id != actor.city_id:
        raise FeedRefused("单位须是本市的", field="unit")
    if CalendarFeed.objects.of(actor).live().count() >= MOST:
        raise FeedRefused(f"最多同时开通 {MOST} 个订阅，请先停用不用的", field="name")
    if once and CalendarFeed.objects.of(actor).filter(once=once).exists():
        raise FeedRefused("这个订阅已经开通；地址没有记下的话，请停用后另外开通")
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    feed = CalendarFeed.objects.create(
        account=actor,
        unit=unit,
        name=name.strip(),
        digest=rules.digest_of(secret),
        once=once or None,
        created_at=at,
    )
    said = {"单位": [None, unit.short_name if unit else "全部"]}
    audit.record(audit.Note("开通日历订阅", TARGET, str(feed.pk), feed.name, said), actor=actor, at=at)
    return feed, secret


@transaction.atomic
def revoke_feed(feed: CalendarFeed, *, actor: Account, at: datetime) -> None:
    """Take the actor's own feed back; its address answers no more. Twice is once."""
    require(feed.account_id == actor.pk, "只能停用自己的日历订阅")
    if CalendarFeed.objects.filter(pk=feed.pk, revoked_at__isnull=True).update(revoked_at=at):
        audit.record(audit.Note("停用日历订阅", TARGET, str(feed.pk), feed.name), actor=actor, at=at)


def note_reading(feed: CalendarFeed, *, at: datetime) -> None:
    """Keep when the feed was read last, to the hour, so that its owner sees which are in use."""
    if feed.read_at is None or at - feed.read_at >= _NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)
