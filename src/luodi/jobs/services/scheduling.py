"""Ask for what the clock asks for: each due moment once, whoever looks, however often."""

from datetime import datetime

from django.utils import timezone

from luodi.jobs import registry
from luodi.jobs.models import Job


def ask_for_what_is_due(now: datetime) -> int:
    """Ask for each scheduled task's latest due moment, and return how many were new.

    What was missed while nobody worked is asked for once, not for each time that it was missed.
    """
    local = timezone.localtime(now)
    wanted = {
        f"{task.name}@{task.cadence.last_due(local):%Y-%m-%dT%H:%M}": task
        for task in registry.scheduled()
        if task.cadence is not None
    }
    known = set(Job.objects.filter(once__in=wanted).values_list("once", flat=True))
    fresh = [
        Job(task=task.name, once=once, asked_at=now, due_at=now)
        for once, task in wanted.items()
        if once not in known
    ]
    if fresh:
        Job.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)
