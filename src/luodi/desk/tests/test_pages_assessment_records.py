"""Records, ratings, self-assessments, objections and lists in the browser: who is offered what, and what it does."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from python_calamine import CalamineWorkbook

from luodi.assessment import services
from luodi.assessment.models import (
    Citation,
    ConfirmedInput,
    Listed,
    MarkEvent,
    Objection,
    RatingRound,
    Run,
    SelfSheet,
)
from luodi.assessment.objection_rules import CorrectedInput
from luodi.assessment.tests.record_makers import (
    call,
    confirmed,
    enter,
    make_event,
    make_office,
    make_published,
    make_round,
    object_to,
    rate,
    score_of,
    sheet_of,
)
from luodi.desk.selectors import inbox
from luodi.desk.tests.makers import signed_in
from luodi.documents.tests.makers import pdf
from luodi.organisation.policies import reach_of
from luodi.ui import sheets


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def office(cast, clock):
    return make_office(cast, clock.now)


@pytest.fixture
def run(office, zhong, units, clock):
    confirmed(office, units.yunxi, "50", by=zhong, at=clock.now)
    confirmed(office, units.shiqiao, "30", by=zhong, at=clock.now)
    clock.advance(minutes=2)
    return make_published(office, by=zhong, at=clock.now)


def status(answer):
    """Return the status of what was sent once the file has been read."""
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    return answer.status_code


def text(answer):
    return answer.content.decode()


def test_the_centre_enters_one_input_of_all_members_with_evidence(office, zhong):
    client, path = signed_in(zhong), f"/assessment/records/enter/?group={office.group.code}"
    page = text(client.get(path))
    assert "云溪县" in page
    assert "石桥县" in page
    told = {
        "input": "growth",
        "ends_on": "2020-07-31",
        "source": "BUREAU",
        "m_YUNXI": "12.5",
        "m_SHIQIAO": "",
    }
    sent = client.post(path, {**told, "file": SimpleUploadedFile("公报.pdf", pdf())})
    assert sent.status_code == 302
    row = ConfirmedInput.objects.get()
    assert (row.name, row.value, row.file_name) == ("云溪县", Decimal("12.5"), "公报.pdf")
    wrong = client.post(path, {**told, "m_YUNXI": "约十"})
    assert wrong.status_code == 422
    assert "“约十”不是数" in text(wrong)


def test_the_source_ticks_what_it_confirms(office, zhong, units, clock):
    row = enter(office, units.yunxi, "12.5", by=zhong, at=clock.now)
    theirs = signed_in(office.bai)
    assert "确认选中的数" in text(theirs.get("/assessment/records/"))
    assert "确认选中的数" not in text(signed_in(zhong).get("/assessment/records/"))
    theirs.post("/assessment/records/confirm/", {"row": [row.pk, "x"]})
    row.refresh_from_db()
    assert row.is_confirmed
    page = text(theirs.get("/assessment/records/?tab=confirmed"))
    assert "规上工业增速" in page
    assert "12.5" in page


def test_a_table_goes_out_and_comes_back_filled_in(office, zhong, units, clock):
    confirmed(office, units.yunxi, "1", by=zhong, at=clock.now)
    client, path = signed_in(zhong), f"/assessment/records/sheet/?group={office.group.code}"
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{path}&format=xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1:4] == [
        ["代码", "名称", "规上工业增速（分）"],
        ["YUNXI", "云溪县", ""],
        ["SHIQIAO", "石桥县", ""],
    ]
    columns = [sheets.Column(head) for head in rows[1]]
    good = sheets.workbook("x", columns, [["YUNXI", "", 7.25], ["", "石桥县", "—"]], [])
    sent = client.post(path, {"sheet": SimpleUploadedFile("x.xlsx", good), "ends_on": "2020-08-01"})
    assert sent.status_code == 302
    made = ConfirmedInput.objects.filter(ends_on=date(2020, 8, 1)).order_by("id")
    assert [(one.name, one.value, one.source) for one in made] == [
        ("云溪县", Decimal("7.25"), units.bureau),
        ("石桥县", None, units.bureau),
    ]
    bad = sheets.workbook("x", columns, [["YUNXI", "", "很多"]], [])
    refused = client.post(path, {"sheet": SimpleUploadedFile("x.xlsx", bad), "ends_on": "2020-08-02"})
    assert "C3 “很多”不是数" in text(refused)


def test_a_number_is_withdrawn_with_a_reason(office, zhong, liu, units, clock):
    row = enter(office, units.yunxi, "1", by=zhong, at=clock.now, evidence=(pdf(), "公报.pdf"))
    path = f"/assessment/records/{row.pk}"
    assert status(signed_in(office.bai).get(f"{path}/file/")) == 200
    assert signed_in(liu).get(f"{path}/withdraw/").status_code == 403
    assert signed_in(office.bai).post(f"{path}/withdraw/", {"reason": "不符"}).status_code == 302
    assert "已撤回：不符" in text(signed_in(zhong).get("/assessment/records/?tab=withdrawn"))


def test_an_event_is_recorded_confirmed_and_withdrawn(office, liu, zhong, units, clock):
    client, path = signed_in(liu), f"/assessment/events/new/?group={office.group.code}"
    page = text(client.get(path))
    assert "石桥县" not in page.partition("<main")[2]
    told = {
        "member": "YUNXI", "kind": "LATE_REPORT", "day": "2020-07-10", "title": "6月月报迟报", "count": "1",
        "category": "", "basis": "月报通报第6期",
    }  # fmt: skip
    sent = client.post(path, told)
    row = MarkEvent.objects.get()
    assert sent.headers["Location"] == f"/assessment/events/{row.pk}/"
    assert "逾期未报" in text(client.get(f"/assessment/events/{row.pk}/"))
    assert client.get(f"/assessment/events/{row.pk}/confirm/").status_code == 403
    assert signed_in(zhong).post(f"/assessment/events/{row.pk}/confirm/").status_code == 302
    assert "6月月报迟报" in text(client.get("/assessment/events/?tab=confirmed"))
    signed_in(zhong).post(f"/assessment/events/{row.pk}/withdraw/", {"reason": "记错了"})
    assert "记错了" in text(client.get(f"/assessment/events/{row.pk}/"))


def test_a_round_is_opened_rated_on_a_phone_and_closed(office, zhong, wu, units, clock):
    client, path = signed_in(zhong), f"/assessment/ratings/new/?group={office.group.code}"
    page = text(client.get(path))
    assert "园区 70%　部门 30%" in page
    told = {
        "title": "上半年评议", "opens_on": "2020-08-01", "closes_on": "2020-08-07",
        "kind_parks": ["gao"], "kind_bureaus": ["bai"],
    }  # fmt: skip
    assert client.post(path, told).status_code == 302
    row = RatingRound.objects.get()
    theirs, sheet = signed_in(office.gao), f"/assessment/ratings/{row.pk}/"
    assert "您以“园区”身份评议" in text(theirs.get(sheet))
    wrong = theirs.post(sheet, {"YUNXI": "101", "SHIQIAO": ""})
    assert "应在 0 到 100" in text(wrong)
    assert theirs.post(sheet, {"YUNXI": "95", "r_YUNXI": "好", "SHIQIAO": ""}).status_code == 302
    progress = text(client.get(sheet))
    assert "仅一票，不显示" in progress
    assert "95" not in progress.partition("<main")[2]
    assert signed_in(wu).get(sheet).status_code == 404
    assert client.post(f"{sheet}close/").status_code == 302
    assert "评议已结束" in text(theirs.get(sheet))


def test_the_means_of_several_raters_are_shown_and_who_lacks(office, zhong, wu, liu, clock):
    row = make_round(office, (office.gao, "parks"), (office.bai, "parks"), by=zhong, at=clock.now)
    rate(row, office.gao, {"YUNXI": "90", "SHIQIAO": "80"}, at=clock.now)
    rate(row, office.bai, {"YUNXI": "80"}, at=clock.now)
    page = text(signed_in(zhong).get(f"/assessment/ratings/{row.pk}/?view=all"))
    assert "85.00" in page
    assert "白" in page.partition("没有评完")[2]
    assert "上半年服务评议" in text(signed_in(office.bai).get("/assessment/ratings/"))
    assert "上半年服务评议" not in text(signed_in(liu).get("/assessment/ratings/"))


def test_a_member_assesses_itself_and_others_see_it_once_it_is_in(office, zhong, liu, wu, units, clock):
    new = signed_in(zhong).post(
        f"/assessment/self/new/?group={office.group.code}",
        {"ends_on": "2020-07-31", "due_on": "2020-08-10", "note": "附说明"},
    )
    assert new.status_code == 302
    sheet = sheet_of(office, units.yunxi)
    path, own = f"/assessment/self/{sheet.pk}/", signed_in(liu)
    assert "工业增速" in text(own.get(path))
    assert own.post(path, {"A1": "55", "draft": "1"}).status_code == 302
    assert "报送以后才能看到" in text(signed_in(zhong).get(path))
    lacking = own.post(path, {"A1": "55"})
    assert "还有 1 项没有自评：服务评议" in text(lacking)
    assert own.post(path, {"A1": "55", "r_A1": "按公报", "A2": "38"}).status_code == 302
    assert "按公报" in text(signed_in(zhong).get(path))
    assert signed_in(wu).get(path).status_code == 404
    assert "待报送" in text(signed_in(wu).get("/assessment/self/"))
    assert SelfSheet.objects.filter(submitted_at=None).count() == 1


def test_a_clerk_objects_the_centre_rules_and_reckons_anew(run, office, liu, wu, zhong, units, clock):
    own, code = signed_in(liu), office.group.code
    path = f"/assessment/groups/{code}/runs/1/members/YUNXI/object/"
    assert signed_in(wu).get(path).status_code == 403
    assert "工业增速" in text(own.get(f"{path}?item=A1"))
    told = {"item": "A1", "text": "应为 55 分", "file": SimpleUploadedFile("公报.pdf", pdf())}
    sent = own.post(path, told)
    row = Objection.objects.get()
    page = f"/assessment/objections/{row.pk}/"
    assert sent.headers["Location"] == page
    assert own.get(f"{page}rule/").status_code == 403
    centre = signed_in(zhong)
    assert "规上工业增速（现为 50分）" in text(centre.get(f"{page}rule/"))
    verdict = {
        "verdict": "yes",
        "reason": "公报修订",
        "input0": "growth",
        "value0": "55",
        "why0": "公报第3页",
    }
    lacking = centre.post(f"{page}rule/", {**verdict, "value0": ""})
    assert "请填写更正为多少" in text(lacking)
    assert centre.post(f"{page}rule/", verdict).status_code == 302
    assert "按裁定重新计算" in text(centre.get(page))
    assert centre.post(f"/assessment/groups/{code}/runs/1/rulings/").status_code == 302
    assert Run.objects.latest("id").supersedes == run
    shown = text(own.get(page))
    assert "第 2 次计算" in shown
    assert "公报第3页" in shown
    assert centre.get(f"/assessment/groups/{code}/runs/2/rulings/").status_code == 404


def test_an_objection_is_withdrawn_and_hidden_from_other_counties(run, liu, wu, zhong, units, clock):
    row = object_to(run, units.yunxi, by=liu, at=clock.now, evidence=(pdf(), "公报.pdf"))
    path = f"/assessment/objections/{row.pk}/"
    for other in ("", "file/", "withdraw/"):
        assert signed_in(wu).get(f"{path}{other}").status_code == 404
    assert status(signed_in(zhong).get(f"{path}file/")) == 200
    assert signed_in(zhong).get(f"{path}withdraw/").status_code == 403
    assert signed_in(liu).post(f"{path}withdraw/", {"reason": "已核对"}).status_code == 302
    assert row.code in text(signed_in(liu).get("/assessment/objections/?tab=all"))
    assert row.code not in text(signed_in(wu).get("/assessment/objections/?tab=all"))


def test_the_term_of_objections_is_set_with_its_basis(zhong, city):
    client = signed_in(zhong)
    told = {"workdays": "3", "valid_from": "2020-08-01", "source": "示例办〔2020〕9号"}
    assert client.post("/assessment/objections/rules/", told).status_code == 302
    assert "公示后 3 个工作日内" in text(client.get("/assessment/objections/"))


def test_lists_are_drawn_shown_and_mended(run, office, zhong, liu):
    client = signed_in(zhong)
    client.post("/assessment/lists/draw/", {"run": str(run.pk)})
    page = text(signed_in(liu).get(f"/assessment/lists/?group={office.group.code}"))
    assert page.index("红榜") < page.index("黑榜　")
    told = {"member": "SHIQIAO", "colour": "OTHER", "title": "进步名单", "reason": "提升最快"}
    assert client.post(f"/assessment/lists/new/?group={office.group.code}", told).status_code == 302
    row = Listed.objects.get(title="进步名单")
    client.post(f"/assessment/lists/{row.pk}/remove/", {"reason": "算错了"})
    assert "已移出 1 条" in text(client.get("/assessment/lists/"))


def words_in(answer):
    return [line.text for line in Document(BytesIO(answer.content)).paragraphs if line.text]


def test_a_circular_is_drafted_issued_and_leaves_as_a_word_file(run, office, zhong, liu):
    client, ding = signed_in(zhong), signed_in(office.ding)
    told = {
        "kind": "PRAISE", "members": ["YUNXI"], "title": "关于表扬云溪县的通报", "document": "示例招办〔2020〕5号",
        "text": "云溪县工作扎实。\n特此通报。", "issuer": "示例市招商服务中心",
    }  # fmt: skip
    client.post(f"/assessment/citations/new/?group={office.group.code}", told)
    row = Citation.objects.get()
    assert row.run == run
    path = f"/assessment/citations/{row.code}/"
    assert "印发</a>" not in text(client.get(path))
    assert signed_in(liu).get(path).status_code == 404
    assert "草稿，未印发" in words_in(client.get(f"{path}paper/"))
    assert ding.post(f"{path}issue/", {"issued_on": "2020-08-03", "version": "0"}).status_code == 302
    assert words_in(signed_in(liu).get(f"{path}paper/")) == [
        "示例招办〔2020〕5号",
        "关于表扬云溪县的通报",
        "云溪县：",
        "云溪县工作扎实。",
        "特此通报。",
        "示例市招商服务中心",
        "2020年8月3日",
    ]
    client.post(f"{path}cancel/", {"reason": "名单有误"})
    assert "已作废：名单有误" in text(signed_in(liu).get(path))
    assert client.get(f"{path}paper/").status_code == 404


def test_a_certificate_lies_and_has_its_day_in_characters(office, zhong, clock):
    client = signed_in(zhong)
    told = {
        "kind": "CERTIFICATE", "members": ["YUNXI"], "title": "荣誉证书", "text": "荣获红旗单位。",
        "issuer": "示例市人民政府", "document": "",
    }  # fmt: skip
    client.post(f"/assessment/citations/new/?group={office.group.code}", told)
    row = Citation.objects.get()
    signed_in(office.ding).post(
        f"/assessment/citations/{row.code}/issue/", {"issued_on": "2020-08-03", "version": "0"}
    )
    answer = client.get(f"/assessment/citations/{row.code}/paper/")
    assert words_in(answer)[-1] == "二〇二〇年八月三日"
    section = Document(BytesIO(answer.content)).sections[0]
    assert section.page_width > section.page_height


def test_a_draft_is_changed_by_two_one_after_the_other(office, zhong):
    told = {
        "kind": "PRAISE", "members": ["YUNXI"], "title": "通报", "text": "好。", "issuer": "中心", "document": "",
    }  # fmt: skip
    signed_in(zhong).post(f"/assessment/citations/new/?group={office.group.code}", told)
    path = f"/assessment/citations/{Citation.objects.get().code}/change/"
    words = {"title": "通报一", "text": "好。", "issuer": "中心", "document": "", "version": "0"}
    assert signed_in(office.ding).post(path, words).status_code == 302
    late = signed_in(zhong).post(path, {**words, "title": "通报二"})
    assert "丁已修改" in text(late)


def test_without_a_scheme_in_force_nothing_is_asked(zhong, cast, clock):
    client = signed_in(zhong)
    for path in (
        "records/enter/",
        "records/sheet/",
        "events/new/",
        "ratings/new/",
        "self/new/",
        "lists/new/",
    ):
        assert client.get(f"/assessment/{path}").status_code == 404
    assert client.get("/assessment/records/?group=KH9").status_code == 404


def test_an_event_of_the_unit_is_kept_from_other_counties(office, zhong, wu, units, clock):
    row = make_event(office, units.yunxi, by=zhong, at=clock.now, evidence=(pdf(), "通报.pdf"))
    assert signed_in(wu).get(f"/assessment/events/{row.pk}/").status_code == 404
    assert status(signed_in(zhong).get(f"/assessment/events/{row.pk}/file/")) == 200


def test_a_ruling_waits_for_the_run_that_stands_in_the_old_ones_place(run, liu, wu, zhong, units, clock):
    first = object_to(run, units.yunxi, by=liu, at=clock.now)
    second = object_to(run, units.shiqiao, by=wu, at=clock.now)
    for row, value in ((first, "55"), (second, "35")):
        verdict = services.Verdict(
            upheld=True, reason="公报", corrections=[CorrectedInput("growth", Decimal(value), "公报")]
        )
        services.rule_objection(objection=row, verdict=verdict, actor=zhong, at=clock.now)
        if row is first:
            services.apply_rulings(run=run, actor=zhong, at=clock.now)
    assert "runs/2/rulings/" in text(signed_in(zhong).get(f"/assessment/objections/{second.pk}/"))
    call_path = f"/assessment/groups/{run.group.code}/runs/2/rulings/"
    signed_in(zhong).post(call_path)
    latest = Run.objects.latest("id")
    assert (score_of(latest, units.yunxi).total, score_of(latest, units.shiqiao).total) == (55, 35)


def waiting_for(account, clock):
    who = inbox.who_is(account, reach_of(account), clock.now)
    return {(row.label, row.title): row for row in inbox.page_of(who, 1)[0].rows}


def test_what_waits_stands_in_the_inbox_of_whoever_can_do_it(office, run, liu, zhong, units, clock):
    enter(office, units.shiqiao, "31", by=zhong, at=clock.now, ends_on=date(2020, 8, 2))
    make_event(office, units.yunxi, by=zhong, at=clock.now)
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    round_ = make_round(office, (office.gao, "parks"), by=zhong, at=clock.now)
    call(office, by=zhong, at=clock.now)
    bureau, centre = waiting_for(office.bai, clock), waiting_for(office.ding, clock)
    assert bureau["考核数据待确认", "市经信局"].href == "/assessment/records/"
    assert ("加减分事项待确认", "6月月报迟报") in centre
    assert ("加减分事项待确认", "6月月报迟报") not in waiting_for(zhong, clock)
    objected = centre["考核异议待裁定", "云溪县：增速应为 55 分，见统计公报"]
    assert objected.href == f"/assessment/objections/{row.pk}/"
    rated = waiting_for(office.gao, clock)["待评议", "上半年服务评议"]
    assert (rated.href, rated.due) == (f"/assessment/ratings/{round_.pk}/", date(2020, 8, 7))
    own = waiting_for(liu, clock)["自评待报送", "云溪县自评"]
    assert own.href == f"/assessment/self/{sheet_of(office, units.yunxi).pk}/"
    assert not [label for label, _ in waiting_for(liu, clock) if "异议" in label or "确认" in label]


def test_an_upheld_objection_waits_to_be_reckoned_with(office, run, liu, zhong, units, clock):
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    verdict = services.Verdict(
        upheld=True, reason="公报", corrections=[CorrectedInput("growth", Decimal(55), "公报")]
    )
    services.rule_objection(objection=row, verdict=verdict, actor=zhong, at=clock.now)
    asked = ("裁定待重新计算", "增速应为 55 分，见统计公报")
    assert asked in waiting_for(office.ding, clock)
    services.apply_rulings(run=run, actor=zhong, at=clock.now)
    assert asked not in waiting_for(office.ding, clock)


def test_a_members_sheet_shows_its_own_points_and_its_objections(office, run, liu, wu, zhong, units, clock):
    call(office, by=zhong, at=clock.now)
    said = {"A1": services.Said(Decimal(55), "按公报"), "A2": services.Said(Decimal(38))}
    services.save_self_scores(
        sheet=sheet_of(office, units.yunxi), said=said, submits=True, actor=liu, at=clock.now
    )
    path = f"/assessment/groups/{office.group.code}/runs/1/"
    own = text(signed_in(liu).get(f"{path}members/YUNXI/"))
    assert "自评与考核得分" in own
    assert "members/YUNXI/object/?item=A1" in own
    other = text(signed_in(wu).get(f"{path}members/YUNXI/"))
    assert "自评与考核得分" not in other
    assert "object/" not in other
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    for account, sees in ((liu, True), (zhong, True), (wu, False)):
        assert (row.code in text(signed_in(account).get(path))) is sees
