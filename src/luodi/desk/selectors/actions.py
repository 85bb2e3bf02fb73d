"""Action items as pages show them: mine, my unit's, what is overdue, and one with what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from luodi.actions import policies
from luodi.actions.choices import ActionState
from luodi.actions.models import ActionItem, ActionItemQuerySet
from luodi.audit.models import AuditRecord
from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.ledger.kinds import SubjectKind
from luodi.ui.addresses import url_with

SIZE = 50
TABS = {
    "mine": "我的待办",
    "overdue": "超期",
    "unit": "本单位在办",
    "asked": "我交办的",
    "closed": "已了结",
    "all": "全部",
}
QUEUES = ("mine", "overdue")
PAGES = {
    SubjectKind.PROJECT: "project",
    SubjectKind.LEAD: "lead",
    SubjectKind.TRIP: "trip",
    SubjectKind.VISIT: "visit",
    SubjectKind.EVENT: "event",
    SubjectKind.MEETING: "meeting",
    SubjectKind.ENTERPRISE: "firm",
    SubjectKind.ADVISER: "adviser",
    SubjectKind.OPPORTUNITY: "opportunity",
    SubjectKind.AGENCY: "agency",
    SubjectKind.ASSOCIATION: "association",
    SubjectKind.HOMETOWNER: "hometowner",
}
"""What an item can be about, and the view that shows it."""


def tab_of(frame: Frame) -> str:
    asked = frame.request.GET.get("tab", "")
    return asked if asked in TABS else "mine"


def items_in(frame: Frame, tab: str) -> ActionItemQuerySet:
    """Return the items of a tab that the account sees, the most urgent first; closed ones latest first."""
    rows = _in_tab(tab, frame).select_related("owner__person", "unit", "about", "asked_by__person")
    if tab in ("closed", "all"):
        return rows.order_by("-id")
    return rows.order_by("deadline", "id")


def counts(frame: Frame) -> dict[str, int]:
    """Return how many items stand in the tabs that are to be worked off."""
    return {tab: _in_tab(tab, frame).count() for tab in QUEUES}


def listed(frame: Frame, tab: str, number: int) -> tuple[Sequence[ActionItem], Page]:
    rows = items_in(frame, tab)
    page = Page(number, SIZE, rows.count())
    return list(rows[page.first - 1 : page.last]), page


def _in_tab(tab: str, frame: Frame) -> ActionItemQuerySet:
    own = ActionItem.objects.owned_by(frame.account)
    seen = ActionItem.objects.filter(
        Q(pk__in=ActionItem.objects.visible_to(frame.reach).values("pk")) | Q(pk__in=own.values("pk"))
    )
    match tab:
        case "mine":
            return own.open()
        case "overdue":
            return seen.overdue(frame.today)
        case "unit":
            return seen.open().filter(unit_id=frame.account.unit_id)
        case "asked":
            return seen.filter(asked_by=frame.account)
        case "closed":
            return seen.exclude(state=ActionState.OPEN)
    return seen


@dataclass(frozen=True)
class ItemPage:
    """``trail`` is everything that was done with it, latest first."""

    item: ActionItem
    is_overdue: bool
    about_href: str
    trail: Sequence[AuditRecord]
    acts: Sequence[tuple[str, str]]


def item_page(found: ActionItem, frame: Frame) -> ItemPage:
    trail = AuditRecord.objects.filter(city_id=found.city_id, target_kind="action", target_code=found.code)
    return ItemPage(
        item=found,
        is_overdue=found.is_overdue(frame.today),
        about_href=href_of(found),
        trail=list(trail.order_by("-id")),
        acts=[] if frame.is_past or found.state != ActionState.OPEN else _acts(found, frame),
    )


def href_of(item: ActionItem) -> str:
    """Return the address of what the item is about; empty when it is about nothing that has a page."""
    if item.about is None:
        return ""
    view = PAGES.get(SubjectKind(item.about.kind))
    return url_with(view, item.about.code) if view else ""


def _acts(found: ActionItem, frame: Frame) -> list[tuple[str, str]]:
    may_close = policies.may_close(found, actor=frame.account, reach=frame.reach)
    may_cancel = policies.may_cancel(found, actor=frame.account, reach=frame.reach)
    told = [("action-finish", "办结")] if may_close else []
    told += [("action-hand", "转交")] if may_close or may_cancel else []
    return told + ([("action-move", "改期"), ("action-cancel", "取消")] if may_cancel else [])
