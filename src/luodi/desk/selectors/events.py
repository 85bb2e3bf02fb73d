"""Promotion events as their pages show them: the year's plan, one event, and what became of what was signed there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.actions.models import ActionItem
from luodi.audit.models import AuditRecord
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.organisation.policies import may_write
from luodi.outreach.choices import EventState
from luodi.outreach.models import CeremonyListing, Meeting, PromotionEvent
from luodi.projects.models import Project
from luodi.ui import sheets

N_HISTORY = 30
MOST = 500
_CHUNK = 400
_REGISTERED = "REGISTERED"
_KINDS = (
    FactKind.PROJECT_SIGNED,
    FactKind.PROJECT_STARTED,
    FactKind.PROJECT_PRODUCING,
    FactKind.PROJECT_MILESTONE,
    FactKind.PROJECT_FUNDS,
)


@dataclass
class Became:
    """What a project had come to by the as-of: the days of its steps, and the funds that came in."""

    signed_on: date | None = None
    registered_on: date | None = None
    started_on: date | None = None
    producing_on: date | None = None
    funds: int = 0


@dataclass(frozen=True)
class Listed:
    listing: CeremonyListing
    became: Became
    is_shown: bool


@dataclass(frozen=True)
class Cohort:
    """What was listed together, and how many of it came how far; the numbers are of the rows themselves."""

    rows: Sequence[Listed]

    def _n(self, name: str) -> int:
        return sum(getattr(row.became, name) is not None for row in self.rows)

    @property
    def amount(self) -> Yuan:
        return Yuan(sum(row.listing.amount_fen for row in self.rows))

    @property
    def signed(self) -> int:
        return self._n("signed_on")

    @property
    def registered(self) -> int:
        return self._n("registered_on")

    @property
    def started(self) -> int:
        return self._n("started_on")

    @property
    def producing(self) -> int:
        return self._n("producing_on")

    @property
    def funds(self) -> Yuan:
        return Yuan(sum(row.became.funds for row in self.rows))


@dataclass(frozen=True)
class EventLine:
    event: PromotionEvent
    cohort: Cohort


@dataclass(frozen=True)
class Materials:
    """The sort that the addresses of an event's files name."""

    key: str = "event"


@dataclass(frozen=True)
class EventPage:
    event: PromotionEvent
    parts: Sequence[PromotionEvent]
    guests: Sequence[Any]
    files: Sequence[Any]
    cohort: Cohort
    meetings: Sequence[Meeting]
    follow_ups: Sequence[ActionItem]
    claims: int
    history: Sequence[AuditRecord]
    acts: Sequence[tuple[str, str]]

    @property
    def came(self) -> int:
        return sum(one.came is True for one in self.guests)


def year_in(text: str, frame: Frame) -> int:
    return int(text) if text.isdecimal() and 1949 <= int(text) <= 2100 else frame.today.year


def events_of(year: int, frame: Frame) -> list[EventLine]:
    """Return the year's events in the order of their days, each with what became of its list."""
    rows = PromotionEvent.objects.visible_to(frame.reach).filter(held_from__year=year)
    found = list(rows.select_related("unit", "parent").order_by("held_from", "parent_id", "id")[:MOST])
    listings = CeremonyListing.objects.filter(event__in=found).select_related("project__unit")
    by_event: dict[int, list[Listed]] = {}
    for row in _listed(list(listings.order_by("id")), frame):
        by_event.setdefault(row.listing.event_id, []).append(row)
    return [EventLine(event, Cohort(by_event.get(event.pk, []))) for event in found]


def sheet(year: int, frame: Frame) -> Export:
    columns = [
        sheets.Column("编号"),
        sheets.Column("活动", width=40),
        sheets.Column("形式"),
        sheets.Column("承办单位", width=18),
        sheets.Column("地点", width=18),
        sheets.Column("开始日期"),
        sheets.Column("结束日期"),
        sheets.Column("状态"),
        sheets.Column("计划邀请", "人"),
        sheets.Column("到会企业家", "人"),
        sheets.Column("列入签约", "个"),
        sheets.Column("列入金额", "亿元", places=4),
        sheets.Column("已签约", "个"),
        sheets.Column("已注册", "个"),
        sheets.Column("已开工", "个"),
        sheets.Column("到位资金", "亿元", places=4),
    ]
    rows = [_row(line) for line in events_of(year, frame)]
    return Export(f"{year}年招商活动", columns, rows, [f"年份：{year}"])


