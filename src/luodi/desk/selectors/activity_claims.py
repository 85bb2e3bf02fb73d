"""What of trips, visits, meetings and events waits for a reviewer, and the months' numbers without rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact, Subject
from luodi.outreach import selectors
from luodi.outreach.models import TripHandling, VisitHandling
from luodi.outreach.rules import LUMPED
from luodi.ui import sheets

SIZE = 50
_EVENT_KINDS = (FactKind.CEREMONY_LISTED, FactKind.EVENT_GUESTS)
TABS: dict[str, tuple[str, tuple[FactKind, ...], str]] = {
    "trip": ("外出招商", (FactKind.TRIP_MADE,), "subject"),
    "visit": ("来访接待", (FactKind.VISIT_RECEIVED,), "subject"),
    "meeting": ("单独会谈", (FactKind.MEETING_HELD,), "subject"),
    "event": ("招商活动", _EVENT_KINDS, "occasion"),
}
"""Title, the kinds that say that something waits, and whether their subject or their occasion is the thing."""


@dataclass(frozen=True)
class ClaimLine:
    """One activity with everything of it that waits; ``is_reviewed`` is its county's word, None where none is asked."""

    thing: Subject
    unit: Any
    on: str
    n_claims: int
    who: str
    days: int
    is_reviewed: bool | None


def tab_in(text: str) -> str:
    return text if text in TABS else "trip"


def counts(frame: Frame) -> dict[str, int]:
    return {tab: _things(frame, tab).count() for tab in TABS}


def waiting(frame: Frame, tab: str, number: int) -> tuple[Sequence[ClaimLine], Page]:
    """Return one page of what waits, the first recorded first."""
    ids = _things(frame, tab)
    page = Page(number, SIZE, ids.count())
    return _lines(frame, tab, list(ids[page.first - 1 : page.last])), page


def chosen(frame: Frame, tab: str, codes: Sequence[str]) -> list[Subject]:
    """Return the activities of the codes that wait and that the account judges."""
    shown = _things(frame, tab)
    return list(Subject.objects.filter(pk__in=shown, code__in=codes))


def passed(tab: str, things: Sequence[Subject]) -> list[Subject]:
    """Return those that their county has passed, where counties look through this sort at all."""
    reviewed = _reviewed(tab, [one.pk for one in things])
    return list(things) if reviewed is None else [one for one in things if one.pk in reviewed]


def _things(frame: Frame, tab: str) -> Any:
    _, kinds, name = TABS[tab]
    rows = Fact.objects.live().filter(
        city_id=frame.city.pk, kind__in=kinds, standing=Standing.CLAIMED, **{f"{name}__isnull": False}
    )
    if not frame.reach.verifies:
        rows = rows.filter(unit_id__in=frame.reach.reviews_in)
    return rows.order_by(f"{name}_id").values_list(f"{name}_id", flat=True).distinct()


def _lines(frame: Frame, tab: str, ids: Sequence[int]) -> list[ClaimLine]:
    things = Subject.objects.in_bulk(list(ids))
    claims = selectors.open_claims(city=frame.city, about=things.values())
    actors = dict(
        Fact.objects.filter(pk__in=[fact.pk for fact in claims]).values_list(
            "pk", "entry__actor__person__name"
        )
    )
    by_thing: dict[int, list[Fact]] = {}
    for fact in claims:
        key = fact.subject_id if fact.subject_id in things else fact.occasion_id
        by_thing.setdefault(key or 0, []).append(fact)
    passed = _reviewed(tab, ids)
    return [
        ClaimLine(
            thing=things[pk],
            unit=facts[0].unit,
            on=facts[0].occurred.show(),
            n_claims=len(facts),
            who=actors.get(facts[0].pk, ""),
            days=(frame.now - facts[0].recorded_at).days,
            is_reviewed=None if passed is None else pk in passed,
        )
        for pk in ids
        if (facts := by_thing.get(pk))
    ]


def _reviewed(tab: str, ids: Sequence[int]) -> set[int] | None:
    table: Any = {"trip": TripHandling, "visit": VisitHandling}.get(tab)
    if table is None:
        return None
    rows = table.objects.filter(activity__subject_id__in=ids, reviewed_at__isnull=False)
    return set(rows.values_list("activity__subject_id", flat=True))


@dataclass(frozen=True)
class Lump:
    """A unit's numbers of one month that have no rows, by kind."""

    unit: Any
    month: str
    by_kind: dict[str, Fact]


LUMP_KINDS = tuple(kind for kind in FactKind if kind in LUMPED)


def lumps(frame: Frame, year: int) -> list[Lump]:
    """Return the year's numbers without rows, by month and unit, the latest month first."""
    rows = Fact.objects.live().filter(
        city_id=frame.city.pk,
        subject__isnull=True,
        kind__in=LUMP_KINDS,
        occurred_from__range=(date(year, 1, 1), date(year, 12, 31)),
    )
    if frame.reach.unit_ids is not None:
        rows = rows.filter(unit_id__in=frame.reach.unit_ids)
    found: dict[tuple[date, int], Lump] = {}
    for fact in rows.select_related("unit").order_by("-occurred_from", "unit__rank_order", "unit_id"):
        key = (fact.occurred_from, fact.unit_id)
        month = f"{fact.occurred_from.year}年{fact.occurred_from.month}月"
        found.setdefault(key, Lump(fact.unit, month, {})).by_kind[fact.kind] = fact
    return list(found.values())


def lumps_sheet(frame: Frame, year: int) -> Export:
    columns = [sheets.Column("月份"), sheets.Column("单位", width=18)]
    columns += [sheets.Column(str(kind.label), width=14) for kind in LUMP_KINDS]
    rows = [
        [one.month, one.unit.short_name, *(_quantity(one.by_kind.get(kind)) for kind in LUMP_KINDS)]
        for one in lumps(frame, year)
    ]
    return Export(f"{year}年月度汇总数", columns, rows, [f"年份：{year}", "只含未逐条登记的汇总数"])


def _quantity(fact: Fact | None) -> int | None:
    return None if fact is None else fact.quantity
