"""Meetings in the browser: recorded by a plain form and by a draft, seen, joined, corrected; pictures one by one."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.actions.models import ActionItem
from luodi.audit.models import AuditRecord
from luodi.desk.tests.makers import make_portfolio, signed_in
from luodi.documents.tests.makers import jpg, png
from luodi.enterprises.models import Enterprise
from luodi.leads.tests.makers import make_lead
from luodi.ledger.models import Fact
from luodi.outreach import services
from luodi.outreach.choices import Side
from luodi.outreach.models import Meeting, MeetingPhoto
from luodi.outreach.tests.makers import make_firm, make_trip
from luodi.outreach.tests.meeting_makers import make_meeting
from luodi.teams.tests.makers import make_member

SAID = {
    "firm": "示例显示有限公司",
    "theirs": "陈示例 总经理 13812345678",
    "ours": "刘",
    "result": "看了厂房，九月再谈",
    "outcome": "CONTACT",
    "form": "AWAY",
    "held_on": "2020-08-02",
    "unit": "YUNXI",
}
DRAFT = {"HTTP_X_DRAFT": "yes"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def test_a_plain_form_records_a_meeting_with_a_new_firm_and_what_is_next(cast):
    client = signed_in(cast.liu)
    page = client.get("/road/").content.decode()
    once = re.search(r'name="once" value="([0-9a-f]{32})"', page)
    said = {**SAID, "once": once[1], "next_title": "寄厂房图纸", "next_on": "2020-08-07"}
    for _ in range(2):
        assert client.post("/road/", said).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.enterprise, meeting.people.count()) == (Enterprise.objects.get(), 2)
    assert ActionItem.objects.get().about == meeting.subject
    assert "示例显示有限公司" in client.get("/road/").content.decode()


def test_a_draft_is_answered_shortly_and_twice_the_same(cast):
    client = signed_in(cast.liu)
    assert client.get("/road/token/").json()["login"] == cast.liu.login
    answers = [client.post("/road/", {**SAID, "once": "a" * 32}, **DRAFT) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["path"] == f"/meetings/{Meeting.objects.get().code}/"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"held_on": "2020-08-09"}, "还没有到"),
        ({"credit_code": "91110000100000001X"}, "信用代码"),
        ({"about": "没有的项目"}, "没有找到“没有的项目”"),
        ({"occasion": "TRIP:T2020-9999"}, "没有这次活动"),
        ({"result": ""}, "一句话也可以"),
        ({"next_title": "寄图纸"}, "办理期限"),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_and_nothing_is_recorded(cast, wrong, says):
    answer = signed_in(cast.liu).post("/road/", {**SAID, **wrong}, **DRAFT)
    assert answer.status_code == 422
    assert says in "".join(answer.json()["errors"])
    assert not Meeting.objects.exists()
    assert not Enterprise.objects.exists()


def test_one_picture_that_is_refused_loses_no_other(cast):
    files = [
        SimpleUploadedFile("现场.jpg", jpg()),
        SimpleUploadedFile("程序.jpg", b"MZ" + b"\0" * 600),
        SimpleUploadedFile("巨幅.jpg", jpg() + b"\0" * (21 * 1024 * 1024)),
        SimpleUploadedFile("名片.png", png()),
    ]
    answer = signed_in(cast.liu).post("/road/", {**SAID, "once": "b" * 32, "photos": files}, follow=True)
    said = answer.content.decode()
    assert "已登记会谈" in said
    assert "“程序.jpg”没有保存" in said.replace("&#34;", "")
    assert "超过" in said
    assert [one.name for one in MeetingPhoto.objects.all()] == ["现场.jpg", "名片.png"]


def test_a_picture_of_a_draft_is_kept_once_and_shown_only_to_those_who_see_the_meeting(cast):
    meeting, client = make_meeting(by=cast.liu), signed_in(cast.liu)
    for _ in range(2):
        file = SimpleUploadedFile("现场.png", png())
        assert client.post(f"/meetings/{meeting.code}/photos/", {"photos": file}, **DRAFT).status_code == 201
    wrong = client.post(
        f"/meetings/{meeting.code}/photos/", {"photos": SimpleUploadedFile("现场.exe", b"MZ")}, **DRAFT
    )
    assert wrong.status_code == 422
    assert "不能上传 .exe 文件" in wrong.json()["refused"][0]
    photo = MeetingPhoto.objects.get()
    shown = client.get(f"/meeting-photos/{photo.pk}/")
    assert (shown.status_code, b"".join(shown.streaming_content)) == (200, png())
    assert signed_in(cast.wu).get(f"/meeting-photos/{photo.pk}/").status_code == 404
    assert client.post(f"/meeting-photos/{photo.pk}/remove/").status_code == 302
    assert client.get(f"/meeting-photos/{photo.pk}/").status_code == 404


def test_firms_and_projects_are_suggested_by_initials(cast, clock):
    portfolio = make_portfolio(cast, clock)
    make_firm("示例显示有限公司", by=cast.liu)
    client = signed_in(cast.liu)
    assert "示例显示有限公司" in client.get("/road/firms/?q=slxs").content.decode()
    assert (
        portfolio.signed.code
        in client.get("/road/topics/?q=ygx").content.decode()
        + client.get(f"/road/topics/?q={portfolio.signed.code}").content.decode()
    )
    said = {**SAID, "about": portfolio.signed.name}
    assert client.post("/road/", said, **DRAFT).status_code == 201
    assert Meeting.objects.get().topics.get().subject == portfolio.signed.subject


def test_whoever_records_what_another_member_recorded_is_told_at_once(cast):
    firm = make_firm(SAID["firm"], by=cast.liu)
    first = make_meeting(by=cast.liu, enterprise=firm, held_on=date(2020, 8, 2))
    client = signed_in(cast.liu)
    told = client.post("/road/", {**SAID, "once": "c" * 32}, **DRAFT).json()
    assert (len(told["twins"]), first.code in told["twins"][0]) == (1, True)
    said = client.post("/road/", {**SAID, "once": "d" * 32}, follow=True).content.decode()
    assert f"的会谈 {first.code}，如果是同一次" in said


def test_one_meeting_may_be_about_several_things_by_code_or_name(cast, clock):
    portfolio = make_portfolio(cast, clock)
    lead = make_lead(by=cast.liu)
    client = signed_in(cast.liu)
    project = portfolio.signed
    assert (
        project.code
        in client.get("/road/topics/", {"q": f"{lead.code} 某线索\n{project.name}"}).content.decode()
    )
    said = {**SAID, "about": f"{project.code} {project.name}\n{lead.code}；\n{project.name}\n"}
    assert client.post("/road/", said, **DRAFT).status_code == 201
    about = set(Meeting.objects.get().topics.values_list("subject", flat=True))
    assert about == {project.subject_id, lead.subject_id}


def test_a_name_that_two_things_have_asks_for_the_code(cast, clock):
    project = make_portfolio(cast, clock).signed
    make_lead(by=cast.liu, project_name=project.name)
    answer = signed_in(cast.liu).post("/road/", {**SAID, "about": project.name}, **DRAFT)
    assert "有几个同名的" in answer.json()["errors"][0]


def test_a_member_of_a_team_is_asked_for_the_attendance_of_the_day(cast):
    make_member(cast.units.team, cast.liu.person, by=cast.zhong)
    page = signed_in(cast.liu).get("/road/").content.decode()
    assert f'/teams/{cast.units.team.code}/attendance/day/">今天的出勤' in page
    assert "今天的出勤" not in signed_in(cast.wu).get("/road/").content.decode()


def test_the_trip_that_is_under_way_is_chosen_beforehand(cast):
    trip = make_trip(by=cast.liu, from_on=date(2020, 8, 1), to_on=date(2020, 8, 3))
    client = signed_in(cast.liu)
    page = client.get("/road/").content.decode()
    assert re.search(rf'<option value="TRIP:{trip.code}"[^>]* selected>', page)
    client.post("/road/", {**SAID, "occasion": f"TRIP:{trip.code}"}, **DRAFT)
    assert Meeting.objects.get().occasion == trip.subject
    assert (
        signed_in(cast.wu)
        .post("/road/", {**SAID, "unit": "SHIQIAO", "occasion": f"TRIP:{trip.code}"}, **DRAFT)
        .status_code
        == 422
    )


def test_the_list_is_narrowed_counted_and_taken_out(cast):
    make_meeting(by=cast.liu, enterprise=make_firm("示例显示有限公司", by=cast.liu))
    make_meeting(by=cast.wu, title="示例商会")
    client = signed_in(cast.zhong)
    every = client.get("/meetings/").content.decode()
    assert "示例显示有限公司" in every
    assert "示例商会" in every
    found = client.get("/meetings/?q=slxs&first=2020-07-01").content.decode()
    assert "示例商会" not in found
    assert "示例显示有限公司" in found
    assert client.get("/meetings/?format=csv").status_code == 200
    assert "没有这样的会谈" in signed_in(cast.liu).get("/meetings/?q=没有").content.decode()


def test_the_list_takes_the_same_queries_for_one_and_for_many(cast, django_assert_max_num_queries):
    firm = make_firm("示例显示有限公司", by=cast.liu)
    trip = make_trip(by=cast.liu)
    for _ in range(12):
        make_meeting(by=cast.liu, enterprise=firm, occasion=trip.subject)
    client = signed_in(cast.liu)
    client.get("/meetings/")
    with django_assert_max_num_queries(12):
        client.get("/meetings/")


def test_two_records_are_joined_and_parted_on_the_page(cast):
    firm = make_firm("示例显示有限公司", by=cast.liu)
    one, two = (make_meeting(by=cast.liu, enterprise=firm) for _ in range(2))
    client = signed_in(cast.liu)
    assert "是同一次吗" in client.get(f"/meetings/{two.code}/").content.decode()
    joined = client.post(f"/meetings/{two.code}/join/", {"other": one.code, "answer": "join"})
    assert joined.headers["Location"] == f"/meetings/{one.code}/"
    page = client.get(f"/meetings/{one.code}/").content.decode()
    assert page.count("的登记<small>") == 2
    assert client.get(f"/meetings/{two.code}/part/").status_code == 200
    client.post(f"/meetings/{two.code}/part/", {"reason": "两次"})
    assert Meeting.objects.standing().count() == 2
    client.post(f"/meetings/{two.code}/join/", {"other": one.code, "answer": "apart"})
    assert "是同一次吗" not in client.get(f"/meetings/{two.code}/").content.decode()


def test_a_correction_keeps_the_number_that_it_shows_masked(cast):
    people = (services.Attendant(side=Side.THEIRS, name="陈示例", phone="13812345678"),)
    meeting = make_meeting(by=cast.liu, people=people)
    client = signed_in(cast.liu)
    page = client.get(f"/meetings/{meeting.code}/correct/").content.decode()
    assert "138****5678" in page
    assert "13812345678" not in page
    said = {
        **SAID, "firm": "示例商会", "not_firm": "on", "theirs": "陈示例 138****5678", "held_on": "2020-07-07",
        "reason": "补充", "version": "0",
    }  # fmt: skip
    assert client.post(f"/meetings/{meeting.code}/correct/", said).status_code == 302
    assert Meeting.objects.get().people.get(side=Side.THEIRS).phone == "13812345678"
    late = client.post(f"/meetings/{meeting.code}/correct/", said)
    assert late.status_code == 422
    assert "已修改这条记录" in late.content.decode()
    client.post(f"/meetings/{meeting.code}/withdraw/", {"reason": "没有这次会谈"})
    assert not Fact.objects.live().filter(kind="meeting.held").exists()


def test_numbers_are_masked_and_seen_in_full_on_record(cast):
    people = (services.Attendant(side=Side.THEIRS, name="陈示例", phone="13812345678"),)
    meeting = make_meeting(by=cast.liu, people=people)
    client = signed_in(cast.liu)
    assert "13812345678" not in client.get(f"/meetings/{meeting.code}/").content.decode()
    assert "13812345678" in client.post(f"/meetings/{meeting.code}/phones/").content.decode()
    assert AuditRecord.objects.filter(act="查看会谈人员电话", target_code=meeting.code).count() == 1
    assert signed_in(cast.wu).post(f"/meetings/{meeting.code}/phones/").status_code == 404


def test_what_the_phone_keeps_without_a_network_is_nobodys(client, db):
    page, worker = client.get("/road/offline/"), client.get("/road/worker.js")
    assert (page.status_code, worker.status_code) == (200, 200)
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "/road/offline/" in worker.content.decode()
