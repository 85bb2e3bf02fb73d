"""What becomes of a message when the other side is down, hangs, lies, or we die."""

from datetime import timedelta

import pytest

from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock
from luodi.outbox import services, webhooks
from luodi.outbox.choices import ChannelKind, DeliveryState
from luodi.outbox.models import Channel, Delivery, MailServer
from luodi.outbox.rules import MessageRefused
from luodi.outbox.services import NewChannel, Senders
from luodi.outbox.tests.makers import WALL, go, make_email, make_mail_server, make_robot, tell
from luodi.outbox.tests.servers import Mailbox, Robots, free_port

State = DeliveryState


def test_while_the_mail_server_is_down_for_an_hour_it_is_asked_rarely_and_then_everything_goes_once(
    liu: Account, system_admin: Account, clock: Clock, mailbox: Mailbox
) -> None:
    server = make_mail_server(port=free_port(), by=system_admin)
    make_email(by=liu)
    tries = 0
    for nth in range(30):
        tell(liu, clock, f"第{nth}个项目被退回")
        tries += go(liu, clock).get("DOWN", 0)
        clock.advance(minutes=2)
    assert tries <= 6
    assert "拒绝连接" in MailServer.objects.get().said
    MailServer.objects.filter(pk=server.pk).update(port=mailbox.port)
    for _ in range(20):
        clock.advance(minutes=2)
        go(liu, clock)
    assert [str(letter["Subject"]) for letter in mailbox.letters] == ["退回：第0个项目被退回", "29 条提醒"]
    assert MailServer.objects.get().n_failures == 0


def test_a_recipient_that_is_turned_away_for_now_is_tried_again_and_one_for_good_is_not(
    liu: Account, system_admin: Account, clock: Clock, mailbox: Mailbox
) -> None:
    make_mail_server(port=mailbox.port, by=system_admin)
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")
    mailbox.manner = "later"
    assert go(liu, clock) == {"LATER": 1}
    mailbox.manner = "never"
    clock.advance(minutes=2)
    assert go(liu, clock) == {"FAILED": 1}
    assert "550 no such user" in Delivery.objects.get().said


def test_a_mail_server_that_hangs_up_after_the_text_leaves_it_unknown_and_nothing_goes_twice(
    liu: Account, system_admin: Account, clock: Clock, mailbox: Mailbox
) -> None:
    make_mail_server(port=mailbox.port, by=system_admin)
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")
    mailbox.manner = "hang up"
    assert go(liu, clock) == {"UNKNOWN": 1}
    mailbox.manner = "take"
    clock.advance(hours=2)
    assert go(liu, clock) == {}
    assert len(mailbox.letters) == 1


def test_only_the_receiver_asks_for_it_once_more(
    liu: Account, wu: Account, system_admin: Account, clock: Clock, mailbox: Mailbox
) -> None:
    make_mail_server(port=mailbox.port, by=system_admin)
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")
    mailbox.manner = "hang up"
    go(liu, clock)
    (delivery,) = Delivery.objects.all()
    with pytest.raises(MessageRefused):
        services.ask_again(delivery=delivery, actor=wu, at=clock.now)
    mailbox.manner = "take"
    clock.advance(minutes=5)
    services.ask_again(delivery=delivery, actor=liu, at=clock.now)
    assert go(liu, clock) == {"SENT": 1}
    first, second = mailbox.letters
    assert first["Message-ID"] == second["Message-ID"]
    with pytest.raises(MessageRefused, match="再发一次"):
        services.ask_again(delivery=delivery, actor=liu, at=clock.now)


