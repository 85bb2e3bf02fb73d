"""What the leads ask of the clock."""

from datetime import time

from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.leads import services
from luodi.organisation import clock
from luodi.organisation.models import City


@task("leads.remind", "提醒到期和沉寂的线索", cadence=Daily(time(7, 30)))
def remind(run: Run) -> object:
    return {city.code: len(services.remind_leads(city, at=clock.now(city))) for city in City.objects.all()}
