"""How the filings of a month, and of a year, stand: one cell per unit and month."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from luodi.filing import rules
from luodi.filing.choices import FilingState, Timeliness
from luodi.filing.models import CloseLine, Filing, FilingReminder, MonthClose
from luodi.filing.rules import Deadline
from luodi.filing.selectors import duties
from luodi.kernel.months import month_before, month_of
from luodi.organisation.models import City, Unit

_NEAR = 7
"""A month that still goes on waits for its unit so many days before its filing is due."""
Key = tuple[date, int]
"""A month and a unit's id."""


@dataclass(frozen=True)
class Cell:
    """A unit's month; ``exception`` is what the close said of a unit that had not been accepted."""

    unit: Unit
    month: date
    due_on: date
    state: FilingState
    timeliness: Timeliness
    filing: Filing | None
    n_reminders: int
    is_closed: bool
    exception: str = ""

    @property
    def n_returned(self) -> int:
        return self.filing.n_returned if self.filing else 0

    @property
    def is_missing(self) -> bool:
        return self.timeliness == Timeliness.MISSING

    @property
    def is_late(self) -> bool:
        return self.timeliness == Timeliness.LATE

    @property
    def waits_for_unit(self) -> bool:
        """Whether the unit is the one to act."""
        return not self.is_closed and self.state not in (FilingState.DECLARED, FilingState.ACCEPTED)

    @property
    def timeliness_at_close(self) -> Timeliness:
        """What stays on record: once a month is closed, what was never declared complete is missing."""
        return Timeliness.MISSING if self.timeliness == Timeliness.NOT_DUE else self.timeliness


@dataclass(frozen=True)
class _Known:
    """What is on record of some months, read at once."""

    filings: Mapping[Key, Filing]
    reminders: Mapping[Key, int]
    lines: Mapping[Key, CloseLine]
    closed: frozenset[date]
    deadlines: list[Deadline]
    today: date


def cells_of(city: City, month: date, today: date) -> list[Cell]:
    """Return the month's units in the order of display; a closed month has those that it was closed with."""
    return cells_by_month(city, [month], today)[month]


def cells_by_month(city: City, months: Iterable[date], today: date) -> dict[date, list[Cell]]:
    """Return the cells of each month.    Shape: eight queries, however many months and units there are."""
    asked = sorted(set(months))
    known = _known(city, asked, today)
    owed = duties.duties_of(city)
    found: dict[date, list[Cell]] = {}
    for month in asked:
        if month in known.closed:
            units = [line.unit for (of, _), line in known.lines.items() if of == month]
            units.sort(key=lambda unit: (unit.rank_order, unit.pk))
        else:
            units = [duty.unit for duty in owed if duty.holds(month)]
        found[month] = [_cell(unit, month, known) for unit in units]
    return found


def cell_of(unit: Unit, month: date, today: date) -> Cell | None:
    """Return the unit's cell; None when it does not file the month."""
    return next((cell for cell in cells_of(unit.city, month, today) if cell.unit.pk == unit.pk), None)


def _known(city: City, months: list[date], today: date) -> _Known:
    filings = Filing.objects.filter(city=city, month__in=months)
    filings = filings.select_related("unit", "declared_by__person", "declared_by__unit", "decided_by__person")
    told = FilingReminder.objects.filter(city=city, month__in=months).values_list("month", "unit_id")
    lines = CloseLine.objects.filter(close__city=city, close__month__in=months)
    closed = MonthClose.objects.filter(city=city, month__in=months).values_list("month", flat=True)
    return _Known(
        filings={(row.month, row.unit_id): row for row in filings},
        reminders={(month, unit): n for month, unit, n in told.annotate(Count("id"))},
        lines={(row.close.month, row.unit_id): row for row in lines.select_related("close", "unit")},
        closed=frozenset(closed),
        deadlines=duties.deadlines(city),
        today=today,
    )


def _cell(unit: Unit, month: date, known: _Known) -> Cell:
    filing, line = known.filings.get((month, unit.pk)), known.lines.get((month, unit.pk))
    if filing is not None:
        due = filing.due_on
    else:
        due = line.due_on if line is not None else rules.due_on(known.deadlines, month)
    completed = filing.completed_at if filing else None
    completed_on = timezone.localdate(completed) if completed else None
    stands = rules.timeliness(completed_on=completed_on, due=due, today=known.today)
    return Cell(
        unit=unit,
        month=month,
        due_on=due,
        state=FilingState(filing.state) if filing else FilingState.OPEN,
        timeliness=Timeliness(line.timeliness) if line else stands,
        filing=filing,
        n_reminders=known.reminders.get((month, unit.pk), 0),
        is_closed=month in known.closed,
        exception=line.exception if line else "",
    )


def cells_waiting(city: City, units: Collection[int], today: date) -> list[Cell]:
    """Return the cells that wait for one of the units: of the month before, and of this one once it ends.

    One that was returned waits whenever that was.
    """
    present = month_of(today)
    months = [month_before(present), present]
    found = cells_by_month(city, months, today)
    return [
        cell
        for month in months
        for cell in found[month]
        if cell.unit.pk in units and cell.waits_for_unit and (month != present or _is_near(cell, today))
    ]


def _is_near(cell: Cell, today: date) -> bool:
    is_near = (cell.due_on - today).days <= _NEAR or cell.timeliness == Timeliness.MISSING
    return is_near or cell.state == FilingState.RETURNED