def test_a_sender_that_is_killed_in_between_leaves_it_unknown_and_nothing_goes_twice(
    liu: Account, system_admin: Account, clock: Clock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_mail_server(port=mailbox.port, by=system_admin)
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")

    def die(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("luodi.outbox.mail.send", die)
        with pytest.raises(SystemExit):
            go(liu, clock)
    assert Delivery.objects.get().state == State.SENDING
    clock.advance(minutes=2)
    assert go(liu, clock) == {}
    clock.advance(minutes=10)
    assert go(liu, clock) == {}
    delivery = Delivery.objects.get()
    assert (delivery.state, mailbox.letters) == (State.UNKNOWN, [])
    assert "不会自动重发" in delivery.said


def test_after_three_days_it_is_given_up_with_the_reason(
    liu: Account, system_admin: Account, clock: Clock
) -> None:
    make_mail_server(port=free_port(), by=system_admin)
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")
    go(liu, clock)
    clock.advance(days=3, minutes=1)
    go(liu, clock)
    delivery = Delivery.objects.get()
    assert delivery.state == State.FAILED
    assert "三天内没有发出去" in delivery.said
    assert "拒绝连接" in delivery.said


def test_a_robot_that_says_so_has_it(
    liu: Account, system_admin: Account, clock: Clock, robots: Robots
) -> None:
    channel = make_robot(port=robots.port, by=liu, letting=system_admin)
    services.ask_for_test(channel=channel, actor=liu, at=clock.now)
    assert go(liu, clock) == {"SENT": 1}
    assert robots.heard[0][0] == "/send?key=secret-key-1234"
    assert "测试消息" in robots.texts[0]


@pytest.mark.parametrize(
    ("status", "answer", "state"),
    [
        (200, b'{"errcode": 93000, "errmsg": "invalid webhook url secret-key-1234"}', State.FAILED),
        (200, b"<html>", State.UNKNOWN),
        (200, b"[]", State.UNKNOWN),
        (200, b'{"code": 0}', State.SENT),
        (404, b"", State.FAILED),
        (502, b"", State.UNKNOWN),
        (429, b"", State.PENDING),
        (200, b'{"errcode": 45009}', State.PENDING),
    ],
)
def test_what_a_robot_answers_decides_and_its_key_is_never_kept(
    status: int,
    answer: bytes,
    state: State,
    liu: Account,
    system_admin: Account,
    clock: Clock,
    robots: Robots,
) -> None:
    make_robot(port=robots.port, by=liu, letting=system_admin)
    robots.status, robots.answer = status, answer
    tell(liu, clock, "云溪项目被退回")
    go(liu, clock)
    delivery = Delivery.objects.get()
    assert delivery.state == state
    assert "secret-key" not in delivery.said + Channel.objects.get().shown + Channel.objects.get().secret
    assert len(robots.heard) == 1


@pytest.mark.parametrize("manner", ["hang", "drip"])
def test_a_robot_that_hangs_or_speaks_too_slowly_holds_nobody_up_for_long(
    manner: str,
    liu: Account,
    system_admin: Account,
    clock: Clock,
    robots: Robots,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(webhooks, "WHOLE", 0.1)
    make_robot(port=robots.port, by=liu, letting=system_admin)
    robots.manner = manner
    tell(liu, clock, "云溪项目被退回", "石桥项目被退回")
    assert go(liu, clock) == {"UNKNOWN": 1}
    channel = Channel.objects.get()
    assert channel.resume_at == clock.now + timedelta(minutes=1)
    assert len(robots.heard) == 1


def test_a_redirect_to_an_address_inside_is_not_followed(
    liu: Account, system_admin: Account, clock: Clock, robots: Robots
) -> None:
    make_robot(port=robots.port, by=liu, letting=system_admin)
    robots.manner = "redirect"
    tell(liu, clock, "云溪项目被退回")
    assert go(liu, clock) == {"FAILED": 1}
    assert "不跟随" in Delivery.objects.get().said


def test_a_name_that_means_this_machine_is_refused_before_anything_is_said(
    liu: Account, clock: Clock, robots: Robots
) -> None:
    new = NewChannel(ChannelKind.WECOM, "群", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1234567")
    services.add_channel(new, actor=liu, at=clock.now)
    tell(liu, clock, "云溪项目被退回")
    services.feed(city=liu.city, at=clock.now)
    senders = Senders(WALL, resolver=lambda *_: ["127.0.0.1"])
    assert services.send_due(city=liu.city, clock=lambda: clock.now, senders=senders) == {"FAILED": 1}
    assert "内网" in Delivery.objects.get().said
    assert not robots.heard


def test_a_host_that_is_let_in_but_not_inside_may_not_lie_inside(
    liu: Account, system_admin: Account, clock: Clock, robots: Robots
) -> None:
    make_robot(port=robots.port, by=liu, letting=system_admin, inside=False)
    tell(liu, clock, "云溪项目被退回")
    assert go(liu, clock) == {"FAILED": 1}
    assert not robots.heard


def test_the_signatures_are_those_that_the_makers_ask_for(
    liu: Account, system_admin: Account, clock: Clock, robots: Robots
) -> None:
    make_robot(port=robots.port, by=liu, letting=system_admin, kind=ChannelKind.DINGTALK)
    tell(liu, clock, "云溪项目被退回")
    go(liu, clock)
    path, _ = robots.heard[0]
    assert f"&timestamp={int(WALL.timestamp() * 1000)}&sign=" in path
    target = webhooks.guard.Target("h", 443, "/hook/1", is_secure=True, inside=False)
    robot = webhooks.Robot(ChannelKind.FEISHU, target, "sign-word")
    path, body = webhooks._request(robot, "文", WALL)
    assert path == "/hook/1"
    assert f'"timestamp": "{int(WALL.timestamp())}"'.encode() in body
    assert b'"sign": "' in body


def test_another_key_of_the_installation_says_so_instead_of_sending(
    liu: Account, system_admin: Account, clock: Clock, robots: Robots, settings: object
) -> None:
    make_robot(port=robots.port, by=liu, letting=system_admin)
    tell(liu, clock, "云溪项目被退回")
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert go(liu, clock) == {"FAILED": 1}
    assert "请重新填写" in Delivery.objects.get().said
