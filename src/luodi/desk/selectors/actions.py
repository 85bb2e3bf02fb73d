"""Action items as pages show them: mine, my unit's, what waits for my word, and one with what may be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from luodi.actions import policies
from luodi.actions import selectors as waiting
from luodi.actions.choices import UNFINISHED, ActionKind, ActionState, ExtensionState
from luodi.actions.models import (
    ActionItem,
    ActionItemQuerySet,
    CoOwner,
    Escalation,
    ItemBasis,
    ItemExtension,
    ItemReport,
    ItemRules,
)
from luodi.actions.rules import Pressing, Step, closes_at_once, moved_words
from luodi.actions.services.ruling import pressing_on, said_of
from luodi.actions.services.trail import doers
from luodi.audit.models import AuditRecord
from luodi.calendars.selectors import calendar_of
from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.desk.supervision import loudest, sheet_name
from luodi.ledger.kinds import ItemReason, ItemSource, SubjectKind
from luodi.ui.addresses import url_with

SIZE = 50
_SHOWN = ("owner__person", "unit", "about", "asked_by__person")
TABS = {
    "mine": "我的待办",
    "judge": "待我销号批复",
    "overdue": "超期",
    "unit": "本单位在办",
    "asked": "我交办的",
    "closed": "已了结",
    "all": "全部",
}
QUEUES = ("mine", "judge", "overdue")
TOLD = ("overdue", "closed", "all")
"""The tabs that stand for more than one's own items, and are headed by the city's figures."""
CHOICES = {
    "kind": ("类别", [("", "全部类别"), *ActionKind.choices]),
    "reason": ("原因", [("", "全部原因"), *ItemReason.choices]),
    "source": ("来源", [("", "全部来源"), *ItemSource.choices]),
}
"""What the list can be narrowed by."""
Narrowed = Mapping[str, str]
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
    SubjectKind.ITEM: "action",
}
"""What an item can be about, and the view that shows it."""


def tab_of(frame: Frame) -> str:
    asked = frame.request.GET.get("tab", "")
    return asked if asked in TABS else "mine"


def narrowed_of(frame: Frame) -> Narrowed:
    """Return what the address narrows the list to; what is no choice is passed over."""
    said = {key: frame.request.GET.get(key, "") for key in CHOICES}
    return {key: value for key, value in said.items() if value and value in dict(CHOICES[key][1])}


def items_in(frame: Frame, tab: str, narrowed: Narrowed) -> ActionItemQuerySet:
    """Return the items of a tab that the account sees: the open ones, the most urgent first; then what is closed."""
    rows = in_tab(tab, frame).filter(**narrowed)
    rows = rows.select_related(*_SHOWN)
    if tab in ("closed", "all"):
        return rows.order_by("-id")
    if tab == "asked":
        return rows.order_by(F("closed_at").desc(nulls_first=True), "deadline", "id")
    return rows.order_by("deadline", "id")


def counts(frame: Frame) -> dict[str, int]:
    """Return how many items stand in the tabs that are to be worked off."""
    return {tab: in_tab(tab, frame).count() for tab in QUEUES}


def listed(frame: Frame, tab: str, narrowed: Narrowed, number: int) -> tuple[Sequence[ActionItem], Page]:
    """Return one page. Its items are picked first, so that nothing else is joined and sorted."""
    rows = items_in(frame, tab, narrowed)
    page = Page(number, SIZE, rows.count())
    picked = list(rows.values_list("pk", flat=True)[page.first - 1 : page.last])
    shown = ActionItem.objects.filter(pk__in=picked).select_related(*_SHOWN)
    by_pk = {one.pk: one for one in shown.prefetch_related("escalations")}
    return [by_pk[pk] for pk in picked], page


@dataclass(frozen=True)
class Line:
    """``reached`` is the loudest level that the item was pressed for by its present deadline."""

    item: ActionItem
    href: str
    late: int
    reached: Escalation | None


def line_of(item: ActionItem, frame: Frame) -> Line:
    """Return the item's line; its escalations are at hand."""
    late = (frame.today - item.deadline).days if item.is_overdue(frame.today) else 0
    return Line(item, href_of(item), late, loudest(item) if item.is_unfinished else None)


def in_tab(tab: str, frame: Frame) -> ActionItemQuerySet:
    """Return what stands in a tab for the account."""
    seen = policies.seen_by(frame.reach, frame.account)
    match tab:
        case "mine":
            return waiting.to_do(frame.account)
        case "judge":
            return waiting.to_judge(frame.account, frame.reach)
        case "overdue":
            return seen.overdue(frame.today)
        case "unit":
            return seen.unfinished().filter(unit_id=frame.account.unit_id)
        case "asked":
            return seen.filter(asked_by=frame.account)
        case "closed":
            return seen.exclude(state__in=UNFINISHED)
    return seen


