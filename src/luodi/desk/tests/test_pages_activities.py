"""Trips and visits in the browser: planned, approved, reported, corrected, printed; and who is offered what."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.desk.tests.makers import signed_in
from luodi.documents.tests.makers import pdf
from luodi.enterprises.models import Enterprise
from luodi.ledger.kinds import FactKind
from luodi.ledger.tests.makers import live
from luodi.organisation import clock as clocks
from luodi.outreach import services
from luodi.outreach.choices import ActivityState, Side
from luodi.outreach.models import Trip, TripFile, Visit
from luodi.outreach.services import Attendant, NextStep, Stop
from luodi.outreach.tests.makers import make_firm, make_trip, make_visit, new_trip
from luodi.outreach.tests.meeting_makers import make_meeting
from luodi.projects.tests.makers import make_project

TRIP = {
    "unit": "YUNXI",
    "title": "赴深圳拜访显示企业",
    "destination": "广东省深圳市",
    "place": "深圳",
    "from_on": "2020-07-06",
    "to_on": "2020-07-08",
    "members": "王一，局长，主要负责人\n李二",
    "programme": "2020-07-06 09:30，南山，拜访示例显示",
    "stops": "2020-07-06，广东省深圳市，南山区\n2020-07-07，广东省东莞市，松山湖",
    "firms": "示例显示有限公司，张总，有意设厂",
    "projects": "",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def text(answer):
    return answer.content.decode()


def test_a_plan_is_made_and_reported_with_what_really_happened(city, liu):
    make_firm("示例显示有限公司", by=liu)
    browser = signed_in(liu)
    sent = browser.post("/trips/new/", {**TRIP, "once": "a" * 32})
    trip = Trip.objects.get()
    assert sent.headers["Location"] == f"/trips/{trip.code}/"
    assert not live(city, FactKind.TRIP_MADE)
    page = text(browser.get(f"/trips/{trip.code}/"))
    assert "不计入任何数据" in page
    assert "张总" in page
    form = text(browser.get(f"/trips/{trip.code}/report/"))
    assert "2020-07-07，广东省东莞市，松山湖" in form
    said = {**TRIP, "outcome": "LEAD", "summary": "取得一条线索", "version": trip.version}
    assert browser.post(f"/trips/{trip.code}/report/", said).status_code == 302
    assert {fact.category for fact in live(city, FactKind.TRIP_STOP)} == {"440300", "441900"}
    assert "取得一条线索" in text(browser.get(f"/trips/{trip.code}/"))


def test_what_cannot_be_read_is_said_with_its_line_and_nothing_is_saved(liu):
    wrong = {
        **TRIP,
        "members": "王一，局长，主任级",
        "stops": "2020-07-06，深圳某地",
        "programme": "拜访",
        "firms": "没有的公司",
        "to_on": "2020-07-01",
    }
    answer = signed_in(liu).post("/trips/new/?done=1", wrong)
    page = text(answer)
    assert answer.status_code == 422
    for said in (
        "第 1 行：级别“主任级”不对",
        "第 1 行：请写成“日期 时间，地点，内容”",
        "没有档案：没有的公司",
    ):
        assert said in page
    assert not Trip.objects.exists()


def test_a_firm_without_a_record_is_entered_along_and_not_when_the_trip_is_refused(liu):
    said = {**TRIP, "firms": "新企业有限公司", "add_firms": "on", "once": "b" * 32}
    refused = signed_in(liu).post("/trips/new/?done=1", {**said, "to_on": "2020-07-01", "stops": ""})
    assert "早于开始日期" in text(refused)
    assert not Enterprise.objects.exists()
    assert signed_in(liu).post("/trips/new/?done=1", said).status_code == 302
    assert Enterprise.objects.get().origin == "440300"


def test_a_credit_code_with_a_wrong_check_digit_is_refused(liu):
    answer = signed_in(liu).post("/trips/new/", {**TRIP, "firms": "91340400MA2ABCDE1X，张总"})
    assert answer.status_code == 422
    assert "第 1 行" in text(answer)


def test_a_trip_that_is_yet_to_come_is_not_recorded_as_done(liu):
    said = {**TRIP, "firms": "", "stops": "", "programme": "", "from_on": "2021-01-01", "to_on": "2021-01-02"}
    answer = signed_in(liu).post("/trips/new/?done=1", {**said, "once": "c" * 32})
    assert answer.status_code == 422
    assert "日期（2021-01-02）不能晚于登记日期 2020-08-03" in text(answer)
    assert re.search(r"name=\"to_on\"[^>]*aria-invalid", text(answer))
    assert not Trip.objects.exists()


def test_where_a_unit_wants_it_the_centre_approves(liu, zhong, clock):
    signed_in(liu).post("/plan-approval/", {"unit": "YUNXI", "trips": "on"})
    trip = services.plan(new_trip(by=liu), actor=liu, at=clock.now)
    theirs = signed_in(liu)
    assert "报批" in text(theirs.get(f"/trips/{trip.code}/"))
    theirs.post(f"/trips/{trip.code}/submit/")
    assert theirs.get(f"/trips/{trip.code}/decide/").status_code == 403
    signed_in(zhong).post(f"/trips/{trip.code}/decide/", {"decision": "yes"})
    trip.refresh_from_db()
    assert trip.state == ActivityState.APPROVED


def test_the_list_shows_tabs_filters_and_leaves_as_a_workbook(liu, zhong, clock):
    make_trip(by=liu, firms=(make_firm("示例显示有限公司", by=liu),))
    services.plan(new_trip(by=liu, title="赴苏州"), actor=liu, at=clock.now)
    browser = signed_in(zhong)
    page = text(browser.get("/trips/"))
    assert "赴苏州" in page
    assert "待报告 <b>1</b>" in page
    assert "赴苏州" not in text(browser.get("/trips/?tab=reported"))
    assert "赴深圳" not in text(browser.get("/trips/?month=2020-06"))
    sent = browser.get("/trips/?format=csv").content.decode("utf-8-sig")
    assert "赴深圳拜访显示企业" in sent


def test_a_list_costs_the_same_however_long_it_is(liu, zhong):
    browser = signed_in(zhong)
    for nth in range(5):
        make_trip(by=liu, firms=(make_firm(f"示例{nth}有限公司", by=liu),))
    before = count_of(browser)
    for nth in range(5, 12):
        make_trip(by=liu, firms=(make_firm(f"示例{nth}有限公司", by=liu),))
    assert count_of(browser) == before <= 16


def count_of(browser):
    with CaptureQueriesContext(connection) as told:
        browser.get("/trips/")
    return len(told)


def test_the_report_prints_as_a_word_file(liu, clock):
    firm, project = make_firm("示例显示有限公司", by=liu), make_project(by=liu)
    trip = make_trip(by=liu, firms=(firm,), projects=(project,), summary="达成意向")
    answer = signed_in(liu).get(f"/trips/{trip.code}/report.docx")
    with zipfile.ZipFile(BytesIO(answer.content)) as paper:
        said = paper.read("word/document.xml").decode()
    for word in ("外出招商情况报告", "示例显示有限公司", project.name, "达成意向", trip.code):
        assert word in said


def test_the_page_and_the_report_know_what_the_meetings_on_it_say(liu):
    stops = (
        Stop(division="440300", place="南山区", on=date(2020, 7, 6)),
        Stop(division="440100", place="广州", on=date(2020, 7, 7)),
    )
    trip = make_trip(by=liu, from_on=date(2020, 7, 6), to_on=date(2020, 7, 8), stops=stops)
    make_meeting(
        by=liu,
        occasion=trip.subject,
        enterprise=make_firm("示例玻璃有限公司", by=liu),
        people=(Attendant(side=Side.THEIRS, name="沈一舟"),),
        next_step=NextStep(title="落实 60 亩用地", deadline=date(2020, 8, 7)),
    )
    browser = signed_in(liu)
    page = text(browser.get(f"/trips/{trip.code}/"))
    with zipfile.ZipFile(BytesIO(browser.get(f"/trips/{trip.code}/report.docx").content)) as paper:
        report = paper.read("word/document.xml").decode()
    for said in (page, report):
        for word in ("广东省深圳市南山区", "广东省广州市", "示例玻璃有限公司", "沈一舟", "落实 60 亩用地"):
            assert word in said
        assert "广东省广州市广州" not in said


def test_only_those_who_hold_a_post_are_offered_as_leaders(liu, hong):
    page = text(signed_in(liu).get("/trips/new/"))
    offered = page.split('name="led_by"')[1].split("</select>")[0]
    assert hong.person.name in offered
    assert liu.person.name not in offered


def test_one_refused_file_does_not_cost_the_others(liu):
    trip = make_trip(by=liu)
    files = [
        SimpleUploadedFile("纪要.pdf", pdf()),
        SimpleUploadedFile("照片.jpg", b"MZ" + b"\0" * 200),
        SimpleUploadedFile("程序.exe", b"MZ"),
    ]
    browser = signed_in(liu)
    browser.post(f"/trips/{trip.code}/file/", {"files": files, "caption": "会谈纪要"})
    assert [one.name for one in TripFile.objects.all()] == ["纪要.pdf"]
    page = text(browser.get(f"/trips/{trip.code}/"))
    assert "照片.jpg：文件的内容不是JPEG 图片" in page
    row = TripFile.objects.get()
    assert b"".join(browser.get(f"/materials/trip/{row.pk}/").streaming_content) == pdf()
    browser.post(f"/materials/trip/{row.pk}/withdraw/", {"reason": "传错"})
    assert browser.get(f"/materials/trip/{row.pk}/").status_code == 404


def test_a_material_is_there_for_those_who_took_part_alone(liu, wu, clock):
    row = services.add_file(thing=make_trip(by=liu), content=pdf(), name="a.pdf", actor=liu, at=clock.now)
    assert signed_in(wu).get(f"/materials/trip/{row.pk}/").status_code == 404


def test_a_follow_up_is_somebodys_with_a_day(liu):
    trip = make_trip(by=liu)
    said = {"text": "寄送资料", "owner": liu.login, "deadline": "2021-01-08", "once": "d" * 32}
    browser = signed_in(liu)
    assert browser.post(f"/trips/{trip.code}/follow/", said).status_code == 302
    assert "寄送资料" in text(browser.get(f"/trips/{trip.code}/"))


def test_a_visit_has_guests_and_hosts(liu):
    said = {
        "unit": "YUNXI",
        "title": "深圳客商来访",
        "origin": "广东省深圳市",
        "visited": "2020年7月10日",
        "guests": "李总，董事长",
        "members": "王一，局长，主要负责人",
        "once": "e" * 32,
    }
    assert signed_in(liu).post("/visits/new/?done=1", said).status_code == 302
    visit = Visit.objects.get()
    assert sorted(visit.members.values_list("side", "name")) == [("OURS", "王一"), ("THEIRS", "李总")]
    page = text(signed_in(liu).get(f"/visits/{visit.code}/"))
    assert "李总" in page
    form = text(signed_in(liu).get(f"/visits/{visit.code}/correct/"))
    assert "李总，董事长" in form


def test_a_reviewer_verifies_from_the_page_and_the_unit_corrects_no_more(liu, qin):
    visit = make_visit(by=liu)
    browser = signed_in(qin)
    assert "认定" in text(browser.get(f"/visits/{visit.code}/"))
    browser.post(f"/visits/{visit.code}/judge/", {"decision": "yes"})
    answer = signed_in(liu).post(f"/visits/{visit.code}/withdraw/", {"reason": "没有来"})
    assert "已经认定" in text(answer)


def test_in_the_past_forms_are_closed(liu):
    trip = make_trip(by=liu)
    day = clocks.today(liu.city)
    as_of = f"?as_of={date(day.year, day.month, day.day).isoformat()}T00:00"
    page = text(signed_in(liu).get(f"/trips/{trip.code}/{as_of}"))
    assert f"/trips/{trip.code}/correct/" not in page
    assert signed_in(liu).post(f"/trips/{trip.code}/withdraw/{as_of}", {"reason": "x"}).status_code == 409
