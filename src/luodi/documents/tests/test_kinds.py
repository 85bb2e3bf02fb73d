"""What is kept and what is refused: the allow-list by name, first bytes, content and size."""

import io
import zipfile

import pytest

from luodi.documents.kinds import MOST, MOST_OF_SHEET, check_content, check_size, clean_name, kind_of
from luodi.documents.tests import makers
from luodi.kernel.findings import Refusal

GOOD = {
    "投资协议.pdf": makers.pdf(),
    "投资协议.2020.8.3.pdf": makers.pdf(),
    "合同.docx.pdf": makers.pdf(),
    "开工现场.JPG": makers.jpg(),
    "开工现场.jpeg": makers.jpg(),
    "施工许可证.png": makers.png(),
    "现场.webp": makers.webp(),
    "补充协议.docx": makers.docx(),
    "台账.xlsx": makers.xlsx(),
    "台账（带超链接）.xlsx": makers.xlsx(
        {"xl/worksheets/_rels/sheet1.xml.rels": makers.relations(makers.relation("hyperlink", "https://example.cn"))}
    ),
    "旧台账.xls": makers.xls("Workbook"),
    "更旧的台账.xls": makers.xls("Book"),
    "到资明细.csv": "项目,金额\n云溪,1".encode("gb18030"),
    "说明.txt": "\ufeff开工时间".encode(),
    "说明（二）.txt": "开工时间".encode("utf-16"),
    "回单.ofd": makers.ofd(),
}  # fmt: skip
ACTIVE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "http://canary.invalid/x">]><x>&a;</x>'
BAD = {
    "程序.exe": b"MZ\x90\0",
    "脚本.js": b"alert(1)",
    "网页.html": b"<html></html>",
    "图.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "压缩包.zip": makers.zipped({"a.txt": "1"}),
    "带宏.xlsm": makers.xlsx(),
    "带宏.docm": makers.docx(),
    "二进制.xlsb": makers.xlsx(),
    "快捷方式.lnk": b"L\0\0\0",
    "没有扩展名": makers.pdf(),
    ".pdf": makers.pdf(),
    "合同.exe.pdf": makers.pdf(),
    "合同.html.pdf": makers.pdf(),
    "合同.js.png": makers.png(),
    "合同\u202efdp.exe.pdf": makers.pdf(),
    "合同\0.pdf": makers.pdf(),
    "长" * 220 + ".pdf": makers.pdf(),
    "空.pdf": b"",
    "是程序.pdf": b"MZ\x90\0" + makers.pdf(),
    "是网页.xls": b"<html><table><tr><td>1</td></tr></table></html>",
    "是网页带标记.xls": b"\xef\xbb\xbf  <?xml version='1.0'?><Workbook/>",
    "是归档网页.xls": b"MIME-Version: 1.0\nContent-Type: multipart/related",
    "是网页.csv": b"<script>alert(1)</script>",
    "是矢量图.png": b"<svg onload='alert(1)'/>",
    "是动图.png": b"GIF89a" + b"\0" * 20,
    "是声音.webp": b"RIFF\x1a\0\0\0WAVEfmt ",
    "是程序.txt": b"#!/bin/sh\nrm -rf /",
    "有空字节.txt": b"abc\0def",
    "不是文本.csv": b"\xff\xff\xff\xff",
    "断了的.pdf": b"%PDF-1.4\n1 0 obj",
    "有脚本.pdf": makers.pdf("/JavaScript"),
    "会启动程序.pdf": makers.pdf("/Launch"),
    "嵌有文件.pdf": makers.pdf("/EmbeddedFile"),
    "加密的.xlsx": makers.xls("EncryptedPackage"),
    "是压缩包.xlsx": makers.zipped({"a.txt": "1"}),
    "是文档.xlsx": makers.docx(),
    "有宏.xlsx": makers.xlsx({"xl/vbaProject.bin": b"\0"}),
    "声明有宏.xlsx": makers.xlsx(types='<Types ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'),
    "有宏表.xlsx": makers.xlsx({"xl/macrosheets/sheet1.xml": "<x/>"}),
    "有控件.xlsx": makers.xlsx({"xl/activeX/activeX1.bin": b"\0"}),
    "嵌有对象.xlsx": makers.xlsx({"xl/embeddings/oleObject1.bin": b"\0"}),
    "有实体.xlsx": makers.xlsx({"xl/sharedStrings.xml": ACTIVE}),
    "有宽字符实体.xlsx": makers.xlsx({"xl/sharedStrings.xml": ACTIVE.encode("utf-16")}),
    "有动态链接.xlsx": makers.xlsx({"xl/externalLinks/externalLink1.xml": "<x><ddeLink ddeService='cmd'/></x>"}),
    "取远处的数.xlsx": makers.xlsx(
        {"xl/externalLinks/_rels/a.xml.rels": makers.relations(makers.relation("externalLinkPath", "http://x/a.xlsx"))}
    ),
    "有动态域.docx": makers.docx({"word/footer1.xml": "<w:instrText> DDEAUTO c:\\\\cmd</w:instrText>"}),
    "取远处的模板.docx": makers.docx(
        {"word/_rels/settings.xml.rels": makers.relations(makers.relation("attachedTemplate", "http://x/t.dotm"))}
    ),
    "有宏.docx": makers.docx({"word/vbaProject.bin": b"\0"}),
    "夹带网页.ofd": makers.zipped({"OFD.xml": "<OFD/>", "Doc_0/x.html": "<html/>"}),
    "不是版式文件.ofd": makers.zipped({"a.xml": "<a/>"}),
    "有宏.xls": makers.xls("Workbook", "_VBA_PROJECT_CUR"),
    "嵌有对象.xls": makers.xls("Workbook", "MBD0012F7E8"),
    "加密的.xls": makers.xls("EncryptedPackage"),
    "是旧文档.xls": makers.xls("WordDocument"),
    "断了的.xlsx": makers.xlsx()[:-30],
}  # fmt: skip


def check(name: str, content: bytes) -> None:
    kind = kind_of(clean_name(name))
    check_size(kind, len(content))
    check_content(kind, io.BytesIO(content))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken(name: str) -> None:
    check(name, GOOD[name])


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check(name, BAD[name])
    assert any("\u4e00" <= char <= "\u9fff" for char in str(refusal.value))


def test_the_corpus_of_bad_files_is_large() -> None:
    assert len(BAD) >= 40


def test_a_folder_in_a_name_is_dropped() -> None:
    assert clean_name("../../etc/合同.pdf") == "合同.pdf"
    assert clean_name("C:\\fakepath\\合同.pdf") == "合同.pdf"


@pytest.mark.parametrize(
    ("name", "limit"), [("a.pdf", MOST), ("a.xlsx", MOST_OF_SHEET), ("a.csv", MOST_OF_SHEET)]
)
def test_each_type_has_its_limit(name: str, limit: int) -> None:
    check_size(kind_of(name), limit)
    with pytest.raises(Refusal, match="超过"):
        check_size(kind_of(name), limit + 1)


def test_a_stored_part_is_searched_like_a_packed_one() -> None:
    content = makers.zipped(
        {"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>", "xl/a.xml": ACTIVE}, zipfile.ZIP_STORED
    )
    with pytest.raises(Refusal, match="DTD"):
        check("a.xlsx", content)
