"""The press check in the browser: a text is brought, its remarks stand beside its words, and are settled."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from luodi.desk.selectors.press import Sheet
from luodi.desk.tests.makers import signed_in
from luodi.figures.tests.makers import Book
from luodi.press import services
from luodi.press.models import Draft, Ruling
from luodi.press.reporting import report
from luodi.press.services.checking import check_draft
from luodi.press.tests.makers import PUBLISHED, RIGHT, sign_five

WRONG = RIGHT.replace("5个", "7个")


@pytest.fixture
def book(city, zhong, clock) -> Book:
    book = Book(city, zhong, clock)
    sign_five(book)
    return book


def text(desk: Client, path: str) -> str:
    answer = desk.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def post(desk: Client, path: str, **said: object) -> str:
    """Send the form and return where it leads, or what it says when it is refused."""
    answer = desk.post(path, said)
    return answer.headers["Location"] if answer.status_code == 302 else answer.content.decode()


def brought(desk: Client, said: str = WRONG, **more: object) -> str:
    return post(desk, "/press/new/", text=said, published=PUBLISHED.isoformat(), **more)


def prints(page: str) -> list[str]:
    return re.findall(r'name="fingerprint" value="([0-9a-f]{64})"', page)


def test_a_pasted_text_is_shown_with_its_remarks_beside_its_words(book, zhong):
    desk = signed_in(zhong)
    home = brought(desk)
    assert home == "/press/1/"
    page = text(desk, home)
    assert re.search(r'<a class="press-on press-on-error" id="w\d+" href="#r(\d+)">7</a>', page)
    assert "台账中2020年1—7月“新签约项目”为5个" in page
    assert 'class="press-number-agrees"' in page
    assert "/figures/?code=signed.count" in page or "code=signed.count" in page
    assert "示例市招商工作情况" in text(desk, "/press/")


def test_an_uploaded_file_is_read(book, zhong):
    desk = signed_in(zhong)
    file = SimpleUploadedFile("稿件.txt", WRONG.encode("gb18030"), "text/plain")
    assert brought(desk, "", file=file) == "/press/1/"
    assert Draft.objects.get().source == "稿件.txt"


def test_a_paper_s_tables_are_read_and_said_to_be_tables(book, zhong):
    paper, content = Document(), BytesIO()
    for line in WRONG.split("\n"):
        words = paper.add_paragraph()
        for first in range(0, len(line), 5):
            words.add_run(line[first : first + 5])
    table = paper.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "云溪县新签约项目", "3个"
    paper.save(content)
    desk = signed_in(zhong)
    home = brought(desk, "", file=SimpleUploadedFile("稿件.docx", content.getvalue()))
    page = text(desk, home)
    assert "press-on-error" in page
    assert '<p class="press-place">' in page
    post(desk, f"{home}correct/", fingerprint=prints(page)[0], version=0)
    assert '<p class="press-place">' in text(desk, home)


def test_nothing_to_check_is_refused_at_its_field(book, zhong):
    assert "稿件没有正文" in brought(signed_in(zhong), " ")


def test_one_click_puts_a_correction_into_the_text(book, zhong):
    desk = signed_in(zhong)
    home = brought(desk)
    page = text(desk, home)
    assert post(desk, f"{home}correct/", fingerprint=prints(page)[0], version=0) == home
    assert Draft.objects.get().text == RIGHT
    after = text(desk, home)
    assert "press-on-error" not in after
    assert "第 2 次" in after
    assert "press-on-error" in text(desk, f"{home}checks/1/")


def test_a_ruling_settles_a_remark_until_it_is_taken_back(book, zhong):
    desk = signed_in(zhong)
    home = brought(desk)
    mark = prints(text(desk, home))[0]
    assert "含补签两个" not in text(desk, f"{home}rule/?fingerprint={mark}")
    ruled = {"fingerprint": mark, "verdict": "RIGHT", "reason": "含补签两个"}
    assert post(desk, f"{home}rule/", **ruled) == home
    page = text(desk, home)
    assert "press-on-ruled" in page
    assert "含补签两个" in page
    assert "含补签两个" in text(desk, "/press/rulings/")
    taken = post(desk, f"/press/rulings/{Ruling.objects.get().pk}/revoke/", reason="没有补签")
    assert taken == "/press/rulings/"
    assert "press-on-error" in text(desk, home)


def test_typing_is_answered_with_what_is_said_and_keeps_nothing(book, zhong):
    desk = signed_in(zhong)
    page = post(desk, "/press/live/", text=WRONG, published=PUBLISHED.isoformat(), key="draft-1")
    assert page.lstrip().startswith('<div id="beside"')
    assert "台账中2020年1—7月“新签约项目”为5个" in page
    assert not Draft.objects.exists()


def test_what_was_asked_once_is_not_asked_again_while_somebody_types(book, zhong):
    desk = signed_in(zhong)
    said = {"published": PUBLISHED.isoformat(), "key": "draft-typing"}
    post(desk, "/press/live/", text=WRONG, **said)
    with CaptureQueriesContext(connection) as asked:
        post(desk, "/press/live/", text=f"{WRONG}\n谢谢大家。", **said)
    figures = [one["sql"] for one in asked.captured_queries if "SUM(f." in one["sql"]]
    assert not figures


def test_the_past_shows_what_was_known_then_and_takes_nothing_in(book, zhong, clock):
    desk = signed_in(zhong)
    home = brought(desk, RIGHT)
    clock.advance(days=2)
    book.sign("late", date(2020, 7, 20), yi="1")
    clock.advance(days=1)
    assert "press-on-error" in text(desk, home)
    past = text(desk, f"{home}?as_of=2020-08-04T00:00")
    assert "press-on-error" not in past
    assert "修改稿件" not in past


def test_a_clerk_sees_his_own_drafts_and_nobody_elses(book, zhong, liu, wu):
    home = brought(signed_in(liu))
    assert "示例市招商工作情况" in text(signed_in(liu), "/press/")
    assert signed_in(wu).get(home).status_code == 404
    assert "示例市招商工作情况" not in text(signed_in(wu), "/press/")
    assert "裁定</a>" not in text(signed_in(liu), home).replace('"/press/rulings/">裁定</a>', "")


def test_two_editors_at_once_are_told_of_each_other(book, zhong):
    desk = signed_in(zhong)
    home = brought(desk)
    said = {"text": RIGHT, "published": PUBLISHED.isoformat(), "version": 0}
    assert post(desk, f"{home}edit/", **said) == home
    assert "已修改这条记录" in post(desk, f"{home}edit/", **said)


def test_words_of_the_city_are_kept_and_taken_out_of_use(book, zhong):
    desk = signed_in(zhong)
    said = {"words": "百日攻坚期间", "kind": "SPAN", "first": "2020-02-01", "last": "2020-03-31"}
    assert post(desk, "/press/terms/new/", **said) == "/press/terms/"
    assert "2020-02-01 至 2020-03-31" in text(desk, "/press/terms/")
    assert "已经登记" in post(desk, "/press/terms/new/", **said)


def test_every_character_of_a_draft_is_shown_once(book, zhong):
    said = f"𠮷祥云溪\n\n{WRONG}\n“引号”和\t制表"
    checked = check_draft(book.city, said, published=PUBLISHED)
    sheet = Sheet(said, report(checked))
    shown = ["".join(piece.text for piece in one.pieces) for one in sheet.paragraphs]
    assert shown == [line for line in said.split("\n") if line.strip()]
    assert len({one.number for one in sheet.remarks}) == len(sheet.remarks)


def test_a_list_of_drafts_asks_no_more_for_more_of_them(book, zhong, clock):
    desk = signed_in(zhong)
    brought(desk)
    with CaptureQueriesContext(connection) as few:
        text(desk, "/press/")
    for nth in range(4):
        new = services.NewDraft(text=f"第{nth}份。{RIGHT}", published=PUBLISHED)
        services.bring(new, actor=zhong, at=clock.now)
    with CaptureQueriesContext(connection) as many:
        text(desk, "/press/")
    assert len(many) <= len(few)
