"""A reviewer finds everything that waits in one place, and judges it by the same rules whatever it is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.desk.tests.makers import signed_in
from luodi.enterprises.services import AboveScale, enter_above_scale
from luodi.kernel.dates import VagueDate
from luodi.leads.tests.makers import make_lead
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.notices.models import Notice
from luodi.outreach.services import MonthlyNumber, report_months
from luodi.outreach.tests.makers import make_firm, make_trip
from luodi.recognition.services import set_policy
from luodi.recognition.tests.makers import county_reviewer

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def standings(kind):
    return set(Fact.objects.live().filter(kind=kind).values_list("standing", flat=True))


def test_both_pages_of_the_queue_count_everything_that_waits(liu, qin):
    make_lead(by=liu)
    make_trip(by=liu)
    browser = signed_in(qin)
    assert browser.get("/waiting/").url == "/activity-claims/"
    for path in ("/waiting/?tab=signed", "/activity-claims/"):
        page = text(browser.get(path))
        assert "线索 <b>1</b>" in page
        assert "外出招商 <b>1</b>" in page
    home = text(browser.get("/"))
    assert "（线索）" in home
    assert "（外出招商）" in home


def test_chosen_leads_are_verified_at_once(liu, qin):
    codes = [make_lead(by=liu).code, make_lead(by=liu, investor_name="上海远舟科技有限公司").code]
    signed_in(qin).post("/activity-claims/?tab=lead", {"act": "verify", "code": codes})
    assert standings(FactKind.LEAD_RECEIVED) == {Standing.VERIFIED}


def test_what_is_sent_back_needs_a_reason_and_tells_its_unit(liu, qin):
    lead, trip, browser = make_lead(by=liu), make_trip(by=liu), signed_in(qin)
    said = {"act": "reject", "code": [lead.code], "reason": ""}
    assert browser.post("/activity-claims/?tab=lead", said).status_code == 400
    browser.post("/activity-claims/?tab=lead", {**said, "reason": "查无此企业"})
    browser.post("/activity-claims/?tab=trip", {"act": "reject", "code": [trip.code], "reason": "缺行程"})
    assert {one.reason for one in Notice.objects.filter(account=liu, kind="RETURNED")} == {
        "查无此企业",
        "缺行程",
    }
    assert standings(FactKind.LEAD_RECEIVED) == standings(FactKind.TRIP_MADE) == {Standing.REJECTED}


def test_a_county_passes_its_units_claims_before_the_city_where_it_must(
    cast, zhong, liu, wu, qin, units, clock
):
    set_policy(county_first=True, may_lack=True, actor=zhong, at=clock.now)
    own, other = make_trip(by=liu), make_trip(by=wu)
    said = {"decision": "yes"}
    assert "还没有通过县区初审" in text(signed_in(qin).post(f"/trips/{own.code}/judge/", said))
    reviewer = signed_in(county_reviewer(cast, units.yunxi))
    page = text(reviewer.get("/activity-claims/?tab=trip"))
    assert own.code in page
    assert other.code not in page
    reviewer.post("/activity-claims/?tab=trip", {"act": "pass", "code": [own.code]})
    signed_in(qin).post("/activity-claims/?tab=trip", {"act": "verify", "code": [own.code, other.code]})
    verified = Fact.objects.live().filter(standing=Standing.VERIFIED, kind=FactKind.TRIP_MADE)
    assert [fact.subject.code for fact in verified] == [own.code]


def test_a_county_s_reviewer_verifies_nothing_for_the_city(cast, liu, units):
    trip = make_trip(by=liu)
    reviewer = signed_in(county_reviewer(cast, units.yunxi))
    answer = reviewer.post("/activity-claims/?tab=trip", {"act": "verify", "code": [trip.code]})
    assert answer.status_code == 403


def test_a_months_numbers_and_a_firm_s_growth_wait_in_the_same_place(city, liu, qin, units, clock):
    number = MonthlyNumber(unit=units.yunxi, kind=FactKind.TRIP_MADE, year=2020, month=7, quantity=6)
    report_months([number], actor=liu, at=clock.now)
    firm = make_firm("云溪显示有限公司", by=liu)
    entry = AboveScale(enterprise=firm, unit=liu.unit, occurred_on=VagueDate.day(date(2020, 7, 1)))
    enter_above_scale([entry], actor=liu, at=clock.now)
    browser = signed_in(qin)
    page = text(browser.get("/activity-claims/?tab=month"))
    assert "2020年7月汇总数" in page
    browser.post("/activity-claims/?tab=month", {"act": "verify", "code": [f"{units.yunxi.pk}:2020-07"]})
    assert standings(FactKind.TRIP_MADE) == {Standing.VERIFIED}
    browser.post(
        "/activity-claims/?tab=firm", {"act": "reject", "code": [firm.code], "reason": "未见纳统名单"}
    )
    firm.refresh_from_db()
    assert not firm.is_above_scale
    assert standings(FactKind.ABOVE_SCALE_ENTERED) == {Standing.REJECTED}


def test_the_search_finds_leads_trips_and_visits_as_far_as_they_may_be_seen(liu, wu):
    lead, trip = make_lead(by=liu), make_trip(by=liu, title="赴苏州对接光电")
    page = text(signed_in(liu).get("/search/?q=镜头"))
    assert f"/leads/{lead.code}/" in page
    assert f"/trips/{trip.code}/" in text(signed_in(liu).get("/search/?q=苏州"))
    assert f"/leads/{lead.code}/" not in text(signed_in(wu).get("/search/?q=镜头"))
    assert lead.code in text(signed_in(liu).get("/leads/?q=czjt"))


def test_what_is_searched_follows_what_is_corrected(liu, clock):
    trip = make_trip(by=liu, title="赴苏州对接光电")
    row, browser = trip, signed_in(liu)
    form = {"title": "赴南通对接船舶", "unit": "YUNXI", "destination": "江苏省南通市", "place": "南通"}
    days = {"from_on": row.from_on, "to_on": row.to_on, "reason": "写错了", "version": row.version}
    browser.post(f"/trips/{trip.code}/correct/", {**form, **days})
    assert trip.code in text(browser.get("/trips/?q=船舶"))
    assert trip.code not in text(browser.get("/trips/?q=光电"))


def test_what_a_unit_handles_is_on_its_home_page(liu, clock):
    lead = make_lead(by=liu)
    clock.advance(days=9)
    home = text(signed_in(liu).get("/"))
    assert "线索待办" in home
    assert f"/leads/{lead.code}/" in home


def test_a_month_that_no_calendar_has_narrows_nothing(liu):
    for month in ("0000-05", "9999-12", "2020-13"):
        assert signed_in(liu).get(f"/trips/?month={month}").status_code == 200


def test_a_figure_opened_says_through_whom_its_leads_came(liu):
    make_lead(by=liu)
    page = text(
        signed_in(liu).get(
            "/figures/open/?code=leads.received&from=2020-01-01&to=2020-08-31&standing=CLAIMED"
        )
    )
    assert "商会协会" in page


def test_a_lead_is_entered_from_the_trip_that_brought_it(liu):
    trip = make_trip(by=liu)
    address = f"/leads/new/?source=TRIP&amp;brought_by={trip.code}"
    browser = signed_in(liu)
    assert address in text(browser.get(f"/trips/{trip.code}/"))
    assert f'value="{trip.code}"' in text(browser.get(address.replace("&amp;", "&")))


@pytest.mark.parametrize("tab", ["lead", "trip"])
def test_the_queue_costs_the_same_however_long_it_is(liu, qin, tab):
    make = make_lead if tab == "lead" else make_trip
    make(by=liu)
    browser = signed_in(qin)
    browser.get(f"/activity-claims/?tab={tab}")
    with CaptureQueriesContext(connection) as one:
        browser.get(f"/activity-claims/?tab={tab}")
    for _ in range(4):
        make(by=liu)
    with CaptureQueriesContext(connection) as five:
        browser.get(f"/activity-claims/?tab={tab}")
    assert len(five) == len(one)


def test_who_records_and_who_only_reads_have_no_queue(liu, hong):
    for account in (liu, hong):
        assert signed_in(account).get("/activity-claims/").status_code == 403
        assert "等我认定" not in text(signed_in(account).get("/"))
