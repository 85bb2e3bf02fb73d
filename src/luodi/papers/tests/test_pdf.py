"""The rendered page against the standard: where each character stands, its size, colour and typeface."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from luodi.papers import fonts, measures, pdf
from luodi.papers.paper import Annex, Gap, Kind, Paper, Paragraph, Picture, Sign, Table
from luodi.papers.tests import makers
from luodi.papers.tests.makers import glyphs, lines, page_numbers, said

pytestmark = pytest.mark.usefixtures("_typefaces")


def on_page(told: list[makers.Glyph], number: int) -> list[makers.Glyph]:
    return [one for one in told if one.page == number and one.top < 262]


def n_pages(paper: Paper) -> int:
    return len(pypdfium2.PdfDocument(pdf.written(paper)))


def test_a_full_page_has_22_rows_of_28_characters() -> None:
    told = glyphs(pdf.written(Paper(makers.full_pages(44))))
    for page in (1, 2):
        rows = lines(on_page(told, page))
        assert list(rows) == list(range(22))
        assert {len(row) for row in rows.values()} == {28}


def test_a_long_paragraph_is_broken_after_28_characters() -> None:
    told = glyphs(pdf.written(Paper((Paragraph(makers.HANZI * 8),))))
    rows = lines(on_page(told, 1))
    assert [len(row) for row in rows.values()][:-1] == [26, *[28] * (len(rows) - 2)]


def test_nothing_stands_outside_the_type_area() -> None:
    told = glyphs(pdf.written(Paper((*makers.full_pages(22), *makers.a_document().blocks))))
    text = [one for one in told if one.top < 262]
    assert min(one.left for one in text) >= 28 - 0.1
    assert max(one.right for one in text) <= 184 + 0.1
    assert min(one.top for one in text) >= 37
    assert max(one.bottom for one in text) <= 262


def test_columns_stand_under_each_other_from_edge_to_edge() -> None:
    told = on_page(glyphs(pdf.written(Paper(makers.full_pages(22)))), 1)
    rows = list(lines(told).values())
    lefts = [[one.left for one in row] for row in rows]
    assert all(abs(left - lefts[0][at]) < 0.05 for row in lefts for at, left in enumerate(row))
    pitch = (lefts[0][-1] - lefts[0][0]) / 27
    assert pitch == pytest.approx(measures.CELL, abs=0.15)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("一、总体情况", "NotoSansSC"),
        ("（二）开工情况", "Kai"),
        ("各县区要压实责任", "FandolFang"),
        ("1—8月全市招商引资工作情况的通报", "NotoSerifSC"),
    ],
)
def test_each_part_has_its_typeface(text: str, font: str) -> None:
    told = glyphs(pdf.written(makers.a_document()))
    at = said(told).find(text)
    found = [one for one in told[at : at + len(text)] if not one.text.isascii() and one.text not in "—（）、"]
    assert found
    assert all(font in one.font for one in found)


def test_title_is_of_size_two_and_text_of_size_three() -> None:
    told = glyphs(pdf.written(makers.a_document()))
    title, text = said(told).find("招商引资工作情况"), said(told).find("各县区要压实")
    assert told[title].size == pytest.approx(22, abs=0.2)
    assert told[text].size == pytest.approx(15.75, abs=0.2)


def test_only_the_mark_is_red() -> None:
    told = glyphs(pdf.written(makers.a_document()))
    assert said(one for one in told if one.red) == "某某市人民政府办公室文件"


def test_the_mark_begins_35_mm_below_the_type_area() -> None:
    mark = [one for one in glyphs(pdf.written(makers.a_document())) if one.red]
    assert min(one.top for one in mark) == pytest.approx(37 + 35, abs=1.5)
    assert (min(one.left for one in mark) + max(one.right for one in mark)) / 2 == pytest.approx(106, abs=0.6)


def test_the_number_stands_two_rows_below_the_mark_and_the_title_two_below_the_rule() -> None:
    rows = lines(on_page(glyphs(pdf.written(makers.a_document())), 1))
    number = next(row for row, told in rows.items() if "某政办〔2020〕7号" in said(told))
    title = next(row for row, told in rows.items() if said(told) == "某某市人民政府办公室关于")
    assert title - number in (4, 5)
    assert set(rows) & {number - 1, number - 2, number + 1, number + 2, number + 3} <= {number + 1}


def test_page_numbers_stand_outside_7_mm_below_the_text() -> None:
    paper = Paper(makers.full_pages(60), is_numbered=True)
    numbers = page_numbers(glyphs(pdf.written(paper)))
    assert {page: said(told) for page, told in numbers.items()} == {1: "—1—", 2: "—2—", 3: "—3—"}
    one = 14 * measures.POINT
    assert max(char.right for char in numbers[1]) == pytest.approx(184 - one, abs=0.6)
    assert min(char.left for char in numbers[2]) == pytest.approx(28 + one, abs=0.6)
    dash = numbers[1][0]
    assert dash.middle == pytest.approx(262 + 7, abs=0.5)


def test_a_paper_that_is_not_numbered_has_no_numbers() -> None:
    assert not page_numbers(glyphs(pdf.written(Paper(makers.full_pages(30), is_numbered=False))))


def test_a_page_that_lies_keeps_its_number_where_those_that_stand_have_it() -> None:
    paper = makers.a_document(blocks=(), sign=Sign(), imprint=None)
    document = pypdfium2.PdfDocument(pdf.written(paper))
    sizes = [tuple(round(side * measures.POINT) for side in page.get_size()) for page in document]
    assert sizes[:2] == [(210, 297), (297, 210)]
    told = [one for one in glyphs(pdf.written(paper)) if one.page == 2 and one.text in "—2"]
    assert len(told) >= 3
    assert all(one.left < 29 for one in told if one.right < 35)
    turned = [one for one in told if one.right < 35]
    assert min(one.top for one in turned) == pytest.approx(28 + 14 * measures.POINT, abs=1)


def test_a_signature_never_stands_on_a_page_without_text() -> None:
    sign = Sign(("某某市投资促进局",), date(2020, 9, 23), is_sealed=True)
    for n_lines in range(14, 22):
        blocks = (*makers.full_pages(n_lines), Paragraph("特此通报。"))
        told = glyphs(pdf.written(Paper(blocks, sign=sign, annexes=(Annex("名单", ()),))))
        (day_at,) = {one.page for one in told if one.text == "日"}
        assert "特此通报。" in said(one for one in told if one.page == day_at)


@pytest.mark.parametrize(
    ("issuer", "right"), [("某某市投资促进局", 4.0), ("某某市招商引资工作领导小组办公室", (16 - 6.3) / 2)]
)
def test_a_sealed_signature_has_its_issuer_centred_over_the_day(issuer: str, right: float) -> None:
    sign = Sign((issuer,), date(2020, 9, 23), is_sealed=True)
    told = glyphs(pdf.written(Paper(makers.full_pages(3), sign=sign)))
    rows = lines(on_page(told, max(one.page for one in told)))
    signed, day = rows[5], rows[6]
    assert said(signed) == issuer
    assert 184 - day[-1].right == pytest.approx(right * measures.CELL, abs=0.8)
    middles = [(row[0].left + row[-1].right) / 2 for row in (signed, day)]
    assert middles[0] == pytest.approx(middles[1], abs=0.5)


def test_an_unsealed_signature_has_its_day_two_characters_behind_the_issuer() -> None:
    sign = Sign(("某某市招商引资工作领导小组办公室",), date(2020, 9, 23))
    told = glyphs(pdf.written(Paper(makers.full_pages(2), sign=sign)))
    rows = lines(on_page(told, 1))
    issuer, day = rows[3], rows[4]
    assert 184 - issuer[-1].right == pytest.approx(2 * measures.CELL, abs=0.5)
    assert day[0].left - issuer[0].left == pytest.approx(2 * measures.CELL, abs=1)


def test_the_imprint_ends_on_the_last_row_of_an_even_page() -> None:
    told = glyphs(pdf.written(makers.a_document(annexes=())))
    last = max(one.page for one in told)
    assert last % 2 == 0
    found = [one for one in told if one.page == last and one.top < 262]
    printed = [one for one in found if one.middle > 253]
    assert said(printed).startswith("某某市投资促进局")
    assert said(printed).endswith("印发")
    assert printed[0].left == pytest.approx(28 + 14 * measures.POINT, abs=0.6)


def test_an_empty_page_before_the_imprint_and_its_page_bear_no_number() -> None:
    bare = Paper((), kind=Kind.DOCUMENT, mark="某某市人民政府文件", number="某政〔2020〕1号")
    n_lines = next(n for n in range(20, 44) if n_pages(replace(bare, blocks=makers.full_pages(n + 1))) > 2)
    full = replace(bare, blocks=makers.full_pages(n_lines), imprint=makers.IMPRINT)
    assert n_pages(full) == 4
    told = glyphs(pdf.written(full))
    assert set(page_numbers(told)) == {1, 2}
    assert "印发" in said(one for one in told if one.page == 4)


def test_a_letter_has_its_mark_30_mm_from_the_edge_and_no_number_on_its_first_page() -> None:
    paper = makers.a_document(
        kind=Kind.LETTER,
        mark="某某市投资促进局",
        number="某招函〔2020〕12号",
        annexes=(),
        blocks=makers.full_pages(30),
    )
    told = glyphs(pdf.written(paper))
    mark = [one for one in told if one.red]
    assert min(one.top for one in mark) == pytest.approx(30, abs=1.5)
    numbers = page_numbers(told)
    assert 1 not in numbers
    assert said(numbers[2]) == "—2—"
    number = next(row for row in lines(on_page(told, 1)).values() if "某招函" in said(row))
    assert number[-1].right == pytest.approx(184, abs=0.6)


def test_minutes_name_issuer_and_day_under_the_mark() -> None:
    paper = makers.a_document(kind=Kind.MINUTES, mark="全市招商引资工作例会纪要", number="第7期", annexes=())
    rows = lines(on_page(glyphs(pdf.written(paper)), 1))
    issued = next(row for row in rows.values() if said(row).endswith("2020年9月23日"))
    assert said(issued).startswith("某某市招商引资工作领导小组办公室")


def test_names_with_rare_characters_have_all_of_them() -> None:
    names = (
        "王昇、李喆、赵堃、钱赟、孙翀、周镕、吴祎、郑曌、冯䶮、陈玥、褚珺、卫禛、蒋犇、沈彧、韩垚、杨煊、朱甯"
    )
    told = glyphs(pdf.written(Paper((Paragraph(names), Paragraph(names, label="出席：")))))
    assert said(told).count("䶮") == 2
    assert all(one.right - one.left > 1 for one in told if one.text not in "、：—1")


def test_thousands_of_names_show_no_empty_box() -> None:
    from_range = [chr(code) for code in range(0x4E00, 0x9FA6)]
    paragraphs = tuple(Paragraph("".join(from_range[at : at + 700])) for at in range(0, len(from_range), 700))
    document = pypdfium2.PdfDocument(pdf.written(Paper(paragraphs)))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert not set(from_range) - set(text)


def test_no_stop_begins_a_line() -> None:
    text = "，".join("东西南北"[: at % 4 + 1] * (at % 3 + 1) for at in range(1, 120)) + "。"
    rows = lines(on_page(glyphs(pdf.written(Paper((Paragraph(text),)))), 1))
    assert all(row[0].text not in "，。" for row in rows.values())
    assert max(row[-1].left for row in rows.values()) <= 184.1 - measures.CELL / 2


def test_the_text_after_a_table_stands_on_the_rows_again() -> None:
    crooked = Table(("项目", "情况"), (("甲", "长" * 60), ("乙", "短")), widths=(1, 3))
    told = glyphs(pdf.written(Paper((crooked, Paragraph(makers.HANZI)))))
    row = [one for one in told if one.text == "春"][-1]
    offset = ((row.middle - 37) / measures.ROW) % 1
    assert offset == pytest.approx(0.5, abs=0.08)


def test_the_head_of_a_long_table_is_repeated() -> None:
    rows = tuple((str(at), f"项目{at}") for at in range(1, 60))
    told = glyphs(pdf.written(Paper((Table(("序号", "名称"), rows),))))
    assert max(one.page for one in told) >= 3
    assert said(told).count("名称") == max(one.page for one in told)


def test_an_annex_begins_on_a_page_of_its_own() -> None:
    told = glyphs(pdf.written(Paper(makers.full_pages(2), annexes=(Annex("名单", (Gap(),)),))))
    assert said(one for one in told if one.page == 2 and one.top < 46) == "附件"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf.written(makers.a_document()) == pdf.written(makers.a_document())


def test_each_page_can_be_looked_at() -> None:
    shown = pdf.shown(Paper(makers.full_pages(30)), ppi=40)
    assert len(shown) == 2
    assert all(one.startswith(b"\x89PNG") for one in shown)


def test_a_picture_that_is_none_is_refused() -> None:
    broken = makers.a_document(blocks=(Picture(b"\x89PNG\r\n\x1a\n" + b"\0" * 40),))
    with pytest.raises(pdf.PdfRefused, match="图片可能已损坏"):
        pdf.written(broken)


def test_without_any_typeface_it_is_said_what_brings_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "families", frozenset)
    assert fonts.lacking() == ("仿宋", "楷体", "黑体", "宋体", "小标宋")
    with pytest.raises(pdf.PdfRefused, match="./luodi fonts"):
        pdf.written(Paper(()))
