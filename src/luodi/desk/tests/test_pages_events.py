"""Events, the queue of activities and the months' numbers in the browser."""

from luodi.desk.tests.makers import make_portfolio, signed_in
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.tests.makers import live
from luodi.outreach import services
from luodi.outreach.choices import EventState
from luodi.outreach.models import EventGuest, PromotionEvent
from luodi.outreach.services import Listing, NewGuest
from luodi.outreach.tests.makers import HELD, make_event, make_firm, make_trip, make_visit

EVENT = {
    "code": "YUNXI-2020",
    "name": "云溪推介会",
    "form": "PROMOTION",
    "unit": "YUNXI",
    "place": "上海",
    "held_from": "2020-07-15",
    "held_to": "2020-07-16",
    "expected": "60",
}


def text(answer):
    return answer.content.decode()


def test_an_event_is_planned_for_the_year_and_then_held(liu):
    browser = signed_in(liu)
    assert browser.post("/events/new/", {**EVENT, "once": "a" * 32}).status_code == 302
    event = PromotionEvent.objects.get()
    assert event.state == EventState.PLANNED
    page = text(browser.get("/events/?year=2020"))
    assert "云溪推介会" in page
    assert "筹备中" in page
    browser.post(f"/events/{event.code}/held/")
    event.refresh_from_db()
    assert event.state == EventState.HELD


def test_an_event_that_ends_before_it_begins_is_refused(liu):
    answer = signed_in(liu).post("/events/new/", {**EVENT, "held_to": "2020-07-01", "once": "b" * 32})
    assert answer.status_code == 422
    assert "早于开始日期" in text(answer)


def test_guests_are_listed_and_those_who_came_are_the_number(city, zhong):
    event = make_event(by=zhong)
    browser = signed_in(zhong)
    said = {"guests": "李总，示例显示有限公司，董事长\n张总，示例光电有限公司"}
    browser.post(f"/events/{event.code}/guests/", said)
    first = EventGuest.objects.get(name="李总")
    browser.post(f"/events/{event.code}/count/", {"came": [str(first.pk)]})
    assert [fact.quantity for fact in live(city, FactKind.EVENT_GUESTS)] == [1]
    both = [str(one.pk) for one in EventGuest.objects.all()]
    browser.post(f"/events/{event.code}/count/", {"came": both})
    assert [fact.quantity for fact in live(city, FactKind.EVENT_GUESTS)] == [2]
    assert "已经在名单里" in text(browser.post(f"/events/{event.code}/guests/", said))


def test_a_verified_number_of_guests_is_not_counted_again(zhong, qin, clock):
    event = make_event(by=zhong)
    services.invite(event, [NewGuest(name="李总", firm="示例公司")], actor=zhong, at=clock.now)
    services.count_guests(event, [EventGuest.objects.get().pk], actor=zhong, at=clock.now)
    signed_in(qin).post(f"/events/{event.code}/judge/", {"decision": "yes"})
    answer = signed_in(zhong).post(f"/events/{event.code}/count/", {"came": []})
    assert "已经认定" in text(answer)


def test_the_page_follows_what_was_signed_to_what_became_of_it(cast, zhong, clock):
    portfolio, event = make_portfolio(cast, clock), make_event(by=zhong)
    listings = [
        Listing(project=one, amount=Yuan.from_yi(2), listed_on=HELD)
        for one in (portfolio.started, portfolio.claimed)
    ]
    services.list_at_ceremony(event, listings, actor=zhong, at=clock.now)
    page = text(signed_in(zhong).get(f"/events/{event.code}/"))
    assert "列入 2 个，4.00 亿元" in page
    assert "2020-06-18" in page
    assert "2020-07-20" in page
    theirs = text(signed_in(cast.liu).get(f"/events/{event.code}/"))
    assert f"/projects/{portfolio.started.code}/" not in theirs


def test_a_listing_by_mistake_comes_off_with_a_reason(cast, city, zhong, clock):
    portfolio, event = make_portfolio(cast, clock), make_event(by=zhong)
    listing = Listing(project=portfolio.signed, amount=Yuan.from_yi(2), listed_on=HELD)
    services.list_at_ceremony(event, [listing], actor=zhong, at=clock.now)
    said = {"project": portfolio.signed.code, "reason": "未在清单上"}
    signed_in(zhong).post(f"/events/{event.code}/unlist/", said)
    assert not live(city, FactKind.CEREMONY_LISTED)
    assert not event.listings.exists()


def test_a_reviewer_verifies_chosen_activities_with_all_that_belongs_to_them(city, liu, qin):
    trip = make_trip(by=liu, firms=(make_firm("示例显示有限公司", by=liu),))
    make_visit(by=liu)
    browser = signed_in(qin)
    page = text(browser.get("/activity-claims/"))
    assert trip.title in page
    assert "来访接待 <b>1</b>" in page
    browser.post("/activity-claims/?tab=trip", {"code": [trip.code]})
    assert {fact.standing for fact in Fact.objects.live().filter(occasion=trip.subject)} == {
        Standing.VERIFIED
    }
    assert {fact.standing for fact in live(city, FactKind.VISIT_RECEIVED)} == {Standing.CLAIMED}
    assert browser.post("/activity-claims/?tab=trip", {"code": [trip.code]}).status_code == 400


def test_a_months_numbers_are_reported_listed_and_give_way_to_rows(city, liu):
    browser = signed_in(liu)
    said = {"unit": "YUNXI", "month": "2020-07", "trip_made": "7", "trip_firm_met": "9"}
    assert browser.post("/monthly-numbers/new/", said).status_code == 302
    assert "2020年7月" in text(browser.get("/monthly-numbers/?year=2020"))
    trip = make_trip(by=liu)
    assert [fact.subject for fact in live(city, FactKind.TRIP_MADE)] == [trip.subject]
    again = browser.post("/monthly-numbers/new/", said)
    assert "逐条登记了" in text(again)


def test_an_events_code_is_read_in_half_width_and_holds_nothing_else(zhong, clock):
    said = {
        "once": "c" * 32, "name": "合肥推介会", "form": "PROMOTION", "unit": "CENTRE", "place": "合肥",
        "held_from": "2020-08-20", "held_to": "2020-08-20",
    }  # fmt: skip
    browser = signed_in(zhong)
    assert "只用字母" in text(browser.post("/events/new/", {**said, "code": "HF/2020/<b>"}))
    assert browser.post("/events/new/", {**said, "code": "ＨＦ－2020"}).url == "/events/HF-2020/"


def test_a_month_of_numbers_is_a_month_and_nothing_more(liu):
    said = {"unit": "YUNXI", "month": "2020-07-x", "trip_made": "7"}
    assert "请写成 2020-07" in text(signed_in(liu).post("/monthly-numbers/new/", said))
