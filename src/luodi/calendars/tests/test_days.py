"""Days that the city orders otherwise, and deadlines over them."""

from datetime import date

import pytest

from luodi.audit.models import AuditRecord
from luodi.calendars import selectors, services
from luodi.calendars.models import LocalDay
from luodi.calendars.rules import DaysRefused
from luodi.organisation.policies import NotAllowed

pytestmark = pytest.mark.django_db
LATE_RETURN = {"name": "延迟复工", "document": "示例市疫情防控指挥部令第1号"}


def order(by, clock, first, last, *, is_work=False, **more):
    return services.set_days(
        first=first, last=last, is_work=is_work, actor=by, at=clock.now, **{**LATE_RETURN, **more}
    )


def test_a_local_order_moves_what_is_due_over_it(zhong, clock):
    before = selectors.calendar_of(zhong.city_id)
    assert before.workdays_after(date(2020, 1, 23), 1) == date(2020, 2, 3)
    rows = order(zhong, clock, date(2020, 2, 3), date(2020, 2, 9))
    assert [row.day.day for row in rows] == [3, 4, 5, 6, 7]  # the weekend was free anyway
    after = selectors.calendar_of(zhong.city_id)
    assert after.workdays_after(date(2020, 1, 23), 1) == date(2020, 2, 10)
    assert after.workdays_between(date(2020, 1, 31), date(2020, 2, 10)) == 1


def test_a_weekend_can_be_ordered_to_be_worked_and_the_order_be_taken_back(zhong, clock):
    saturday = date(2020, 8, 8)
    order(zhong, clock, saturday, saturday, is_work=True, name="招商周加班")
    assert selectors.calendar_of(zhong.city_id).is_workday(saturday)
    found = services.clear_days(first=saturday, last=saturday, reason="不办了", actor=zhong, at=clock.now)
    assert found == [saturday]
    assert not selectors.calendar_of(zhong.city_id).is_workday(saturday)
    acts = list(
        AuditRecord.objects.filter(target_kind="calendar").order_by("id").values_list("act", flat=True)
    )
    assert acts == ["安排工作日", "撤销工作日安排"]


def test_a_later_order_takes_the_place_of_an_earlier_one(zhong, clock):
    day = date(2020, 8, 10)
    order(zhong, clock, day, day)
    order(zhong, clock, day, day, is_work=True, name="照常上班")
    assert LocalDay.objects.get().name == "照常上班"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"document": " "}, "文号"),
        ({"name": ""}, "事由"),
        ({"last": date(2020, 2, 1)}, "早于开始日期"),
        ({"last": date(2020, 12, 1)}, "一次最多安排 62 天"),
        ({"first": date(2020, 10, 1), "last": date(2020, 10, 2)}, "本来就放假"),
    ],
)
def test_an_order_that_cannot_be_is_refused_with_what_would_be_right(zhong, clock, said, words):
    days = {"first": date(2020, 2, 3), "last": date(2020, 2, 7)} | {
        key: value for key, value in said.items() if key in ("first", "last")
    }
    more = {key: value for key, value in said.items() if key not in days}
    with pytest.raises(DaysRefused, match=words):
        order(zhong, clock, days["first"], days["last"], **more)
    assert not LocalDay.objects.exists()


def test_only_the_centre_orders_days(liu, qin, clock):
    for actor in (liu, qin):
        with pytest.raises(NotAllowed, match="只有招商服务中心"):
            order(actor, clock, date(2020, 2, 3), date(2020, 2, 7))


def test_a_year_shows_holidays_make_up_days_and_orders_by_name(zhong, clock):
    order(zhong, clock, date(2020, 2, 3), date(2020, 2, 3))
    months = selectors.year_of(zhong.city_id, 2020)
    february = months[1]
    assert (len(months), february.blanks, len(february.days)) == (12, 5, 29)
    assert [(day.on.day, day.is_work, day.name) for day in february.days if day.order] == [
        (3, False, "延迟复工")
    ]
    january = {day.on.day: day for day in months[0].days}
    assert (january[19].is_work, january[24].is_work, january[24].name) == (True, False, "春节")
    assert not january[20].is_special


def test_the_order_of_one_city_is_not_that_of_another(zhong, clock):
    order(zhong, clock, date(2020, 2, 3), date(2020, 2, 3))
    assert selectors.calendar_of(zhong.city_id + 1).is_workday(date(2020, 2, 3))
