"""A letter of appointment as a Word file: one page that lies, to be printed and sealed."""

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from luodi.desk.word_files import CELL, add_line, lying_paper, written
from luodi.enterprises.choices import TermKind
from luodi.enterprises.models import AdviserTerm
from luodi.kernel.dates import day_words
from luodi.organisation.clock import day_of

_NAME, _SAYS, _TALL = ("方正小标宋简体", 44), ("仿宋_GB2312", 22), Pt(40)


def appointment_letter(term: AdviserTerm) -> bytes:
    """Return the letter of one term: to whom, as what, from when to when, its number, and who gives it."""
    adviser, giver = term.adviser, term.by.unit
    paper = lying_paper()
    add_line(paper, "聘　书", _NAME, align=WD_ALIGN_PARAGRAPH.CENTER, height=Pt(64))
    if term.letter_no:
        _right(paper, term.letter_no, CELL)
    add_line(paper, f"{adviser.name}：", _SAYS, height=_TALL)
    verb = "续聘" if term.kind == TermKind.RENEWED else "聘请"
    until = (
        f"自{day_words(term.since)}至{day_words(term.until)}"
        if term.until
        else f"自{day_words(term.since)}起"
    )
    post = f"（{adviser.title}）" if adviser.title else ""
    text = f"兹{verb}您{post}为{adviser.city.name}{adviser.get_kind_display()}，聘期{until}。"
    add_line(paper, text, _SAYS, indent=True, height=_TALL)
    add_line(paper, "特发此证。", _SAYS, indent=True, height=_TALL)
    add_line(paper, "", _SAYS, height=_TALL)
    _right(paper, f"{giver.name}（印章）", _SAYS)
    _right(paper, day_words(day_of(term.at)), _SAYS)
    if adviser.city.is_demo:
        add_line(paper, f"{adviser.code}　演示数据（合成）", CELL)
    return written(paper)


def _right(paper: Paper, text: str, face: tuple[str, int]) -> None:
    add_line(paper, text, face, align=WD_ALIGN_PARAGRAPH.RIGHT, height=_TALL)
