"""What agencies' mandates and advisers' terms ask of the clock."""

from datetime import datetime, time

from luodi.agencies.services import remind_agencies
from luodi.enterprises.services import remind_advisers
from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation.models import City
from luodi.organisation.rounds import in_every_city


@task("agencies.remind", "提醒到期的报备、委托和聘期", cadence=Daily(time(7, 50)))
def remind(run: Run) -> object:
    return in_every_city(_n_reminded)


def _n_reminded(city: City, at: datetime) -> int:
    return len([*remind_agencies(city, at=at), *remind_advisers(city, at=at)])
