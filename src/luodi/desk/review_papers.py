"""Papers of a review meeting as Word files: the pack that is put before it, and its minutes as the standard has them.

Source: GB/T 9704-2012, 10.3 for minutes, 7 for the page, its lines and typefaces.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from luodi.desk.word_files import (
    CELL,
    HEAD,
    TEXT,
    TITLE,
    Face,
    add_line,
    add_table,
    new_paper,
    number_pages,
    written,
)
from luodi.reviews.packs import Pack, Point, item_rows

MARK: Face = ("方正小标宋简体", 36)
KAI: Face = ("楷体_GB2312", 16)
IMPRINT: Face = ("仿宋_GB2312", 14)
RED = RGBColor(0xE6, 0x00, 0x12)
_DIGITS: Sequence[str] = ("", *"一二三四五六七八九")
_FOUR, _LONG = Pt(14), 14
"""Marks of more characters than these are set smaller, so that they stand on one line."""


def pack_paper(pack: Pack) -> bytes:
    """Return the pack: when and where, the agenda, and each line with its facts and open items."""
    paper = new_paper()
    number_pages(paper)
    for text in (pack.review.full_title, "会议材料"):
        add_line(paper, text, TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
    add_line(paper, "", TEXT)
    for label, value in pack.heads:
        _labelled(paper, label, value)
    _head(paper, "议程")
    for point in pack.points:
        said = f"{point.number}. {point.line.title}（{point.line.get_source_display()}）"
        add_line(paper, said, TEXT, indent=True)
    if not pack.points:
        add_line(paper, "尚未列入议题。", TEXT, indent=True)
    for point in pack.points:
        _point(paper, point)
    if pack.review.city.is_demo:
        add_line(paper, f"编号 {pack.review.code}　演示数据（合成）", CELL)
    return written(paper)


def minutes_paper(content: Mapping[str, Any], *, note: str = "") -> bytes:
    """Return the minutes as they were issued: red mark, number, issuer and day, text, who was there, imprint."""
    paper = new_paper()
    number_pages(paper, outside=True)
    _mark(paper, content)
    add_line(paper, "", TEXT)
    _opening(paper, content)
    for number, line in enumerate(content["lines"], start=1):
        _line(paper, number, line)
    if content["correction"]:
        add_line(paper, f"更正说明：{content['correction']}", TEXT, indent=True)
    add_line(paper, "", TEXT)
    for label, key in (("出席", "present"), ("请假", "leave"), ("缺席", "absent"), ("列席", "observers")):
        if content[key]:
            _names(paper, label, content[key])
    _imprint(paper, content)
    if note:
        add_line(paper, note, CELL)
    return written(paper)


def _mark(paper: Paper, content: Mapping[str, Any]) -> None:
    """Set the red mark 35 mm below the top of the type area, the number, and issuer and day over the red rule."""
    size = MARK[1] if len(content["head"]) <= _LONG - 2 else 442 // len(content["head"])
    face = (MARK[0], max(size, 22))
    mark = add_line(paper, content["head"], face, align=WD_ALIGN_PARAGRAPH.CENTER, height=Pt(face[1] + 10))
    mark.paragraph_format.space_before = Mm(35)
    mark.runs[0].font.color.rgb = RED
    add_line(paper, f"（{content['number']}）", TEXT, align=WD_ALIGN_PARAGRAPH.CENTER)
    add_line(paper, "", TEXT)
    issued = add_line(
        paper, f"{content['issuer']}\t{content['issued_on']}", TEXT, align=WD_ALIGN_PARAGRAPH.LEFT
    )
    issued.paragraph_format.tab_stops.add_tab_stop(Mm(156), alignment=WD_TAB_ALIGNMENT.RIGHT)
    _rule(issued, side="bottom", eighths=12, colour="E60012")


def _opening(paper: Paper, content: Mapping[str, Any]) -> None:
    who = f"{content['chair']}主持召开" if content["chair"] else "召开"
    meeting = f"{content['head'].removesuffix('纪要')}（{content['number']}）"
    text = f"{content['held']}，{who}{meeting}，地点：{content['place']}。{content['quorum']}"
    add_line(paper, f"{text}会议情况纪要如下：", TEXT, indent=True)


def _line(paper: Paper, number: int, line: Mapping[str, Any]) -> None:
    _head(paper, f"{_chinese(number)}、{line['title']}")
    for text in line["said"].splitlines():
        if text.strip():
            add_line(paper, text.strip(), TEXT, indent=True)
    if line["decisions"]:
        add_line(paper, "会议议定：", KAI, indent=True).paragraph_format.keep_with_next = True
    for nth, one in enumerate(line["decisions"], start=1):
        said = f"{nth}. {one['text'].rstrip('。；')}。责任单位、责任人：{one['owner']}；完成时限：{one['deadline']}。"
        add_line(paper, said, TEXT, indent=True)


def _names(paper: Paper, label: str, names: Sequence[str]) -> None:
    """Set the label in 黑体 two characters in; names that run on stand under the first one."""
    paragraph = add_line(paper, f"{label}：", HEAD, align=WD_ALIGN_PARAGRAPH.LEFT)
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Pt(5 * 16), Pt(-3 * 16)
    _more(paragraph, "、".join(names), TEXT)


def _imprint(paper: Paper, content: Mapping[str, Any]) -> None:
    add_line(paper, "", TEXT)
    said = f"{content['issuer']}\t{content['issued_on']}印发"
    paragraph = add_line(paper, said, IMPRINT, align=WD_ALIGN_PARAGRAPH.LEFT)
    shape = paragraph.paragraph_format
    shape.first_line_indent = _FOUR
    shape.tab_stops.add_tab_stop(Mm(156) - _FOUR, alignment=WD_TAB_ALIGNMENT.RIGHT)
    _rule(paragraph, side="top", eighths=8, colour="000000")
    _rule(paragraph, side="bottom", eighths=8, colour="000000")


def _point(paper: Paper, point: Point) -> None:
    _head(paper, f"{_chinese(point.number)}、{point.line.title}")
    if point.line.why:
        _labelled(paper, "列入理由", point.line.why)
    if point.facts:
        add_table(paper, ("项目情况", "内容"), point.facts, widths=(32, 124))
    if point.items:
        add_line(paper, "未办结事项：", KAI, indent=True).paragraph_format.keep_with_next = True
        add_table(paper, ("事项", "办理人", "期限"), item_rows(point), widths=(84, 44, 28))
    if point.n_items > len(point.items):
        add_line(paper, f"另有 {point.n_items - len(point.items)} 项未列出。", CELL)


def _labelled(paper: Paper, label: str, value: str) -> None:
    paragraph = add_line(paper, f"{label}：", HEAD, indent=True)
    _more(paragraph, value, TEXT)


def _chinese(number: int) -> str:
    """Return 一 … 九十九; above that, figures."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else f"{_DIGITS[tens] if tens > 1 else ''}十"
    return f"{ten}{_DIGITS[ones]}"


def _head(paper: Paper, title: str) -> None:
    add_line(paper, title, HEAD, indent=True).paragraph_format.keep_with_next = True


def _more(paragraph: Paragraph, text: str, face: Face) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Times New Roman", Pt(face[1])
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face[0])


def _rule(paragraph: Paragraph, *, side: str, eighths: int, colour: str) -> None:
    """Draw a rule as broad as the type area over or below the paragraph; ``eighths`` of a point thick."""
    shape = paragraph._p.get_or_add_pPr()
    borders = shape.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        shape.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:spacing", "w:ind", "w:jc"
        )
    rule = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
