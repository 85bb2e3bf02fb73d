"""Papers of a review meeting: the pack that is put before it, and its minutes as the standard has them.

Source: GB/T 9704-2012, 10.3 for minutes.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from luodi.papers.levels import chinese
from luodi.papers.paper import Block, Gap, Heading, Imprint, Kind, Paper, Paragraph, Sign, Table
from luodi.reviews.packs import Pack, Point, item_rows

_DAY = re.compile(r"(\d+)年(\d+)月(\d+)日")
_WHO = (("出席", "present"), ("请假", "leave"), ("缺席", "absent"), ("列席", "observers"))


def pack_paper(pack: Pack) -> Paper:
    """Return the pack: when and where, the agenda, and each line with its facts and open items."""
    heads = (Paragraph(value, label=f"{label}：") for label, value in pack.heads)
    agenda = [
        Paragraph(f"{one.number}. {one.line.title}（{one.line.get_source_display()}）") for one in pack.points
    ]
    points = (block for one in pack.points for block in _point(one))
    demo = f"编号 {pack.review.code}　演示数据（合成）" if pack.review.city.is_demo else ""
    return Paper(
        title=f"{pack.review.full_title}\n会议材料",
        blocks=(*heads, Heading("议程"), *(agenda or [Paragraph("尚未列入议题。")]), *points),
        foot=demo,
    )


def minutes_paper(content: Mapping[str, Any], *, note: str = "") -> Paper:
    """Return the minutes as they were issued: red mark, number, issuer and day, text, who was there, imprint."""
    issued_on = _day(content["issued_on"])
    lines = [block for at, one in enumerate(content["lines"], start=1) for block in _line(at, one)]
    correction = [Paragraph(f"更正说明：{content['correction']}")] if content["correction"] else []
    people = [
        Paragraph("、".join(content[key]), label=f"{label}：", is_hanging=True)
        for label, key in _WHO
        if content[key]
    ]
    return Paper(
        kind=Kind.MINUTES,
        mark=content["head"],
        number=f"（{content['number']}）",
        sign=Sign((content["issuer"],), issued_on),
        blocks=(_opening(content), *lines, *correction, Gap(), *people),
        imprint=Imprint(printed_by=content["issuer"], printed_on=issued_on),
        foot=note,
    )


def _day(said: str) -> date | None:
    found = _DAY.fullmatch(said)
    return date(*map(int, found.groups())) if found else None


def _opening(content: Mapping[str, Any]) -> Paragraph:
    who = f"{content['chair']}主持召开" if content["chair"] else "召开"
    meeting = f"{content['head'].removesuffix('纪要')}（{content['number']}）"
    text = f"{content['held']}，{who}{meeting}，地点：{content['place']}。{content['quorum']}"
    return Paragraph(f"{text}会议情况纪要如下：")


def _line(number: int, line: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(f"{chinese(number)}、{line['title']}")
    yield from (Paragraph(text.strip()) for text in line["said"].splitlines() if text.strip())
    if line["decisions"]:
        yield Heading("会议议定：", 2)
    for nth, one in enumerate(line["decisions"], start=1):
        said = f"{nth}. {one['text'].rstrip('。；')}。责任单位、责任人：{one['owner']}；完成时限：{one['deadline']}。"
        yield Paragraph(said)


def _point(point: Point) -> Iterator[Block]:
    yield Heading(f"{chinese(point.number)}、{point.line.title}")
    if point.line.why:
        yield Paragraph(point.line.why, label="列入理由：")
    if point.facts:
        yield Table(("项目情况", "内容"), tuple(point.facts), widths=(32, 124), aligns=("left", "left"))
    if point.items:
        yield Heading("未办结事项：", 2)
        yield Table(("事项", "办理人", "期限"), tuple(item_rows(point)), widths=(84, 44, 28))
    if point.n_items > len(point.items):
        yield Paragraph(f"另有 {point.n_items - len(point.items)} 项未列出。", is_small=True)
