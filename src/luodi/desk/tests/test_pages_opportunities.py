"""The bank of opportunities in the browser: what is offered to whom, what is refused, and what an investor gets."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.audit.models import AuditRecord
from luodi.desk.tests.makers import signed_in
from luodi.documents.tests.makers import png
from luodi.opportunities import brochures
from luodi.opportunities.models import Opportunity
from luodi.opportunities.tests.makers import make_described, make_opportunity

NEW = {
    "name": "云溪碳纤维项目",
    "amount": "3亿元",
    "industry": "C28",
    "unit": "YUNXI",
    "area": "",
    "mode": "ANY",
    "since": "2020-07-01",
    "summary": "年产 5000 吨碳纤维",
    "phone": "0554-1234567",
    "once": "d" * 32,
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def page(account, path):
    return signed_in(account).get(path).content.decode()


def test_an_empty_bank_says_what_to_do(liu):
    assert "新增招商项目" in page(liu, "/opportunities/")


def test_a_form_that_is_sent_twice_enters_one(liu):
    client = signed_in(liu)
    for _ in range(2):
        answer = client.post("/opportunities/new/", NEW)
        assert answer.status_code == 302
    (row,) = Opportunity.objects.all()
    assert answer.headers["Location"] == f"/opportunities/{row.code}/"
    assert "年产 5000 吨碳纤维" in page(liu, f"/opportunities/{row.code}/")


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(liu):
    answer = signed_in(liu).post("/opportunities/new/", {**NEW, "amount": "0", "content_en": "A plant."})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "云溪碳纤维项目" in said
    assert not Opportunity.objects.exists()
    answer = signed_in(liu).post("/opportunities/new/", {**NEW, "content_en": "A plant."})
    assert "请同时填写英文名称" in answer.content.decode()


def test_the_number_is_masked_and_another_county_does_not_get_it(liu, wu):
    row = make_described(by=liu)
    path = f"/opportunities/{row.code}/"
    assert "055****5678" in page(wu, path)
    assert "0554-2345678" not in page(liu, path)
    assert "查看号码" not in page(wu, path)
    assert signed_in(wu).post(f"{path}phone/").status_code == 403
    assert "0554-2345678" in signed_in(liu).post(f"{path}phone/").content.decode()
    assert AuditRecord.objects.filter(act="查看联系电话", target_code=row.code).count() == 1


def test_the_yearly_refresh_is_asked_for_and_keeps_the_old_version(liu):
    row = make_described(by=liu, since=date(2019, 5, 17))
    assert "待更新" in page(liu, "/opportunities/?tab=due")
    path = f"/opportunities/{row.code}/revise/"
    held = {"name": row.name, "amount": "15亿元", "industry": row.industry, "mode": "JOINT", "area": ""}
    said = {**held, "year": "2020", "on": "2020-08-01", "version": "0", "phone": "0554-2345678"}
    assert signed_in(liu).post(path, said).status_code == 302
    assert "15.00" in page(liu, f"/opportunities/{row.code}/")
    assert "不是现在的内容" in page(liu, f"/opportunities/{row.code}/?version=1")
    late = signed_in(liu).post(path, {**said, "reason": "再改"})
    assert "已修改这条记录" in late.content.decode()


def test_a_state_is_moved_on_with_what_it_needs(liu, qin):
    row = make_opportunity(by=liu)
    path = f"/opportunities/{row.code}/move/"
    said = {"state": "TALKS", "since": "2020-07-01", "version": "0"}
    assert "哪家企业" in signed_in(liu).post(path, said).content.decode()
    signed_in(liu).post(path, {**said, "investor_name": "南粤显示有限公司"})
    assert "南粤显示有限公司" in page(liu, f"/opportunities/{row.code}/")
    wrong = signed_in(liu).post(
        path, {"state": "MATCHED", "since": "2020-07-02", "version": "1", "project": "P2020-9999"}
    )
    assert "没有编号为“P2020-9999”的项目" in wrong.content.decode()
    assert "等待认定" in page(qin, f"/opportunities/{row.code}/")
    signed_in(qin).post(f"/opportunities/{row.code}/verify/")
    assert "等待认定" not in page(qin, f"/opportunities/{row.code}/")


def test_a_picture_is_shown_and_a_program_is_refused(liu, wu):
    row = make_opportunity(by=liu)
    path = f"/opportunities/{row.code}/photo/"
    bad = signed_in(liu).post(path, {"file": SimpleUploadedFile("照片.jpg", b"MZ" * 90)})
    assert bad.status_code == 422
    signed_in(liu).post(path, {"file": SimpleUploadedFile("厂区.png", png()), "caption": "地块"})
    photo = row.photos.get()
    assert "地块" in page(wu, f"/opportunities/{row.code}/")
    answer = signed_in(wu).get(f"/site-photos/{photo.pk}/")
    assert b"".join(answer.streaming_content) == png()
    assert signed_in(wu).post(f"/site-photos/{photo.pk}/take-off/").status_code == 403


def test_the_profile_is_one_page_in_either_language(liu):
    row, without = make_described(by=liu), make_opportunity(by=liu, name="没有英文的项目")
    assert "建设光学膜和显示材料生产线" in page(liu, f"/opportunities/{row.code}/profile/")
    english = page(liu, f"/opportunities/{row.code}/profile/?language=en")
    assert "Display Materials Plant in Yunxi" in english
    assert "还没有英文内容" in page(liu, f"/opportunities/{without.code}/profile/?language=en")


def test_a_brochure_is_made_of_a_selection_and_leaves_a_trace(liu, wu):
    rows = [make_described(by=liu, name=f"第{n}个项目") for n in range(2)]
    said = {"code": [one.code for one in rows], "language": "zh", "kind": "docx", "phones": "on"}
    answer = signed_in(liu).post("/opportunities/brochure/", said)
    assert answer.headers["Content-Type"] == brochures.WORD_TYPE
    assert AuditRecord.objects.filter(act="印出联系电话").count() == 2
    signed_in(wu).post("/opportunities/brochure/", said)
    assert AuditRecord.objects.filter(act="印出联系电话").count() == 2
    without = make_opportunity(by=liu, name="没有英文的项目")
    english = {"code": [without.code], "language": "en", "kind": "docx"}
    refused = signed_in(liu).post("/opportunities/brochure/", english)
    assert "都没有英文内容" in refused.content.decode()


def test_the_list_is_narrowed_exported_and_costs_the_same_however_long(liu, django_assert_num_queries):
    for n in range(3):
        make_opportunity(by=liu, name=f"第{n}个项目", industry="C38" if n else "C39")
    found = page(liu, "/opportunities/?industry=C39")
    assert "第0个项目" in found
    assert "第1个项目" not in found
    client = signed_in(liu)
    exported = client.get("/opportunities/?format=csv").content.decode("utf-8-sig")
    assert exported.count("个项目") >= 3
    client.get("/opportunities/")
    with django_assert_num_queries(12):
        client.get("/opportunities/")


def test_while_the_past_is_shown_no_form_is_open(liu):
    row = make_opportunity(by=liu)
    path = f"/opportunities/{row.code}/"
    assert "更新内容" not in page(liu, f"{path}?as_of=2020-07-31T00:00")
    assert signed_in(liu).post(f"{path}move/?as_of=2020-07-31T00:00").status_code == 409
