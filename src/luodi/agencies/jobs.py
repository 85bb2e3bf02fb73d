"""What agencies' mandates and advisers' terms ask of the clock."""

from datetime import time

from luodi.agencies.services import remind_agencies
from luodi.enterprises.services import remind_advisers
from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation import clock
from luodi.organisation.models import City


@task("agencies.remind", "提醒到期的报备、委托和聘期", cadence=Daily(time(7, 50)))
def remind(run: Run) -> object:
    told = {}
    for city in City.objects.all():
        at = clock.now(city)
        told[city.code] = len([*remind_agencies(city, at=at), *remind_advisers(city, at=at)])
    return told
