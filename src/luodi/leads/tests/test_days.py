"""When the city orders days otherwise, what is open is due anew in the same act, and what is closed never."""

from datetime import date

import pytest

from luodi.actions import services as actions
from luodi.actions.tests.makers import make_item
from luodi.calendars.rules import DaysRefused
from luodi.leads import services
from luodi.leads.tests.makers import make_lead

pytestmark = pytest.mark.django_db
FLOOD = {"name": "防汛停工", "document": "示例防指〔2020〕3号"}
DAYS = {"first": date(2020, 8, 4), "last": date(2020, 8, 5)}


def test_an_order_of_days_moves_open_leads_and_items_and_its_taking_back_moves_them_again(zhong, liu, clock):
    lead = make_lead(by=liu)
    assert lead.due_on == date(2020, 8, 4)
    item = make_item(by=liu, deadline=date(2020, 8, 5))
    closed = make_item(by=liu, deadline=date(2020, 8, 5))
    actions.finish_item(item=closed, result="已办", actor=liu, at=clock.now)
    now = {"actor": zhong, "at": clock.now}
    rows, n_moved = services.order_days(**DAYS, is_work=False, **FLOOD, **now)
    assert (len(rows), n_moved) == (2, 2)
    for one in (lead, item, closed):
        one.refresh_from_db()
    assert (lead.due_on.day, item.deadline.day, closed.deadline.day) == (6, 6, 5)
    assert services.take_back_days(**DAYS, reason="水退了", **now)[1] == 2
    lead.refresh_from_db()
    item.refresh_from_db()
    assert (lead.due_on.day, item.deadline.day) == (4, 5)


def test_a_step_is_reckoned_by_the_citys_own_days(zhong, liu, clock):
    services.order_days(**DAYS, is_work=False, **FLOOD, actor=zhong, at=clock.now)
    assert make_lead(by=liu).due_on == date(2020, 8, 6)


def test_an_order_that_is_refused_moves_nothing(zhong, liu, clock):
    lead = make_lead(by=liu)
    with pytest.raises(DaysRefused):
        services.order_days(**DAYS, is_work=True, **FLOOD, actor=zhong, at=clock.now)
    lead.refresh_from_db()
    assert lead.due_on == date(2020, 8, 4)
