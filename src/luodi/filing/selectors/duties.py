"""Which units file a month, until when, and which months are closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils import timezone

from luodi.filing import rules
from luodi.filing.models import FilingDeadline, FilingDuty, MonthClose
from luodi.filing.rules import Deadline
from luodi.kernel.months import last_day_of_month, month_of
from luodi.organisation.choices import Role, UnitKind
from luodi.organisation.models import City, Grant, Unit

NEVER_FILE = frozenset({UnitKind.CITY, UnitKind.CENTRE})


@dataclass(frozen=True)
class Duty:
    """One unit and the months for which it files: the set months, or else all since it first had a clerk."""

    unit: Unit
    began: date | None
    said: tuple[tuple[date, bool], ...]

    def holds(self, month: date) -> bool:
        if not _open_in(self.unit, month):
            return False
        held = [files for since, files in self.said if since <= month]
        return held[-1] if held else self.began is not None and self.began <= month


def duties_of(city: City) -> list[Duty]:
    """Return every unit of the city that might file, in the order of display.

    Nothing set, a unit files from the month on in which it first had a clerk of its own, and goes on when the clerk
    leaves.    Shape: three queries.
    """
    granted = Grant.objects.filter(unit__city=city, role=Role.CLERK).values_list("unit_id")
    first = {pk: timezone.localdate(at) for pk, at in granted.annotate(Min("granted_at"))}
    said: dict[int, list[tuple[date, bool]]] = {}
    rows = FilingDuty.objects.filter(city=city).order_by("since", "id")
    for unit_id, since, files in rows.values_list("unit_id", "since", "files"):
        said.setdefault(unit_id, []).append((since, files))
    units = Unit.objects.of(city.pk).exclude(kind__in=NEVER_FILE)
    return [
        Duty(unit, month_of(first[unit.pk]) if unit.pk in first else None, tuple(said.get(unit.pk, ())))
        for unit in units
    ]


def filing_units(city: City, month: date) -> list[Unit]:
    """Return the units that file the month, in the order of display."""
    return [duty.unit for duty in duties_of(city) if duty.holds(month)]


def deadlines(city: City) -> list[Deadline]:
    """Return what the city has set, in the order of setting."""
    return [row.value() for row in FilingDeadline.objects.filter(city=city).order_by("id")]


def due_on(city: City, month: date) -> date:
    return rules.due_on(deadlines(city), month)


def closes(city: City) -> dict[date, MonthClose]:
    """Return the closed months with their closes, in order."""
    rows = MonthClose.objects.filter(city=city).select_related("closed_by__person").order_by("month")
    return {row.month: row for row in rows}


def last_closed(city: City) -> date | None:
    months = MonthClose.objects.filter(city=city).order_by("-month")
    return months.values_list("month", flat=True).first()


def is_closed(city: City, month: date) -> bool:
    """Whether the month that the day lies in is closed."""
    return MonthClose.objects.filter(city=city, month=month_of(month)).exists()


def closed_months(city: City, days: Iterable[date]) -> list[date]:
    """Return those months of the days that are closed, in order: what a fact or a correction on them touches.

    Shape: one query, none without days.
    """
    months = {month_of(day) for day in days}
    if not months:
        return []
    held = MonthClose.objects.filter(city=city, month__in=months).order_by("month")
    return list(held.values_list("month", flat=True))


def _open_in(unit: Unit, month: date) -> bool:
    end = last_day_of_month(month)
    return unit.founded_on <= end and (unit.closed_on is None or unit.closed_on > end)
