"""The sheet of an item as a Word file: asked for, urged, or supervised, by the loudest level that it has reached.

Source: the parts of such a sheet as offices use them: number, matter, demand, unit, person, day, and room to answer.
"""

from collections.abc import Sequence

from luodi.actions.choices import Level
from luodi.actions.models import ActionItem, Escalation
from luodi.kernel.dates import day_words
from luodi.organisation.clock import day_of
from luodi.papers import word
from luodi.papers.paper import RIGHT, Paper, Paragraph, Table

_NAMES = {Level.REMIND: "提醒单", Level.URGE: "催办单", Level.SUPERVISE: "督办单"}
_WIDTHS, _LEFT = (36, 120), ("left", "left")


def sheet_name(item: ActionItem) -> str:
    """Return what the item's sheet is called."""
    reached = loudest(item)
    return _NAMES[Level(reached.level)] if reached else "交办单"


def loudest(item: ActionItem) -> Escalation | None:
    """Return the loudest level reached for the item's present deadline; None while there is none."""
    order = list(Level)
    reached = [one for one in item.escalations.all() if one.deadline == item.deadline]
    return max(reached, key=lambda one: order.index(Level(one.level)), default=None)


def supervision_sheet(item: ActionItem) -> bytes:
    reached = loudest(item)
    number = reached.number if reached and reached.number else item.code
    day = day_of(reached.at if reached else item.asked_at)
    empty = (("办理结果", "\n\n\n"), ("未按期办结的原因和下一步", "\n\n"), ("责任单位负责人签字", "\n"))
    blocks = (
        Paragraph(f"编号：{number}　　{day_words(day)}", align=RIGHT),
        Table(("栏目", "内容"), tuple(_lines(item)), widths=_WIDTHS, aligns=_LEFT),
        Paragraph("", label="办理情况反馈", is_indented=False),
        Table(("栏目", "由责任单位填写"), empty, widths=_WIDTHS, aligns=_LEFT),
    )
    return word.written(Paper(blocks, title=f"{item.city.name}招商引资事项{sheet_name(item)}"))


def _lines(item: ActionItem) -> Sequence[tuple[str, str]]:
    basis = getattr(item, "basis", None)
    note = f"（{basis.source_note}）" if basis and basis.source_note else ""
    about = f"{item.about.code} {item.about.label}" if item.about else "—"
    granted = item.extensions.filter(state__in=("GRANTED", "MOVED")).count()
    helping = "、".join(one.account.display_name for one in item.co_owners.select_related("account__person"))
    reason = f"（{item.get_reason_display()}）" if item.reason else ""
    return [
        ("事项编号", item.code),
        ("督办事项", item.title),
        ("类别", f"{item.get_kind_display()}{reason}"),
        ("有关对象", about),
        ("来源", f"{item.get_source_display() or '自行登记'}{note}"),
        ("责任单位", item.unit.name),
        ("责任人", item.owner.display_name),
        ("协办人", helping or "—"),
        ("办理时限", day_words(item.deadline) + (f"（已延期 {granted} 次）" if granted else "")),
        ("交办", f"{item.asked_from.name}　{item.asked_by.display_name}"),
        ("要求", "请在时限内办结，并附佐证报办结；确不能按期办结的，须在时限前申请延期并说明理由。"),
    ]
