"""Papers that an office goes on working with: a trip's or a visit's report as a Word file.

Source: GB/T 9704-2012 for the page, the typefaces and their sizes. A typeface that a machine lacks is replaced by the
word processor itself.
"""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from luodi.desk.frame import Frame
from luodi.desk.selectors.activities import TRIPS, ActivityPage

_TITLE, _HEAD, _TEXT = ("方正小标宋简体", 22), ("黑体", 16), ("仿宋_GB2312", 16)
_CELL = ("仿宋_GB2312", 12)
_LINE = Pt(28)


def activity_report(page: ActivityPage, frame: Frame) -> bytes:
    """Return the report as the page shows it: who, where, whom they met, what came of it, what follows."""
    paper = _paper()
    row = page.row
    kind = "外出招商情况报告" if page.sort is TRIPS else "客商来访接待情况报告"
    _line(paper, f"{row.title}{kind}", _TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(paper, f"{row.unit.name}　{page.when}", _TEXT, align=WD_ALIGN_PARAGRAPH.CENTER)
    _section(paper, "一、基本情况", _basics(page))
    _section(paper, "二、参加人员", _people(page))
    _section(paper, "三、日程安排", [_appointment(one) for one in page.programme])
    _head(paper, "四、对接企业")
    firms = [
        (str(at), one.enterprise.name, one.contact, one.intention)
        for at, one in enumerate(page.firms, start=1)
    ]
    _table(paper, ("序号", "企业", "接洽人", "意向"), firms)
    _head(paper, "五、洽谈项目")
    projects = [
        (str(at), one.project.name, one.project.unit.short_name)
        for at, one in enumerate(page.projects, start=1)
    ]
    _table(paper, ("序号", "项目", "责任单位"), projects)
    _section(paper, "六、会谈情况", [_meeting(one) for one in page.meetings])
    outcome = page.handling.get_outcome_display() if page.handling else ""
    results = [f"成果类别：{outcome}。"] if outcome else []
    leads = [f"线索 {one.code}：{one.investor_name}，{one.project_name}。" for one in page.leads]
    _section(paper, "七、主要成果", [*results, *leads, *row.summary.splitlines()])
    _head(paper, "八、后续事项")
    follow_ups = [
        (one.title, one.owner.display_name, one.deadline.isoformat(), one.get_state_display())
        for one in page.follow_ups
    ]
    _table(paper, ("事项", "责任人", "期限", "状态"), follow_ups)
    _signed(paper, page, frame)
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _basics(page: ActivityPage) -> list[str]:
    row = page.row
    place = "目的地" if page.sort is TRIPS else "客商来自"
    told = [f"时间：{page.when}。", f"{place}：{page.place}。"]
    if len(page.stops) > 1:
        stops = "、".join(f"{one.place}（{one.on.month}月{one.on.day}日）" for one in page.stops)
        told.append(f"到访：{stops}。")
    if row.led_by:
        told.append(f"带队领导：{row.led_by.name}。")
    if row.head_count:
        told.append(f"人数：{row.head_count} 人。")
    if page.parts:
        told.append(f"参加单位：{'、'.join(one.unit.short_name for one in page.parts)}。")
    if page.handling and page.handling.purpose:
        told.append(f"目的：{page.handling.purpose}")
    return told


def _people(page: ActivityPage) -> list[str]:
    told = ["、".join(f"{one.name}{f'（{one.post}）' if one.post else ''}" for one in page.ours)]
    guests = "、".join(f"{one.name}{f'（{one.post}）' if one.post else ''}" for one in page.guests)
    return [one for one in (*told, f"来访客人：{guests}" if guests else "") if one]


def _appointment(one: object) -> str:
    on, starts = one.on, one.starts  # type: ignore[attr-defined]
    when = f"{on.month}月{on.day}日" + (f" {starts:%H:%M}" if starts else "")
    place, text = one.place, one.text  # type: ignore[attr-defined]
    return "　".join(part for part in (when, place, text) if part)


def _meeting(one: object) -> str:
    on, title, result = one.held_on, one.title, one.result  # type: ignore[attr-defined]
    return f"{on.month}月{on.day}日，{title}：{result}"


def _signed(paper: Paper, page: ActivityPage, frame: Frame) -> None:
    today = frame.today
    _line(paper, "", _TEXT)
    _line(paper, page.row.unit.name, _TEXT, align=WD_ALIGN_PARAGRAPH.RIGHT)
    said = f"{today.year}年{today.month}月{today.day}日"
    _line(paper, said, _TEXT, align=WD_ALIGN_PARAGRAPH.RIGHT)
    note = f"编号 {page.row.code}　{page.phase}　" + ("演示数据（合成）" if frame.city.is_demo else "")
    _line(paper, note.strip(), _CELL)


def _paper() -> Paper:
    """An A4 page with the standard's margins."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.bottom_margin, section.right_margin = Mm(35), Mm(26)
    return paper


def _section(paper: Paper, title: str, lines: Sequence[str]) -> None:
    _head(paper, title)
    for text in lines or ("无。",):
        _line(paper, text, _TEXT, indent=True)


def _head(paper: Paper, title: str) -> None:
    _line(paper, title, _HEAD, indent=True)


def _line(
    paper: Paper,
    text: str,
    face: tuple[str, int],
    *,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    indent: bool = False,
) -> Paragraph:
    paragraph = paper.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.space_after = _LINE, Pt(0)
    if indent:
        shape.first_line_indent = Pt(2 * face[1])
    _set(paragraph.add_run(text), face)
    return paragraph


def _table(paper: Paper, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        _line(paper, "无。", _TEXT, indent=True)
        return
    table = paper.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cells, told in zip([table.rows[0], *(table.add_row() for _ in rows)], [heads, *rows], strict=True):
        for cell, text in zip(cells.cells, told, strict=True):
            _set(cell.paragraphs[0].add_run(text), _CELL)


def _set(run: Run, face: tuple[str, int]) -> None:
    run.font.name, run.font.size = "Times New Roman", Pt(face[1])
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face[0])
