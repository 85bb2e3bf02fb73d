"""Teams, their attendance, the calendar with its feeds, and the map in the browser."""

from datetime import date, time

import pytest
from icalendar import Calendar

from luodi.desk.tests.makers import signed_in
from luodi.figures.scopes import FORM_LABELS, STATE_LABELS
from luodi.leads.choices import LeadState
from luodi.outreach.choices import MeetingForm
from luodi.outreach.tests.makers import make_event, make_trip, make_visit, verify_everything
from luodi.outreach.tests.meeting_makers import make_meeting
from luodi.teams import services
from luodi.teams.models import Attendance, AttendanceSheet, CalendarFeed, Secondment
from luodi.teams.tests.makers import make_member, make_person, make_squad, mark


@pytest.fixture
def squad(units, zhong):
    return make_squad(units.yunxi, by=zhong)


@pytest.fixture
def member(squad, liu):
    return make_member(squad, liu.person, by=liu)


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_teams_stand_beside_the_city_of_which_they_are_a_part(units, zhong, hong, qin, squad):
    make_trip(by=zhong, unit=units.team)
    verify_everything(by=qin)
    page = text(signed_in(hong), "/teams/")
    assert "各队五项数与全市同出一处" in page
    assert "新能源队" in page
    assert "云溪县小分队" in page
    assert "code=trips.days" in page
    assert "scope=unit%3ATEAM" in page or "scope=unit:TEAM" in page


def test_the_teams_leave_as_a_workbook_with_the_sentence_that_they_do_not_add_up(hong, squad):
    answer = signed_in(hong).get("/teams/?format=csv")
    said = answer.content.decode("utf-8-sig")
    assert "不能相加为全市数" in said
    assert "全市" in said


def test_the_list_of_teams_asks_no_more_for_more_teams(
    units, zhong, hong, django_assert_max_num_queries, clock
):
    def asked():
        browser = signed_in(hong)
        with django_assert_max_num_queries(60) as told:
            browser.get("/teams/")
        return len(told)

    make_squad(units.yunxi, by=zhong)
    before = asked()
    for nth in range(5):
        team = make_squad(units.shiqiao, by=zhong, code=f"SQ-{nth}")
        make_member(team, make_person(f"队员{nth}", by=zhong), by=zhong)
    assert asked() == before


def test_a_team_is_founded_and_staffed_by_the_unit_above(zhong, liu, units):
    said = {
        "code": "yx-9",
        "name": "云溪县赴沪招商小分队",
        "short_name": "赴沪小分队",
        "kind": "SQUAD",
        "parent": "YUNXI",
        "founded_on": "2020-07-01",
    }
    answer = signed_in(zhong).post("/teams/new/", said)
    assert answer.headers["Location"] == "/teams/YX-9/"
    said = {"person": liu.person.code, "role": "HEAD", "since": "2020-07-01", "until": "2020-06-01"}
    wrong = signed_in(liu).post("/teams/YX-9/second/", said)
    assert wrong.status_code == 422
    assert "早于开始日期" in wrong.content.decode()
    signed_in(liu).post("/teams/YX-9/second/", {**said, "until": "2021-06-30"})
    assert Secondment.objects.get().role == "HEAD"
    assert "2021-06-30" in text(signed_in(liu), "/teams/YX-9/")


def test_members_are_not_shown_to_another_county(member, wu):
    page = text(signed_in(wu), f"/teams/{member.unit.code}/")
    assert "只对本队、派出单位和市里开放" in page
    assert signed_in(wu).get(f"/teams/{member.unit.code}/attendance/").status_code == 404


def test_a_day_is_marked_with_the_thumb_and_the_rest_filled_in(member, squad, zhong, liu):
    other = make_member(squad, make_person("金", by=zhong), by=zhong)
    path = f"/teams/{squad.code}/attendance/day/?day=2020-07-01"
    assert "上午" in text(signed_in(liu), path)
    signed_in(liu).post(path, {f"morning-{member.pk}": "LEAVE", "fill": "1"})
    marked = {row.secondment_id: (row.morning, row.afternoon) for row in Attendance.objects.all()}
    assert marked == {member.pk: ("LEAVE", "PRESENT"), other.pk: ("PRESENT", "PRESENT")}


def test_a_day_to_come_is_refused_in_words(member, squad, liu):
    answer = signed_in(liu).post(f"/teams/{squad.code}/attendance/day/?day=2020-08-04", {"fill": "1"})
    assert answer.status_code == 422
    assert "还没到" in answer.content.decode()
    wrong = signed_in(liu).get(f"/teams/{squad.code}/attendance/day/?day=2020-02-30")
    assert "日期请写成" in wrong.content.decode()


def test_a_month_goes_from_the_team_to_the_centre_and_counts(member, squad, liu, zhong):
    mark(member, date(2020, 7, 1), by=liu)
    address = f"/teams/{squad.code}/attendance/"
    page = text(signed_in(liu), f"{address}?month=2020-07")
    assert "提交本月" in page
    signed_in(liu).post(f"{address}submit/?month=2020-07")
    sheet = AttendanceSheet.objects.get()
    assert "提交本月" not in text(signed_in(liu), f"{address}?month=2020-07")
    signed_in(zhong).post(f"/attendance/{sheet.pk}/confirm/")
    assert "已确认" in text(signed_in(zhong), f"{address}?month=2020-07")
    assert "attendance.days" in text(signed_in(zhong), f"/teams/{squad.code}/")


def test_the_month_leaves_as_a_table_with_a_mark_per_day(member, squad, liu):
    mark(member, date(2020, 7, 1), by=liu)
    said = signed_in(liu).get(f"/teams/{squad.code}/attendance/?month=2020-07&format=csv").content.decode()
    assert "岗／岗" in said


