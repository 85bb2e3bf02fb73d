"""What happens when: trips, visits, events and meetings of some days, never more of them than a page can show.

A trip stands on each of its days, as an event does; a visit whose day is known only roughly stands on its last one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet

from luodi.organisation.policies import Reach
from luodi.outreach.choices import ActivityState, EventState, MeetingState
from luodi.outreach.models import Meeting, MeetingPart, PromotionEvent, Trip, TripPart, Visit, VisitPart
from luodi.outreach.rules import LONGEST_TRIP

_LONGEST_EVENT = 366
"""Days; events are so few that looking far ahead costs nothing."""


class Sort(StrEnum):
    TRIP = "trip"
    VISIT = "visit"
    EVENT = "event"
    MEETING = "meeting"

    @property
    def label(self) -> str:
        return {"trip": "外出", "visit": "接待", "event": "活动", "meeting": "会谈"}[self.value]


@dataclass(frozen=True)
class Item:
    """One thing on the calendar, from its first to its last day; ``state`` says whether it is planned or done."""

    sort: Sort
    code: str
    title: str
    first: date
    last: date
    at: time | None
    place: str
    unit: str
    state: str
    changed: int

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=nth) for nth in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class Span:
    """Where and when one looks: what the reach sees of the days, of some units or of all."""

    reach: Reach
    first: date
    last: date
    unit_ids: frozenset[int] | None = None


@dataclass(frozen=True)
class _Table:
    """How a sort lies in its table; ``part`` holds the units that share in a row."""

    model: Any
    first: str
    last: str
    longest: int
    hidden: tuple[str, ...]
    part: Any = None
    place: str = ""
    at: str = ""
    title: str = "title"
    version: str = "version"


_TABLES = {
    Sort.TRIP: _Table(
        Trip, "from_on", "to_on", LONGEST_TRIP, (ActivityState.WITHDRAWN,), TripPart, place="place"
    ),
    Sort.VISIT: _Table(Visit, "visited_on", "visited_on", 1, (ActivityState.WITHDRAWN,), VisitPart),
    Sort.EVENT: _Table(
        PromotionEvent,
        "held_from",
        "held_to",
        _LONGEST_EVENT,
        (EventState.CANCELLED,),
        place="place",
        title="name",
    ),
    Sort.MEETING: _Table(
        Meeting,
        "held_on",
        "held_on",
        1,
        (MeetingState.JOINED, MeetingState.WITHDRAWN),
        MeetingPart,
        place="place",
        at="held_at",
    ),
}
_STATES = {
    Sort.TRIP: ActivityState,
    Sort.VISIT: ActivityState,
    Sort.EVENT: EventState,
    Sort.MEETING: MeetingState,
}


def rows_of(sort: Sort, span: Span) -> QuerySet[Any]:
    """Return the rows of one sort that stand on one of the days, as the database finds them by an index."""
    table = _TABLES[sort]
    rows: QuerySet[Any] = table.model.objects.visible_to(span.reach).exclude(state__in=table.hidden)
    rows = rows.filter(**{
        f"{table.last}__gte": span.first,
        f"{table.last}__lt": span.last + timedelta(days=table.longest),
        f"{table.first}__lte": span.last,
    })  # fmt: skip
    if span.unit_ids is None:
        return rows
    of_units = Q(unit_id__in=span.unit_ids)
    if table.part is not None:
        shared = table.part.objects.filter(unit_id__in=span.unit_ids).values("activity_id")
        of_units |= Q(pk__in=shared)
    narrowed: QuerySet[Any] = rows.filter(of_units)
    return narrowed


def counts(span: Span, sorts: Iterable[Sort] = Sort) -> dict[Sort, dict[date, int]]:
    """Return how many stand on each day, by sort.    Shape: one query per sort."""
    return {sort: _counted(sort, span) for sort in sorts}


def _counted(sort: Sort, span: Span) -> dict[date, int]:
    table = _TABLES[sort]
    days = dict.fromkeys((table.first, table.last))
    found: dict[date, int] = defaultdict(int)
    grouped = rows_of(sort, span).order_by().values(*days).annotate(n=Count("pk"))
    for row in grouped:
        first, last = max(row[table.first], span.first), min(row[table.last], span.last)
        for nth in range((last - first).days + 1):
            found[first + timedelta(days=nth)] += row["n"]
    return dict(found)


def items(span: Span, sorts: Iterable[Sort] = Sort, *, most: int, skip: int = 0) -> list[Item]:
    """Return what stands on the days, in the order of first day and time, at most ``most`` of each sort.

    Shape: one query per sort.
    """
    found = [item for sort in sorts for item in _items(sort, span, most, skip)]
    return sorted(
        found, key=lambda one: (one.first, one.at or time.min, list(Sort).index(one.sort), one.code)
    )


def _items(sort: Sort, span: Span, most: int, skip: int) -> list[Item]:
    table = _TABLES[sort]
    names = {
        "code": "code",
        "title": table.title,
        "first": table.first,
        "last": table.last,
        "at": table.at,
        "place": table.place,
        "unit": "unit__short_name",
        "state": "state",
        "changed": table.version,
    }
    columns = [column for column in names.values() if column]
    rows = rows_of(sort, span).order_by(table.last, "pk").values_list(*dict.fromkeys(columns))
    told = [dict(zip(dict.fromkeys(columns), row, strict=True)) for row in rows[skip : skip + most]]
    return [
        Item(
            sort=sort,
            code=row["code"],
            title=row[table.title],
            first=row[table.first],
            last=row[table.last],
            at=row[table.at] if table.at else None,
            place=row[table.place] if table.place else "",
            unit=row["unit__short_name"],
            state=_STATES[sort](row["state"]).label,
            changed=row[table.version],
        )
        for row in told
    ]


def by_day(found: Sequence[Item], first: date, last: date) -> Mapping[date, list[Item]]:
    """Put each item on each of its days between the two."""
    days: dict[date, list[Item]] = defaultdict(list)
    for item in found:
        for day in item.days:
            if first <= day <= last:
                days[day].append(item)
    return days
