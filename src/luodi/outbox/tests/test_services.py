"""Channels and servers: each account its own, secrets sealed, the system administrator's settings."""

import pytest

from luodi.audit.models import AuditRecord
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock
from luodi.outbox import services
from luodi.outbox.choices import ChannelKind, Security
from luodi.outbox.guard import AddressRefused
from luodi.outbox.models import Channel, MailServer
from luodi.outbox.rules import MessageRefused
from luodi.outbox.sealing import unseal
from luodi.outbox.services import MailSettings, NewChannel
from luodi.outbox.tests.makers import make_email, make_mail_server

HOOK = "https://oapi.dingtalk.com/robot/send?access_token=very-secret-token"


def settings(**other: object) -> MailSettings:
    values: dict[str, object] = {
        "host": "smtp.example.org",
        "port": 465,
        "security": Security.TLS,
        "sender": "luodi@example.org",
        "sender_name": "招商台账",
        "username": "luodi",
        "password": "mail-password",
        "site": "",
    }
    return MailSettings(**(values | other))  # type: ignore[arg-type]


def test_what_is_secret_is_neither_kept_nor_trailed_in_the_clear(
    liu: Account, system_admin: Account, clock: Clock
) -> None:
    new = NewChannel(ChannelKind.DINGTALK, "招商群", HOOK, "SEC-sign")
    channel = services.add_channel(new, actor=liu, at=clock.now)
    server = services.set_mail_server(settings(), actor=system_admin, at=clock.now)
    assert channel.shown == "oapi.dingtalk.com/…oken"
    kept = channel.secret + channel.shown + server.password
    kept += str(list(AuditRecord.objects.values_list("changes", flat=True)))
    for word in ("very-secret", "SEC-sign", "mail-password"):
        assert word not in kept
    assert "very-secret-token" in unseal(channel.secret)
    services.stop_channel(channel=channel, actor=liu, at=clock.now)
    assert Channel.objects.get().secret == "-"


def test_a_password_that_is_left_empty_stays(system_admin: Account, clock: Clock) -> None:
    services.set_mail_server(settings(), actor=system_admin, at=clock.now)
    services.set_mail_server(settings(password=None, port=994), actor=system_admin, at=clock.now)
    server = MailServer.objects.get()
    assert (server.port, unseal(server.password)) == (994, "mail-password")
    services.set_mail_server(settings(password=None, username=""), actor=system_admin, at=clock.now)
    assert MailServer.objects.get().password == ""


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"host": "https://smtp.example.org"}, "只写主机名"),
        ({"sender": "luodi"}, "发件地址"),
        ({"security": Security.NONE}, "明文"),
        ({"site": "javascript:alert(1)"}, "系统网址"),
    ],
)
def test_a_mail_server_that_cannot_be_is_refused(
    other: dict[str, object], words: str, system_admin: Account, clock: Clock
) -> None:
    with pytest.raises(MessageRefused, match=words):
        services.set_mail_server(settings(**other), actor=system_admin, at=clock.now)


def test_servers_and_hosts_are_the_system_administrators(
    zhong: Account, system_admin: Account, clock: Clock
) -> None:
    with pytest.raises(NotAllowed):
        services.set_mail_server(settings(), actor=zhong, at=clock.now)
    said = {"host": "im.example.org", "port": 443, "is_inside": True, "reason": "自建平台", "at": clock.now}
    with pytest.raises(NotAllowed):
        services.allow_host(**said, actor=zhong)  # type: ignore[arg-type]
    row = services.allow_host(**said, actor=system_admin)  # type: ignore[arg-type]
    with pytest.raises(MessageRefused, match="已经放行"):
        services.allow_host(**said, actor=system_admin)  # type: ignore[arg-type]
    services.forbid_host(allowed=row, actor=system_admin, at=clock.now)
    assert AuditRecord.objects.filter(act__endswith="放行消息主机").count() == 2


def test_a_channel_that_cannot_be_is_refused(
    liu: Account, wu: Account, system_admin: Account, clock: Clock
) -> None:
    with pytest.raises(MessageRefused, match="还没有设置邮件服务器"):
        make_email(by=liu)
    make_mail_server(port=25, by=system_admin)
    channel = make_email(by=liu)
    with pytest.raises(MessageRefused, match="同名"):
        make_email(by=liu)
    new = NewChannel(ChannelKind.FEISHU, "群", "https://feishu.evil.example/hook/1")
    with pytest.raises(AddressRefused, match="系统管理员放行"):
        services.add_channel(new, actor=liu, at=clock.now)
    with pytest.raises(MessageRefused, match="写法不对"):
        services.add_channel(NewChannel(ChannelKind.EMAIL, "二", "liu"), actor=liu, at=clock.now)
    for one in (services.stop_channel, services.ask_for_test):
        with pytest.raises(MessageRefused, match="已经停用"):
            one(channel=channel, actor=wu, at=clock.now)


def test_nobody_fills_a_group_with_tests(liu: Account, system_admin: Account, clock: Clock) -> None:
    make_mail_server(port=25, by=system_admin)
    channel = make_email(by=liu)
    for _ in range(5):
        services.ask_for_test(channel=channel, actor=liu, at=clock.now)
    with pytest.raises(MessageRefused, match="太频繁"):
        services.ask_for_test(channel=channel, actor=liu, at=clock.now)
