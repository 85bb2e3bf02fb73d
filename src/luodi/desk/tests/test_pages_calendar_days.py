"""Working days in the browser: seen by all, ordered by the centre, with a warning for a year that nobody knows."""

from luodi.calendars.models import LocalDay
from luodi.desk.tests.makers import signed_in

ORDER = {
    "kind": "OFF",
    "first": "2020-02-03",
    "last": "2020-02-07",
    "name": "延迟复工",
    "document": "示例令第1号",
}


def text(account, path="/calendar-days/?year=2020"):
    return signed_in(account).get(path).content.decode()


def test_the_centre_orders_days_and_everybody_sees_them_with_their_document(zhong, liu, clock):
    assert "全年 249 个工作日" in text(liu)
    assert signed_in(zhong).post("/calendar-days/set/", ORDER).status_code == 302
    seen = text(liu)
    assert "全年 244 个工作日" in seen
    assert "示例令第1号" in seen
    assert "安排工作日" not in seen


def test_an_order_without_a_document_keeps_what_was_typed_and_says_what_is_missing(zhong, clock):
    answer = signed_in(zhong).post("/calendar-days/set/", ORDER | {"document": " "})
    assert answer.status_code == 422
    assert "延迟复工" in answer.content.decode()
    assert not LocalDay.objects.exists()


def test_an_order_is_taken_back_with_a_reason(zhong, clock):
    signed_in(zhong).post("/calendar-days/set/", ORDER)
    said = {"first": "2020-02-03", "last": "2020-02-04", "reason": "提前复工"}
    assert signed_in(zhong).post("/calendar-days/clear/", said).status_code == 302
    assert LocalDay.objects.count() == 3


def test_a_year_without_a_notice_warns_and_nonsense_shows_this_year(liu):
    assert "还没有 2031 年的放假通知" in text(liu, "/calendar-days/?year=2031")
    for year in ("abcd", "99999", "-1", "０２０２"):
        assert "2020年工作日" in text(liu, f"/calendar-days/?year={year}")
