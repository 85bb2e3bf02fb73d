"""What sponsored projects ask of the clock."""

from datetime import time

from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation.rounds import in_every_city
from luodi.sponsorship import services


@task("sponsorship.remind", "提醒到期的包保节点", cadence=Daily(time(7, 50)))
def remind(run: Run) -> object:
    return in_every_city(services.remind_nodes)
