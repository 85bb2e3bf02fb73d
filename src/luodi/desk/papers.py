"""Papers that an office goes on working with: a trip's or a visit's report as a Word file."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH

from luodi.desk.frame import Frame
from luodi.desk.selectors.activities import TRIPS
from luodi.desk.selectors.activity import ActivityPage
from luodi.desk.word_files import (
    CELL,
    HEAD,
    TEXT,
    TITLE,
    add_line,
    add_table,
    new_paper,
    number_pages,
    written,
)
from luodi.outreach.models import Trip


def activity_report(page: ActivityPage, frame: Frame) -> bytes:
    """Return the report as the page shows it: who, where, whom they met, what came of it, what follows."""
    paper = new_paper()
    row = page.row
    kind = "外出招商情况报告" if page.sort is TRIPS else "客商来访接待情况报告"
    for text in (row.title, kind):
        add_line(paper, text, TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
    add_line(paper, f"{row.unit.name}　{_days(page)}", TEXT, align=WD_ALIGN_PARAGRAPH.CENTER)
    number_pages(paper)
    _section(paper, "一、基本情况", _basics(page))
    _section(paper, "二、参加人员", _people(page))
    _section(paper, "三、日程安排", [_appointment(one) for one in page.programme])
    _head(paper, "四、对接企业")
    firms = [
        (str(at), one.enterprise.name, one.contact, one.intention)
        for at, one in enumerate(page.firms, start=1)
    ]
    add_table(paper, ("序号", "企业", "接洽人", "意向"), firms, widths=(14, 62, 24, 56))
    _head(paper, "五、洽谈项目")
    projects = [
        (str(at), one.project.name, one.project.unit.short_name)
        for at, one in enumerate(page.projects, start=1)
    ]
    add_table(paper, ("序号", "项目", "责任单位"), projects, widths=(14, 98, 44))
    _section(paper, "六、会谈情况", [_meeting(one) for one in page.meetings])
    outcome = page.handling.get_outcome_display() if page.handling else ""
    results = [f"成果类别：{outcome}。"] if outcome else []
    leads = [f"线索 {one.code}：{one.investor_name}，{one.project_name}。" for one in page.leads]
    _section(paper, "七、主要成果", [*results, *leads, *row.summary.splitlines()])
    _head(paper, "八、后续事项")
    follow_ups = [
        (one.title, one.owner.display_name, _day(one.deadline), one.get_state_display())
        for one in page.follow_ups
    ]
    add_table(paper, ("事项", "责任人", "期限", "状态"), follow_ups, widths=(72, 24, 40, 20))
    _signed(paper, page, frame)
    return written(paper)


def _basics(page: ActivityPage) -> list[str]:
    row = page.row
    place = "目的地" if page.sort is TRIPS else "客商来自"
    told = [f"时间：{_days(page)}。", f"{place}：{page.place}。"]
    if len(page.stops) > 1:
        stops = "、".join(f"{place}（{on.month}月{on.day}日）" for on, place in page.stops)
        told.append(f"到访：{stops}。")
    if row.led_by:
        leader = "带队领导" if page.sort is TRIPS else "接待领导"
        told.append(f"{leader}：{row.led_by.name}。")
    if row.head_count:
        told.append(f"人数：{row.head_count} 人。")
    if page.parts:
        told.append(f"参加单位：{'、'.join(one.unit.short_name for one in page.parts)}。")
    if page.handling and page.handling.purpose:
        told.append(_sentence(f"目的：{page.handling.purpose}"))
    return told


def _people(page: ActivityPage) -> list[str]:
    ours, guests = "、".join(map(_person, page.ours)), "、".join(map(_person, page.guests))
    said = (f"我方：{ours}" if ours and guests else ours, f"客方：{guests}" if guests else "")
    return [_sentence(one) for one in said if one]


def _person(one: Any) -> str:
    said = one.post or one.get_rank_display()
    return f"{one.name}（{said}）" if said else str(one.name)


def _days(page: ActivityPage) -> str:
    """Return when it was as papers write days: 2020年9月17日至19日."""
    row = page.row
    if not isinstance(row, Trip):
        return str(page.when) if row.visited.first != row.visited.last else _day(row.visited_on)
    first, last = row.from_on, row.to_on
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_day(first)}至{last.day}日"
    same_year = f"{last.month}月{last.day}日"
    return f"{_day(first)}至{same_year if first.year == last.year else _day(last)}"


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def _sentence(text: str) -> str:
    return text if text.rstrip()[-1:] in "。！？；" else f"{text.rstrip()}。"


def _appointment(one: Any) -> str:
    on, starts = one.on, one.starts
    when = f"{on.month}月{on.day}日" + (f" {starts:%H:%M}" if starts else "")
    return _sentence("　".join(part for part in (when, one.place, one.text) if part))


def _meeting(one: Any) -> str:
    on = one.held_on
    return _sentence(f"{on.month}月{on.day}日，{one.title}：{one.result or one.get_outcome_display()}")


def _signed(paper: Paper, page: ActivityPage, frame: Frame) -> None:
    add_line(paper, "", TEXT)
    add_line(paper, page.row.unit.name, TEXT, align=WD_ALIGN_PARAGRAPH.RIGHT)
    add_line(paper, _day(frame.today), TEXT, align=WD_ALIGN_PARAGRAPH.RIGHT)
    note = f"编号 {page.row.code}　{page.phase}　" + ("演示数据（合成）" if frame.city.is_demo else "")
    add_line(paper, note.strip(), CELL)


def _section(paper: Paper, title: str, lines: Sequence[str]) -> None:
    _head(paper, title)
    for text in lines or ("无。",):
        add_line(paper, text, TEXT, indent=True)


def _head(paper: Paper, title: str) -> None:
    add_line(paper, title, HEAD, indent=True).paragraph_format.keep_with_next = True