def _row(line: EventLine) -> list[Any]:
    event, cohort = line.event, line.cohort
    return [
        event.code,
        event.name,
        event.get_form_display(),
        event.unit.short_name,
        event.place,
        event.held_from,
        event.held_to,
        event.get_state_display(),
        event.expected,
        event.guests,
        len(cohort.rows),
        cohort.amount.to_yi(4),
        cohort.signed,
        cohort.registered,
        cohort.started,
        cohort.funds.to_yi(4),
    ]


def event_page(event: PromotionEvent, frame: Frame) -> EventPage:
    listings = event.listings.select_related("project__unit", "event").order_by("id")
    guests = list(event.guest_list.select_related("enterprise"))
    actions = ActionItem.objects.visible_to(frame.reach).about([event.subject_id])
    trail = AuditRecord.objects.filter(
        city_id=frame.city.pk, target_kind=SubjectKind.EVENT, target_code=event.code
    )
    claims = Fact.objects.live().filter(
        city_id=frame.city.pk, occasion_id=event.subject_id, standing=Standing.CLAIMED
    )
    n_claims = claims.filter(kind__in=(FactKind.CEREMONY_LISTED, FactKind.EVENT_GUESTS)).count()
    meetings = Meeting.objects.visible_to(frame.reach).standing().filter(occasion_id=event.subject_id)
    return EventPage(
        event=event,
        parts=list(event.parts.order_by("held_from", "id")),
        guests=guests,
        files=list(event.files.filter(withdrawn_at__isnull=True).select_related("file", "added_by__person")),
        cohort=Cohort(_listed(list(listings), frame)),
        meetings=list(meetings.select_related("created_by__person").order_by("held_on", "id")),
        follow_ups=list(actions.select_related("owner__person", "unit").order_by("deadline", "id")),
        claims=n_claims,
        history=list(trail.order_by("-id")[:N_HISTORY]),
        acts=_acts(event, frame, n_claims=n_claims, has_guests=bool(guests)),
    )


def _listed(listings: Sequence[CeremonyListing], frame: Frame) -> list[Listed]:
    projects = {one.project_id: one.project.subject_id for one in listings}
    known = became(set(projects.values()), frame)
    shown: set[int] = set()
    ids = sorted(projects)
    for start in range(0, len(ids), _CHUNK):
        some = Project.objects.visible_to(frame.reach).filter(pk__in=ids[start : start + _CHUNK])
        shown.update(some.values_list("pk", flat=True))
    return [
        Listed(one, known.get(one.project.subject_id, Became()), one.project_id in shown) for one in listings
    ]


def became(subjects: Iterable[int], frame: Frame) -> dict[int, Became]:
    """Return what each project had come to, from the facts that were known at the as-of and not sent back."""
    ids = sorted(subjects)
    told: dict[int, Became] = {}
    for start in range(0, len(ids), _CHUNK):
        facts = Fact.objects.known_at(frame.known.moment).counted()
        rows = facts.filter(
            city_id=frame.city.pk, subject_id__in=ids[start : start + _CHUNK], kind__in=_KINDS
        )
        for row in rows.values_list("subject_id", "kind", "category", "occurred_on", "amount"):
            _take_in(told.setdefault(row[0] or 0, Became()), *row[1:])
    return told


def _take_in(one: Became, kind: str, category: str, on: date, amount: int | None) -> None:
    if kind == FactKind.PROJECT_SIGNED:
        one.signed_on = on
    elif kind == FactKind.PROJECT_STARTED:
        one.started_on = on
    elif kind == FactKind.PROJECT_PRODUCING:
        one.producing_on = on
    elif kind == FactKind.PROJECT_FUNDS:
        one.funds += amount or 0
    elif category == _REGISTERED:
        one.registered_on = on


def _acts(event: PromotionEvent, frame: Frame, *, n_claims: int, has_guests: bool) -> list[tuple[str, str]]:
    if frame.is_past or event.state == EventState.CANCELLED:
        return []
    acts: list[tuple[str, str]] = []
    if frame.reach.verifies and n_claims:
        acts.append(("judge", "认定"))
    if may_write(frame.reach, event.unit_id):
        if event.state == EventState.PLANNED:
            acts += [("held", "登记举办"), ("cancel", "取消")]
        acts += [("list", "列入签约项目"), ("guests", "登记嘉宾")]
        acts += [("count", "清点到会")] if has_guests else []
        acts += [("change", "修改"), ("file", "上传材料"), ("follow", "后续事项")]
        acts += [("unlist", "移出清单")] if event.listings.exists() else []
    return acts
