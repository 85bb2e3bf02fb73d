"""A squad on the road: its clerk marks a day with the thumb, the month is confirmed, and the team's figures move."""

from datetime import date

import pytest

from luodi.outreach.tests.makers import make_trip, make_visit, verify_everything
from luodi.teams.tests.makers import make_member, make_squad, mark
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_month_is_marked_on_the_phone_and_confirmed_at_the_desk(visit, cast):
    squad = make_squad(cast.units.yunxi, by=cast.zhong)
    member = make_member(squad, cast.liu.person, by=cast.liu)
    mark(member, date(2020, 7, 1), by=cast.liu)
    make_trip(by=cast.liu, unit=squad)
    make_visit(by=cast.liu, unit=squad)
    verify_everything(by=cast.qin)

    phone = visit(cast.liu, PHONE)
    page = phone.go(f"/teams/{squad.code}/attendance/day/?day=2020-07-02")
    page.locator("input[value=TRAVELLING]").first.check()
    page.get_by_role("button", name="未登记的都记在岗").click()
    page.wait_for_load_state()
    page = phone.go(f"/teams/{squad.code}/attendance/?month=2020-07")
    assert "出勤合计 2 天" in page.inner_text("main")
    page.get_by_role("link", name="提交本月").click()
    page.get_by_role("button", name="提交").click()
    page.get_by_text("待确认").first.wait_for()

    desk = visit(cast.zhong)
    page = desk.go(f"/teams/{squad.code}/attendance/?month=2020-07")
    page.get_by_role("link", name="确认", exact=True).click()
    page.get_by_role("button", name="确认").click()
    page.get_by_text("已确认").first.wait_for()
    page = desk.go(f"/teams/{squad.code}/")
    said = page.inner_text("main")
    assert "在外天数\n3 天" in said.replace("\t", " ").replace("3天", "3 天")
    assert "驻点出勤\n2 人天" in said.replace("2人天", "2 人天")
    page = desk.go("/calendar/?day=2020-07-01")
    assert page.get_by_text("赴深圳拜访显示企业").count() == 3
    assert not desk.wrong + phone.wrong
