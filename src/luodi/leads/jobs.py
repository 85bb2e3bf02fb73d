"""What the leads ask of the clock."""

from datetime import time

from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.leads import services
from luodi.organisation.rounds import in_every_city


@task("leads.remind", "提醒到期和沉寂的线索", cadence=Daily(time(7, 30)))
def remind(run: Run) -> object:
    return {city: len(rows) for city, rows in in_every_city(services.remind_leads).items()}
