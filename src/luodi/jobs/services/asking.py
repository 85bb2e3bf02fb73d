"""Ask for work, ask again for what failed, take back what has not begun."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from luodi.audit import services as audit
from luodi.jobs import registry
from luodi.jobs.choices import JobState
from luodi.jobs.models import Job
from luodi.kernel.findings import Refusal
from luodi.organisation import policies
from luodi.organisation.models import Account, City


class JobRefused(Refusal):
    """The job is not in a state for this."""


def enqueue(
    task: str,
    *,
    at: datetime,
    due_at: datetime | None = None,
    city: City | None = None,
    asked_by: Account | None = None,
    once: str | None = None,
    arguments: dict[str, Any] | None = None,
) -> Job:
    """Ask for a task in the caller's transaction: it is there when that is, and gone with it.

    ``once``: who asks a second time gets the first one's job, whatever has become of it.
    Raises: UnknownTask.
    """
    registry.find(task)
    new = Job(
        task=task,
        city=city or (asked_by.city if asked_by else None),
        asked_by=asked_by,
        once=once,
        asked_at=at,
        due_at=due_at or at,
        arguments=arguments or {},
    )
    if once is None:
        new.save(force_insert=True)
        return new
    Job.objects.bulk_create([new], ignore_conflicts=True)
    return Job.objects.get(once=once)


def retry(*, job: Job, actor: Account, at: datetime) -> Job:
    """Let a failed or cancelled job run again, with all its attempts.    Raises: JobRefused; NotAllowed."""
    policies.require(
        policies.may_run_system(policies.reach_of(actor)), "只有系统管理员可以重新运行或取消后台任务"
    )
    with transaction.atomic():
        n = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
            state=JobState.QUEUED, due_at=at, attempts=0, error="", finished_at=None
        )
        if not n:
            raise JobRefused("只有失败或已取消的任务可以重新运行")
        _record("重新运行后台任务", job, actor, at)
    job.refresh_from_db()
    return job


def cancel(*, job: Job, actor: Account, at: datetime) -> Job:
    """Take back a job that has not begun.    Raises: JobRefused; NotAllowed."""
    policies.require(
        policies.may_run_system(policies.reach_of(actor)), "只有系统管理员可以重新运行或取消后台任务"
    )
    with transaction.atomic():
        n = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
            state=JobState.CANCELLED, finished_at=at
        )
        if not n:
            raise JobRefused("任务已经开始或结束，不能取消")
        _record("取消后台任务", job, actor, at)
    job.refresh_from_db()
    return job


def _record(act: str, job: Job, actor: Account, at: datetime) -> None:
    note = audit.Note(act=act, target_kind="job", target_code=str(job.pk), target_title=job.title)
    audit.record(note, actor=actor, at=at)


def forget_done(*, before: datetime, scheduled_before: datetime) -> int:
    """Delete what was done or cancelled before the moment, and return how many jobs that were.

    What the clock asked for comes by the hundred a day and goes sooner. The names under which things were done once go
    with them: both moments must lie further back than any clock is set.
    """
    over = Job.objects.filter(state__in=[JobState.DONE, JobState.CANCELLED])
    old = Q(finished_at__lt=before, asked_at__lt=before)
    by_clock = Q(finished_at__lt=scheduled_before, asked_at__lt=scheduled_before, once__contains="@")
    n, _ = over.filter(old | by_clock).delete()
    return n
