"""Action items in the browser: set, extended, overdue, escalated, done, refused, done again, closed."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from luodi.actions import services
from luodi.actions.models import ActionItem, ItemProof
from luodi.desk.tests.makers import signed_in

pytestmark = pytest.mark.django_db


def text(client, path):
    return client.get(path).content.decode()


def asked(centre, **more):
    said = {
        "title": "协调地块平整",
        "owner": "liu",
        "deadline": "2020-08-08",
        "kind": "PROBLEM",
        "reason": "LAND",
    }
    centre.post("/actions/new/", {**said, "co_owners": ["wu"], "once": "f" * 32, **more})
    return ActionItem.objects.get()


def test_an_item_goes_its_whole_way_between_two_people(cast, clock):
    centre, desk = signed_in(cast.zhong), signed_in(cast.liu)
    item = asked(centre, source="REVIEW", note="第3次调度会")
    page = text(desk, f"/actions/{item.code}/")
    for words in ("2020-08-08 不是工作日，期限顺延到 2020-08-10", "第3次调度会", "问题（土地）", "协办人"):
        assert words in page
    assert item.title in text(signed_in(cast.wu), "/actions/")
    assert (
        desk.post(f"/actions/{item.code}/extend/", {"until": "2020-08-12", "reason": ""}).status_code == 422
    )
    desk.post(f"/actions/{item.code}/extend/", {"until": "2020-08-12", "reason": "等测绘"})
    assert desk.post(f"/actions/{item.code}/decide/", {"answer": "YES"}).status_code == 403
    assert item.title in text(centre, "/actions/?tab=judge")
    centre.post(f"/actions/{item.code}/decide/", {"answer": "YES", "remark": "抓紧"})
    assert "已延期 1 次" in text(desk, f"/actions/{item.code}/")
    clock.advance(days=14)
    services.escalate_items(cast.city, at=clock.now)
    assert "红色督办" in text(desk, f"/actions/{item.code}/")
    proof = SimpleUploadedFile("回执.txt", "已平整".encode())
    desk.post(f"/actions/{item.code}/finish/", {"result": "已平整", "proofs": [proof]})
    centre.post(f"/actions/{item.code}/back/", {"reason": "还差围挡"})
    assert "还差围挡" in text(desk, f"/actions/{item.code}/")
    desk.post(f"/actions/{item.code}/finish/", {"result": "围挡也好了"})
    centre.post(f"/actions/{item.code}/close/", {"remark": "属实"})
    item.refresh_from_db()
    assert (item.state, item.result) == ("DONE", "围挡也好了")
    kept = desk.get(f"/actions/proofs/{ItemProof.objects.get().pk}/")
    assert b"".join(kept.streaming_content).decode() == "已平整"


def test_the_centre_does_not_close_what_it_did_itself(cast, clock):
    centre = signed_in(cast.zhong)
    item = asked(centre, owner="zhong")
    centre.post(f"/actions/{item.code}/finish/", {"result": "好了"})
    answer = centre.post(f"/actions/{item.code}/close/", {"remark": ""})
    assert answer.status_code == 422
    assert "自己办理的事项不能由自己销号" in answer.content.decode()


def test_the_sheet_opens_as_a_word_file_with_its_number(cast, clock):
    centre = signed_in(cast.zhong)
    item = asked(centre)
    clock.advance(days=30)
    services.escalate_items(cast.city, at=clock.now)
    answer = centre.get(f"/actions/{item.code}/sheet/")
    paper = Document(BytesIO(answer.content))
    said = "\n".join(one.text for one in paper.paragraphs)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "督办单" in said
    assert "DB2020-0001" in said
    assert "云溪县" in cells
    assert "协调地块平整" in cells


def test_the_centre_sets_how_items_are_pressed_for(cast, clock):
    centre = signed_in(cast.zhong)
    assert "系统示例参数" in text(centre, "/actions/rules/")
    said = {
        "source": "示例督〔2020〕1号", "valid_from": clock.day.isoformat(),
        "remind_days": 2, "urge_days": 1, "supervise_days": 5,
        "remind_tells": ["OWNER"], "urge_tells": ["OWNER", "UNIT"], "supervise_tells": ["OWNER", "CENTRE"],
    }  # fmt: skip
    assert centre.post("/actions/rules/set/", {**said, "supervise_days": 1}).status_code == 422
    centre.post("/actions/rules/set/", said)
    page = text(signed_in(cast.liu), "/actions/rules/")
    assert "期限前2个工作日，蓝色，告知办理人" in page
    assert "所有事项都由他人销号" in page


def test_the_list_is_narrowed_by_kind_and_reason(cast, clock):
    centre = signed_in(cast.zhong)
    item = asked(centre)
    assert item.title in text(centre, "/actions/?tab=all&kind=PROBLEM&reason=LAND")
    assert item.title not in text(centre, "/actions/?tab=all&reason=FUNDS")
    assert item.title in text(centre, "/actions/?tab=all&reason=NONSENSE")


def test_what_i_asked_for_shows_the_open_ones_first(cast, clock):
    centre = signed_in(cast.zhong)
    done = asked(centre, title="早已办完的一件")
    signed_in(cast.liu).post(f"/actions/{done.code}/finish/", {"result": "办完了"})
    centre.post(f"/actions/{done.code}/close/", {})
    centre.post(
        "/actions/new/", {"title": "后来交办的一件", "owner": "liu", "workdays": "30", "once": "e" * 32}
    )
    page = text(centre, "/actions/?tab=asked")
    assert page.index("后来交办的一件") < page.index("早已办完的一件")


def test_who_asks_for_an_item_is_shown_it(cast, clock):
    said = {"title": "协调用电", "owner": "liu", "workdays": "5", "once": "d" * 32}
    answer = signed_in(cast.zhong).post("/actions/new/", said)
    assert answer.headers["Location"] == f"/actions/{ActionItem.objects.get().code}/"
