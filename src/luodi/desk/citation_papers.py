"""A certificate or a circular as a Word file.

Source: GB/T 9704-2012 for the page, its typefaces and the order of title, number, addressee, text, issuer and day.
"""

from collections.abc import Sequence
from datetime import date

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from luodi.assessment.models import Citation
from luodi.assessment.record_choices import CitationKind
from luodi.desk.word_files import CELL, TEXT, TITLE, Face, add_line, new_paper, number_pages, written

MARK: Face = ("方正小标宋简体", 42)
_DIGITS = "〇一二三四五六七八九"


def citation_paper(row: Citation, names: Sequence[str]) -> bytes:
    """Return the paper; a draft says that it is one."""
    is_certificate = row.kind == CitationKind.CERTIFICATE
    paper = new_paper(lies=is_certificate)
    if is_certificate:
        _certificate(paper, row, names)
    else:
        _circular(paper, row, names)
    if row.is_draft:
        add_line(paper, "草稿，未印发", CELL)
    if row.city.is_demo:
        add_line(paper, f"编号 {row.code}　演示数据（合成）", CELL)
    return written(paper)


def _certificate(paper: Paper, row: Citation, names: Sequence[str]) -> None:
    add_line(paper, row.title, MARK, align=WD_ALIGN_PARAGRAPH.CENTER, height=Pt(64))
    add_line(paper, "", TEXT)
    add_line(paper, f"{'、'.join(names)}：", TEXT, align=WD_ALIGN_PARAGRAPH.LEFT)
    _body(paper, row)
    _end(paper, row, chinese=True)


def _circular(paper: Paper, row: Citation, names: Sequence[str]) -> None:
    number_pages(paper, outside=True)
    if row.document:
        add_line(paper, row.document, TEXT, align=WD_ALIGN_PARAGRAPH.CENTER)
        add_line(paper, "", TEXT)
    add_line(paper, row.title, TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
    add_line(paper, "", TEXT)
    add_line(paper, f"{'、'.join(names)}：", TEXT, align=WD_ALIGN_PARAGRAPH.LEFT)
    _body(paper, row)
    _end(paper, row, chinese=False)


def _body(paper: Paper, row: Citation) -> None:
    for text in row.text.splitlines():
        if text.strip():
            add_line(paper, text.strip(), TEXT, indent=True)


def _end(paper: Paper, row: Citation, *, chinese: bool) -> None:
    """Set issuer and day at the right, four characters in, as papers without a seal's frame have them."""
    add_line(paper, "", TEXT)
    on = row.issued_on
    day = (
        "　　年　月　日"
        if on is None
        else _in_chinese(on)
        if chinese
        else f"{on.year}年{on.month}月{on.day}日"
    )
    for text in (row.issuer, day):
        line = add_line(paper, text, TEXT, align=WD_ALIGN_PARAGRAPH.RIGHT)
        line.paragraph_format.right_indent = Pt(4 * TEXT[1])


def _in_chinese(on: date) -> str:
    """Return 二〇二〇年八月三日, as certificates have it."""
    year = "".join(_DIGITS[int(one)] for one in str(on.year))
    return f"{year}年{_number(on.month)}月{_number(on.day)}日"


def _number(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else f"{_DIGITS[tens] if tens > 1 else ''}十"
    return f"{ten}{_DIGITS[ones] if ones else ''}"
