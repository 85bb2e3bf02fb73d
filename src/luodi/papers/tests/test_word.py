"""The Word file: read back by python-docx, and as LibreOffice sets it where that is installed."""

import io
import os
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from luodi.papers import fonts, measures, pdf, word
from luodi.papers.paper import Imprint, Kind, Paper, Paragraph, Picture, Sign
from luodi.papers.tests import makers
from luodi.papers.tests.makers import glyphs, lines, said

OFFICE = shutil.which("soffice")
DOT = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\r\xefF\xb8\x00\x00\x00\x00IEND\xaeB`\x82"
)
CHART = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="200" height="100"/></svg>'
)


def opened(paper: Paper) -> WordDocument:
    return Document(io.BytesIO(word.written(paper)))


def face(document: WordDocument, text: str) -> tuple[str, float]:
    """Return the typeface and size of the run that begins with that text."""
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text.startswith(text):
                fonts = run._element.rPr.find(qn("w:rFonts"))
                assert run.font.size is not None
                return fonts.get(qn("w:eastAsia")), run.font.size.pt
    raise AssertionError(text)


def test_the_page_has_the_margins_of_the_standard() -> None:
    section = opened(makers.a_document()).sections[0]
    margins = [section.top_margin, section.left_margin, section.right_margin, section.bottom_margin]
    assert [round(one.mm) for one in margins if one] == [37, 28, 26, 35]
    assert section.page_width
    assert section.page_width.mm == pytest.approx(210, abs=0.1)


def test_typefaces_are_those_that_offices_have() -> None:
    document = opened(makers.a_document())
    assert face(document, "一、总体情况") == ("黑体", 16)
    assert face(document, "（二）开工情况") == ("楷体_GB2312", 16)
    assert face(document, "今年以来") == ("仿宋_GB2312", 16)
    assert face(document, "某某市人民政府办公室关于") == ("方正小标宋简体", 22)
    assert face(document, "某某市人民政府办公室文件")[0] == "方正小标宋简体"


def test_typefaces_go_by_other_names_where_an_office_lacks_them() -> None:
    with zipfile.ZipFile(io.BytesIO(word.written(makers.a_document()))) as archive:
        told = archive.read("word/fontTable.xml").decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in told


def test_the_mark_is_red_and_nothing_else_is() -> None:
    document = opened(makers.a_document())
    red = [run.text for one in document.paragraphs for run in one.runs if run.font.color.rgb]
    assert red == ["某某市人民政府办公室文件"]


def test_every_line_of_the_text_is_a_row_high() -> None:
    document = opened(makers.a_document())
    text = next(one for one in document.paragraphs if one.text.startswith("今年以来"))
    assert text.paragraph_format.line_spacing == Pt(28.95)
    assert measures.HEIGHT / measures.POINT >= 22 * 28.95


def test_characters_that_no_file_may_hold_and_endless_titles_do_no_harm() -> None:
    paper = Paper((Paragraph("甲\x00\x0b\ud800乙"),), title="长" * 400)
    assert "甲乙" in [one.text for one in opened(paper).paragraphs]
    assert not fonts.are_enough() or pdf.written(paper).startswith(b"%PDF")


def test_headings_are_in_the_outline() -> None:
    xml = etree.tostring(opened(makers.a_document()).element.body).decode()
    assert 'w:outlineLvl w:val="0"' in xml
    assert 'w:outlineLvl w:val="1"' in xml


def test_page_numbers_differ_on_odd_and_even_pages() -> None:
    document = opened(makers.a_document())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].paragraph_format.right_indent == Pt(14)
    assert section.even_page_footer.paragraphs[0].paragraph_format.left_indent == Pt(14)
    assert "PAGE" in etree.tostring(section.footer._element).decode()


def test_an_annex_that_lies_is_a_section_that_lies() -> None:
    sections = opened(makers.a_document()).sections
    assert [round(one.page_width.mm) for one in sections if one.page_width] == [210, 297, 210]


def test_the_properties_tell_neither_when_nor_by_what_it_was_made() -> None:
    core = opened(makers.a_document()).core_properties
    assert core.created is not None
    assert core.created.year == 2000
    assert "python" not in f"{core.author}{core.comments}{core.last_modified_by}".lower()
    assert core.title.startswith("某某市人民政府办公室关于")


def test_the_same_paper_gives_the_same_parts() -> None:
    first, second = (zipfile.ZipFile(io.BytesIO(word.written(makers.a_document()))) for _ in range(2))
    assert {one.filename: one.CRC for one in first.infolist()} == {
        one.filename: one.CRC for one in second.infolist()
    }


def test_a_picture_is_put_in_and_told_to_those_who_do_not_see_it() -> None:
    for content in (DOT, CHART):
        document = opened(Paper((Picture(content, title="图1　走势", text="逐月走势"),)))
        assert len(document.inline_shapes) == 1
        assert 'descr="逐月走势"' in etree.tostring(document.element.body, encoding="unicode")


@pytest.mark.parametrize("kind", list(Kind))
def test_the_parts_of_a_paragraph_stand_in_the_order_of_the_schema(kind: Kind) -> None:
    order = [
        *(
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "pBdr",
            "shd",
        ),
        *(
            "tabs",
            "kinsoku",
            "overflowPunct",
            "autoSpaceDE",
            "autoSpaceDN",
            "snapToGrid",
            "spacing",
            "ind",
            "jc",
        ),
        *("contextualSpacing", "outlineLvl", "rPr", "sectPr"),
    ]
    with zipfile.ZipFile(io.BytesIO(word.written(makers.a_document(kind=kind, urgency="特急")))) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                for shape in etree.fromstring(archive.read(name)).iter(qn("w:pPr")):
                    told = [etree.QName(one).localname for one in shape]
                    assert told == sorted(told, key=order.index), name


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return papers as LibreOffice sets them; where it is not installed the tests that look at them are left out."""
    if not OFFICE:
        pytest.skip("没有安装 LibreOffice")
    folder = tmp_path_factory.mktemp("office")
    papers = {
        "text": Paper((*makers.full_pages(44), Paragraph(makers.HANZI * 4))),
        "document": makers.a_document(),
        "letter": makers.a_document(
            kind=Kind.LETTER, mark="某某市投资促进局", annexes=(), blocks=makers.full_pages(9)
        ),
        "short": Paper(
            makers.full_pages(3),
            sign=Sign(("某某市投资促进局",), date(2020, 9, 23)),
            imprint=Imprint(("市委办公室",), "某某市投资促进局", date(2020, 9, 24)),
        ),
    }
    for name, paper in papers.items():
        (folder / f"{name}.docx").write_bytes(word.written(paper))
    command = [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in papers)],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(folder)},
    )
    return {name: Path(folder / f"{name}.pdf").read_bytes() for name in papers}


def test_libreoffice_sets_22_rows_of_28_characters(rendered: dict[str, bytes]) -> None:
    told = [one for one in glyphs(rendered["text"]) if one.top < 262]
    for page in (1, 2):
        rows = lines(one for one in told if one.page == page)
        assert [len(row) for row in rows.values()] == [28] * 22
    assert max(one.right for one in told) <= 184.2


def test_libreoffice_puts_the_numbers_of_pages_outside(rendered: dict[str, bytes]) -> None:
    numbers = makers.page_numbers(glyphs(rendered["text"]))
    assert said(numbers[1]) == "—1—"
    assert min(one.left for one in numbers[1]) > 150
    assert min(one.left for one in numbers[2]) < 40
    assert numbers[1][0].middle == pytest.approx(262 + 7, abs=1.5)


def test_libreoffice_puts_the_imprint_at_the_foot(rendered: dict[str, bytes]) -> None:
    told = [one for one in glyphs(rendered["short"]) if one.top < 262]
    assert said(one for one in told if one.middle > 253) == "某某市投资促进局2020年9月24日印发"


def test_libreoffice_puts_the_marks_where_the_standard_has_them(rendered: dict[str, bytes]) -> None:
    tops = {}
    for name in ("document", "letter"):
        mark = [one for one in glyphs(rendered[name]) if one.red]
        assert {one.page for one in mark} == {1}
        tops[name] = min(one.top for one in mark)
    assert tops["document"] == pytest.approx(72, abs=3)
    assert tops["letter"] == pytest.approx(30, abs=3)
