"""Bring a month to where a test needs it, by the services alone. The clock stands on 3 August 2020."""

from datetime import date

from luodi.filing import services
from luodi.filing.models import Filing, MonthClose
from luodi.organisation.models import Account, Unit
from luodi.organisation.tests.makers import Clock

JULY, AUGUST = date(2020, 7, 1), date(2020, 8, 1)


def declared(unit: Unit, by: Account, clock: Clock, *, month: date = AUGUST, is_nil: bool = True) -> Filing:
    return services.declare_month(unit=unit, month=month, is_nil=is_nil, actor=by, at=clock.now)


def accepted(unit: Unit, by: Account, centre: Account, clock: Clock, *, month: date = AUGUST) -> Filing:
    declared(unit, by, clock, month=month)
    return services.accept_filing(unit=unit, month=month, actor=centre, at=clock.now)


def closed(centre: Account, clock: Clock, *, month: date = AUGUST, **exceptions: str) -> MonthClose:
    """Close the month, after it is over; ``exceptions`` are by the unit's code."""
    units = Unit.objects.of(centre.city_id).filter(code__in=exceptions)
    said = {unit.pk: exceptions[unit.code] for unit in units}
    return services.close_month(city=centre.city, month=month, exceptions=said, actor=centre, at=clock.now)
