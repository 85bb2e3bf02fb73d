"""The months' numbers without rows, by month and unit."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.outreach.rules import LUMPED
from luodi.ui import sheets


@dataclass(frozen=True)
class Lump:
    """A unit's numbers of one month that have no rows, by kind."""

    unit: Any
    month: str
    by_kind: dict[str, Fact]


LUMP_KINDS = tuple(kind for kind in FactKind if kind in LUMPED)
LUMP_MEASURES = {
    FactKind.TRIP_MADE: "次", FactKind.TRIP_FIRM_MET: "家", FactKind.TRIP_PROJECT_DISCUSSED: "个",
    FactKind.VISIT_RECEIVED: "批", FactKind.VISIT_FIRM_MET: "家", FactKind.VISIT_PROJECT_DISCUSSED: "个",
}  # fmt: skip


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
    columns += [sheets.Column(str(kind.label), LUMP_MEASURES[kind], width=14) for kind in LUMP_KINDS]
    rows = [
        [one.month, one.unit.short_name, *(_quantity(one.by_kind.get(kind)) for kind in LUMP_KINDS)]
        for one in lumps(frame, year)
    ]
    return Export(f"{year}年月度汇总数", columns, rows, [f"年份：{year}", "只含未逐条登记的汇总数"])


def _quantity(fact: Fact | None) -> int | None:
    return None if fact is None else fact.quantity
