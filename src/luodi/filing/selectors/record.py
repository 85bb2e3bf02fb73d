"""The year's filings on record, for the assessment: in time, late, returned, missing, by unit."""

from dataclasses import dataclass
from datetime import date

from luodi.filing.choices import Timeliness
from luodi.filing.selectors import duties, late
from luodi.filing.selectors.matrix import Cell, cells_by_month
from luodi.organisation.models import City, Unit

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Record:
    """One unit's year; ``cells`` has the months that it files, by month.

    A month counts once it is due or has been declared complete; ``n_late_facts`` are those of closed months.
    """

    unit: Unit
    cells: dict[date, Cell]
    n_late_facts: int

    @property
    def n_due(self) -> int:
        return sum(cell.timeliness != Timeliness.NOT_DUE for cell in self.cells.values())

    @property
    def n_on_time(self) -> int:
        return self._count(Timeliness.ON_TIME)

    @property
    def n_late(self) -> int:
        return self._count(Timeliness.LATE)

    @property
    def n_missing(self) -> int:
        return self._count(Timeliness.MISSING)

    @property
    def n_returned(self) -> int:
        return sum(cell.n_returned for cell in self.cells.values())

    @property
    def n_explained(self) -> int:
        """How many of the late and missing months the unit had said would not be complete."""
        late_ones = (Timeliness.LATE, Timeliness.MISSING)
        return sum(
            cell.timeliness in late_ones and cell.filing is not None and cell.filing.expected_on is not None
            for cell in self.cells.values()
        )

    @property
    def n_reminders(self) -> int:
        return sum(cell.n_reminders for cell in self.cells.values())

    def _count(self, timeliness: Timeliness) -> int:
        return sum(cell.timeliness == timeliness for cell in self.cells.values())


def months_of(year: int) -> list[date]:
    return [date(year, month, 1) for month in MONTHS]


def filing_record(city: City, year: int, *, today: date) -> list[Record]:
    """Return each unit that files in the year with its months until ``today``, in the order of display."""
    months = [month for month in months_of(year) if month <= today]
    by_month = cells_by_month(city, months, today) if months else {}
    closed = {month: close for month, close in duties.closes(city).items() if month in by_month}
    n_late = late.late_counts(closed.values())
    units: dict[int, Unit] = {}
    cells: dict[int, dict[date, Cell]] = {}
    for month, row in by_month.items():
        for cell in row:
            units.setdefault(cell.unit.pk, cell.unit)
            cells.setdefault(cell.unit.pk, {})[month] = cell
    ordered = sorted(units.values(), key=lambda unit: (unit.rank_order, unit.pk))
    return [Record(unit, cells[unit.pk], n_late[unit.pk]) for unit in ordered]
