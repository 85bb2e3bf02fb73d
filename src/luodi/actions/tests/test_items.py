"""Action items: asked for by a day, done with a result, handed on, called off; seen by both sides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from luodi.actions import policies, services
from luodi.actions.choices import ActionState
from luodi.actions.models import ActionItem
from luodi.actions.rules import ActionRefused
from luodi.actions.tests.makers import make_item
from luodi.audit.models import AuditRecord
from luodi.notices.models import Notice
from luodi.organisation import clock as clocks
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.organisation.tests.makers import Clock, Units

pytestmark = pytest.mark.django_db


def now(account: Account) -> dict[str, Any]:
    return {"actor": account, "at": clocks.now(account.city)}


def test_what_somebody_is_asked_to_do_is_told_to_them_and_on_the_trail(zhong: Account, liu: Account) -> None:
    item = make_item(by=zhong, owner=liu, unit=liu.unit)
    assert (item.code, item.state, item.asked_from) == ("TD2020-0001", ActionState.OPEN, zhong.unit)
    assert Notice.objects.get(account=liu).path == f"/actions/{item.code}/"
    assert AuditRecord.objects.filter(act="交办", target_code=item.code).exists()


def test_nobody_is_asked_for_a_day_gone_by(liu: Account, clock: Clock) -> None:
    make_item(by=liu, deadline=clock.day)
    with pytest.raises(ActionRefused, match="不能早于今天"):
        make_item(by=liu, deadline=clock.day - timedelta(days=1))


def test_who_only_reads_asks_for_nothing(hong: Account) -> None:
    with pytest.raises(NotAllowed):
        make_item(by=hong)


def test_what_is_sent_twice_is_asked_once(liu: Account) -> None:
    assert make_item(by=liu, once="a" * 32) == make_item(by=liu, once="a" * 32)
    assert ActionItem.objects.count() == 1


def test_a_task_of_ones_own_is_done_with_a_result_by_its_owner_once(liu: Account, wu: Account) -> None:
    item = make_item(by=liu)
    with pytest.raises(ActionRefused, match="结果"):
        services.finish_item(item=item, result=" ", **now(liu))
    with pytest.raises(NotAllowed):
        services.finish_item(item=item, result="已寄出", **now(wu))
    done = services.finish_item(item=item, result="已寄出", **now(liu))
    assert (done.state, done.result, done.closed_by) == (ActionState.DONE, "已寄出", liu)
    with pytest.raises(ActionRefused, match="已办结"):
        services.finish_item(item=item, result="已寄出", **now(liu))


def test_who_asked_may_call_it_off_or_give_another_day_but_not_the_one_who_is_asked(
    zhong: Account, liu: Account
) -> None:
    item = make_item(by=zhong, owner=liu, unit=liu.unit)
    with pytest.raises(NotAllowed):
        services.cancel_item(item=item, reason="不办了", **now(liu))
    services.move_deadline(item=item, deadline=date(2020, 8, 20), reason="企业改期", **now(zhong))
    row = services.cancel_item(item=item, reason="企业不来了", **now(zhong))
    assert (row.state, row.deadline) == (ActionState.CANCELLED, date(2020, 8, 20))


def test_an_item_is_handed_on_with_a_reason_and_the_new_owner_is_told(liu: Account, wu: Account) -> None:
    item = make_item(by=liu)
    row = services.hand_over(item=item, to=wu, unit=wu.unit, reason="属石桥事权", **now(liu))
    assert (row.owner, row.unit, row.asked_from) == (wu, wu.unit, liu.unit)
    assert Notice.objects.filter(account=wu).count() == 1
    with pytest.raises(ActionRefused, match="本来就由"):
        services.hand_over(item=item, to=wu, unit=wu.unit, reason="再转一次", **now(liu))


def test_both_sides_see_an_item_and_nobody_else(
    liu: Account, wu: Account, hong: Account, wai: Account
) -> None:
    item = make_item(by=liu)
    assert list(ActionItem.objects.visible_to(reach_of(hong))) == [item]
    assert policies.get_action(item.code, actor=liu) == item
    for stranger in (wu, wai):
        with pytest.raises(Http404):
            policies.get_action(item.code, actor=stranger)


def test_an_item_is_overdue_from_the_day_after_its_deadline(liu: Account) -> None:
    item = make_item(by=liu)
    assert not ActionItem.objects.overdue(date(2020, 8, 10)).exists()
    assert list(ActionItem.objects.overdue(date(2020, 8, 11))) == [item]


def test_its_owner_is_reminded_before_and_after_the_day_each_once(liu: Account, clock: Clock) -> None:
    make_item(by=liu, deadline=clock.day + timedelta(days=1))
    assert [services.remind_items(liu.city, at=clock.now) for _ in range(2)] == [1, 0]
    clock.advance(days=2)
    assert [services.remind_items(liu.city, at=clock.now) for _ in range(2)] == [1, 0]


def test_a_unit_of_another_city_or_a_closed_unit_is_asked_for_nothing(liu: Account, units: Units) -> None:
    units.group.closed_on = date(2020, 8, 1)
    with pytest.raises(ActionRefused, match="现有的单位"):
        make_item(by=liu, unit=units.group)
