"""What first reports ask of the clock."""

from datetime import time

from luodi.crediting import services
from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation.rounds import in_every_city


@task("crediting.lapse", "登记保护期满的首报", cadence=Daily(time(7, 20)))
def lapse(run: Run) -> object:
    return {city: len(rows) for city, rows in in_every_city(services.lapse_by_rule).items()}
