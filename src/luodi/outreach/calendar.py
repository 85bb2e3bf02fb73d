"""What happens when: trips, visits, events and meetings of some days, never more of them than a page can show.

A trip stands on each of its days, as an event does; a visit whose day is known only roughly stands on its last one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

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
    REVIEW = "review"

    @property
    def label(self) -> str:
        return {"trip": "外出", "visit": "接待", "event": "活动", "meeting": "会谈", "review": "调度会"}[
            self.value
        ]


OUTREACH = (Sort.TRIP, Sort.VISIT, Sort.EVENT, Sort.MEETING)
"""What is read here; review meetings are another app's, and stand on the same calendar."""


class Item(NamedTuple):
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
    """How a sort lies in its table: ``part`` holds units that share in a row, ``shown`` the states to be shown."""

    model: Any
    first: str
    last: str
    longest: int
    shown: tuple[str, ...]
    part: Any = None
    place: str = ""
    at: str = ""
    title: str = "title"
    version: str = "version"

    @property
    def columns(self) -> tuple[str, ...]:
        """Return where the fields of an item lie, after its sort."""
        names = ("code", self.title, self.first, self.last, self.at, self.place, "unit__short_name", "state")
        return (*names, self.version)


def _shown(states: type[ActivityState | EventState | MeetingState], *hidden: str) -> tuple[str, ...]:
    return tuple(state.value for state in states if state not in hidden)


_TABLES = {
    Sort.TRIP: _Table(
        Trip,
        "from_on",
        "to_on",
        LONGEST_TRIP,
        _shown(ActivityState, ActivityState.WITHDRAWN),
        TripPart,
        place="place",
    ),
    Sort.VISIT: _Table(
        Visit, "visited_on", "visited_on", 1, _shown(ActivityState, ActivityState.WITHDRAWN), VisitPart
    ),
    Sort.EVENT: _Table(
        PromotionEvent,
        "held_from",
        "held_to",
        _LONGEST_EVENT,
        _shown(EventState, EventState.CANCELLED),
        place="place",
        title="name",
    ),
    Sort.MEETING: _Table(
        Meeting,
        "held_on",
        "held_on",
        1,
        (MeetingState.RECORDED.value,),
        MeetingPart,
        place="place",
        at="held_at",
    ),
}
_LABELS: dict[Sort, dict[str, str]] = {
    Sort.TRIP: dict(ActivityState.choices),
    Sort.VISIT: dict(ActivityState.choices),
    Sort.EVENT: dict(EventState.choices),
    Sort.MEETING: dict(MeetingState.choices),
}


def rows_of(sort: Sort, span: Span) -> QuerySet[Any]:
    """Return the rows of one sort that stand on one of the days, as the database finds them by an index."""
    table = _TABLES[sort]
    asked: dict[str, Any] = {f"{table.last}__gte": span.first}
    if table.longest == 1:
        asked[f"{table.last}__lte"] = span.last
    else:
        asked[f"{table.last}__lt"] = span.last + timedelta(days=table.longest)
        asked[f"{table.first}__lte"] = span.last
    if len(table.shown) == 1:
        asked["state"] = table.shown[0]
    else:
        asked["state__in"] = table.shown
    rows: QuerySet[Any] = table.model.objects.visible_to(span.reach).filter(**asked)
    if span.unit_ids is None:
        return rows
    of_units = Q(unit_id__in=span.unit_ids)
    if table.part is not None:
        shared = table.part.objects.filter(unit_id__in=span.unit_ids).values("activity_id")
        of_units |= Q(pk__in=shared)
    narrowed: QuerySet[Any] = rows.filter(of_units)
    return narrowed


def counts(span: Span, sorts: Iterable[Sort] = OUTREACH) -> dict[Sort, dict[date, int]]:
    """Return how many stand on each day, by sort.    Shape: one query per sort."""
    return {sort: _counted(sort, span) for sort in sorts}


def _counted(sort: Sort, span: Span) -> dict[date, int]:
    table = _TABLES[sort]
    found: dict[date, int] = defaultdict(int)
    grouped = (
        rows_of(sort, span).values_list(*dict.fromkeys((table.first, table.last))).annotate(n=Count("pk"))
    )
    for *days, n in grouped:
        first, last = max(days[0], span.first), min(days[-1], span.last)
        for nth in range((last - first).days + 1):
            found[first + timedelta(days=nth)] += n
    return dict(found)


def items(span: Span, sorts: Iterable[Sort] = OUTREACH, *, most: int, skip: int = 0) -> list[Item]:
    """Return what stands on the days, in the order of first day and time, at most ``most`` of each sort.

    Shape: one query per sort; of one day and time those of one sort stand together.
    """
    found = [item for sort in sorts for item in _items(sort, span, most, skip)]
    return in_order(found)


def items_and_counts(span: Span, *, most: int) -> tuple[list[Item], dict[Sort, dict[date, int]]]:
    """Return what stands on the days, at most ``most`` of each sort, and how many stand on each day by sort.

    Shape: one query per sort, and another one for a sort that has more.
    """
    found: list[Item] = []
    counted: dict[Sort, dict[date, int]] = {}
    for sort in OUTREACH:
        some = _items(sort, span, most, 0)
        found += some
        counted[sort] = _counted(sort, span) if len(some) == most else _of_all(some, span)
    return in_order(found), counted


def _of_all(found: Iterable[Item], span: Span) -> dict[date, int]:
    days = by_day(found, span.first, span.last)
    return {day: len(those) for day, those in days.items()}


def in_order(found: Iterable[Item]) -> list[Item]:
    """Return the items by first day and time; of one day and time those of one sort stay together."""
    return sorted(found, key=_when)


def _when(one: Item) -> tuple[date, time]:
    return one.first, one.at or time.min


def _items(sort: Sort, span: Span, most: int, skip: int) -> list[Item]:
    table = _TABLES[sort]
    columns = dict.fromkeys(column for column in table.columns if column)
    rows = rows_of(sort, span).order_by(table.last, "pk").values_list(*columns)[skip : skip + most]
    place_of = {column: place for place, column in enumerate(columns)}
    code, title, first, last, at, place, unit, state, changed = (
        place_of.get(one, -1) for one in table.columns
    )
    labels = _LABELS[sort]
    return [
        Item(
            sort,
            row[code],
            row[title],
            row[first],
            row[last],
            row[at] if at >= 0 else None,
            row[place] if place >= 0 else "",
            row[unit],
            labels[row[state]],
            row[changed],
        )
        for row in rows
    ]


def by_day(found: Iterable[Item], first: date, last: date) -> Mapping[date, list[Item]]:
    """Put each item on each of its days between the two."""
    days: dict[date, list[Item]] = defaultdict(list)
    for item in found:
        if item.first == item.last:
            days[item.first].append(item)
            continue
        for day in item.days:
            if first <= day <= last:
                days[day].append(item)
    return days
