"""What the monthly filing asks of the clock."""

from datetime import time

from luodi.filing import services
from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation import clock
from luodi.organisation.models import City


@task("filing.remind", "月报催报", cadence=Daily(time(8)))
def remind(run: Run) -> object:
    return {
        city.code: len(list(services.remind_due(city=city, at=clock.now(city))))
        for city in City.objects.all()
    }
