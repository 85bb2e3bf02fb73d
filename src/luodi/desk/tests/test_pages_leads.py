"""Leads and action items in the browser: from the day a lead comes in to its project, and what is said on the way."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luodi.actions.models import ActionItem
from luodi.actions.tests.makers import make_item
from luodi.audit.models import AuditRecord
from luodi.desk.selectors.actions import PAGES
from luodi.desk.tests.makers import signed_in
from luodi.leads.choices import LeadState
from luodi.leads.models import Lead
from luodi.leads.tests.makers import followed, make_lead
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project

SAID = {
    "investor_name": "苏州晴岚新材料有限公司",
    "project_name": "隔膜涂覆项目",
    "amount": "3亿元",
    "source": "PUBLIC",
    "received_on": "2020-08-03",
    "unit": "YUNXI",
    "origin": "苏州",
    "industry": "C29",
    "contact_name": "沈一舟",
    "contact_phone": "13800001234",
    "once": "c" * 32,
}


def text(client, path):
    return client.get(path).content.decode()


def test_a_lead_is_entered_answered_judged_and_becomes_a_project(cast, clock):
    desk = signed_in(cast.liu)
    sent = desk.post("/leads/new/", SAID)
    lead = Lead.objects.get()
    assert sent.headers["Location"] == f"/leads/{lead.code}/"
    page = text(desk, f"/leads/{lead.code}/")
    assert "待答复" in page
    assert "2020-08-04 前答复来源" in page
    assert "13800001234" not in page
    for act, said in (
        ("reply", {"text": "已电话答复", "on": "2020-08-03"}),
        ("judge", {"verdict": "follow", "text": "符合产业方向", "on": "2020-08-03"}),
        ("feedback", {"text": "已反馈", "on": "2020-08-03"}),
    ):
        assert desk.post(f"/leads/{lead.code}/{act}/", said).status_code == 302
    form = text(desk, f"/leads/{lead.code}/convert/")
    assert "苏州晴岚新材料有限公司" in form
    project = {
        "name": "隔膜涂覆项目", "investor_name": "苏州晴岚新材料有限公司", "occurred_on": "2020-08-03",
        "total": "30000", "unit": "YUNXI", "area": "", "origin": "苏州", "industry": "C29", "shares": "", "summary": "",
        "once": "d" * 32,
    }  # fmt: skip
    first = desk.post(f"/leads/{lead.code}/convert/", project)
    assert first.status_code == 302
    assert desk.post(f"/leads/{lead.code}/convert/", project).status_code == 422
    lead.refresh_from_db()
    assert (lead.state, Project.objects.count()) == (LeadState.CONVERTED, 1)
    assert lead.code in text(desk, f"/projects/{lead.project.code}/credit/")


def test_what_is_known_already_asks_for_a_second_look_and_hides_what_is_not_ones_own(cast, clock):
    theirs = make_lead(by=cast.wu, investor_name=SAID["investor_name"])
    desk = signed_in(cast.liu)
    first = desk.post("/leads/new/", SAID)
    assert first.status_code == 422
    said = first.content.decode()
    assert f"其他单位已有线索，编号 {theirs.code}" in said
    assert theirs.project_name not in said
    assert desk.post("/leads/new/", {**SAID, "checked": "on"}).status_code == 302
    assert desk.post("/leads/new/", {**SAID, "checked": "on"}).status_code == 302
    assert Lead.objects.filter(unit=cast.liu.unit).count() == 1


def test_a_number_is_masked_and_looking_at_it_is_on_the_trail(cast, clock):
    lead = make_lead(by=cast.liu)
    desk = signed_in(cast.liu)
    assert "138****1234" in text(desk, f"/leads/{lead.code}/")
    assert "13800001234" in desk.post(f"/leads/{lead.code}/phone/").content.decode()
    assert AuditRecord.objects.filter(act="查看联系电话").count() == 1
    assert "13800001234" not in desk.get("/leads/?format=csv").content.decode("utf-8-sig")


def test_another_unit_sees_a_lead_only_when_it_is_asked_to_take_it_over(cast, clock):
    lead = make_lead(by=cast.liu)
    theirs = signed_in(cast.wu)
    assert theirs.get(f"/leads/{lead.code}/").status_code == 404
    signed_in(cast.liu).post(f"/leads/{lead.code}/refer/", {"to": "SHIQIAO", "reason": "用地不足"})
    assert "答复是否承接" in text(theirs, f"/leads/{lead.code}/")
    assert lead.code in text(theirs, "/leads/?tab=asked")
    theirs.post(f"/leads/{lead.code}/answer/", {"answer": "yes", "reason": ""})
    lead.refresh_from_db()
    assert (lead.unit.code, lead.reported_unit.code) == ("SHIQIAO", "YUNXI")


def test_what_has_gone_quiet_lists_itself(cast, clock):
    lead = followed(make_lead(by=cast.liu), by=cast.liu)
    desk = signed_in(cast.liu)
    assert lead.code not in text(desk, "/leads/?tab=quiet")
    clock.advance(days=16)
    page = text(desk, "/leads/?tab=quiet")
    assert lead.code in page
    assert "超期 2 天" in page


def test_a_code_that_nobody_knows_is_refused_as_source(cast, clock):
    answer = signed_in(cast.liu).post("/leads/new/", {**SAID, "brought_by": "T2020-0099"})
    assert answer.status_code == 422
    assert "没有编号为 T2020-0099" in answer.content.decode()


def test_a_lead_is_put_right_and_merged_and_given_up(cast, clock):
    first, again = make_lead(by=cast.liu), make_lead(by=cast.liu)
    desk = signed_in(cast.liu)
    form = text(desk, f"/leads/{again.code}/change/")
    assert "50000" in form
    changed = {**SAID, "amount": "4亿元", "version": re.search(r'name="version" value="(\d+)"', form)[1]}
    assert desk.post(f"/leads/{again.code}/change/", changed).status_code == 302
    desk.post(f"/leads/{again.code}/merge/", {"into": first.code, "reason": "同一家"})
    assert f'已并入 <a href="/leads/{first.code}/"' in text(desk, f"/leads/{again.code}/")
    desk.post(f"/leads/{first.code}/drop/", {"text": "能耗过高", "on": "2020-08-03"})
    assert "恢复跟进" in text(desk, f"/leads/{first.code}/")


def test_a_lead_is_linked_to_a_project_of_its_own_unit_only(cast, clock):
    lead = followed(make_lead(by=cast.liu), by=cast.liu)
    theirs, own = make_project(by=cast.wu), make_project(by=cast.liu)
    desk = signed_in(cast.liu)
    assert desk.post(f"/leads/{lead.code}/link/", {"project": theirs.code}).status_code == 422
    assert desk.post(f"/leads/{lead.code}/link/", {"project": own.code}).status_code == 302


def test_the_list_of_leads_asks_as_often_for_many_as_for_one(cast, clock):
    desk = signed_in(cast.zhong)
    make_lead(by=cast.liu)
    with CaptureQueriesContext(
        connection,
    ) as one:
        text(desk, "/leads/")
    for nth in range(6):
        make_lead(by=cast.wu, investor_name=f"第{nth}公司", project_name=f"第{nth}项目")
    with CaptureQueriesContext(connection) as many:
        text(desk, "/leads/")
    assert len(many) == len(one)


def test_the_centre_sets_the_days_and_gives_leads_to_units(cast, clock):
    lead = make_lead(by=cast.zhong)
    desk = signed_in(cast.zhong)
    said = {
        "reply_days": 2,
        "judge_days": 5,
        "feedback_days": 7,
        "report_every_days": 30,
        "source": "线索办法",
    }
    assert desk.post("/leads/rules/", {**said, "valid_from": "2020-08-03"}).status_code == 302
    desk.post(f"/leads/{lead.code}/dispatch/", {"to": "YUNXI", "reason": "属云溪产业方向"})
    assert f"{lead.code}" in text(signed_in(cast.liu), "/leads/")
    assert "2020-08-05" in text(signed_in(cast.liu), f"/leads/{lead.code}/")


def test_an_item_is_asked_for_from_a_lead_and_done_with_a_result(cast, clock):
    lead = make_lead(by=cast.zhong, unit=cast.liu.unit)
    centre, desk = signed_in(cast.zhong), signed_in(cast.liu)
    said = {"title": "寄送产业规划", "owner": "liu", "deadline": "2020-08-06", "once": "e" * 32}
    for _ in range(2):
        centre.post(f"/leads/{lead.code}/item/", said)
    item = ActionItem.objects.get()
    assert item.title in text(desk, "/actions/")
    assert item.title in text(desk, f"/leads/{lead.code}/")
    assert desk.post(f"/actions/{item.code}/finish/", {"result": " "}).status_code == 422
    desk.post(f"/actions/{item.code}/finish/", {"result": "已寄出"})
    assert desk.post(f"/actions/{item.code}/close/", {"remark": ""}).status_code == 403
    assert item.title in text(centre, "/actions/?tab=judge")
    centre.post(f"/actions/{item.code}/close/", {"remark": "属实"})
    page = text(centre, f"/actions/{item.code}/")
    assert "已办结" in page
    assert "已寄出" in page
    assert lead.code in page


def test_items_are_handed_on_moved_and_called_off(cast, clock):
    item = make_item(by=cast.liu)
    desk = signed_in(cast.liu)
    desk.post(f"/actions/{item.code}/move/", {"deadline": "2020-08-12", "reason": "企业改期"})
    desk.post(f"/actions/{item.code}/hand/", {"to": "wu", "reason": "属石桥事权"})
    assert item.title in text(signed_in(cast.wu), "/actions/")
    assert signed_in(cast.wu).post(f"/actions/{item.code}/cancel/", {"reason": "不办"}).status_code == 403
    desk.post(f"/actions/{item.code}/cancel/", {"reason": "企业不来了"})
    assert "企业不来了" in text(desk, "/actions/?tab=closed")


def test_the_list_of_items_says_what_is_overdue_and_goes_out_to_excel(cast, clock):
    make_item(by=cast.liu)
    clock.advance(days=9)
    desk = signed_in(cast.liu)
    assert "超期 2 天" in text(desk, "/actions/?tab=overdue")
    assert desk.get("/actions/?format=xlsx").status_code == 200
    assert "寄送产业规划和用地条件" in desk.get("/actions/?format=csv").content.decode("utf-8-sig")


def test_whatever_an_item_or_a_lead_can_name_has_a_page():
    assert all(reverse(f"desk:{view}", args=["X2020-0001"]) for view in PAGES.values())


def test_an_item_of_another_unit_is_not_seen(cast, clock):
    item = make_item(by=cast.liu)
    assert signed_in(cast.wu).get(f"/actions/{item.code}/").status_code == 404
    assert "寄送产业规划" not in text(signed_in(cast.wu), "/actions/?tab=all")
