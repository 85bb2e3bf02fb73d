"""Working days: Monday to Friday, but for what the State Council's yearly notices, or a city's orders, say otherwise.

A year for which no notice is on record is only a guess of weekends; ``is_known`` says which years are no guess.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from luodi.refdata import tables

_DAY = timedelta(days=1)
_WEEKEND = 5


class Calendar:
    """The nation's working days, with a city's own orders over them; ``own`` maps a day to whether it is worked."""

    def __init__(self, own: Mapping[date, bool] | None = None) -> None:
        self.own = dict(own or {})

    def is_workday(self, day: date) -> bool:
        said = self.own.get(day, _said().get(day))
        return day.weekday() < _WEEKEND if said is None else said

    def is_known(self, year: int) -> bool:
        """Whether the year's notice is on record; a city's own orders for single days don't make it so."""
        return year in _years()

    def workdays_after(self, day: date, n: int) -> date:
        """Return the ``n``-th working day after the day, which is not counted itself; with 0 the day as it is."""
        found = day
        for _ in range(n):
            found = self.workday_from(found + _DAY)
        return found

    def workday_from(self, day: date) -> date:
        """Return the day itself when it is worked, otherwise the next one that is."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def workdays_between(self, since: date, until: date) -> int:
        """Return how many working days lie after ``since`` up to ``until``; negative when ``until`` lies before."""
        if until < since:
            return -self.workdays_between(until, since)
        return sum(self.is_workday(since + _DAY * nth) for nth in range(1, (until - since).days + 1))


NATIONAL = Calendar()
"""Without any city's own orders."""


def national(day: date) -> tuple[bool, str]:
    """Return whether the nation works on the day, and the holiday that says so; no name where the weekday does."""
    said = _said().get(day)
    return (day.weekday() < _WEEKEND, "") if said is None else (said, _names()[day])


@cache
def _said() -> dict[date, bool]:
    return {date.fromisoformat(row["day"]): row["kind"] == "WORK" for row in tables.rows("workdays")}


@cache
def _names() -> dict[date, str]:
    return {date.fromisoformat(row["day"]): row["holiday"] for row in tables.rows("workdays")}


@cache
def _years() -> frozenset[int]:
    return frozenset(day.year for day, works in _said().items() if not works)
