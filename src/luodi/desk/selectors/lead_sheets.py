"""Leads and action items as workbooks: the same rows and words as on the pages, telephone numbers left out."""

from typing import Any

from django.utils import timezone

from luodi.actions.models import ActionItem
from luodi.desk import naming
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.desk.selectors import actions, leads
from luodi.ledger.kinds import LeadSource
from luodi.ui import sheets

_CHUNK = 500


def leads_in(frame: Frame, asked: leads.Asked) -> Listing:
    columns = [
        sheets.Column("线索编号"),
        sheets.Column("拟投项目", width=36),
        sheets.Column("投资方", width=30),
        sheets.Column("意向投资", "亿元", places=4),
        sheets.Column("来源地"),
        sheets.Column("行业", width=24),
        sheets.Column("线索来源"),
        sheets.Column("来源说明", width=24),
        sheets.Column("收到日期"),
        sheets.Column("首报单位", width=18),
        sheets.Column("承接单位", width=18),
        sheets.Column("跟进人"),
        sheets.Column("状态"),
        sheets.Column("下一步"),
        sheets.Column("下一步期限"),
        sheets.Column("超期天数"),
        sheets.Column("转为的项目"),
    ]
    said = [f"状态截至 {frame.today.isoformat()}"]
    said += [f"含“{asked.text}”"] if asked.text else []
    said += [f"来源：{LeadSource(asked.source).label}"] if asked.source else []
    return Listing(
        rows=leads.leads_in(frame, asked),
        title=f"线索（{leads.TABS[asked.tab]}）",
        columns=columns,
        cells=_lead,
        says=["　".join(said)],
        lines=lambda rows: [leads.line_of(row, frame) for row in rows],
    )


def _lead(line: leads.LeadLine) -> list[Any]:
    one = line.lead
    amount = one.brief.amount
    return [
        one.code,
        one.project_name,
        one.investor_name,
        None if amount is None else amount.to_yi(4),
        naming.origin(one.brief.origin),
        naming.industry(one.brief.industry),
        one.get_source_display(),
        one.brief.source_note,
        one.received_on,
        one.reported_unit.short_name,
        one.unit.short_name,
        one.assigned_to.display_name if one.assigned_to else "",
        one.get_state_display(),
        line.next_step,
        one.due_on,
        line.late or None,
        one.project.code if one.project else "",
    ]


def actions_sheet(frame: Frame, tab: str, narrowed: actions.Narrowed) -> Export:
    columns = [
        sheets.Column("编号"),
        sheets.Column("事项", width=40),
        sheets.Column("类别"),
        sheets.Column("原因"),
        sheets.Column("来源"),
        sheets.Column("有关对象", width=30),
        sheets.Column("办理人"),
        sheets.Column("办理单位", width=18),
        sheets.Column("期限"),
        sheets.Column("状态"),
        sheets.Column("结果", width=40),
        sheets.Column("交办人"),
        sheets.Column("交办时间", width=18),
    ]
    rows = actions.items_in(frame, tab, narrowed)
    told = (_item(row) for row in rows.iterator(chunk_size=_CHUNK))
    says = [f"状态截至 {frame.today.isoformat()}"]
    return Export(f"待办事项（{actions.TABS[tab]}）", columns, told, says, rows.count())


def _item(one: ActionItem) -> list[Any]:
    return [
        one.code,
        one.title,
        one.get_kind_display(),
        one.get_reason_display(),
        one.get_source_display(),
        f"{one.about.code} {one.about.label}" if one.about else "",
        one.owner.display_name,
        one.unit.short_name,
        one.deadline,
        one.get_state_display(),
        one.result,
        one.asked_by.display_name,
        timezone.localtime(one.asked_at).strftime("%Y-%m-%d %H:%M"),
    ]
