"""What the action items ask of the clock."""

from datetime import time

from luodi.actions import services
from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation.rounds import in_every_city


@task("actions.remind", "提醒、催办和督办待办事项", cadence=Daily(time(7, 40)))
def remind(run: Run) -> object:
    return in_every_city(services.remind_items)
