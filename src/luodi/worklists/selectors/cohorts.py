"""What became of the projects that were signed in a year, or at an event: four rates, each of two figures that open."""

from collections.abc import Mapping
from dataclasses import dataclass

from luodi.figures.compute import compute_many, compute_table
from luodi.figures.questions import Figure, Row
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.models import City

RATES = ("cohort.performed.rate", "cohort.started.rate", "cohort.producing.rate", "cohort.funds.rate")


@dataclass(frozen=True)
class Cohort:
    """The projects signed in ``period``, seen until the as-of."""

    period: Period
    figures: Mapping[str, Figure]


def cohorts(
    city: City,
    periods: "list[Period]",
    *,
    scope: Scope,
    as_of: AsOf,
    standing: Standing = Standing.VERIFIED,
) -> list[Cohort]:
    """Return the rates of each period's signings, a period without any left out."""
    told = []
    for period in periods:
        found = compute_many(RATES, city=city, period=period, scope=scope, as_of=as_of, standing=standing)
        if any(part.raw for one in found.values() for part in one.parts):
            told.append(Cohort(period, found))
    return told


def by_event(
    city: City, until: Period, *, as_of: AsOf, standing: Standing = Standing.VERIFIED
) -> tuple[Row, ...]:
    """Return the rates of what stands on the list of each event, whenever it was signed until then.

    Shape: one row per event that has anything signed on its list, or on that of a part of it; a project on the lists
    of two events stands in both.
    """
    table = compute_table(
        RATES, city=city, period=until, by=Dimension.EVENT, scope=Scope.CITY, as_of=as_of, standing=standing
    )
    return table.rows
