"""What sponsored projects ask of the clock."""

from datetime import time

from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation import clock
from luodi.organisation.models import City
from luodi.sponsorship import services


@task("sponsorship.remind", "提醒到期的包保节点", cadence=Daily(time(7, 50)))
def remind(run: Run) -> object:
    return {city.code: services.remind_nodes(city, at=clock.now(city)) for city in City.objects.all()}
