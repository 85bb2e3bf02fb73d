"""What publishing asks of the clock."""

from datetime import time

from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation.rounds import in_every_city
from luodi.publishing.services.looking import look_at_all


@task("publishing.look", "核对已发布的数", cadence=Daily(time(2, 40)))
def look(run: Run) -> object:
    """Look each night whether the ledger still says what was published."""
    return in_every_city(look_at_all)
