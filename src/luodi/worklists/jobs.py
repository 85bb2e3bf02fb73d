"""What the lists ask of the clock."""

from datetime import time

from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation import clock
from luodi.organisation.models import City
from luodi.worklists import services


@task("worklists.run", "生成当天的清单记录", cadence=Daily(time(23, 30)))
def run_worklists(run: Run) -> object:
    """A demo city whose calendar runs behind gets the record of its own day."""
    return {
        city.code: services.run_worklists(city, at=clock.now(city)).n_listed for city in City.objects.all()
    }