@dataclass(frozen=True)
class ItemPage:
    """``trail`` is everything that was done with it, latest first; ``moved`` says why the deadline is another day."""

    item: ActionItem
    is_overdue: bool
    about_href: str
    moved: str
    basis: ItemBasis | None
    helping: Sequence[CoOwner]
    reports: Sequence[ItemReport]
    extensions: Sequence[ItemExtension]
    escalations: Sequence[Escalation]
    reached: Escalation | None
    sheet: str
    trail: Sequence[AuditRecord]
    acts: Sequence[tuple[str, str]]
    is_guessed: bool

    @property
    def n_extensions(self) -> int:
        return sum(one.state in (ExtensionState.GRANTED, ExtensionState.MOVED) for one in self.extensions)


def item_page(found: ActionItem, frame: Frame) -> ItemPage:
    trail = AuditRecord.objects.filter(city_id=found.city_id, target_kind="action", target_code=found.code)
    basis: ItemBasis | None = getattr(found, "basis", None)
    people = ("by__person", "judged_by__person")
    extensions = found.extensions.select_related("asked_by__person", "decided_by__person").order_by("-id")
    return ItemPage(
        item=found,
        is_overdue=found.is_overdue(frame.today),
        about_href=href_of(found),
        moved=moved_words(basis.asked_day, found.deadline) if basis else "",
        basis=basis,
        helping=list(found.co_owners.select_related("account__person", "account__unit")),
        reports=list(found.reports.select_related(*people).prefetch_related("proofs").order_by("-id")),
        extensions=list(extensions),
        escalations=list(found.escalations.order_by("-id")),
        reached=loudest(found) if found.is_unfinished else None,
        sheet=sheet_name(found),
        trail=list(trail.order_by("-id")),
        acts=[] if frame.is_past else _acts(found, frame),
        is_guessed=not calendar_of(frame.city.pk).is_known(found.deadline.year),
    )


@dataclass(frozen=True)
class RulesPage:
    pressing: Pressing
    said: Sequence[tuple[Step, str]]
    versions: Sequence[ItemRules]
    may_set: bool


def rules_page(frame: Frame) -> RulesPage:
    held = pressing_on(frame.city.pk, frame.today)
    versions = ItemRules.objects.filter(city=frame.city).select_related("set_by__person")
    return RulesPage(
        pressing=held,
        said=[(one, said_of(one)) for one in held.steps],
        versions=list(versions.order_by("-valid_from", "-id")),
        may_set=frame.keeps_city,
    )


def href_of(item: ActionItem) -> str:
    """Return the address of what the item is about; empty when it is about nothing that has a page."""
    if item.about is None:
        return ""
    view = PAGES.get(SubjectKind(item.about.kind))
    return url_with(view, item.about.code) if view else ""


def _acts(found: ActionItem, frame: Frame) -> list[tuple[str, str]]:
    """Return what the account may do with the item as it stands, the likeliest first."""
    reach, account = frame.reach, frame.account
    may_close = policies.may_close(found, actor=account, reach=reach)
    may_cancel = policies.may_cancel(found, actor=account, reach=reach)
    may_judge = policies.may_judge(found, actor=account, reach=reach)
    others = may_judge and account.person_id not in doers(found)
    may_extend = policies.may_extend(found, actor=account, reach=reach) and account.person_id not in doers(
        found
    )
    if found.state == ActionState.REPORTED:
        return [("action-close", "销号"), ("action-back", "退回重办")] if others else []
    if found.state != ActionState.OPEN:
        return [("action-reopen", "重新打开")] if may_judge else []
    is_asked = found.extensions.filter(state=ExtensionState.ASKED).exists()
    told = [("action-decide", "批复延期")] if may_extend and is_asked else []
    told += [("action-finish", "报办结")] if may_close else []
    told += (
        [("action-extend", "申请延期")] if may_close and not is_asked and not _is_own(found, frame) else []
    )
    told += [("action-hand", "转交")] if may_close or may_cancel else []
    if may_cancel:
        told += [("action-move", "改期")] if others or _is_own(found, frame) else []
        told.append(("action-cancel", "取消"))
    return told


def _is_own(found: ActionItem, frame: Frame) -> bool:
    """Whether it is a task that the account has set for itself, and may move and close itself."""
    own = found.asked_by.person_id == found.owner.person_id == frame.account.person_id
    closes_own = pressing_on(frame.city.pk, frame.today).closes_own
    return closes_at_once(found.kind, by_oneself=own, closes_own=closes_own)
