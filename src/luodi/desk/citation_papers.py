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
from luodi.desk.word_files import CELL, TEXT, Face, add_line, lying_paper, written
from luodi.papers import word
from luodi.papers.paper import Paper as Circular
from luodi.papers.paper import Paragraph, Sign

MARK: Face = ("方正小标宋简体", 42)
_DIGITS = "〇一二三四五六七八九"


def citation_paper(row: Citation, names: Sequence[str]) -> bytes:
    """Return the paper; a draft says that it is one."""
    if row.kind != CitationKind.CERTIFICATE:
        return word.written(_circular(row, names))
    paper = lying_paper()
    _certificate(paper, row, names)
    for said in _foot(row):
        add_line(paper, said, CELL)
    return written(paper)


def _foot(row: Citation) -> list[str]:
    draft = ["草稿，未印发"] if row.is_draft else []
    return [*draft, f"编号 {row.code}　演示数据（合成）"] if row.city.is_demo else draft


def _circular(row: Citation, names: Sequence[str]) -> Circular:
    return Circular(
        title=row.title,
        number=row.document,
        addressees=("、".join(names),),
        blocks=tuple(Paragraph(text) for text in _paragraphs(row)),
        sign=Sign((row.issuer,), row.issued_on, is_sealed=True),
        foot="　".join(_foot(row)),
    )


def _paragraphs(row: Citation) -> list[str]:
    return [text.strip() for text in row.text.splitlines() if text.strip()]


def _certificate(paper: Paper, row: Citation, names: Sequence[str]) -> None:
    """Issuer and day stand at the right, four characters in, the day in characters."""
    add_line(paper, row.title, MARK, align=WD_ALIGN_PARAGRAPH.CENTER, height=Pt(64))
    add_line(paper, "", TEXT)
    add_line(paper, f"{'、'.join(names)}：", TEXT, align=WD_ALIGN_PARAGRAPH.LEFT)
    for text in _paragraphs(row):
        add_line(paper, text, TEXT, indent=True)
    add_line(paper, "", TEXT)
    day = _in_chinese(row.issued_on) if row.issued_on else "　　年　月　日"
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
