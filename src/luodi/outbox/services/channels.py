"""Open and stop a channel, try it out, and ask once more for what may not have arrived."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from luodi.audit import services as audit
from luodi.organisation.models import Account
from luodi.outbox import guard, rules, selectors
from luodi.outbox.choices import ChannelKind, DeliveryKind, DeliveryState
from luodi.outbox.models import Channel, Delivery, MailServer
from luodi.outbox.rules import MessageRefused
from luodi.outbox.sealing import seal
from luodi.outbox.services.confirming import send_code

MOST = 6
_TESTS, _SHOWN = timedelta(minutes=10), 4


@dataclass(frozen=True)
class NewChannel:
    """``url`` is an e-mail address or a robot's webhook address; ``signature`` the robot's signing secret, if any."""

    kind: ChannelKind
    name: str
    url: str
    signature: str = ""


def add_channel(new: NewChannel, *, actor: Account, at: datetime) -> Channel:
    """Open a channel of the actor's own; notices from now on go out through it.

    An e-mail address gets a code first, and nothing else until the actor has typed that in.
    Raises: MessageRefused; AddressRefused.
    """
    name, url = new.name.strip(), new.url.strip()
    if not name:
        raise MessageRefused("请给渠道取个名称", field="name")
    if new.kind == ChannelKind.EMAIL:
        shown, secret = _email(url, actor.city_id), ""
    else:
        target = guard.read(url, kind=new.kind, allowed=selectors.allowed_hosts(actor.city_id))
        shown = f"{target.host}/…{url[-_SHOWN:]}"
        secret = seal(json.dumps({"url": url, "signature": new.signature.strip()}))
    with transaction.atomic():
        Account.objects.select_for_update(of=("self",)).get(pk=actor.pk)
        live = list(Channel.objects.of(actor).live())
        if len(live) >= MOST:
            raise MessageRefused(f"最多 {MOST} 个渠道，请先停用不用的")
        if any(one.name == name for one in live):
            raise MessageRefused("已有同名的消息渠道，请换个名称", field="name")
        channel = Channel.objects.create(
            city=actor.city,
            account=actor,
            kind=new.kind,
            name=name,
            shown=shown,
            secret=secret,
            since=at,
            fed_at=at,
            confirmed_at=None if new.kind == ChannelKind.EMAIL else at,
        )
        _record("开通消息渠道", channel, actor, at)
        if new.kind == ChannelKind.EMAIL:
            send_code(channel=channel, actor=actor, at=at)
    return channel


def stop_channel(*, channel: Channel, actor: Account, at: datetime) -> None:
    """Stop one of the actor's channels for good and forget its secret; what waits in it does not go any more.

    Raises: MessageRefused.
    """
    with transaction.atomic():
        stopped = Channel.objects.of(actor).live().filter(pk=channel.pk).update(stopped_at=at, secret=_GONE)
        if not stopped:
            raise MessageRefused("这个渠道已经停用")
        waiting = Delivery.objects.filter(channel=channel, state=DeliveryState.PENDING)
        waiting.update(state=DeliveryState.DROPPED, ended_at=at, said="渠道已停用")
        _record("停用消息渠道", channel, actor, at)


_GONE = "-"
"""What stands in place of a secret that was thrown away."""


def ask_for_test(*, channel: Channel, actor: Account, at: datetime) -> Delivery:
    """Let a test message go through one of the actor's channels.    Raises: MessageRefused."""
    with transaction.atomic():
        own = Channel.objects.of(actor).live().select_for_update(of=("self",)).filter(pk=channel.pk)
        if not own.exists():
            raise MessageRefused("这个渠道已经停用")
        if not own.confirmed().exists():
            raise MessageRefused("请先填写发到邮箱的验证码，确认地址是您的")
        tests = Delivery.objects.filter(channel=channel, kind=DeliveryKind.TEST, made_at__gt=at - _TESTS)
        if tests.count() >= rules.MOST_AN_HOUR:
            raise MessageRefused("测试得太频繁，请过十分钟再试")
        own.update(n_failures=0, resume_at=None)
        return Delivery.objects.create(
            city_id=channel.city_id, channel=channel, kind=DeliveryKind.TEST, made_at=at, due_at=at
        )


def ask_again(*, delivery: Delivery, actor: Account, at: datetime) -> None:
    """Let a message go once more that failed or that nobody knows to have arrived: its receiver asks, nobody else.

    Raises: MessageRefused.
    """
    with transaction.atomic():
        ended = [DeliveryState.FAILED, DeliveryState.UNKNOWN]
        live = Channel.objects.of(actor).live()
        ours = Delivery.objects.filter(pk=delivery.pk, state__in=ended, channel__in=live)
        again = ours.exclude(kind=DeliveryKind.CODE).update(
            state=DeliveryState.PENDING, made_at=at, due_at=at, ended_at=None, said="本人要求再发一次"
        )
        if not again:
            raise MessageRefused("只有发送失败或不能确认的消息，且渠道仍在使用，才能再发一次")
        _record("要求再发一次消息", delivery.channel, actor, at)


def _email(text: str, city_id: int) -> str:
    if not rules.is_email(text):
        raise MessageRefused("邮箱地址写法不对，如 zhong@example.com", field="url")
    if not MailServer.objects.filter(city_id=city_id).exists():
        raise MessageRefused("系统管理员还没有设置邮件服务器，暂时不能用邮件", field="kind")
    return text


def _record(act: str, channel: Channel, actor: Account, at: datetime) -> None:
    said = {"渠道": [None, channel.get_kind_display()], "发往": [None, channel.shown]}
    audit.record(audit.Note(act, "channel", str(channel.pk), channel.name, said), actor=actor, at=at)
