"""Pieces in the browser: templates installed and changed, a piece composed, read, edited, put right, taken away."""

import re
from io import BytesIO

import pytest
from docx import Document

from luodi.desk.tests.makers import signed_in
from luodi.projects.choices import Field
from luodi.publishing.models import Piece, Template
from luodi.publishing.selectors.obstacles import current
from luodi.publishing.tests.release_makers import Desk, corrected, make_desk

TEMPLATE = (
    "@种类 专报\n@标题 {城市}{本期}简报\n"
    "{本期}，全市新签约项目{新签约项目}，工业项目占{新签约工业项目数占比}。\n"
)
COMPOSED = {"period": "2020年1—7月", "issued_on": "2020-08-03", "once": "a" * 32}


@pytest.fixture
def desk(cast, clock) -> Desk:
    return make_desk(cast, clock)


@pytest.fixture
def press(desk):
    return signed_in(desk.press)


def made(press) -> Piece:
    """A piece from a template that was written, adopted and used in the browser."""
    press.post("/publishing/templates/new/", {"text": TEMPLATE})
    template = Template.objects.get()
    at = f"/publishing/templates/{template.code}/adopt/?number=1"
    assert press.post(at, {"version": template.version}).status_code == 302
    assert press.post(f"/publishing/new/{template.code}/", COMPOSED).status_code == 302
    return Piece.objects.get()


def page(press, path: str) -> str:
    answer = press.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_template_with_an_unknown_indicator_is_refused_with_its_line_and_what_was_typed_stays(press):
    said = TEMPLATE.replace("{新签约项目}", "{新签约工程}")
    answer = press.post("/publishing/templates/new/", {"text": said})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "第 3 行第 13 列" in shown
    assert "没有指标或填写项“新签约工程”" in shown
    assert "{新签约工程}" in shown
    assert not Template.objects.exists()


def test_a_template_is_looked_at_without_being_kept_and_tried_without_a_record(press):
    answer = press.post("/publishing/templates/new/", {"text": TEMPLATE, "check": "1"})
    assert "没有发现问题" in answer.content.decode()
    assert not Template.objects.exists()
    press.post("/publishing/templates/install/", {})
    for one in Template.objects.all():
        assert "处引用台账的数" in page(press, f"/publishing/templates/{one.code}/trial/?period=2020年1—7月")
    assert not Piece.objects.exists()


def test_each_number_of_a_piece_opens_its_figure(press):
    row = made(press)
    shown = page(press, f"/publishing/pieces/{row.code}/")
    assert "示例市2020年1—7月简报" in shown
    for figure in current(row).figures.all():
        assert f">{figure.shown}</a>" in shown
    at = "/figures/open/?code=signed.count&from=2020-01-01&to=2020-07-31&scope=city"
    assert at.replace("&", "&amp;") in shown
    assert "云溪氢能装备项目" in page(press, at)


def test_once_the_ledger_has_moved_on_a_number_opens_as_of_the_moment_of_the_piece(press, desk):
    row = made(press)
    corrected(desk, desk.projects[2], Field.INDUSTRY, "C39")
    desk.clock.advance(hours=1)
    shown = page(press, f"/publishing/pieces/{row.code}/")
    links = re.findall(r'href="(/figures/open/[^"]*industrial[^"]*)"', shown)
    opened = page(press, links[0].replace("&amp;", "&"))
    assert "66.67" in opened
    assert "as_of=" in links[0]


def test_an_edit_marks_the_changed_number_and_one_click_puts_it_right(press):
    row = made(press)
    at = f"/publishing/pieces/{row.code}/"
    text = current(row).text.replace("66.67%", "76.67%")
    beside = press.post(f"{at}live/", {"text": text}).content.decode()
    assert "“76.67%”" in beside
    assert "台账为“66.67%”" in beside
    assert press.post(f"{at}edit/", {"text": text, "version": row.version}).status_code == 302
    shown = page(press, at)
    assert "有 1 处引用的数被改动" in shown
    row.refresh_from_db()
    place = current(row).figures.get(state="CHANGED").place
    assert f"{at}figures/{place}/restore/" in shown
    assert press.post(f"{at}figures/{place}/restore/", {"version": row.version}).status_code == 302
    assert "被改动" not in page(press, at)
    assert "76.67%" in page(press, f"{at}versions/2/")


def test_the_numbers_of_a_piece_are_brought_to_now_and_a_stale_form_is_refused(press):
    row = made(press)
    at = f"/publishing/pieces/{row.code}/refresh/"
    assert press.post(at, {"version": row.version}).status_code == 302
    late = press.post(at, {"version": row.version})
    assert late.status_code == 422
    assert "已修改这条记录" in late.content.decode()


def test_a_piece_is_taken_away_as_word_with_its_text(press):
    row = made(press)
    content = press.get(f"/publishing/pieces/{row.code}/word/").content
    assert any("新签约项目3个" in one.text for one in Document(BytesIO(content)).paragraphs)


def test_a_text_of_ones_own_is_begun_without_a_template(press):
    said = {
        "kind": "SPECIAL",
        "period": "2020年7月",
        "issued_on": "2020-08-03",
        "text": "题目\n正文。",
        "once": "b" * 32,
    }
    assert press.post("/publishing/new/text/", said).status_code == 302
    assert Piece.objects.get().title == "题目"
    wrong = press.post("/publishing/new/text/", said | {"period": "下世纪", "once": "c" * 32})
    assert "看不懂时段" in wrong.content.decode()


def test_who_does_not_read_the_whole_city_sees_no_drafts(press, desk):
    row = made(press)
    for account in (desk.cast.liu, desk.cast.system_admin):
        assert signed_in(account).get(f"/publishing/pieces/{row.code}/").status_code == 403
    shown = page(signed_in(desk.cast.hong), f"/publishing/pieces/{row.code}/")
    assert f"/publishing/pieces/{row.code}/edit/" not in shown
