"""等我办的: one list of everything that waits, for the page, the home page and the number in the top bar."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.actions import services as actions
from luodi.actions.tests.makers import make_item
from luodi.crediting.tests.makers import make_report
from luodi.desk.selectors import inbox
from luodi.desk.tests.makers import signed_in
from luodi.leads.tests.makers import make_lead
from luodi.ledger.kinds import FactKind
from luodi.organisation.policies import reach_of
from luodi.outreach.tests.makers import make_trip
from luodi.projects import services as projects
from luodi.projects.tests.makers import make_project
from luodi.reviews import services as reviews
from luodi.reviews.models import Seat
from luodi.reviews.tests.makers import make_invited, now
from luodi.sponsorship import services as sponsorship
from luodi.sponsorship.tests.makers import make_instruction


def who(account, clock):
    return inbox.who_is(account, reach_of(account), clock.now)


def rows(account, clock):
    found, _ = inbox.page_of(who(account, clock), 1)
    assert found.total == len(found.rows) == inbox.count(who(account, clock))
    return found.rows


def sorts(account, clock):
    return [row.sort for row in rows(account, clock)]


def test_what_waits_for_a_clerk_is_one_list_by_its_day(liu, wu, zhong, qin, hong, units, clock):
    item = make_item(by=zhong, owner=liu, unit=liu.unit, deadline=date(2020, 8, 4))
    lead = make_lead(by=liu)
    make_invited(units.yunxi, by=zhong)
    project = make_project(by=liu)
    make_instruction(project, hong.person, by=zhong)
    kind = FactKind.PROJECT_NEGOTIATING
    projects.reject(project=project, kind=kind, reason="没有洽谈记录", actor=qin, at=clock.now)
    told = rows(liu, clock)
    assert [row.sort for row in told] == ["item", "lead", "seat", "instruction", "returned"]
    assert [row.due is None for row in told] == [False, False, False, True, True]
    assert told[0].href == f"/actions/{item.code}/"
    assert told[1].href == f"/leads/{lead.code}/"
    assert {row.sort for row in rows(wu, clock)} == set()
    clock.advance(days=2)
    first = rows(liu, clock)[0]
    assert (first.light, first.late, first.age) == ("red", 1, 2)


def test_it_goes_when_it_is_done(liu, zhong, units, clock, hong):
    item = make_item(by=zhong, owner=liu, unit=liu.unit)
    review = make_invited(units.yunxi, by=zhong)
    row = make_instruction(make_project(by=liu), hong.person, by=zhong)
    assert sorted(sorts(liu, clock)) == ["instruction", "item", "seat"]
    actions.finish_item(item=item, result="已交", actor=liu, at=clock.now)
    reviews.answer_invitation(seat=Seat.objects.get(review=review), comes=True, said="刘科长", **now(liu))
    sponsorship.answer_instruction(instruction=row, answer="已落实", actor=liu, at=clock.now)
    assert sorts(liu, clock) == []
    assert sorts(zhong, clock) == ["judge"]
    actions.close_item(item=item, actor=zhong, at=clock.now)
    assert sorts(zhong, clock) == []


def test_extensions_wait_for_who_set_it_and_for_the_leader_who_instructed(liu, zhong, hong, clock):
    row = make_instruction(make_project(by=liu), hong.person, by=zhong)
    said = {"title": "协调用地", "owner": liu, "unit": liu.unit, "deadline": date(2020, 8, 10)}
    item = sponsorship.add_item(instruction=row, **said, actor=zhong, at=clock.now)
    assert sorts(hong, clock) == []
    more = {"until": date(2020, 8, 20), "reason": "等土地指标"}
    actions.ask_extension(item=item, **more, actor=liu, at=clock.now)
    assert sorts(hong, clock) == sorts(zhong, clock) == ["judge"]
    assert "协调用地" in signed_in(hong).get("/notices/").content.decode()


def test_claims_wait_for_who_judges_one_row_for_each_as_in_the_queue(liu, wu, qin, clock):
    make_project(by=liu)
    make_project(by=wu)
    make_lead(by=liu)
    make_trip(by=liu)
    assert sorted(sorts(qin, clock)) == ["beside", "beside", "claim", "claim"]
    page = signed_in(qin).get("/notices/").content.decode()
    assert "（在谈）" in page
    assert "（外出招商）" in page


def test_the_centre_has_what_it_rules_and_approves(liu, wu, zhong, clock):
    make_report(by=liu)
    make_report(by=wu)
    assert sorts(zhong, clock) == ["first"]


def test_the_page_the_home_page_and_the_number_agree_however_many_there_are(liu, zhong, clock):
    for nth in range(7):
        make_item(by=zhong, owner=liu, unit=liu.unit, title=f"第{nth}件")
    client = signed_in(liu)
    assert client.get("/notices/count/").content.decode().strip().startswith("<b>7</b>")
    home, page = client.get("/").content.decode(), client.get("/notices/").content.decode()
    assert "另有 1 项" in home
    assert all(f"第{nth}件" in page for nth in range(7))
    with CaptureQueriesContext(
        connection,
    ) as few:
        inbox.page_of(who(liu, clock), 1)
    for nth in range(60):
        make_item(by=zhong, owner=liu, unit=liu.unit, title=f"又一件{nth}")
    with CaptureQueriesContext(connection) as many:
        found, pages = inbox.page_of(who(liu, clock), 2)
    assert (found.total, len(found.rows), pages.last) == (67, 17, 67)
    assert len(few) == len(many) <= 14


def test_an_administrator_has_notices_and_nothing_that_waits(system_admin, clock):
    assert rows(system_admin, clock) == []
    assert "没有提醒" in signed_in(system_admin).get("/notices/").content.decode()


def test_nothing_waits_in_the_past(liu, zhong, clock):
    make_item(by=zhong, owner=liu, unit=liu.unit, title="寄材料")
    clock.advance(days=1)
    earlier = (clock.now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    assert "寄材料" not in signed_in(liu).get("/", {"as_of": earlier}).content.decode()


@pytest.mark.parametrize("address", ["/notices/?page=9", "/notices/?kind=ALL&page=9", "/notices/?kind=none"])
def test_strange_addresses_are_answered(liu, address, clock):
    assert signed_in(liu).get(address).status_code in (200, 404)
