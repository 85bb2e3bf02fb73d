"""What goes out of what was told: each once, not at night, one digest instead of a flood."""

import pytest

from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock
from luodi.outbox import services
from luodi.outbox.choices import DeliveryKind, Pace
from luodi.outbox.models import Delivery, Item
from luodi.outbox.rules import Hours
from luodi.outbox.tests.makers import go, make_email, make_mail_server, tell
from luodi.outbox.tests.servers import Mailbox


@pytest.fixture(autouse=True)
def _mail(mailbox: Mailbox, system_admin: Account, clock: Clock) -> None:
    make_mail_server(port=mailbox.port, by=system_admin)


def subjects(mailbox: Mailbox) -> list[str]:
    return [str(letter["Subject"]) for letter in mailbox.letters]


def test_what_was_told_before_the_channel_was_opened_stays_inside(
    liu: Account, clock: Clock, mailbox: Mailbox
) -> None:
    tell(liu, clock, "云溪项目被退回")
    clock.advance(minutes=1)
    make_email(by=liu, at=clock.now)
    tell(liu, clock, "石桥项目被退回")
    assert go(liu, clock) == {"SENT": 1}
    assert subjects(mailbox) == ["退回：石桥项目被退回"]


def test_a_message_goes_once_however_often_it_is_looked(liu: Account, clock: Clock, mailbox: Mailbox) -> None:
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")
    for _ in range(3):
        go(liu, clock)
        clock.advance(minutes=2)
    assert len(mailbox.letters) == 1
    assert "https://luodi.example.org/projects/1/" in mailbox.letters[0].get_content()


def test_an_act_that_ended_late_is_still_told(liu: Account, clock: Clock, mailbox: Mailbox) -> None:
    make_email(by=liu)
    begun = Clock(clock.now)
    clock.advance(hours=2)
    go(liu, clock)
    tell(liu, begun, "导入完成")
    assert go(liu, clock) == {"SENT": 1}


def test_forty_notices_are_one_digest(liu: Account, clock: Clock, mailbox: Mailbox) -> None:
    make_email(by=liu)
    tell(liu, clock, *(f"第{nth}个项目被退回" for nth in range(40)))
    assert go(liu, clock) == {"SENT": 1}
    assert subjects(mailbox) == ["40 条提醒"]
    assert "另有 20 条" in mailbox.letters[0].get_content()
    assert Item.objects.filter(delivery__isnull=False).count() == 40


def test_a_trickle_does_not_become_a_flood_either(liu: Account, clock: Clock, mailbox: Mailbox) -> None:
    make_email(by=liu)
    for nth in range(40):
        tell(liu, clock, f"第{nth}个项目被退回")
        go(liu, clock)
        clock.advance(minutes=1)
    assert len(mailbox.letters) == 5
    clock.advance(minutes=30)
    go(liu, clock)
    assert subjects(mailbox)[5:] == ["35 条提醒"]


def test_at_night_nobody_is_disturbed_and_in_the_morning_it_is_one_digest(
    liu: Account, clock: Clock, mailbox: Mailbox
) -> None:
    make_email(by=liu)
    clock.advance(hours=13)
    tell(liu, clock, *(f"第{nth}个项目被退回" for nth in range(8)))
    assert go(liu, clock) == {}
    clock.advance(hours=9, minutes=30)
    assert go(liu, clock) == {"SENT": 1}
    assert subjects(mailbox) == ["8 条提醒"]


def test_what_could_not_go_in_time_waits_for_the_morning(
    liu: Account, clock: Clock, mailbox: Mailbox
) -> None:
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")
    services.feed(city=liu.city, at=clock.now)
    clock.advance(hours=14)
    assert go(liu, clock) == {}
    clock.advance(hours=8, minutes=30)
    assert go(liu, clock) == {"SENT": 1}


def test_each_kind_goes_at_the_pace_that_was_chosen(liu: Account, clock: Clock, mailbox: Mailbox) -> None:
    make_email(by=liu)
    chosen = {NoticeKind.RETURNED: Pace.WEEKLY, NoticeKind.INFO: Pace.NEVER, NoticeKind.ASKED: Pace.DAILY}
    services.prefer(hours=Hours(), paces=chosen, actor=liu, at=clock.now)
    for kind in chosen:
        tell(liu, clock, f"一件{kind.label}", kind=kind)
    assert go(liu, clock) == {}
    clock.advance(days=1)
    go(liu, clock)
    assert subjects(mailbox) == ["待办：一件待办"]
    clock.advance(days=6)
    go(liu, clock)
    assert subjects(mailbox) == ["待办：一件待办", "退回：一件退回"]


def test_what_was_read_in_time_does_not_go(liu: Account, clock: Clock, mailbox: Mailbox) -> None:
    make_email(by=liu)
    tell(liu, clock, "办结", kind=NoticeKind.DECIDED)
    go(liu, clock)
    notices.mark_all_read(actor=liu, at=clock.now)
    clock.advance(days=1)
    assert go(liu, clock) == {}
    assert not mailbox.letters


def test_a_closed_account_and_a_stopped_channel_hear_nothing(
    liu: Account, wu: Account, clock: Clock, mailbox: Mailbox
) -> None:
    stopped = make_email(by=liu)
    make_email(by=wu)
    tell(liu, clock, "云溪项目被退回")
    tell(wu, clock, "石桥项目被退回")
    services.feed(city=liu.city, at=clock.now)
    services.stop_channel(channel=stopped, actor=liu, at=clock.now)
    Account.objects.filter(pk=wu.pk).update(is_active=False)
    assert go(liu, clock) == {}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"DROPPED"}


def test_looking_again_at_a_quiet_city_asks_little(
    liu: Account, clock: Clock, mailbox: Mailbox, django_assert_max_num_queries: object
) -> None:
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")
    go(liu, clock)
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        go(liu, clock)
    assert Delivery.objects.get().kind == DeliveryKind.SINGLE
