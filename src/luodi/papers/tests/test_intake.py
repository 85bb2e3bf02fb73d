"""Drafts as people send them: read whole, in order, or refused with what would be right."""

import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
import typst
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from luodi.kernel.findings import Refusal
from luodi.papers import fonts, intake, pdf, word
from luodi.papers.intake import Intake, PieceKind, pdf_process
from luodi.papers.paper import Paper, Paragraph, Picture
from luodi.papers.tests import makers
from luodi.papers.tests.test_word import DOT

SENTENCE = "今年1—8月，全市新签约项目123个，总投资287.65亿元。"
_FOOTNOTES = (
    '<w:footnotes {w}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r>'
    "<w:footnoteRef/></w:r><w:r><w:t>不含续建项目38个。</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def saved(document: WordDocument, **parts: str) -> bytes:
    """Return the file, with further parts put in by name."""
    content = io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content, "a") as archive:
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return content.getvalue()


def written(*paragraphs: str, **parts: str) -> bytes:
    """Return a Word file of these paragraphs, given as the elements within them."""
    document = Document()
    for inner in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    return saved(document, **parts)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(content: bytes, name: str = "发布稿.docx") -> Intake:
    return intake.read(content, name)


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(Refusal) as refused:
        intake.read(content, name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("utf-16-le", "UTF-16"),
    ],
)
def test_text_is_read_in_any_encoding(encoding: str, note: str) -> None:
    told = read(f"{SENTENCE}\r\n\r\n第二段。\n".encode(encoding), "发布稿.txt")
    assert told.text == f"{SENTENCE}\n第二段。"
    assert [note in one for one in told.notes] == ([True] if note else [])


def test_text_in_big5_is_not_taken_for_gb18030() -> None:
    told = read("全市新簽約項目123個，總投資287億元，同比增長。".encode("big5"), "稿.txt")
    assert told.text.startswith("全市新簽約項目123個")


def test_what_nobody_sees_does_not_tear_a_number_apart() -> None:
    assert read("新签约1\u200b23\u00ad个\ufeff".encode(), "稿.txt").text == "新签约123个"


def test_a_number_that_is_split_over_runs_is_one() -> None:
    told = read(written(run("新签约项目1") + run("2") + "<w:proofErr w:type='gramStart'/>" + run("3个")))
    assert told.text == "新签约项目123个"


def test_tracked_changes_are_read_as_accepted() -> None:
    inner = (
        run("总投资")
        + '<w:del w:id="1" w:author="甲"><w:r><w:delText>505万元</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="甲">{run("505亿元")}</w:ins>'
        + f'<w:moveFrom w:id="3" w:author="甲">{run("旧处")}</w:moveFrom>'
        + f'<w:moveTo w:id="4" w:author="甲">{run("。新处")}</w:moveTo>'
    )
    told = read(written(inner))
    assert told.text == "总投资505亿元。新处"
    assert told.notes == ("文中有 4 处修订，按全部接受后的文字核对",)


def test_a_paragraph_whose_mark_was_deleted_runs_into_the_next() -> None:
    gone = '<w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr>'
    assert read(written(gone + run("新签约"), run("12个"))).text == "新签约12个"


def test_footnotes_stand_after_their_paragraph() -> None:
    inner = run("签约项目123个") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("。")
    told = read(written(inner, run("第二段。"), footnotes=_FOOTNOTES.format(w=nsdecls("w"))))
    assert told.text.split("\n") == ["签约项目123个。", "不含续建项目38个。", "第二段。"]
    assert [one.kind for one in told.pieces] == [PieceKind.TEXT, PieceKind.FOOTNOTE, PieceKind.TEXT]
    assert told.place_at(told.text.index("续建")) == "脚注1"


def test_tables_are_read_row_by_row_where_they_stand() -> None:
    document = Document()
    document.add_paragraph("表前。")
    table = document.add_table(rows=2, cols=3)
    for at, text in enumerate(("县区", "个数", "金额", "甲县", "12", "3.5")):
        table.cell(at // 3, at % 3).text = text
    document.add_paragraph("表后。")
    told = read(saved(document))
    assert told.text.split("\n") == ["表前。", "县区\t个数\t金额", "甲县\t12\t3.5", "表后。"]
    assert told.place_at(told.text.index("3.5")) == "第1个表格第2行"


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框中有8个项目。</w:t></w:r></w:p></w:txbxContent>"
    inner = (
        run("正文。")
        + '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        + f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        + f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    told = read(written(inner))
    assert told.text == "正文。\n框中有8个项目。"
    assert told.pieces[1].kind == PieceKind.BOX


def test_fields_show_their_result_and_links_their_text() -> None:
    inner = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("41")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"<w:hyperlink>{run('个')}</w:hyperlink><w:sdt><w:sdtContent>{run('项目')}</w:sdtContent></w:sdt>"
    )
    assert read(written(inner)).text == "41个项目"


def test_hidden_text_and_pictures_are_told_of() -> None:
    document = Document(
        io.BytesIO(written(run("正文") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏9个</w:t></w:r>"))
    )
    document.add_picture(io.BytesIO(DOT))
    told = read(saved(document))
    assert told.text == "正文"
    assert told.notes == ("文中有 1 处隐藏文字，没有核对", "文中有 1 张图片，图片里的文字没有核对")


def test_our_own_word_file_is_read_back_in_order() -> None:
    told = read(word.written(makers.a_document()))
    assert "总投资287.65亿元" in told.text
    assert told.text.index("一、总体情况") < told.text.index("表1") < told.text.index("附件：1.")


def with_part(name: str, text: str) -> bytes:
    content = io.BytesIO(written(run("正文")))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("word/embeddings/chart.xlsx", "x"),
        (
            "word/_rels/settings.xml.rels",
            '<Relationships><Relationship Type="a/attachedTemplate" Target="file:///D:/a.dotx" TargetMode="External"/>'
            "</Relationships>",
        ),
    ],
)
def test_what_is_embedded_or_linked_is_let_be_for_only_words_are_read(name: str, inner: str) -> None:
    assert read(with_part(name, inner)).text == "正文"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "稿.txt", "文件是空的"),
        (b" \n ", "稿.txt", "没有文字"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "稿.doc", "旧格式"),
        (b"\x89PNG\r\n\x1a\n", "稿.png", "是图片"),
        (b"PK\3\4" + b"\0" * 50, "稿.docx", "已损坏"),
        (b"not a word file", "稿.docx", "和扩展名 .docx 不符"),
        (b"%PDF-1.7\nnothing", "稿.pdf", "PDF 已损坏"),
        (b"\x81\x00\xff\xfe\x00\x01" * 30, "稿.txt", "不是文本"),
        (b"{\\rtf1 x}", "稿.txt", "RTF"),
        (with_part("word/vbaProject.bin", "x"), "稿.docx", "宏"),
        (with_part("word/bomb.xml", "0" * 60_000_000), "稿.docx", "倍"),
        (with_part("word/entity.xml", "<!DOCTYPE a>"), "稿.docx", "DTD"),
        (written(run("正文")), "稿.xlsx", "不能核对 .xlsx"),
        ("数".encode() * 400_001, "稿.txt", "请分开上传"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, name: str, said: str) -> None:
    assert said in refusal(content, name)


