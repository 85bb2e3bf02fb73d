"""Review meetings as pages show them: the list, and one with its agenda, guests, minutes and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from luodi.actions.models import ActionItem
from luodi.audit.models import AuditRecord
from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.projects.models import Project
from luodi.reviews import packs, policies
from luodi.reviews.choices import AFTER, BEFORE, Attendance, ReviewState, SeatKind
from luodi.reviews.models import AgendaLine, Minutes, Review, ReviewQuerySet, Seat

SIZE = 50
TABS = {"coming": "将要召开", "open": "纪要待印发", "published": "纪要已印发", "all": "全部"}
_ACTS = {
    ReviewState.PLANNED: (
        ("review-invite", "发会议通知"),
        ("review-propose", "选议题"),
        ("review-seat", "添加参会单位"),
        ("review-change", "修改"),
        ("review-cancel", "取消会议"),
    ),
    ReviewState.INVITED: (
        ("review-attendance", "登记到会"),
        ("review-hold", "确认召开"),
        ("review-propose", "选议题"),
        ("review-seat", "添加参会单位"),
        ("review-change", "修改"),
        ("review-cancel", "取消会议"),
    ),
    ReviewState.HELD: (("review-attendance", "登记到会"), ("review-line", "列入临时议题")),
    ReviewState.MINUTES_DRAFT: (
        ("review-publish", "印发纪要"),
        ("review-attendance", "登记到会"),
        ("review-line", "列入临时议题"),
    ),
    ReviewState.PUBLISHED: (("review-correct", "更正纪要"),),
    ReviewState.CANCELLED: (),
}
"""What the keeper may do next, by state; the first is the main one."""


def tab_of(frame: Frame) -> str:
    asked = frame.request.GET.get("tab", "")
    return asked if asked in TABS else "coming"


def listed(frame: Frame, tab: str, number: int) -> tuple[Sequence[Review], Page]:
    rows = _in_tab(Review.objects.visible_to(frame.reach), tab)
    page = Page(number, SIZE, rows.count())
    known = rows.select_related("unit", "chair").annotate(
        n_lines=Count("lines", filter=Q(lines__is_dropped=False))
    )
    order = ("held_at", "id") if tab == "coming" else ("-held_at", "-id")
    return list(known.order_by(*order)[page.first - 1 : page.last]), page


def counts(frame: Frame) -> dict[str, int]:
    """Return how many meetings stand in the tabs that are to be worked off."""
    seen = Review.objects.visible_to(frame.reach)
    return {tab: _in_tab(seen, tab).count() for tab in ("coming", "open")}


def _in_tab(rows: ReviewQuerySet, tab: str) -> ReviewQuerySet:
    states = {"coming": BEFORE, "open": AFTER, "published": [ReviewState.PUBLISHED]}.get(tab)
    return rows if states is None else rows.filter(state__in=states)


@dataclass(frozen=True)
class ReviewPage:
    """``sees`` are the projects and ``sees_items`` the action items whose pages open to the account.

    Until the minutes are out, only the keepers and those who read all of the city see what is being drafted.
    """

    review: Review
    points: Sequence[packs.Point]
    dropped: Sequence[AgendaLine]
    seats: Sequence[Seat]
    attendance: Mapping[Attendance, int]
    editions: Sequence[Minutes]
    acts: Sequence[tuple[str, str]]
    sees: frozenset[int]
    sees_items: frozenset[int]
    trail: Sequence[AuditRecord]
    answerable: frozenset[int]
    may_keep: bool
    shows_minutes: bool

    @property
    def n_present(self) -> int:
        return self.attendance[Attendance.PRESENT]

    @property
    def n_members(self) -> int:
        return sum(self.attendance.values())

    @property
    def is_short(self) -> bool:
        """Whether it was held without the quorum."""
        return self.review.state not in BEFORE and self.n_present < self.review.quorum

    @property
    def prepares(self) -> bool:
        return self.may_keep and self.review.state in BEFORE

    @property
    def keeps_minutes(self) -> bool:
        return self.may_keep and self.review.state in AFTER

    @property
    def arranges(self) -> bool:
        """Whether the account may still order the agenda."""
        return self.prepares or self.keeps_minutes

    @property
    def observers(self) -> Sequence[Seat]:
        return [one for one in self.seats if one.kind == SeatKind.OBSERVER]

    @property
    def is_announced(self) -> bool:
        return self.review.state != ReviewState.PLANNED


def review_page(found: Review, frame: Frame) -> ReviewPage:
    points = packs.points_of(found)
    seats = Seat.objects.filter(review=found).select_related("unit", "person").order_by("kind", "id")
    dropped = AgendaLine.objects.filter(review=found, is_dropped=True)
    may_keep = policies.may_keep(frame.reach, found) and not frame.is_past
    projects = [point.line.project_id for point in points if point.line.project_id]
    seen = Project.objects.visible_to(frame.reach).filter(pk__in=projects)
    shows = found.state == ReviewState.PUBLISHED or frame.reach.unit_ids is None
    shows = shows or policies.may_keep(frame.reach, found)
    trail = AuditRecord.objects.filter(city_id=found.city_id, target_kind="review", target_code=found.code)
    return ReviewPage(
        review=found,
        points=points,
        dropped=list(dropped) if may_keep else [],
        seats=(all_seats := list(seats)),
        attendance=packs.attendance_of(all_seats),
        editions=list(Minutes.objects.filter(review=found).select_related("published_by__person")),
        acts=_ACTS[ReviewState(found.state)] if may_keep else (),
        sees=frozenset(seen.values_list("pk", flat=True)),
        sees_items=_items_seen(points, frame),
        trail=list(trail.order_by("-id")) if shows else [],
        answerable=_answerable(found, all_seats, frame),
        may_keep=may_keep,
        shows_minutes=shows,
    )


def _answerable(found: Review, seats: Sequence[Seat], frame: Frame) -> frozenset[int]:
    """Return the seats for which the account says who comes, while that can be said."""
    if frame.is_past or found.state != ReviewState.INVITED or found.held_at <= frame.now:
        return frozenset()
    may = [one for one in seats if policies.may_answer(one, actor=frame.account, reach=frame.reach)]
    return frozenset(one.pk for one in may)


def _items_seen(points: Sequence[packs.Point], frame: Frame) -> frozenset[int]:
    named = {point.line.item_id for point in points if point.line.item_id}
    named |= {item.pk for point in points for item in point.items}
    named |= {one.item_id for point in points for one in point.decisions if one.item_id}
    visible = ActionItem.objects.visible_to(frame.reach).values("pk")
    rows = ActionItem.objects.filter(Q(pk__in=visible) | Q(owner=frame.account), pk__in=named)
    return frozenset(rows.values_list("pk", flat=True))
