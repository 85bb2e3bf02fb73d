"""What the queue asks of itself."""

from datetime import time, timedelta

from luodi.jobs import services
from luodi.jobs.cadence import Weekly
from luodi.jobs.registry import Run, task

KEPT, KEPT_BY_CLOCK = timedelta(days=90), timedelta(days=7)


@task("jobs.tidy", "清理办完的后台任务", cadence=Weekly(6, time(3)))
def tidy(run: Run) -> object:
    """Forget what was done long ago; what failed stays until somebody has looked at it."""
    return services.forget_done(before=run.at - KEPT, scheduled_before=run.at - KEPT_BY_CLOCK)
