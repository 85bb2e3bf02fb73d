"""Notices: each account its own, told once, and in the same transaction as the act."""

import pytest
from django.db import transaction

from luodi.notices import selectors, services
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation import selectors as organisation
from luodi.organisation import services as accounts
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock, Units


def tell(account: Account, clock: Clock, title: str = "云溪项目被退回", key: str | None = None) -> int:
    return services.tell(
        [account],
        kind=NoticeKind.RETURNED,
        title=title,
        reason="缺合同",
        path="/projects/1/",
        at=clock.now,
        key=key,
    )


def test_a_notice_is_seen_by_its_account_alone(
    liu: Account, wu: Account, zhong: Account, clock: Clock
) -> None:
    tell(liu, clock)
    assert [one.title for one in Notice.objects.visible_to(liu)] == ["云溪项目被退回"]
    assert not Notice.objects.visible_to(wu).exists()
    assert not Notice.objects.visible_to(zhong).exists()


def test_the_same_words_are_not_told_twice_while_they_are_unread(liu: Account, clock: Clock) -> None:
    assert tell(liu, clock) == 1
    assert tell(liu, clock) == 0
    services.mark_all_read(actor=liu, at=clock.now)
    assert tell(liu, clock) == 1


def test_what_has_a_key_is_told_once_for_ever(liu: Account, clock: Clock) -> None:
    assert tell(liu, clock, key="filing:2020-07") == 1
    services.mark_all_read(actor=liu, at=clock.now)
    assert tell(liu, clock, key="filing:2020-07") == 0
    assert tell(liu, clock, key="filing:2020-08") == 1


def test_an_account_that_is_named_twice_is_told_once(liu: Account, units: Units, clock: Clock) -> None:
    told = services.tell_unit(
        units.yunxi, kind=NoticeKind.INFO, title="已结账", at=clock.now, also=[liu, liu]
    )
    assert told == 1


def test_a_closed_account_is_not_told(liu: Account, system_admin: Account, clock: Clock) -> None:
    accounts.disable_account(account=liu, actor=system_admin, at=clock.now)
    liu.refresh_from_db()
    assert tell(liu, clock) == 0


def test_a_unit_without_a_clerk_is_told_at_the_nearest_one_above(
    liu: Account, units: Units, system_admin: Account, clock: Clock
) -> None:
    assert organisation.clerks_of(units.yunxi) == [liu]
    assert organisation.clerks_of(units.bureau) == []
    units.bureau.parent = units.yunxi
    assert organisation.clerks_of(units.bureau) == [liu]


def test_reading_marks_ones_own_once(liu: Account, wu: Account, clock: Clock) -> None:
    tell(liu, clock)
    (notice,) = Notice.objects.visible_to(liu)
    assert not services.mark_read(notice=notice, actor=wu, at=clock.now)
    assert selectors.unread_count(liu) == 1
    assert services.mark_read(notice=notice, actor=liu, at=clock.now)
    assert not services.mark_read(notice=notice, actor=liu, at=clock.now)
    assert selectors.unread_count(liu) == 0


def test_marking_all_leaves_other_kinds_and_other_accounts_alone(
    liu: Account, wu: Account, clock: Clock
) -> None:
    tell(liu, clock)
    tell(wu, clock)
    services.tell([liu], kind=NoticeKind.REMINDER, title="月报未报", at=clock.now)
    assert services.mark_all_read(actor=liu, at=clock.now, kind=NoticeKind.RETURNED) == 1
    assert selectors.unread_count(liu) == 1
    assert selectors.unread_count(wu) == 1


def test_an_act_that_fails_tells_nobody(liu: Account, clock: Clock) -> None:
    with transaction.atomic():
        tell(liu, clock)
        transaction.set_rollback(True)
    assert selectors.unread_count(liu) == 0


def test_the_badge_is_one_query_on_its_index(
    liu: Account, clock: Clock, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    tell(liu, clock)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert selectors.unread_count(liu) == 1


def test_unread_ones_come_first(liu: Account, clock: Clock) -> None:
    tell(liu, clock, "旧的")
    clock.advance(hours=1)
    tell(liu, clock, "新的")
    newest = Notice.objects.visible_to(liu).latest_first()[0]
    services.mark_read(notice=newest, actor=liu, at=clock.now)
    assert [one.title for one in Notice.objects.visible_to(liu).unread_first()] == ["旧的", "新的"]
