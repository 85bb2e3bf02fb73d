"""How the queue stands, for the health page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from luodi.jobs import registry
from luodi.jobs.cadence import Cadence
from luodi.jobs.choices import JobState
from luodi.jobs.models import Job, Worker

ALIVE = timedelta(minutes=2)


@dataclass(frozen=True)
class Standing:
    """``oldest`` is since when the longest due job has been waiting, None when nothing is due."""

    n_queued: int
    n_running: int
    n_failed: int
    oldest: datetime | None
    workers: Sequence[Worker]


@dataclass(frozen=True)
class ScheduleLine:
    title: str
    said: str
    last: Job | None


def standing(city_id: int, now: datetime) -> Standing:
    jobs = Job.objects.of(city_id)
    due = jobs.filter(state=JobState.QUEUED, due_at__lte=now).order_by("due_at").first()
    return Standing(
        n_queued=jobs.filter(state=JobState.QUEUED).count(),
        n_running=jobs.filter(state=JobState.RUNNING).count(),
        n_failed=jobs.failed().count(),
        oldest=due.due_at if due else None,
        workers=list(Worker.objects.filter(seen_at__gte=now - ALIVE).order_by("name")),
    )


def schedule() -> list[ScheduleLine]:
    """Return every scheduled task with the latest of its jobs."""
    lines = []
    for task in sorted(registry.scheduled(), key=lambda one: one.name):
        cadence: Cadence | None = task.cadence
        last = Job.objects.filter(task=task.name).order_by("-id").first()
        lines.append(ScheduleLine(task.title, cadence.said if cadence else "", last))
    return lines
