"""Instructions of leaders as pages show them: what waits, what is under way, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from luodi.actions.choices import UNFINISHED
from luodi.actions.models import ActionItem
from luodi.audit.models import AuditRecord
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.projects.models import Project
from luodi.sponsorship import policies
from luodi.sponsorship.models import Instruction
from luodi.ui import sheets

TABS = {"open": "待反馈", "answered": "已反馈", "all": "全部"}


def tab_of(frame: Frame) -> str:
    asked = frame.request.GET.get("tab", "")
    return asked if asked in TABS else "open"


def instructions_in(frame: Frame, tab: str) -> Any:
    """Return the tab's instructions that the account sees, the oldest unanswered first, others latest first."""
    rows = Instruction.objects.visible_to(frame.reach, person_id=frame.account.person_id)
    told = rows.select_related("leader", "project", "unit", "answered_by__person").annotate(
        n_items=Count("items"), n_open=Count("items", filter=Q(items__item__state__in=UNFINISHED))
    )
    match tab:
        case "open":
            return told.unanswered().order_by("given_on", "id")
        case "answered":
            return told.exclude(answered_at=None).order_by("-answered_at", "-id")
    return told.order_by("-given_on", "-id")


def instructions(frame: Frame, tab: str) -> Listing:
    columns = [
        sheets.Column("编号"),
        sheets.Column("批示领导"),
        sheets.Column("批示日期"),
        sheets.Column("批示内容", width=60),
        sheets.Column("有关项目", width=36),
        sheets.Column("有关单位", width=18),
        sheets.Column("待办事项"),
        sheets.Column("未办结"),
        sheets.Column("办理反馈", width=60),
        sheets.Column("反馈人"),
    ]
    says = [f"状态截至 {frame.today.isoformat()}"]
    return Listing(instructions_in(frame, tab), f"领导批示（{TABS[tab]}）", columns, _row, says)


@dataclass(frozen=True)
class InstructionPage:
    row: Instruction
    items: Sequence[ActionItem]
    trail: Sequence[AuditRecord]
    may_handle: bool
    sees_project: bool


def page_of(found: Instruction, frame: Frame) -> InstructionPage:
    trail = AuditRecord.objects.filter(
        city_id=found.city_id, target_kind="instruction", target_code=found.code
    )
    items = ActionItem.objects.filter(instruction__instruction=found).select_related("owner__person", "unit")
    handles = policies.may_handle(found, reach=frame.reach)
    seen = Project.objects.visible_to(frame.reach).filter(instructions=found).exists()
    return InstructionPage(
        row=found,
        items=list(items.order_by("deadline", "id")),
        trail=list(trail.order_by("-id")),
        may_handle=handles and found.answered_at is None and not frame.is_past,
        sees_project=seen,
    )


def _row(one: Any) -> list[Any]:
    return [
        one.code,
        one.leader.name,
        one.given_on,
        one.text,
        f"{one.project.code} {one.project.name}" if one.project else "",
        one.unit.short_name if one.unit else "",
        one.n_items,
        one.n_open,
        one.answer,
        one.answered_by.display_name if one.answered_by else "",
    ]
