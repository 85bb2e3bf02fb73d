"""An e-mail address gets a code, and nothing else before it is confirmed."""

from datetime import timedelta

import pytest

from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock
from luodi.outbox import rules, services
from luodi.outbox.choices import DeliveryKind, DeliveryState
from luodi.outbox.models import Channel, Delivery
from luodi.outbox.rules import MessageRefused
from luodi.outbox.tests.makers import code_of, go, make_mail_server, make_unconfirmed, tell
from luodi.outbox.tests.servers import Mailbox


@pytest.fixture
def channel(liu: Account, system_admin: Account, mailbox: Mailbox, clock: Clock) -> Channel:
    make_mail_server(port=mailbox.port, by=system_admin)
    return make_unconfirmed(by=liu, at=clock.now)


def confirm(channel: Channel, code: str, by: Account, clock: Clock) -> Channel:
    return services.confirm_channel(channel=channel, code=code, actor=by, at=clock.now)


def test_nothing_but_the_code_goes_to_an_address_before_it_is_confirmed(
    channel: Channel, liu: Account, clock: Clock, mailbox: Mailbox
) -> None:
    tell(liu, clock, "云溪项目被退回")
    assert go(liu, clock) == {"SENT": 1}
    (letter,) = mailbox.letters
    code = code_of(channel)
    assert code not in Channel.objects.get().secret
    assert f"验证码 {code}" in letter.get_content()
    with pytest.raises(MessageRefused, match="先填写发到邮箱的验证码"):
        services.ask_for_test(channel=channel, actor=liu, at=clock.now)
    assert go(liu, clock) == {}
    clock.advance(minutes=5)
    assert confirm(channel, f" {code[:3]} {code[3:]}", liu, clock).secret == ""
    tell(liu, clock, "云溪项目又被退回")
    assert go(liu, clock) == {"SENT": 1}
    assert str(mailbox.letters[-1]["Subject"]) == "退回：云溪项目又被退回"


def test_a_code_is_void_after_five_wrong_tries_and_after_half_an_hour(
    channel: Channel, liu: Account, clock: Clock
) -> None:
    right = code_of(channel)
    wrong = "000000" if right != "000000" else "111111"
    for left in (4, 3, 2, 1):
        with pytest.raises(MessageRefused, match=f"还可以再试 {left} 次"):
            confirm(channel, wrong, liu, clock)
    for code in (wrong, right):
        with pytest.raises(MessageRefused, match="已失效"):
            confirm(channel, code, liu, clock)
    services.send_code(channel=channel, actor=liu, at=clock.now)
    clock.advance(minutes=31)
    with pytest.raises(MessageRefused, match="已失效"):
        confirm(channel, code_of(channel), liu, clock)
    services.send_code(channel=channel, actor=liu, at=clock.now)
    assert confirm(channel, code_of(channel), liu, clock).confirmed_at == clock.now


def test_codes_are_not_sent_at_will_and_only_the_last_one_goes(
    channel: Channel, liu: Account, clock: Clock, mailbox: Mailbox
) -> None:
    for _ in range(rules.CODES_AN_HOUR - 1):
        services.send_code(channel=channel, actor=liu, at=clock.now)
    with pytest.raises(MessageRefused, match="太频繁"):
        services.send_code(channel=channel, actor=liu, at=clock.now)
    services.stop_channel(channel=channel, actor=liu, at=clock.now)
    with pytest.raises(MessageRefused, match="太频繁"):
        make_unconfirmed(by=liu, at=clock.now, name="另一个")
    assert go(liu, clock) == {}
    assert not mailbox.letters


def test_a_code_that_could_not_go_in_time_does_not_go_late(
    channel: Channel, liu: Account, clock: Clock, mailbox: Mailbox
) -> None:
    clock.advance(minutes=int(rules.CODE_HOLDS / timedelta(minutes=1)) + 1)
    assert go(liu, clock) == {}
    late = Delivery.objects.get(kind=DeliveryKind.CODE)
    assert (late.state, late.may_go_again) == (DeliveryState.FAILED, False)
    with pytest.raises(MessageRefused):
        services.ask_again(delivery=late, actor=liu, at=clock.now)


def test_nobody_confirms_anothers_address(channel: Channel, wu: Account, liu: Account, clock: Clock) -> None:
    with pytest.raises(MessageRefused):
        confirm(channel, code_of(channel), wu, clock)
    confirm(channel, code_of(channel), liu, clock)
    with pytest.raises(MessageRefused, match="已经确认"):
        confirm(channel, "123456", liu, clock)
