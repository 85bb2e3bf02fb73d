"""What the monthly filing asks of the clock."""

from datetime import time

from luodi.filing import services
from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation.rounds import in_every_city


@task("filing.remind", "月报催报", cadence=Daily(time(8)))
def remind(run: Run) -> object:
    return {city: len(rows) for city, rows in in_every_city(services.remind_due).items()}
