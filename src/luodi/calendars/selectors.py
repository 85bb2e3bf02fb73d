"""A city's working days, and a year of them for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.calendars.models import LocalDay
from luodi.kernel.months import last_day_of_month
from luodi.refdata import workdays
from luodi.refdata.workdays import Calendar


@dataclass(frozen=True)
class Day:
    """``name`` is the holiday, make-up day or order that says so; empty for an ordinary day."""

    on: date
    is_work: bool
    name: str
    order: LocalDay | None

    @property
    def is_special(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True)
class Month:
    number: int
    blanks: int
    days: Sequence[Day]


def calendar_of(city_id: int) -> Calendar:
    """Return the city's calendar, read once: whoever reckons many deadlines keeps it."""
    rows = LocalDay.objects.of(city_id).values_list("day", "is_work")
    return Calendar(dict(rows))


def year_of(city_id: int, year: int) -> list[Month]:
    """Return the months of the year; ``blanks`` are the days of a month's first week that lie before it."""
    orders = {
        row.day: row for row in LocalDay.objects.of(city_id).within(date(year, 1, 1), date(year, 12, 31))
    }
    months = []
    for number in range(1, 13):
        first = date(year, number, 1)
        days = [_day(first.replace(day=nth), orders) for nth in range(1, last_day_of_month(first).day + 1)]
        months.append(Month(number, first.weekday(), days))
    return months


def _day(on: date, orders: dict[date, LocalDay]) -> Day:
    order = orders.get(on)
    if order is not None:
        return Day(on, order.is_work, order.name, order)
    is_work, name = workdays.national(on)
    return Day(on, is_work, name, None)
