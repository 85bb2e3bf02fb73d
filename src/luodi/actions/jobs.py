"""What the action items ask of the clock."""

from datetime import time

from luodi.actions import services
from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation import clock
from luodi.organisation.models import City


@task("actions.remind", "提醒、催办和督办待办事项", cadence=Daily(time(7, 40)))
def remind(run: Run) -> object:
    return {city.code: services.remind_items(city, at=clock.now(city)) for city in City.objects.all()}
