"""The nightly record of the lists: the end of each month, and each night of the last weeks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from luodi.demo import plan
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.kernel.months import last_day_of_month, months_between
from luodi.worklists import services

_FIRST = date(2020, 1, 1)
_LAST_MONTH = date(2020, 8, 1)
_NIGHTLY_FROM = date(2020, 9, 5)
_AT = (23, 30)


@dataclass(frozen=True)
class Worklists:
    """Nothing else of the city depends on it."""

    cast: Cast

    def write_into(self, journal: Journal) -> None:
        for day in _nights():
            journal.add(moment(day, *_AT), self.run)

    def run(self, at: datetime) -> None:
        services.run_worklists(self.cast.city, at=at)


def _nights() -> list[date]:
    """Return the nights of which there is a record, up to the one before the release."""
    ends = [last_day_of_month(month) for month in months_between(_FIRST, _LAST_MONTH)]
    every = (plan.RELEASE - _NIGHTLY_FROM).days
    return [*ends, *(_NIGHTLY_FROM + timedelta(days=n) for n in range(every))]
