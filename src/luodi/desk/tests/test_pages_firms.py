"""Firms in the browser: entered, corrected, looked into, met, and merged."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.chains.tests.makers import make_chain, make_local, make_supply
from luodi.desk.tests.makers import signed_in
from luodi.documents.tests.makers import pdf
from luodi.duplicates.choices import CaseState
from luodi.duplicates.models import DuplicateCase
from luodi.enterprises import services
from luodi.enterprises.models import Contact, DueCheck, Enterprise, Mark
from luodi.enterprises.services import AboveScale
from luodi.enterprises.tests.makers import add_check, add_contact, add_mark, credit_code, make_enterprise
from luodi.kernel.dates import VagueDate
from luodi.leads.tests.makers import make_lead
from luodi.outreach.choices import Side
from luodi.outreach.models import MeetingPerson
from luodi.outreach.services import Attendant
from luodi.outreach.tests.makers import make_trip
from luodi.outreach.tests.meeting_makers import make_meeting

NEW = {"name": "云溪精密光学有限公司", "credit_code": "", "origin": "深圳市", "industry": "C39", "group": "示例集团",
       "parent": "", "business": "光学镜片", "once": "a" * 32}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def page(account, path):
    return signed_in(account).get(path).content.decode()


def test_a_firm_is_entered_once_and_its_page_says_what_it_does(cast):
    client = signed_in(cast.liu)
    sent = client.post("/enterprises/new/", NEW)
    firm = Enterprise.objects.get()
    assert sent.headers["Location"] == f"/enterprises/{firm.code}/"
    assert client.post("/enterprises/new/", NEW).headers["Location"] == f"/enterprises/{firm.code}/"
    told = client.get(f"/enterprises/{firm.code}/").content.decode()
    assert "光学镜片" in told
    assert "示例集团" in told


def test_a_wrong_check_digit_stands_at_its_field(cast):
    code = credit_code(1)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    told = signed_in(cast.liu).post("/enterprises/new/", {**NEW, "credit_code": wrong})
    assert told.status_code == 422
    assert "校验位不对：第 18 位应为" in told.content.decode()
    assert not Enterprise.objects.exists()


def test_a_firm_of_the_same_name_asks_for_a_reason_and_becomes_a_case(cast):
    make_enterprise(by=cast.liu, name=NEW["name"])
    client = signed_in(cast.wu)
    stopped = client.post("/enterprises/new/", NEW)
    assert "与已有企业疑似重复，未登记" in stopped.content.decode()
    client.post("/enterprises/new/", {**NEW, "twin_reason": "同名的另一家"})
    assert DuplicateCase.objects.get().said == "同名的另一家"


def test_the_list_is_narrowed_by_a_former_name_a_mark_and_the_origin(cast, clock):
    firm = make_enterprise(by=cast.liu, name="今日科技公司")
    make_enterprise(by=cast.liu, name="别的公司", origin="320500")
    services.add_former_name(enterprise=firm, name="昨日电子厂", until=None, actor=cast.liu, at=clock.now)
    add_mark(firm, by=cast.liu)
    for query in ("q=昨日", "mark=HIGH_TECH", "province=44"):
        told = page(cast.wu, f"/enterprises/?{query}")
        assert "今日科技公司" in told
        assert "别的公司" not in told


def test_a_page_of_the_list_takes_the_same_number_of_queries_however_many_there_are(
    cast, django_assert_max_num_queries
):
    for n in range(12):
        add_contact(make_enterprise(by=cast.liu, name=f"第{n}家公司"), by=cast.liu)
    client = signed_in(cast.liu)
    client.get("/enterprises/")
    with django_assert_max_num_queries(16):
        client.get("/enterprises/")


def test_the_list_says_who_met_the_firm_last(cast, clock):
    firm = make_enterprise(by=cast.liu)
    make_trip(by=cast.liu, firms=(firm,))
    assert "云溪县" in page(cast.wu, "/enterprises/")
    told = page(cast.liu, f"/enterprises/{firm.code}/met/")
    assert "外出对接企业" in told
    assert "内容由云溪县掌握" in page(cast.wu, f"/enterprises/{firm.code}/met/")
    assert "没有这样的企业" in page(cast.wu, "/enterprises/?state=quiet")


def test_what_came_of_a_meeting_is_told_to_who_sees_it(cast):
    firm = make_enterprise(by=cast.liu)
    make_meeting(by=cast.liu, enterprise=firm, result="约定九月考察厂房")
    path = f"/enterprises/{firm.code}/met/"
    assert "约定九月考察厂房" in page(cast.liu, path)
    told = page(cast.wu, path)
    assert "内容由云溪县掌握" in told
    assert "约定九月考察厂房" not in told
    assert told.count("内容由云溪县掌握") == 1


def test_a_number_is_masked_for_all_and_shown_to_who_may(cast):
    firm = make_enterprise(by=cast.liu)
    contact = add_contact(firm, by=cast.liu)
    for account in (cast.liu, cast.wu, cast.hong):
        told = page(account, f"/enterprises/{firm.code}/people/")
        assert "138****1234" in told
        assert "13800001234" not in told
    assert "138****1234" in page(cast.wu, "/enterprises/")
    path = f"/contacts/{contact.pk}/phone/"
    assert "13800001234" in signed_in(cast.liu).post(path).content.decode()
    assert signed_in(cast.wu).post(path).status_code == 403
    assert signed_in(cast.hong).post(path).status_code == 403


def test_a_check_is_noted_with_its_file_and_the_file_comes_back(cast):
    firm = make_enterprise(by=cast.liu)
    said = {
        "item": "CREDIT",
        "outcome": "CLEAR",
        "finding": "未列入",
        "source": "公示系统",
        "checked_on": "2020-07-01",
    }
    file = SimpleUploadedFile("公示.pdf", pdf())
    signed_in(cast.liu).post(f"/enterprises/{firm.code}/check/", {**said, "files": file, "once": "b" * 32})
    shown = DueCheck.objects.get().files.get()
    told = page(cast.wu, f"/enterprises/{firm.code}/due/")
    assert "未列入" in told
    answer = signed_in(cast.wu).get(f"/checked-files/{shown.pk}/")
    assert b"".join(answer.streaming_content) == pdf()


def test_a_program_named_as_a_picture_is_refused_with_what_was_typed(cast):
    firm = make_enterprise(by=cast.liu)
    said = {
        "item": "SITE",
        "outcome": "CLEAR",
        "finding": "到过厂区",
        "source": "走访",
        "checked_on": "2020-07-01",
    }
    file = SimpleUploadedFile("照片.jpg", b"MZ\x90\x00" * 40)
    told = signed_in(cast.liu).post(f"/enterprises/{firm.code}/check/", {**said, "files": file})
    assert told.status_code == 422
    assert "到过厂区" in told.content.decode()
    assert not DueCheck.objects.exists()


def test_marks_are_noted_and_ended(cast):
    firm = make_enterprise(by=cast.liu)
    client = signed_in(cast.liu)
    said = {"kind": "LISTED", "since": "2018-01-01", "source": "交易所公告", "detail": "主板", "until": ""}
    client.post(f"/enterprises/{firm.code}/mark/", said)
    mark = Mark.objects.get()
    assert "上市公司" in page(cast.wu, f"/enterprises/{firm.code}/")
    client.post(f"/marks/{mark.pk}/end/", {"until": "2020-06-30", "reason": "退市"})
    assert "已到期" in page(cast.liu, f"/enterprises/{firm.code}/")


def test_a_firm_goes_above_scale_and_its_claim_is_verified(cast, clock):
    firm = make_enterprise(by=cast.liu)
    client = signed_in(cast.liu)
    client.post(f"/enterprises/{firm.code}/scale/", {"unit": "YUNXI", "on": "2020年7月"})
    assert "登记退规" in page(cast.liu, f"/enterprises/{firm.code}/")
    told = page(cast.liu, "/above-scale/")
    assert "申报" in told
    assert firm.name in told
    signed_in(cast.qin).post(f"/enterprises/{firm.code}/verify/", {})
    assert "认定" in page(cast.liu, "/above-scale/?tab=scale-moves")
    assert "这一天没有在册的企业" in page(cast.liu, "/above-scale/?on=2020-06-30")


def test_the_list_above_scale_is_as_the_ledger_knew_it(cast, clock):
    firm = make_enterprise(by=cast.liu)
    clock.advance(days=2)
    command = AboveScale(enterprise=firm, unit=cast.liu.unit, occurred_on=VagueDate.day(date(2020, 7, 1)))
    services.enter_above_scale([command], actor=cast.liu, at=clock.now)
    clock.advance(days=2)
    before = clock.now.date().replace(day=clock.now.day - 3).isoformat()
    assert firm.name not in page(cast.liu, f"/above-scale/?as_of={before}T00:00")
    assert firm.name in page(cast.liu, "/above-scale/")


def test_two_firms_that_are_one_are_named_ruled_on_and_merged(cast):
    one = make_enterprise(by=cast.liu, name="甲乙丙公司", credit_code=credit_code(1))
    other = make_enterprise(by=cast.wu, name="完全不同的叫法")
    add_contact(other, by=cast.wu)
    add_check(other, by=cast.wu)
    sent = signed_in(cast.wu).post(
        f"/enterprises/{other.code}/same/", {"other": one.code, "reason": "同一法人"}
    )
    case = DuplicateCase.objects.get()
    assert sent.headers["Location"] == f"/duplicates/{case.code}/"
    assert case.code in page(cast.liu, f"/enterprises/{one.code}/duplicates/")
    centre = signed_in(cast.zhong)
    centre.post(f"/duplicates/{case.code}/", {"ruling": "SAME", "reason": "核实"})
    case.refresh_from_db()
    assert case.state == CaseState.SAME
    keep = "left" if case.left_enterprise_id == one.pk else "right"
    centre.post(f"/duplicates/{case.code}/merge/", {"keep": keep, "confirmed": "yes"})
    assert "汪示例" in page(cast.liu, f"/enterprises/{one.code}/people/")
    assert "未列入失信名单" in page(cast.liu, f"/enterprises/{one.code}/due/")
    assert f'已并入 <a href="/enterprises/{one.code}/">' in page(cast.liu, f"/enterprises/{other.code}/")
    assert one.code in page(cast.liu, "/enterprises/?q=完全不同")


def test_firms_with_two_credit_codes_are_never_one(cast):
    one = make_enterprise(by=cast.liu, credit_code=credit_code(1))
    other = make_enterprise(by=cast.liu, name="另一家", credit_code=credit_code(2))
    told = signed_in(cast.liu).post(f"/enterprises/{other.code}/same/", {"other": one.code, "reason": "像"})
    assert "是两家企业；代码有误的请先更正" in told.content.decode()


def test_the_list_leaves_as_a_workbook(cast):
    make_enterprise(by=cast.liu)
    for path in ("/enterprises/", "/above-scale/"):
        assert signed_in(cast.liu).get(f"{path}?format=xlsx").content[:2] == b"PK"


def test_who_was_met_becomes_a_contact_with_one_click_and_once(cast):
    firm = make_enterprise(by=cast.liu)
    add_contact(firm, by=cast.liu, name="已登记")
    people = tuple(
        Attendant(name=name, side=Side.THEIRS, post="副总", phone="13900001111")
        for name in ("已登记", "新面孔")
    )
    for _ in range(2):
        make_meeting(by=cast.liu, enterprise=firm, people=people)
    path = f"/enterprises/{firm.code}/people/"
    told = page(cast.liu, path).split("会谈中见过的人")[1]
    assert "新面孔" in told
    assert "已登记" not in told
    assert "13900001111" not in told
    assert "会谈中见过的人" not in page(cast.wu, path)
    person = MeetingPerson.objects.filter(name="新面孔").last()
    add = f"/enterprises/{firm.code}/met/{person.pk}/"
    assert "已经是联系人" in signed_in(cast.wu).post(add, follow=True).content.decode()
    signed_in(cast.hong).post(add)
    for _ in range(2):
        signed_in(cast.liu).post(add)
    row = Contact.objects.get(name="新面孔")
    assert (row.title, row.phone, row.unit) == ("副总", "13900001111", cast.liu.unit)
    assert "会谈中见过的人" not in page(cast.liu, path)


def test_a_firms_page_says_its_chain_its_supplies_and_its_leads(cast):
    chain, local = make_chain(by=cast.zhong), make_local(by=cast.liu)
    firm = make_enterprise(by=cast.liu, credit_code=credit_code(7))
    make_supply(firm, local, by=cast.liu, goods="棱镜片")
    make_lead(by=cast.liu, enterprise=firm, investor_name=firm.name, project_name="镜片线索")
    told = page(cast.liu, f"/enterprises/{firm.code}/")
    for said in (chain.name, "显示面板", "按行业", local.name, "棱镜片", "镜片线索"):
        assert said in told
    assert f"investor_code={firm.credit_code}" in told
    assert firm.name in page(cast.hong, f"/enterprises/{local.code}/").split("供应关系")[1]
    textile = make_enterprise(by=cast.liu, name="示例纺织", industry="C17")
    place = f"/chains/{chain.code}/place/?code={textile.code}"
    assert place in page(cast.liu, f"/enterprises/{textile.code}/").split("归位到")[1]
    assert "归位到" not in told
    for said in ("登记它的客户", "归位到"):
        assert said not in page(cast.hong, f"/enterprises/{textile.code}/")
