"""Trips and visits as lists: by state, unit and month, with what each stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.kernel.months import last_day_of_month
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Fact
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Unit
from luodi.outreach.choices import PLANS, ActivityState
from luodi.outreach.models import PlanApproval, Trip, Visit
from luodi.outreach.services import activities
from luodi.ui import sheets

TABS = {
    "all": "全部",
    "plans": "计划",
    "submitted": "待批准",
    "due": "待报告",
    "reported": "已报告",
    "withdrawn": "已撤销",
}
COUNTED_TABS = ("submitted", "due")
"""Tabs that somebody has to work off."""


@dataclass(frozen=True)
class Sort:
    """A sort of activity with its words and its columns."""

    key: str
    section: str
    name: str
    noun: str
    ends: str
    place: str
    table: Any


TRIPS = Sort("trip", "trips", "外出招商", "次", "to_on", "destination", Trip)
VISITS = Sort("visit", "visits", "来访接待", "批", "visited_on", "origin", Visit)


def sort_of(row: Trip | Visit) -> Sort:
    return TRIPS if isinstance(row, Trip) else VISITS


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to."""

    tab: str = "all"
    unit: str = ""
    kind: str = ""
    month: str = ""
    text: str = ""

    def says(self) -> list[str]:
        told = [f"类别：{TABS[self.tab]}"]
        told += [f"单位：{self.unit}"] if self.unit else []
        told += [f"单位类别：{UnitKind(self.kind).label}"] if self.kind else []
        told += [f"月份：{self.month}"] if self.month else []
        return told + ([f"包含：{self.text}"] if self.text else [])


@dataclass(frozen=True)
class Line:
    """A row of the list. ``standing`` is how its fact stands, nothing while it is a plan."""

    row: Any
    place: str
    when: str
    standing: str
    n_firms: int
    n_projects: int


def wanted_in(query: Mapping[str, str]) -> Wanted:
    """Read the address; what cannot be read is left out."""
    tab, kind, month = query.get("tab", "all"), query.get("kind", ""), query.get("month", "")
    return Wanted(
        tab=tab if tab in TABS else "all",
        unit=query.get("unit", "")[:40],
        kind=kind if kind in UnitKind.values else "",
        month=month if _month(month) else "",
        text=query.get("q", "").strip()[:40],
    )


def rows_in(sort: Sort, frame: Frame, wanted: Wanted) -> Any:
    """Return the rows that the account sees, latest first."""
    rows = _in_tab(sort, sort.table.objects.visible_to(frame.reach), wanted.tab, frame.today)
    if wanted.unit:
        rows = rows.filter(unit__code=wanted.unit)
    if wanted.kind:
        rows = rows.filter(unit__kind=wanted.kind)
    if span := _month(wanted.month):
        rows = rows.filter(**{f"{sort.ends}__range": span})
    if wanted.text:
        rows = rows.matching(frame.city.pk, wanted.text)
    return rows.order_by(f"-{sort.ends}", "-id")


def counts(sort: Sort, frame: Frame) -> dict[str, int]:
    """Return how many rows stand in the tabs that are queues."""
    rows = sort.table.objects.visible_to(frame.reach)
    return {tab: _in_tab(sort, rows, tab, frame.today).count() for tab in COUNTED_TABS}


def units(frame: Frame) -> list[tuple[str, str]]:
    rows = Unit.objects.of(frame.city.pk).active_on(frame.today)
    if frame.reach.unit_ids is not None:
        rows = rows.filter(pk__in=frame.reach.unit_ids)
    return [("", "全部单位"), *rows.for_choosing().values_list("code", "short_name")]


def activities_in(sort: Sort, frame: Frame, wanted: Wanted) -> Listing:
    columns = [
        sheets.Column("编号"),
        sheets.Column("名称", width=40),
        sheets.Column("责任单位", width=18),
        sheets.Column("日期", width=24),
        sheets.Column("目的地" if sort is TRIPS else "客商来自", width=24),
        sheets.Column("带队领导"),
        sheets.Column("人数"),
        sheets.Column("对接企业", "家"),
        sheets.Column("洽谈项目", "个"),
        sheets.Column("办理状态"),
        sheets.Column("认定状态"),
    ]
    rows = rows_in(sort, frame, wanted).select_related("unit", "led_by")
    says = ["　".join(wanted.says())]
    return Listing(rows, sort.name, columns, _cells, says, lambda some: _lines(sort, frame, some))


def _cells(line: Line) -> list[Any]:
    row = line.row
    return [
        row.code,
        row.title,
        row.unit.short_name,
        line.when,
        line.place,
        row.led_by.name if row.led_by else "",
        row.head_count,
        line.n_firms,
        line.n_projects,
        row.get_state_display(),
        Standing(line.standing).label if line.standing else "",
    ]


def _lines(sort: Sort, frame: Frame, rows: Sequence[Any]) -> list[Line]:
    ids, subjects = [row.pk for row in rows], [row.subject_id for row in rows]
    shape = activities.TRIP if sort is TRIPS else activities.VISIT
    facts = Fact.objects.live().filter(city_id=frame.city.pk, kind=shape.made, subject_id__in=subjects)
    standing = dict(facts.values_list("subject_id", "standing"))
    firms, projects = _numbers(shape.firm, ids), _numbers(shape.project, ids)
    return [
        Line(
            row=row,
            place=place_of(row),
            when=when(row),
            standing=standing.get(row.subject_id, ""),
            n_firms=firms.get(row.pk, 0),
            n_projects=projects.get(row.pk, 0),
        )
        for row in rows
    ]


def _numbers(table: Any, ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for pk in table.objects.filter(activity_id__in=ids).values_list("activity_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def when(row: Trip | Visit) -> str:
    if isinstance(row, Visit):
        return row.visited.show()
    return row.from_on.isoformat() + ("" if row.to_on == row.from_on else f" 至 {row.to_on.isoformat()}")


def place_of(row: Trip | Visit) -> str:
    return row.place if isinstance(row, Trip) else naming.origin(row.origin)


def _in_tab(sort: Sort, rows: Any, tab: str, today: date) -> Any:
    if tab == "plans":
        return rows.filter(state__in=PLANS)
    if tab == "due":
        return rows.filter(state__in=PLANS, **{f"{sort.ends}__lt": today})
    if tab in ("submitted", "reported", "withdrawn"):
        return rows.filter(state=tab.upper())
    return rows


def _month(text: str) -> tuple[date, date] | None:
    year, _, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and 1 <= int(month) <= 12):
        return None
    if not 1 <= int(year) < date.max.year:
        return None
    first = date(int(year), int(month), 1)
    return first, last_day_of_month(first)


def phase(row: Trip | Visit, today: date) -> str:
    """Return where it stands in words: a plan whose days have come is under way, and then due."""
    if row.state not in PLANS:
        return str(ActivityState(row.state).label)
    first, last = (row.from_on, row.to_on) if isinstance(row, Trip) else (row.visited_from, row.visited_on)
    if last < today:
        return f"{ActivityState(row.state).label}，已结束，待报告"
    if row.state != ActivityState.SUBMITTED and first <= today:
        return "进行中"
    return str(ActivityState(row.state).label)


def approvals(frame: Frame) -> list[PlanApproval]:
    rows = PlanApproval.objects.filter(unit__city_id=frame.city.pk).select_related("unit", "set_by__person")
    if frame.reach.unit_ids is not None:
        rows = rows.filter(unit__in=frame.reach.unit_ids)
    return list(rows.order_by("unit__rank_order", "unit_id"))
