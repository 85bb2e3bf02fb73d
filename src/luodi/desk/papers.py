"""Papers that an office goes on working with: a trip's or a visit's report as a Word file."""

from collections.abc import Iterator, Sequence
from typing import Any

from luodi.desk.frame import Frame
from luodi.desk.selectors.activities import TRIPS
from luodi.desk.selectors.activity import ActivityPage
from luodi.kernel.dates import day_words
from luodi.outreach.models import Trip
from luodi.papers import word
from luodi.papers.paper import Block, Heading, Paper, Paragraph, Sign, Table


def activity_report(page: ActivityPage, frame: Frame) -> bytes:
    """Return the report as the page shows it: who, where, whom they met, what came of it, what follows."""
    row = page.row
    kind = "外出招商情况报告" if page.sort is TRIPS else "客商来访接待情况报告"
    outcome = page.handling.get_outcome_display() if page.handling else ""
    results = [f"成果类别：{outcome}。"] if outcome else []
    leads = [f"线索 {one.code}：{one.investor_name}，{one.project_name}。" for one in page.leads]
    note = f"编号 {row.code}　{page.phase}　" + ("演示数据（合成）" if frame.city.is_demo else "")
    return word.written(
        Paper(
            title=f"{row.title}\n{kind}",
            head_note=f"{row.unit.name}　{_days(page)}",
            blocks=(
                *_section("一、基本情况", _basics(page)),
                *_section("二、参加人员", _people(page)),
                *_section("三、日程安排", [_appointment(one) for one in page.programme]),
                *_tables(page),
                *_section("六、会谈情况", [_meeting(one) for one in page.meetings]),
                *_section("七、主要成果", [*results, *leads, *row.summary.splitlines()]),
                Heading("八、后续事项"),
                _follow_ups(page),
            ),
            sign=Sign((row.unit.name,), frame.today),
            foot=note.strip(),
        )
    )


def _tables(page: ActivityPage) -> Iterator[Block]:
    yield Heading("四、对接企业")
    firms = tuple(
        (str(at), one.enterprise.name, one.contact, one.intention)
        for at, one in enumerate(page.firms, start=1)
    )
    yield Table(("序号", "企业", "接洽人", "意向"), firms, widths=(14, 62, 24, 56))
    yield Heading("五、洽谈项目")
    projects = tuple(
        (str(at), one.project.name, one.project.unit.short_name)
        for at, one in enumerate(page.projects, start=1)
    )
    yield Table(("序号", "项目", "责任单位"), projects, widths=(14, 98, 44))


def _follow_ups(page: ActivityPage) -> Table:
    rows = tuple(
        (one.title, one.owner.display_name, day_words(one.deadline), one.get_state_display())
        for one in page.follow_ups
    )
    return Table(("事项", "责任人", "期限", "状态"), rows, widths=(72, 24, 40, 20))


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
        return str(page.when) if row.visited.first != row.visited.last else day_words(row.visited_on)
    first, last = row.from_on, row.to_on
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{day_words(first)}至{last.day}日"
    same_year = f"{last.month}月{last.day}日"
    return f"{day_words(first)}至{same_year if first.year == last.year else day_words(last)}"


def _sentence(text: str) -> str:
    return text if text.rstrip()[-1:] in "。！？；" else f"{text.rstrip()}。"


def _appointment(one: Any) -> str:
    on, starts = one.on, one.starts
    when = f"{on.month}月{on.day}日" + (f" {starts:%H:%M}" if starts else "")
    return _sentence("　".join(part for part in (when, one.place, one.text) if part))


def _meeting(one: Any) -> str:
    on = one.held_on
    return _sentence(f"{on.month}月{on.day}日，{one.title}：{one.result or one.get_outcome_display()}")


def _section(title: str, lines: Sequence[str]) -> Iterator[Block]:
    yield Heading(title)
    yield from (Paragraph(text) for text in lines or ("无。",))
