"""Take a job, do it, say so: done once, by one worker, however many there are and whatever happens to them.

A worker holds a job by a lease that it renews. Which attempt it is stands on the job: whoever has been taken for
dead finds the number changed, and what it wrote is taken back with its transaction.
"""

import logging
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from luodi.jobs import registry
from luodi.jobs.choices import JobState
from luodi.jobs.models import Job
from luodi.kernel.findings import Refusal

LEASE = timedelta(seconds=90)
_ERROR = 4000
_logger = logging.getLogger("luodi.jobs")


class LeaseLost(Refusal):
    """Another worker has taken the job; nothing of this attempt may stay."""


@dataclass
class Attempt:
    """One attempt at a job, as the task sees it; what it tells is passed on with the next sign of life."""

    job: Job
    told: tuple[int, int, str] = field(default=(0, 0, ""))

    @property
    def arguments(self) -> dict[str, Any]:
        return dict(self.job.arguments)

    @property
    def name(self) -> str:
        return f"job-{self.job.pk}"

    @property
    def at(self) -> datetime:
        assert self.job.started_at is not None
        return self.job.started_at

    def tell(self, n_done: int, n_all: int, said: str = "") -> None:
        self.told = (n_done, n_all, said[:200])


def claim(worker: str, *, now: datetime) -> Job | None:
    """Take the first job that may be taken; None when there is none, or others were quicker."""
    for job in Job.objects.takeable(now, now + 2 * LEASE)[:8]:
        if job.state == JobState.RUNNING and job.attempts >= _attempts(job):
            _give_up(job, now)
            continue
        mine = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts).update(
            state=JobState.RUNNING,
            attempts=job.attempts + 1,
            worker=worker,
            lease_until=now + LEASE,
            started_at=now,
        )
        if mine:
            job.refresh_from_db()
            return job
    return None


def renew(attempt: Attempt, *, now: datetime) -> bool:
    """Say that the attempt goes on and how far it is; False when it is no longer this worker's."""
    n_done, n_all, said = attempt.told
    return bool(_own(attempt.job).update(lease_until=now + LEASE, n_done=n_done, n_all=n_all, said=said))


def run(attempt: Attempt, *, clock: Any) -> Job:
    """Do the job that was claimed; a refusal ends it, any other failure is tried again later."""
    job = attempt.job
    try:
        task = registry.find(job.task)
        if task.together:
            with transaction.atomic():
                _finish(attempt, task.act(attempt), clock())
        else:
            _finish(attempt, task.act(attempt), clock())
    except LeaseLost:
        _logger.warning("job %s was taken by another worker", job.pk)
    except Refusal as refusal:
        _end(attempt, str(refusal), str(refusal), clock())
    except Exception as problem:
        _logger.exception("job %s failed", job.pk)
        error = traceback.format_exc(limit=-6)
        if job.attempts >= _attempts(job):
            _end(attempt, error, f"程序出错（{type(problem).__name__}），请告诉系统管理员", clock())
        else:
            _fail(job, error, now=clock(), again=clock() + registry.find(job.task).pause(job.attempts))
    job.refresh_from_db()
    return job


def work_off(*, now: datetime, most: int = 1000) -> list[Job]:
    """Do what is due here and now, one after the other: for commands and tests."""
    done: list[Job] = []
    while len(done) < most and (job := claim("here", now=now)) is not None:
        done.append(run(Attempt(job), clock=lambda: now))
    return done


def _own(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _finish(attempt: Attempt, result: object, now: datetime) -> None:
    n_done, n_all, said = attempt.told
    mine = _own(attempt.job).update(
        state=JobState.DONE,
        lease_until=None,
        finished_at=now,
        result=result,
        error="",
        n_done=n_done,
        n_all=n_all,
        said=said,
    )
    if not mine:
        raise LeaseLost("任务已由别的进程接手")


def _end(attempt: Attempt, error: str, why: str, now: datetime) -> None:
    """Mark the job as failed for good, and let its task tell whoever waits; if that fails, the mark stands."""
    job = attempt.job
    told = registry.find(job.task).failed if registry.is_known(job.task) else None
    try:
        with transaction.atomic():
            _fail(job, error, now=now, again=None)
            if told is not None:
                told(attempt, why)
    except Exception:
        _logger.exception("job %s: nobody could be told", job.pk)
        _fail(job, error, now=now, again=None)


def _fail(job: Job, error: str, *, now: datetime, again: datetime | None) -> None:
    _own(job).update(
        state=JobState.FAILED if again is None else JobState.QUEUED,
        lease_until=None,
        finished_at=now if again is None else None,
        due_at=again or job.due_at,
        error=error[-_ERROR:],
    )


def _give_up(job: Job, now: datetime) -> None:
    """End a job whose workers died over it as often as it may be tried."""
    why = f"运行时进程中断 {job.attempts} 次，不再自动重试"
    _end(Attempt(job), why, why, now)


def _attempts(job: Job) -> int:
    try:
        return registry.find(job.task).attempts
    except registry.UnknownTask:
        return 1
