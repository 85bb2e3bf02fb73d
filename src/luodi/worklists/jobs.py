"""What the lists ask of the clock."""

from datetime import time

from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation.rounds import in_every_city
from luodi.worklists import services


@task("worklists.run", "生成当天的清单记录", cadence=Daily(time(23, 30)))
def run_worklists(run: Run) -> object:
    """A demo city whose calendar runs behind gets the record of its own day."""
    return {city: done.n_listed for city, done in in_every_city(services.run_worklists).items()}
