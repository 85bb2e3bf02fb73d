"""Channels, servers and notices for tests, made by the services."""

from datetime import datetime
from zoneinfo import ZoneInfo

from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import START, Clock
from luodi.outbox import services
from luodi.outbox.choices import ChannelKind, Security
from luodi.outbox.models import Channel, Delivery, MailServer
from luodi.outbox.sealing import unseal
from luodi.outbox.services import MailSettings, NewChannel, Senders

WALL = datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""The machine's moment, which is another one than the city's."""


def make_mail_server(*, port: int, by: Account, host: str = "127.0.0.1") -> MailServer:
    settings = MailSettings(
        host=host,
        port=port,
        security=Security.NONE,
        sender="luodi@example.org",
        sender_name="招商台账",
        username="",
        password=None,
        site="https://luodi.example.org",
    )
    return services.set_mail_server(settings, actor=by, at=START)


def make_email(*, by: Account, at: datetime = START, name: str = "我的邮箱") -> Channel:
    channel = make_unconfirmed(by=by, at=at, name=name)
    confirmed = services.confirm_channel(channel=channel, code=code_of(channel), actor=by, at=at)
    Delivery.objects.filter(channel=channel).delete()
    return confirmed


def make_unconfirmed(*, by: Account, at: datetime = START, name: str = "我的邮箱") -> Channel:
    new = NewChannel(ChannelKind.EMAIL, name, "liu@example.org")
    return services.add_channel(new, actor=by, at=at)


def code_of(channel: Channel) -> str:
    return unseal(Channel.objects.get(pk=channel.pk).secret)


def make_robot(
    *, port: int, by: Account, letting: Account, kind: ChannelKind = ChannelKind.WECOM, inside: bool = True
) -> Channel:
    services.allow_host(host="127.0.0.1", port=port, is_inside=inside, reason="测试", actor=letting, at=START)
    new = NewChannel(kind, "群机器人", f"http://127.0.0.1:{port}/send?key=secret-key-1234", "sign-word")
    return services.add_channel(new, actor=by, at=START)


def tell(account: Account, clock: Clock, *titles: str, kind: NoticeKind = NoticeKind.RETURNED) -> None:
    for title in titles:
        notices.tell([account], kind=kind, title=title, reason="缺合同", path="/projects/1/", at=clock.now)


def go(account: Account, clock: Clock) -> dict[str, int]:
    """Do what the scheduled job does."""
    services.feed(city=account.city, at=clock.now)
    return services.send_due(city=account.city, clock=lambda: clock.now, senders=Senders(WALL))
