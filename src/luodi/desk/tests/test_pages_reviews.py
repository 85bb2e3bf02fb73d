"""Review meetings in the browser: called, announced, attended, minuted, issued; and their papers opened again."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.shared import Mm
from icalendar import Calendar

from luodi.actions.models import ActionItem
from luodi.actions.tests.makers import make_item
from luodi.desk import review_papers
from luodi.desk.forms.fields import PersonField
from luodi.desk.tests.makers import signed_in
from luodi.organisation.models import Account
from luodi.papers import pdf, word
from luodi.projects.tests.makers import make_project
from luodi.reviews import packs, services
from luodi.reviews.choices import ReviewState
from luodi.reviews.models import AgendaLine, Minutes, Review, Seat
from luodi.reviews.tests.makers import (
    add_line,
    make_held,
    make_invited,
    make_published,
    make_review,
    now,
    seat,
)
from luodi.teams import services as teams

NEW = {
    "unit": "CENTRE",
    "title": "招商引资项目调度会",
    "held_on": "2020-08-06",
    "starts": "09:00",
    "place": "三楼会议室",
    "quorum": "1",
    "once": "e" * 32,
}


def text(desk: Client, path: str) -> str:
    return desk.get(path).content.decode()


def words(content: bytes) -> str:
    return "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)


def post(desk: Client, path: str, **said: str) -> str:
    """Send the form and return where it leads, or what it says when it is refused."""
    answer = desk.post(path, said)
    return answer.headers["Location"] if answer.status_code == 302 else answer.content.decode()


def test_a_meeting_goes_from_the_call_to_the_issued_minutes(cast, units, clock):
    make_item(by=cast.liu, deadline=clock.day, title="催办用地")
    clock.advance(days=1)
    desk, person = signed_in(cast.zhong), cast.zhong.person.code
    unit = NEW | {"unit": units.centre.code, "chair": person, "keeper": person}
    here = post(desk, "/reviews/new/", **unit)
    review = Review.objects.get()
    assert here == f"/reviews/{review.code}/"
    assert "已超期 1 天" in text(desk, f"{here}propose/")
    key = services.proposals(review, on=clock.day)[0].key
    assert post(desk, f"{here}propose/", keys=key) == here
    assert post(desk, f"{here}seat/", units=units.yunxi.code, kind="MEMBER") == here
    assert post(desk, f"{here}invite/") == here
    assert here in text(signed_in(cast.liu), "/notices/")
    seat, line = Seat.objects.get(), AgendaLine.objects.get()
    clock.advance(days=2, hours=1)
    came = {f"at-{seat.pk}": "PRESENT", f"came-{seat.pk}": "某主任"}
    assert post(desk, f"{here}attendance/", **came) == here
    assert post(desk, f"{here}hold/") == here
    at = f"{here}lines/{line.pk}/"
    assert post(desk, f"{at}said/", said="指标不够。", version="0") == here
    decided = {"text": "报批指标", "owner": cast.liu.login, "deadline": "2020-08-15", "once": "f" * 32}
    assert post(desk, f"{at}decide/", **decided) == here
    assert "顺延到 2020-08-17" in text(desk, here)
    assert post(desk, f"{here}publish/", issued_on="2020-08-06") == here
    assert ActionItem.objects.get(title="报批指标").owner == cast.liu
    assert "报批指标" in text(signed_in(cast.liu), f"{here}minutes/")
    assert "已经印发" in post(desk, f"{here}publish/", issued_on="2020-08-06")


def test_a_meeting_yesterday_keeps_what_was_typed_and_marks_the_day(zhong, units, clock):
    said = post(
        signed_in(zhong), "/reviews/new/", **NEW | {"unit": units.centre.code, "held_on": "2020-08-02"}
    )
    assert "会议时间已经过去" in said
    assert "三楼会议室" in said


def test_a_decision_without_owner_or_deadline_is_not_noted(zhong, units, clock):
    review = make_held(units.yunxi, by=zhong, clock=clock)
    line = AgendaLine.objects.get()
    said = post(signed_in(zhong), f"/reviews/{review.code}/lines/{line.pk}/decide/", text="办手续")
    assert "请选择一项" in said
    assert "请填写日期" in said


def test_too_few_are_said_on_the_page_and_asked_about_at_issue(zhong, units, clock):
    review = make_held(units.yunxi, units.shiqiao, by=zhong, clock=clock, absent=1, quorum=2)
    services.write_line(line=AgendaLine.objects.get(), said="已研究。", **now(zhong))
    desk, here = signed_in(zhong), f"/reviews/{review.code}/"
    assert "未达到法定到会人数 2 人" in text(desk, here)
    assert "请写明理由" in post(desk, f"{here}publish/", issued_on=clock.day.isoformat())
    assert post(desk, f"{here}publish/", issued_on=clock.day.isoformat(), quorum_reason="已书面征求") == here
    assert "应到2人，实到1人" in text(desk, f"{here}minutes/")


def test_others_cannot_act_on_a_countys_meeting_and_guests_only_read(zhong, liu, wu, units, clock):
    review = make_invited(units.shiqiao, by=liu)
    here = f"/reviews/{review.code}/"
    guest = signed_in(wu)
    assert "会议材料" in text(guest, here)
    assert "确认召开" not in text(guest, here)
    assert guest.get(f"{here}cancel/").status_code == 403
    assert signed_in(zhong).get(f"{here}cancel/").status_code == 200


def test_a_guest_reads_no_draft_of_the_minutes(zhong, liu, hong, units, clock):
    review = make_held(units.yunxi, by=zhong, clock=clock)
    services.write_line(line=AgendaLine.objects.get(), said="尚未议定的说法。", **now(zhong))
    here = f"/reviews/{review.code}/"
    assert "尚未议定的说法" in text(signed_in(hong), here)
    assert "尚未议定的说法" not in text(signed_in(liu), here)


def test_what_was_typed_as_html_is_shown_as_it_was_typed(zhong, units, clock):
    review = make_review(by=zhong)
    add_line(review, by=zhong, title="<script>alert(1)</script>", why="<b>粗</b>")
    page = text(signed_in(zhong), f"/reviews/{review.code}/")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<script>alert(1)</script>" in words(
        word.written(review_papers.pack_paper(packs.pack_of(review, on=clock.day)))
    )


def test_the_pack_has_the_facts_of_each_line_as_word_and_as_pdf(zhong, liu, clock):
    project = make_project(by=liu, name="云溪光学镜片生产线")
    make_item(by=liu, about=project.subject, title="办理用地手续")
    review = make_review(by=zhong)
    add_line(review, by=zhong, project=project)
    desk, here = signed_in(zhong), f"/reviews/{review.code}/pack/?kind="
    pack = desk.get(f"{here}docx").content
    tables = [
        cell.text for table in Document(BytesIO(pack)).tables for row in table.rows for cell in row.cells
    ]
    assert {f"{project.code} 云溪光学镜片生产线", "办理用地手续"} <= set(tables)
    assert "签约后用地未落实" in words(pack)
    if pdf.is_possible():
        assert desk.get(f"{here}pdf").content.startswith(b"%PDF")


def test_the_minutes_are_set_as_the_standard_has_them(zhong, liu, units, clock):
    review = make_published(units.yunxi, owner=liu, by=zhong, clock=clock)
    answer = signed_in(zhong).get(f"/reviews/{review.code}/minutes/word/")
    paper = Document(BytesIO(answer.content))
    page = paper.sections[0]
    margins = (page.top_margin, page.left_margin, page.bottom_margin, page.right_margin)
    assert [round(one / Mm(1)) for one in margins] == [37, 28, 35, 26]
    said = [one.text for one in paper.paragraphs]
    assert said[0] == "招商引资项目调度会纪要"
    assert round(paper.paragraphs[0].paragraph_format.space_before / Mm(1)) == 35
    assert "出席：云溪县 某科长" in said
    assert any("责任人：云溪县 刘；完成时限：2020年8月14日" in one for one in said)
    assert {run.font.size.pt for one in paper.paragraphs[5:8] for run in one.runs} == {16}
    assert paper.settings.odd_and_even_pages_header_footer
    if pdf.is_possible():
        answer = signed_in(zhong).get(f"/reviews/{review.code}/minutes/word/?kind=pdf")
        assert answer.content.startswith(b"%PDF")


def test_a_corrected_edition_stands_beside_the_first(zhong, liu, units, clock):
    review = make_published(units.yunxi, owner=liu, by=zhong, clock=clock)
    line, desk, here = AgendaLine.objects.get(), signed_in(zhong), f"/reviews/{review.code}/"
    said = {f"said-{line.pk}": "面积应为50亩。", "reason": "笔误"}
    assert post(desk, f"{here}correct/", **said) == here
    assert "听取了情况汇报" in text(desk, f"{here}minutes/?edition=1")
    assert "面积应为50亩" in text(desk, f"{here}minutes/")
    assert desk.get(f"{here}minutes/?edition=9").status_code == 404
    assert Minutes.objects.filter(review=review).count() == 2


def test_the_invitation_is_a_request_then_its_change_then_its_cancellation(zhong, units, clock):
    review = make_invited(units.yunxi, by=zhong)
    desk, here = signed_in(zhong), f"/reviews/{review.code}/invitation/"

    def event():
        found = Calendar.from_ical(desk.get(here).content)
        (one,) = found.walk("VEVENT")
        return found["method"], one["uid"], one["sequence"], one["status"], one["location"]

    uid = f"review-{review.code}@{zhong.city.code}.luodi"
    assert event() == ("REQUEST", uid, 0, "CONFIRMED", "市行政中心三楼会议室")
    services.change_review(review=review, changes={"place": "视频会议室"}, **now(zhong))
    assert event() == ("REQUEST", uid, 1, "CONFIRMED", "视频会议室")
    services.cancel_review(review=review, reason="改期另定", **now(zhong))
    assert event()[:4] == ("CANCEL", uid, 2, "CANCELLED")


def test_nothing_is_sent_out_before_the_announcement(zhong, clock):
    desk, here = signed_in(zhong), f"/reviews/{make_review(by=zhong).code}/"
    assert desk.get(f"{here}invitation/").status_code == 404
    assert desk.get(f"{here}minutes/").status_code == 404


def test_a_page_asks_no_more_for_a_long_agenda(zhong, liu, clock):
    review, desk = make_review(by=zhong), signed_in(zhong)
    asked = []
    for name in ("甲项目", "乙项目", "丙项目"):
        project = make_project(by=liu, name=name)
        make_item(by=liu, about=project.subject)
        add_line(review, by=zhong, project=project)
        with CaptureQueriesContext(connection) as queries:
            desk.get(f"/reviews/{review.code}/")
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_what_an_invited_county_cannot_open_is_named_without_a_link(zhong, liu, units, clock):
    project = make_project(by=liu, name="云溪光学镜片生产线")
    item = make_item(by=liu, about=project.subject, title="办理用地手续")
    review = make_review(by=zhong)
    add_line(review, by=zhong, project=project)
    seat(review, units.shiqiao, by=zhong)
    services.invite(review=review, **now(zhong))
    page = text(signed_in(Account.objects.get(login="wu")), f"/reviews/{review.code}/")
    assert "办理用地手续" in page
    assert f"/actions/{item.code}/" not in page
    assert f"/projects/{project.code}/" not in page


@pytest.mark.parametrize("tab", ["coming", "open", "published", "all"])
def test_the_list_shows_what_is_in_each_tab(zhong, units, clock, tab):
    review = make_invited(units.yunxi, by=zhong)
    assert (review.full_title in text(signed_in(zhong), f"/reviews/?tab={tab}")) == (tab in ("coming", "all"))
    assert review.state == ReviewState.INVITED


def test_who_only_keeps_the_system_is_not_offered_to_chair_a_meeting(
    system_admin: Account, zhong: Account
) -> None:
    offered = PersonField(city=zhong.city).queryset
    assert system_admin.person not in offered
    assert zhong.person in offered
    assert system_admin.person in PersonField(city=zhong.city, any_duty=True).queryset


def test_a_meeting_stands_on_the_calendar_and_in_its_feed_and_is_answered_there(zhong, liu, wu, units, clock):
    review = make_invited(units.yunxi, by=zhong)
    here = f"/reviews/{review.code}/"
    assert here in text(signed_in(liu), "/calendar/?view=week")
    assert here not in text(signed_in(wu), "/calendar/?view=week")
    assert "调度会" in text(signed_in(liu), "/calendar/?view=day&day=2020-08-04")
    _, secret = teams.issue_feed(name="手机", unit=None, **now(liu))
    (event,) = Calendar.from_ical(Client().get(f"/feed/{secret}.ics").content).walk("VEVENT")
    assert (str(event["uid"]), event["dtstart"].dt) == (
        f"review-{review.code}@{review.city.code}.luodi",
        review.held_at,
    )
    row = Seat.objects.get(review=review)
    answer = f"{here}seats/{row.pk}/answer/"
    assert answer in text(signed_in(liu), here)
    assert "未回复" in text(signed_in(zhong), here)
    assert "请假的原因" in post(signed_in(liu), answer, comes="no", said="")
    assert post(signed_in(liu), answer, comes="yes", said="刘科长") == here
    assert "参加" in text(signed_in(zhong), here)
