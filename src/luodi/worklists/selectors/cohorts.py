"""What became of the projects that were signed in a year: four rates, each of two figures that open."""

from collections.abc import Mapping
from dataclasses import dataclass

from luodi.figures.compute import compute_many
from luodi.figures.questions import Figure
from luodi.figures.scopes import Scope
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