def test_a_file_that_nests_too_deep_is_refused() -> None:
    deep = "<w:smartTag>" * 230 + "</w:smartTag>" * 230
    assert "嵌套过深" in refusal(written(run("正文"), deep), "稿.docx")


def test_marks_that_are_written_behind_their_line_stand_where_they_are() -> None:
    size = 16.0
    said = [
        pdf_process.Glyph(one, at * size, (at + 1) * size, 700.0, size)
        for at, one in enumerate("称“十强”产业")
    ]
    late = [one for one in said if one.text not in "“”"] + [one for one in said if one.text in "“”"]
    (row,) = pdf_process.rows(late)
    assert pdf_process.line(row)[0] == "称“十强”产业"


@pytest.mark.usefixtures("_typefaces")
class TestPdf:
    def test_lines_are_joined_into_their_paragraphs_across_pages(self) -> None:
        paragraphs = tuple(Paragraph(f"第{at}段。" + SENTENCE * 6) for at in range(1, 12))
        told = read(pdf.written(Paper(paragraphs)), "稿.pdf")
        assert told.text.split("\n") == [one.text for one in paragraphs]
        assert told.place_at(0) == "第1页"
        assert told.pieces[-1].page == 3

    def test_page_numbers_are_no_text(self) -> None:
        told = read(pdf.written(Paper(makers.full_pages(50))), "稿.pdf")
        assert "—" not in told.text

    def test_heads_and_feet_that_every_page_has_are_no_text(self, tmp_path: Path) -> None:
        source = tmp_path / "running.typ"
        head = "#set page(header: [某某市内部资料 第1期], footer: context counter(page).display())\n"
        head += '#set text(font: "Noto Serif SC")\n'
        source.write_text(head + "\n\n".join(f"第{at}段。{SENTENCE}" for at in range(1, 90)), "utf-8")
        told = read(typst.compile(str(source), font_paths=fonts.folders()), "稿.pdf")
        assert len(told.pieces) == 89
        assert "内部资料" not in told.text

    def test_rows_of_tables_are_told_apart(self) -> None:
        told = read(pdf.written(Paper((makers.TABLE,))), "稿.pdf")
        row = next(one for one in told.text.split("\n") if "第2县区" in one)
        assert row.split("\t")[-2:] == ["6.50", "12.00%"]

    def test_a_scan_is_refused_with_the_way_out(self) -> None:
        scan = pdf.written(Paper((Picture(DOT, width=150),) * 3, is_numbered=False))
        assert "扫描件没有文字" in refusal(scan, "稿.pdf")

    def test_a_page_without_text_among_others_is_named(self) -> None:
        paper = Paper((Paragraph(SENTENCE), makers.PAGE_END, Picture(DOT)), is_numbered=False)
        assert read(pdf.written(paper), "稿.pdf").notes == ("第2页没有文字（可能是扫描页），没有核对",)

    def test_300_pages_are_read_in_seconds(self) -> None:
        line = Paragraph(f"{makers.HANZI[:20]}。")
        content = pdf.written(Paper((line,) * (22 * 300)))
        began = time.perf_counter()
        told = read(content, "稿.pdf")
        assert time.perf_counter() - began < 20
        assert told.pieces[-1].page == 300

    def test_301_pages_are_refused(self) -> None:
        assert "超过 300 页" in refusal(pdf.written(Paper(makers.full_pages(22 * 301))), "稿.pdf")

    def test_a_locked_file_is_refused(self) -> None:
        assert "密码" in refusal(locked(), "稿.pdf")


def locked() -> bytes:
    """Return a PDF that asks for a password nobody knows."""
    parts: list[Any] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>",
    ]
    content = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(content)
    content += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    trailer = b"<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<01><01>]>>"
    return content + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, table)
