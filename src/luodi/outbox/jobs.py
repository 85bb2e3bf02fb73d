"""Every two minutes: look through what was told, and send what is due."""

from functools import partial

from luodi.jobs.cadence import Every
from luodi.jobs.registry import Run, task
from luodi.organisation import clock
from luodi.organisation.models import City
from luodi.outbox import services


@task("outbox.send", "发送消息", cadence=Every(2), together=False)
def send(run: Run) -> object:
    """Send each city's messages at its own present moment; what a run that died had begun is not begun again."""
    counts: dict[str, dict[str, int]] = {}
    for city in City.objects.order_by("id"):
        n_made = services.feed(city=city, at=clock.now(city))
        sent = services.send_due(city=city, clock=partial(clock.now, city), senders=services.Senders(run.at))
        if n_made or sent:
            counts[city.code] = {"made": n_made, **sent}
    return counts
