"""Pressing level by level: blue before the day, yellow after it, red with a numbered sheet; each once."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from luodi.actions import rules, services
from luodi.actions.choices import Colour, Level
from luodi.actions.models import Escalation
from luodi.actions.rules import EXAMPLE, ActionRefused, Pressing
from luodi.actions.tests.makers import make_item
from luodi.notices.models import Notice
from luodi.organisation import clock as clocks
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock
from luodi.refdata.workdays import NATIONAL

pytestmark = pytest.mark.django_db
MONDAY = date(2020, 8, 10)


def press(account: Account) -> list[str]:
    return list(services.escalate_items(account.city, at=clocks.now(account.city)).by_level)


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2020, 8, 6), None),
        (date(2020, 8, 7), Level.REMIND),  # the working day before Monday
        (MONDAY, Level.REMIND),
        (date(2020, 8, 11), Level.URGE),
        (date(2020, 8, 12), Level.URGE),
        (date(2020, 8, 13), Level.SUPERVISE),
        (date(2021, 8, 13), Level.SUPERVISE),
    ],
)
def test_a_level_is_reached_by_working_days(today: date, level: Level | None) -> None:
    step = rules.level_on(MONDAY, EXAMPLE.steps, today=today, calendar=NATIONAL)
    assert (step.level if step else None) == level


def test_each_level_of_an_item_goes_out_once(zhong: Account, liu: Account, clock: Clock) -> None:
    make_item(by=zhong, owner=liu, unit=liu.unit, deadline=MONDAY)
    told = []
    for _ in range(12):
        told.append((clock.day.day, press(liu)))
        assert press(liu) == []
        clock.advance(days=1)
    assert [one for one in told if one[1]] == [(7, ["REMIND"]), (11, ["URGE"]), (13, ["SUPERVISE"])]
    red = Escalation.objects.get(level=Level.SUPERVISE)
    assert (red.number, red.colour) == ("DB2020-0001", Colour.RED)
    assert Notice.objects.filter(account=zhong, title__contains="督办（DB2020-0001）").exists()
    assert Notice.objects.filter(account=liu, title__contains="催办").count() == 1


def test_levels_that_were_passed_meanwhile_are_passed_over(liu: Account, clock: Clock) -> None:
    make_item(by=liu, deadline=MONDAY)
    clock.advance(days=30)
    assert press(liu) == ["SUPERVISE"]
    clock.advance(days=1)
    assert press(liu) == []


def test_what_is_done_and_waits_is_not_pressed_for_and_a_new_day_begins_anew(
    zhong: Account, liu: Account, clock: Clock
) -> None:
    item = make_item(by=zhong, owner=liu, unit=liu.unit, deadline=MONDAY)
    clock.advance(days=8)
    assert press(liu) == ["URGE"]
    services.finish_item(item=item, result="已办", actor=liu, at=clock.now)
    clock.advance(days=10)
    assert press(liu) == []
    services.send_back(item=item, reason="没有办", actor=zhong, at=clock.now)
    services.move_deadline(item=item, deadline=date(2020, 9, 1), reason="再给一周", actor=zhong, at=clock.now)
    clock.advance(days=30)
    assert press(liu) == ["SUPERVISE"]


def test_the_city_sets_its_own_levels_from_a_day_on(zhong: Account, liu: Account, clock: Clock) -> None:
    late = tuple(
        rules.Step(one.level, days, one.colour, one.tells)
        for one, days in zip(EXAMPLE.steps, (-3, 2, 5), strict=True)
    )
    own = Pressing(late, closes_own=True, source="示例督〔2020〕1号")
    services.set_pressing(own, valid_from=clock.day, actor=zhong, at=clock.now)
    assert services.pressing_on(liu.city_id, clock.day) == own
    assert services.pressing_on(liu.city_id, clock.day - timedelta(days=1)) == EXAMPLE
    make_item(by=liu, deadline=date(2020, 8, 6))
    assert press(liu) == ["REMIND"]
    wrong = Pressing((late[0], late[2], late[1]), closes_own=True, source="示例督〔2020〕2号")
    with pytest.raises(ActionRefused):
        services.set_pressing(wrong, valid_from=clock.day, actor=zhong, at=clock.now)


def test_the_command_tells_what_it_pressed_for(liu: Account, clock: Clock) -> None:
    make_item(by=liu, deadline=clock.day)
    said = StringIO()
    call_command("escalate_items", stdout=said)
    assert "提醒 1 项" in said.getvalue()