def test_the_calendar_shows_a_trip_on_each_of_its_days(liu):
    trip = make_trip(by=liu)  # 6 to 8 July
    visit = make_visit(by=liu)  # 10 July
    make_event(by=liu)  # 15 to 17 July
    month = text(signed_in(liu), "/calendar/?day=2020-07-01")
    assert month.count(f"/trips/{trip.code}/") == 3
    assert month.count(f"/visits/{visit.code}/") == 1
    week = text(signed_in(liu), "/calendar/?view=week&day=2020-07-07")
    assert week.count(f"/trips/{trip.code}/") == 3
    day = text(signed_in(liu), "/calendar/?view=day&day=2020-07-07")
    assert day.count(f"/trips/{trip.code}/") == 1
    assert "没有安排" in text(signed_in(liu), "/calendar/?view=day&day=2020-07-09")


def test_the_calendar_of_a_team_holds_what_it_took_part_in(units, zhong, liu):
    own = make_trip(by=zhong, unit=units.team, title="赴苏州拜访")
    make_trip(by=liu, title="赴南京拜访")
    page = text(signed_in(zhong), "/calendar/?day=2020-07-01&unit=TEAM")
    assert own.title in page
    assert "赴南京拜访" not in page


def test_a_county_does_not_see_anothers_trips_on_its_calendar(liu, wu):
    trip = make_trip(by=liu)
    assert trip.title not in text(signed_in(wu), "/calendar/?day=2020-07-01")


@pytest.mark.parametrize("query", ["day=yesterday", "unit=NOBODY", "view=day&page=0", "day=0001-01-01"])
def test_what_the_calendar_cannot_read_is_said(liu, query):
    assert signed_in(liu).get(f"/calendar/?{query}").status_code == 400


def test_the_calendar_asks_no_more_for_more_trips(liu, django_assert_max_num_queries):
    def asked():
        browser = signed_in(liu)
        with django_assert_max_num_queries(40) as told:
            browser.get("/calendar/?day=2020-07-01")
        return len(told)

    make_trip(by=liu)
    before = asked()
    for _ in range(6):
        make_trip(by=liu)
    assert asked() == before


def fed(by, clock, unit=None):
    feed, secret = services.issue_feed(name="手机", unit=unit, actor=by, at=clock.now)
    return feed, f"/feed/{secret}.ics"


def test_a_feed_is_given_out_once_and_taken_back(liu):
    browser = signed_in(liu)
    once = "0" * 32
    page = browser.post("/feeds/new/", {"name": "我的手机", "once": once}).content.decode()
    path = "/feed/" + page.split("/feed/")[1].split('"')[0]
    assert browser.post("/feeds/new/", {"name": "我的手机", "once": once}).status_code == 422
    assert "/feed/" not in text(browser, "/feeds/")
    guest = signed_in(liu)
    guest.logout()
    assert guest.get(path).headers["Content-Type"].startswith("text/calendar")
    browser.post(f"/feeds/{CalendarFeed.objects.get().pk}/revoke/")
    assert guest.get(path).status_code == 404


def test_a_feed_is_what_its_owner_may_see_in_the_standard(client, liu, wu, clock):
    trip = make_trip(by=liu, from_on=date(2020, 7, 20), to_on=date(2020, 7, 22), title="赴深圳；拜访,三家")
    make_trip(by=wu, from_on=date(2020, 7, 20), to_on=date(2020, 7, 22), title="赴南京拜访")
    _, path = fed(liu, clock)
    told = Calendar.from_ical(client.get(path).content)
    (event,) = told.walk("VEVENT")
    assert (event["UID"], event["SUMMARY"]) == (f"trip-{trip.code}@349900.luodi", f"外出：{trip.title}")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2020, 7, 20), date(2020, 7, 23))
    assert event["URL"] == f"http://testserver/trips/{trip.code}/"


def test_a_meeting_with_a_time_stands_at_that_time(client, liu, clock):
    make_meeting(by=liu, held_on=date(2020, 8, 1), held_at=time(14, 30))
    _, path = fed(liu, clock)
    (event,) = Calendar.from_ical(client.get(path).content).walk("VEVENT")
    assert event.decoded("DTSTART").isoformat() == "2020-08-01T06:30:00+00:00"


def test_a_feed_with_a_wrong_secret_is_not_there(client, liu):
    assert client.get("/feed/nothing.ics").status_code == 404


def test_the_map_shows_where_we_went_and_opens_a_province(liu, qin, hong):
    make_trip(by=liu)
    verify_everything(by=qin)
    page = text(signed_in(hong), "/map/")
    assert "广东：到访 1 站次" in page
    cities = text(signed_in(hong), "/map/?province=广东")
    assert "深圳" in cities
    assert "分项" in cities or "单独计算" in cities


@pytest.mark.parametrize("query", ["province=火星", "province=珠三角", "period=何时"])
def test_what_the_map_cannot_read_is_said(hong, query):
    assert signed_in(hong).get(f"/map/?{query}").status_code == 400


def test_the_words_for_states_and_forms_are_those_of_the_apps_above():
    assert {form.value: form.label for form in MeetingForm} == FORM_LABELS
    assert {one.value: one.label for one in LeadState}.items() <= STATE_LABELS.items()


def test_the_explorer_splits_by_leader_source_and_form(hong, liu, qin):
    make_trip(by=liu, led_by=hong.person)
    verify_everything(by=qin)
    page = text(signed_in(hong), "/figures/?code=trips.count&by=leader")
    assert "洪" in page
    for code, by in (
        ("leads.received", "source"),
        ("meetings.count", "form"),
        ("trips.stops", "origin_city"),
    ):
        assert signed_in(hong).get(f"/figures/?code={code}&by={by}").status_code == 200
