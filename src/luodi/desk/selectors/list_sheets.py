"""Lists of what waits, is suspected, sampled, reported or kept, as workbooks: the same rows and words as on the pages.

What the reader may not see of a row on the page it does not get in the workbook either.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from luodi.desk.exports import Export
from luodi.desk.forms.claims import QueueForm
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.desk.selectors import crediting, duplicates
from luodi.duplicates.selectors import queue as cases
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind
from luodi.projects.models import PendingCorrection
from luodi.recognition.selectors.queue import TABS, Waiting, queue
from luodi.recognition.selectors.samples import ItemLine, SampleLine
from luodi.rosters.models import Roster
from luodi.ui import sheets

_CHUNK = 500


def waiting_sheet(frame: Frame, form: QueueForm, tab: str) -> Export:
    """Return the claims of one tab, as they are narrowed, the longest waiting first."""
    title, kinds = TABS[tab]
    columns = [
        sheets.Column("项目", width=40),
        sheets.Column("编号"),
        sheets.Column("类别"),
        sheets.Column("责任单位", width=18),
        sheets.Column("发生日期"),
        _amount("认定"),
        _amount("申报"),
        sheets.Column("佐证", width=24),
        sheets.Column("县区初审"),
        sheets.Column("申报人"),
        sheets.Column("等待天数"),
    ]
    total = _queued(frame, form, kinds, 1, 1)[1]
    head = "待认定" if frame.reach.verifies else "待初审"
    said = [f"类别：{title}", *_chosen(form)]
    return Export(f"{head}（{title}）", columns, _claims(frame, form, kinds), ["　".join(said)], total)


def _queued(
    frame: Frame, form: QueueForm, kinds: Sequence[FactKind], number: int, size: int
) -> tuple[Sequence[Waiting], int]:
    found = queue(frame.city, frame.reach, kinds, form.wanted(), at=frame.now, number=number, size=size)
    return found.rows, found.total


def _claims(frame: Frame, form: QueueForm, kinds: Sequence[FactKind]) -> Iterator[list[Any]]:
    number, left = 1, 1
    while left > 0:
        rows, total = _queued(frame, form, kinds, number, _CHUNK)
        yield from (_claim(row, frame) for row in rows)
        left = total - number * _CHUNK
        number += 1


def _claim(row: Waiting, frame: Frame) -> list[Any]:
    claim, fact = row.claim, row.claim.facts[-1]
    county = "通过" if claim.is_passed else "退回" if claim.returned else "未审"
    missing = "、".join(one.label for one in claim.missing)
    return [
        claim.project.name,
        claim.project.code,
        claim.label,
        claim.project.unit.short_name,
        fact.occurred.show(),
        _yi(row.verified),
        _yi(row.amount),
        f"缺：{missing}" if missing else "齐全",
        county,
        fact.entry.actor.display_name,
        (frame.now - row.since).days,
    ]


def _chosen(form: QueueForm) -> list[str]:
    """Return what the queue is narrowed to, in words."""
    found = []
    for name in ("unit", "days", "complete", "county"):
        value = form.word if name == "county" else form.data.get(name, "")
        choices = dict(form.fields[name].choices)  # type: ignore[attr-defined]
        if value and value in choices:
            found.append(f"{form.fields[name].label}：{choices[value]}")
    return found


def corrections_sheet(rows: "QuerySet[PendingCorrection]") -> Export:
    columns = [
        sheets.Column("项目", width=40),
        sheets.Column("编号"),
        sheets.Column("责任单位", width=18),
        sheets.Column("更正原因", width=50),
        sheets.Column("申请人"),
        sheets.Column("申请时间", width=18),
    ]
    told = (
        [
            one.project.name,
            one.project.code,
            one.project.unit.short_name,
            one.reason,
            one.asked_by.display_name,
            _moment(one.asked_at),
        ]
        for one in rows
    )
    return Export("待采纳的更正", columns, told, ["已认定的数据要改，须先采纳"], rows.count())


def duplicates_sheet(frame: Frame, state: str, kind: str) -> Export:
    """Return the pairs of one state; a side that the reader may not see says only what the page says."""
    state = state if state in dict(duplicates.STATES) else "open"
    rows = cases(frame.reach, kind).filter(state=state.upper())
    columns = [
        sheets.Column("编号"),
        sheets.Column("类别"),
        sheets.Column("级别"),
        sheets.Column("甲", width=36),
        sheets.Column("甲编号"),
        sheets.Column("甲单位", width=18),
        sheets.Column("乙", width=36),
        sheets.Column("乙编号"),
        sheets.Column("乙单位", width=18),
        sheets.Column("相同", width=40),
        sheets.Column("不同", width=40),
        sheets.Column("裁定"),
        sheets.Column("合并"),
    ]
    total = rows.count()
    told = (
        _pair(one)
        for start in range(0, total, _CHUNK)
        for one in duplicates.shown_cases(frame, rows[start : start + _CHUNK])
    )
    label = dict(duplicates.STATES)[state]
    return Export(f"疑似重复（{label}）", columns, told, ["信用代码优先于名称"], total)


def _pair(one: duplicates.ShownCase) -> list[Any]:
    sides = [
        [side.name, side.code, side.unit] if side.row else [side.name, "", ""]
        for side in (one.left, one.right)
    ]
    case = one.case
    equal, differs = ("", "") if one.is_hidden else ("；".join(case.equal), "；".join(case.differs))
    return [
        case.code,
        case.get_kind_display(),
        one.level,
        *sides[0],
        *sides[1],
        equal,
        differs,
        case.get_state_display(),
        "已合并" if one.merge else "",
    ]


def samples_sheet(lines: Sequence[SampleLine]) -> Export:
    columns = [
        sheets.Column("单位", width=18),
        sheets.Column("期间", width=18),
        sheets.Column("口径"),
        sheets.Column("抽取"),
        sheets.Column("总体"),
        sheets.Column("已核"),
        sheets.Column("属实"),
        sheets.Column("属实率（项数）", "%", places=1),
        sheets.Column("属实率（金额）", "%", places=1),
        sheets.Column("抽取人"),
        sheets.Column("抽取时间", width=18),
    ]
    told = (
        [
            line.run.unit.short_name,
            line.period,
            line.run.get_standing_display(),
            line.ratio.drawn,
            line.run.population,
            line.ratio.checked,
            line.ratio.confirmed,
            _percent(line.ratio.by_number),
            _percent(line.ratio.by_amount),
            line.run.drawn_by.display_name,
            _moment(line.run.drawn_at),
        ]
        for line in lines
    )
    says = ["属实率只算已核的项；按金额的属实率以申报金额为限，少报的不能抵多报的"]
    return Export("抽查情况", columns, told, says, len(lines))


def sample_sheet(line: SampleLine, items: Sequence[ItemLine]) -> Export:
    columns = [
        sheets.Column("次序", width=8),
        sheets.Column("项目", width=40),
        sheets.Column("编号"),
        sheets.Column("事项"),
        sheets.Column("发生日期"),
        _amount("抽到的金额"),
        sheets.Column("结论"),
        _amount("核实金额"),
        sheets.Column("核查人"),
        sheets.Column("说明", width=40),
    ]
    told = [_item(one) for one in items]
    run = line.run
    says = [
        f"抽取 {line.ratio.drawn}／{run.population} 项，已核 {line.ratio.checked} 项",
        f"种子“{run.seed}”，流水 {run.entry_number}，口径 {run.get_standing_display()}",
    ]
    return Export(f"抽查（{run.unit.short_name} {line.period}）", columns, told, says, len(told))


def _item(one: ItemLine) -> list[Any]:
    item = one.item
    return [
        item.position,
        item.project.name,
        item.project.code,
        item.fact.get_kind_display(),
        item.fact.occurred.show(),
        _yi(one.claimed),
        "未核" if item.finding == "PENDING" else item.get_finding_display(),
        _yi(item.found),
        item.found_by.display_name if item.found_by else "",
        item.note + ("（抽取后已有新版本）" if one.is_moved_on else ""),
    ]


def first_reports(frame: Frame, tab: str) -> Listing:
    columns = [
        sheets.Column("案号"),
        sheets.Column("拟投项目", width=40),
        sheets.Column("投资方", width=30),
        sheets.Column("首报单位", width=18),
        _amount("意向投资"),
        sheets.Column("登记时间", width=18),
        sheets.Column("状态"),
        sheets.Column("保护至"),
        sheets.Column("下次进展"),
    ]
    return Listing(
        rows=crediting.reports_in(frame, tab),
        title=f"首报首谈（{crediting.REPORT_TABS[tab][0]}）",
        columns=columns,
        cells=_report,
        says=[f"状态截至 {frame.today.isoformat()}"],
        lines=lambda rows: [crediting.line_of(row, frame) for row in rows],
    )


def _report(line: crediting.ReportLine) -> list[Any]:
    one = line.report
    return [
        one.code,
        one.project_name,
        one.investor_name,
        one.unit.short_name,
        None if one.amount_fen is None else _yi(Yuan(one.amount_fen)),
        _moment(one.reported_at),
        line.state.label,
        one.protected_until,
        one.report_by if line.state == "PROTECTED" else None,
    ]


def rosters_sheet(rosters: Iterable[Roster]) -> Export:
    columns = [
        sheets.Column("名单", width=40),
        sheets.Column("编号"),
        sheets.Column("类别"),
        sheets.Column("年度"),
        sheets.Column("文号或依据", width=30),
        sheets.Column("活动", width=30),
    ]
    told = [
        [
            one.name,
            one.code,
            one.get_kind_display(),
            one.year,
            one.document,
            one.event.name if one.event else "",
        ]
        for one in rosters
    ]
    return Export("项目名单", columns, told, ["列入和移出都有日期和原因"], len(told))


def _amount(title: str) -> sheets.Column:
    return sheets.Column(title, "亿元", places=4)


def _yi(amount: Yuan | None) -> Any:
    return None if amount is None else amount.to_yi(4)


def _percent(ratio: Fraction | None) -> Any:
    return None if ratio is None else round(float(ratio * 100), 1)


def _moment(at: Any) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
