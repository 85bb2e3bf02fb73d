"""Working days: Monday to Friday, but for what the State Council's yearly notices say otherwise.

A year for which no notice is on record is only a guess of weekends; ``is_known`` says which years are no guess.
"""

from datetime import date, timedelta
from functools import cache

from luodi.refdata import tables

_DAY = timedelta(days=1)
_WEEKEND = 5


def is_workday(day: date) -> bool:
    said = _said().get(day)
    return day.weekday() < _WEEKEND if said is None else said


def is_known(year: int) -> bool:
    """Whether the year's notice is on record."""
    return year in _years()


def workdays_after(day: date, n: int) -> date:
    """Return the ``n``-th working day after the day, which is not counted itself; with 0 the day as it is."""
    found = day
    for _ in range(n):
        found += _DAY
        while not is_workday(found):
            found += _DAY
    return found


def workdays_between(since: date, until: date) -> int:
    """Return how many working days lie after ``since`` up to ``until``; negative when ``until`` lies before."""
    if until < since:
        return -workdays_between(until, since)
    return sum(is_workday(since + _DAY * nth) for nth in range(1, (until - since).days + 1))


@cache
def _said() -> dict[date, bool]:
    return {date.fromisoformat(row["day"]): row["kind"] == "WORK" for row in tables.rows("workdays")}


@cache
def _years() -> frozenset[int]:
    return frozenset(day.year for day, works in _said().items() if not works)
