"""Numbers without rows give way to rows: a unit has one or the other for a kind and a month."""

from collections.abc import Collection, Iterable, Set
from datetime import date

from luodi.kernel.months import last_day_of_month, month_of
from luodi.ledger.kinds import EVENT_KINDS, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.rules import FactRefused
from luodi.ledger.services.rows import FactRow

Key = tuple[str, int, date]
"""Kind, unit and the month's first day."""
_EVENTS = frozenset(EVENT_KINDS)


def check_lumps(rows: Iterable[FactRow], *, city_id: int) -> None:
    """Look at versions that are about to be written, under the city's lock and after others have ended.

    Raises: FactRefused when a month's number and rows of the same unit, kind and month would both be live, or two
    such numbers.
    """
    counted = [row for row in rows if row.standing != Standing.REJECTED]
    lumps = [_key(row) for row in counted if row.subject_id is None]
    check_keys(
        lumps, {_key(row) for row in counted if row.subject_id is not None and row.kind in _EVENTS}, city_id
    )


def check_keys(lumps: Collection[Key], itemised: Set[Key], city_id: int) -> None:
    """The same for the keys of months' numbers and of rows."""
    if not lumps and not itemised:
        return
    reported = _reported({*lumps, *itemised}, city_id)
    if twice := (set(lumps) & reported) or len(set(lumps)) < len(lumps):
        _refuse(twice if isinstance(twice, set) else set(lumps), "已经填报过汇总数，请更正原数")
    if mixed := itemised & (reported | set(lumps)):
        _refuse(mixed, "已按汇总数填报，登记明细须同时替换该汇总数")
    if mixed := {key for key in lumps if _has_rows(key, city_id)}:
        _refuse(mixed, "已有明细，不能再填汇总数")


def _key(row: FactRow) -> Key:
    return row.kind, row.unit_id, month_of(row.occurred_on)


def _reported(keys: set[Key], city_id: int) -> set[Key]:
    found = Fact.objects.live().filter(
        city_id=city_id,
        subject__isnull=True,
        kind__in={kind for kind, _, _ in keys},
        unit_id__in={unit for _, unit, _ in keys},
    )
    return {
        (kind, unit, first) for kind, unit, first in found.values_list("kind", "unit_id", "occurred_from")
    }


def _has_rows(key: Key, city_id: int) -> bool:
    kind, unit, first = key
    rows = (
        Fact.objects.live().counted().filter(city_id=city_id, kind=kind, unit_id=unit, subject__isnull=False)
    )
    return rows.filter(occurred_on__range=(first, last_day_of_month(first))).exists()


def _refuse(keys: Set[Key], why: str) -> None:
    kind, _, first = sorted(keys)[0]
    raise FactRefused(f"{first.year}年{first.month}月的“{FactKind(kind).label}”{why}", field="occurred_on")
