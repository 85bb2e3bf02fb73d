"""Reminders: each level once, by hand once a day, and nobody who has filed."""

from datetime import date

import pytest

from luodi.filing import services
from luodi.filing.choices import ReminderLevel
from luodi.filing.models import FilingReminder
from luodi.filing.tests.makers import AUGUST, accepted, declared
from luodi.notices.models import Notice
from luodi.organisation.models import Account, City
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units


def levels(unit_code: str) -> list[str]:
    rows = FilingReminder.objects.filter(unit__code=unit_code).order_by("id")
    return list(rows.values_list("level", flat=True))


def test_each_level_is_told_once_to_who_has_not_filed(
    liu: Account, zhong: Account, units: Units, city: City, clock: Clock
) -> None:
    accepted(units.yunxi, liu, zhong, clock)
    clock.advance(days=30)  # 2 September, August is due on the 5th
    assert len(services.remind_due(city=city, at=clock.now)) == 1
    assert not services.remind_due(city=city, at=clock.now)
    clock.advance(days=4)  # 6 September
    services.remind_due(city=city, at=clock.now)
    clock.advance(days=1)
    assert not services.remind_due(city=city, at=clock.now)
    clock.advance(days=3)  # 10 September
    services.remind_due(city=city, at=clock.now)
    assert levels("SHIQIAO") == [ReminderLevel.BEFORE, ReminderLevel.OVERDUE, ReminderLevel.LONG_OVERDUE]
    assert levels("YUNXI") == []
    titles = Notice.objects.filter(account__login="wu").order_by("pk").values_list("title", flat=True)
    assert list(titles) == [
        "石桥县2020年8月月报尚未报齐，2020-09-05 截止",
        "石桥县2020年8月月报尚未报齐，已逾期 1 天",
        "石桥县2020年8月月报尚未报齐，已逾期 5 天",
    ]


def test_who_gave_a_day_is_left_alone_until_that_day(
    wu: Account, units: Units, city: City, clock: Clock
) -> None:
    services.declare_incomplete(
        unit=units.shiqiao,
        month=AUGUST,
        reason="等开工许可",
        expected_on=date(2020, 9, 10),
        actor=wu,
        at=clock.now,
    )
    clock.advance(days=34)  # 6 September
    services.remind_due(city=city, at=clock.now)
    assert levels("SHIQIAO") == []
    clock.advance(days=5)  # 11 September
    services.remind_due(city=city, at=clock.now)
    assert levels("SHIQIAO") == [ReminderLevel.LONG_OVERDUE]


def test_the_centre_reminds_by_hand_once_a_day(
    liu: Account, zhong: Account, units: Units, city: City, clock: Clock
) -> None:
    declared(units.yunxi, liu, clock)
    both = [units.yunxi, units.shiqiao]
    told = services.remind_units(city=city, month=AUGUST, units=both, actor=zhong, at=clock.now)
    assert told == [units.shiqiao]
    assert not services.remind_units(city=city, month=AUGUST, units=both, actor=zhong, at=clock.now)
    clock.advance(days=1)
    assert services.remind_units(city=city, month=AUGUST, units=both, actor=zhong, at=clock.now)
    assert Notice.objects.filter(account__login="wu").count() == 2


@pytest.mark.parametrize("who", ["liu", "qin", "hong"])
def test_only_the_centre_reminds(
    who: str, units: Units, city: City, clock: Clock, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        services.remind_units(
            city=city, month=AUGUST, units=[units.yunxi], actor=request.getfixturevalue(who), at=clock.now
        )
