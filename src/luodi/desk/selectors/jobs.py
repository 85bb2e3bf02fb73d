"""Background work as the system's administrator sees it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from luodi.desk.selectors.system import Finding
from luodi.jobs import selectors
from luodi.jobs.choices import JobState
from luodi.jobs.models import Job
from luodi.organisation.models import City

SIZE = 50
TABS = {
    "waiting": ("等待和运行", (JobState.QUEUED, JobState.RUNNING)),
    "failed": ("失败", (JobState.FAILED,)),
    "ended": ("已完成和取消", (JobState.DONE, JobState.CANCELLED)),
}


def jobs(city: City, tab: str) -> QuerySet[Job]:
    """Return the city's jobs and those of no city, the latest first."""
    found = Job.objects.of(city.pk).filter(state__in=TABS[tab][1])
    return found.select_related("asked_by__person").order_by("-id")


def findings(city: City, now: datetime) -> Sequence[Finding]:
    """Return how the queue stands; ``now`` is the machine's own time, which the queue goes by."""
    found = selectors.standing(city.pk, now)
    waits = f"，最早的自 {timezone.localtime(found.oldest):%Y-%m-%d %H:%M} 起等候" if found.oldest else ""
    names = "、".join(one.name for one in found.workers)
    return [
        Finding("后台进程", names or "没有进程在运行：请执行 ./luodi work", bool(found.workers)),
        Finding(
            "后台任务",
            f"排队 {found.n_queued} 项、运行 {found.n_running} 项、失败 {found.n_failed} 项{waits}",
            not found.n_failed,
        ),
    ]
