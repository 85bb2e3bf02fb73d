"""2019 as the city knows it of trips and visits: each county's monthly numbers, without rows."""

from datetime import datetime, timedelta
from functools import partial

from luodi.demo import chance, plan
from luodi.demo.journal import Journal
from luodi.demo.keeping import Keeping
from luodi.demo.organisation import Cast
from luodi.demo.units import COUNTIES
from luodi.kernel.dates import month_end
from luodi.ledger.kinds import FactKind
from luodi.outreach import services as outreach

_YEAR = 2019


def write_into(journal: Journal, seed: int, cast: Cast, keeping: Keeping) -> None:
    """Let each county report its month at its first sitting in the next."""
    rng = chance.source("monthly", seed)
    weights = [county.weight for county in COUNTIES]
    for month in range(1, 13):
        trips = chance.split(rng, plan.TRIPS.before[month], weights)
        visits = chance.split(rng, plan.VISITS.before[month], weights)
        for county, n_trips, n_visits in zip(COUNTIES, trips, visits, strict=True):
            sittings = keeping.sittings[county.code]
            day = sittings.after(month_end(_YEAR, month))
            numbers = {FactKind.TRIP_MADE: n_trips, FactKind.VISIT_RECEIVED: n_visits}
            act = partial(_report, cast, county.code, month, numbers)
            journal.add(sittings.at(day, 0) - timedelta(minutes=2), act)


def _report(cast: Cast, code: str, month: int, numbers: dict[FactKind, int], at: datetime) -> None:
    told = [
        outreach.MonthlyNumber(unit=cast.units[code], kind=kind, year=_YEAR, month=month, quantity=count)
        for kind, count in numbers.items()
    ]
    outreach.report_months(told, actor=cast.keepers[code], at=at)
