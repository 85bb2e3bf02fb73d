"""The queue: asked for in a transaction, done once, tried again, taken over from the dead."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from luodi.audit.models import AuditRecord
from luodi.jobs import selectors, services
from luodi.jobs.choices import JobState
from luodi.jobs.models import Job, Worker
from luodi.jobs.services.asking import JobRefused
from luodi.jobs.services.working import LEASE, Attempt
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2020-09-22T10:00:00+08:00")
HOUR = timedelta(hours=1)


def later(**passed: int) -> datetime:
    return NOW + timedelta(**passed)


def taken(worker: str, now: datetime) -> Job:
    job = services.claim(worker, now=now)
    assert job is not None
    return job


def test_a_job_is_gone_with_the_transaction_that_asked_for_it(done: list[str]) -> None:
    with transaction.atomic():
        services.enqueue("test.note", at=NOW)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_what_is_asked_for_is_done_in_order_with_its_arguments_and_result(done: list[str]) -> None:
    services.enqueue("test.note", at=later(minutes=1), arguments={"text": "后"})
    services.enqueue("test.note", at=NOW, arguments={"text": "先"})
    services.enqueue("test.note", at=NOW, due_at=later(hours=2), arguments={"text": "还早"})
    jobs = services.work_off(now=later(minutes=2))
    assert done == ["先", "后"]
    assert [(one.state, one.result, one.said) for one in jobs] == [
        (JobState.DONE, {"text": "先"}, "记下了"),
        (JobState.DONE, {"text": "后"}, "记下了"),
    ]


def test_what_is_asked_for_twice_under_one_name_is_done_once(done: list[str]) -> None:
    first = services.enqueue("test.note", at=NOW, once="x")
    services.work_off(now=NOW)
    assert services.enqueue("test.note", at=NOW, once="x") == first
    assert services.work_off(now=NOW) == []
    assert done == [""]


def test_a_failure_is_tried_again_after_ever_longer_waits_and_then_given_up(done: list[str]) -> None:
    job = services.enqueue("test.break", at=NOW)
    for passed, state in ((0, JobState.QUEUED), (1, JobState.QUEUED), (3, JobState.FAILED)):
        assert services.work_off(now=later(minutes=passed) - timedelta(seconds=1)) == []
        services.work_off(now=later(minutes=passed))
        job.refresh_from_db()
        assert job.state == state
    assert "线路不通" in job.error
    assert len(done) == 3


def test_a_refusal_ends_a_job_at_once_with_its_words(done: list[str]) -> None:
    services.enqueue("test.refuse", at=NOW)
    (job,) = services.work_off(now=NOW)
    assert (job.state, job.attempts, job.error) == (JobState.FAILED, 1, "文件已经换过，请重新提交")


def test_a_failed_job_can_be_let_run_again_and_a_waiting_one_be_cancelled(
    done: list[str], system_admin: Account
) -> None:
    services.enqueue("test.refuse", at=NOW)
    (job,) = services.work_off(now=NOW)
    assert services.retry(job=job, actor=system_admin, at=NOW).state == JobState.QUEUED
    assert services.cancel(job=job, actor=system_admin, at=NOW).state == JobState.CANCELLED
    with pytest.raises(JobRefused, match="不能取消"):
        services.cancel(job=job, actor=system_admin, at=NOW)
    assert services.work_off(now=NOW) == []
    acts = AuditRecord.objects.filter(target_kind="job").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["重新运行后台任务", "取消后台任务"]


def test_only_the_system_administrator_cancels_or_retries(done: list[str], zhong: Account) -> None:
    job = services.enqueue("test.note", at=NOW, asked_by=zhong)
    with pytest.raises(NotAllowed):
        services.cancel(job=job, actor=zhong, at=NOW)
    assert (job.state, job.city) == (JobState.QUEUED, zhong.city)


def test_what_was_done_long_ago_is_forgotten_and_what_failed_is_not(done: list[str]) -> None:
    for name in ("test.note", "test.refuse"):
        services.enqueue(name, at=NOW)
    services.work_off(now=NOW)
    assert services.forget_done(before=later(days=1), scheduled_before=later(days=1)) == 1
    assert Job.objects.get().state == JobState.FAILED


def test_what_the_clock_asked_for_is_forgotten_sooner(done: list[str]) -> None:
    services.enqueue("test.note", at=NOW)
    services.ask_for_what_is_due(NOW)
    services.work_off(now=NOW)
    assert services.forget_done(before=later(days=-30), scheduled_before=later(days=1)) == 1
    assert Job.objects.get().task == "test.note"


def test_the_job_of_a_dead_worker_is_taken_by_another_and_done_once(done: list[str]) -> None:
    services.enqueue("test.write", at=NOW)
    taken("dead", NOW)
    assert services.claim("alive", now=NOW + LEASE) is None
    job = taken("alive", NOW + LEASE + timedelta(seconds=1))
    assert services.run(Attempt(job), clock=lambda: NOW).state == JobState.DONE
    assert AuditRecord.objects.filter(target_kind="job").count() == 1


def test_a_worker_taken_for_dead_leaves_nothing_behind_when_the_clock_jumps_an_hour(done: list[str]) -> None:
    services.enqueue("test.write", at=NOW)
    slow = Attempt(taken("slow", NOW))
    quick = Attempt(taken("quick", NOW + HOUR))
    assert services.run(quick, clock=lambda: NOW + HOUR).state == JobState.DONE
    assert not services.renew(slow, now=NOW + HOUR)
    services.run(slow, clock=lambda: NOW + HOUR)
    assert len(done) == 2
    assert AuditRecord.objects.filter(target_kind="job").count() == 1


def test_a_clock_that_is_set_back_does_not_hold_a_job_for_an_hour(done: list[str]) -> None:
    services.enqueue("test.write", at=NOW - 2 * HOUR)
    taken("dead", NOW)
    assert taken("alive", NOW - HOUR).worker == "alive"


def test_a_job_that_kills_its_workers_is_given_up(done: list[str]) -> None:
    job = services.enqueue("test.break", at=NOW)
    for nth in range(3):
        taken("dies", NOW + nth * HOUR)
    assert services.claim("next", now=NOW + 3 * HOUR) is None
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "运行时进程中断 3 次，不再自动重试")


def test_a_sign_of_life_keeps_a_job_and_tells_how_far_it_is(done: list[str]) -> None:
    services.enqueue("test.write", at=NOW)
    attempt = Attempt(taken("slow", NOW))
    attempt.tell(40, 100, "第 40 行")
    assert services.renew(attempt, now=NOW + LEASE)
    assert services.claim("other", now=NOW + LEASE + timedelta(seconds=1)) is None
    job = Job.objects.get()
    assert (job.n_done, job.n_all, job.said) == (40, 100, "第 40 行")


def test_a_task_that_an_older_version_left_behind_fails_and_says_so(done: list[str]) -> None:
    Job.objects.create(task="gone", asked_at=NOW, due_at=NOW)
    (job,) = services.work_off(now=NOW)
    assert (job.state, job.error) == (JobState.FAILED, "没有名为 gone 的后台任务：可能是旧版本留下的")


@pytest.mark.parametrize("passed", [0, 1, 3600, 7200])
def test_a_due_moment_is_asked_for_once_however_often_and_whenever_one_looks(
    done: list[str], passed: int
) -> None:
    due = NOW.replace(hour=3)
    assert services.ask_for_what_is_due(due - timedelta(seconds=1)) == 1  # that of the day before
    assert services.ask_for_what_is_due(due + timedelta(seconds=passed)) == 1
    assert services.ask_for_what_is_due(due + timedelta(seconds=passed)) == 0
    assert services.ask_for_what_is_due(due - HOUR) == 0  # the clock was set back
    services.work_off(now=NOW)
    assert done == ["nightly", "nightly"]


def test_what_was_missed_while_nobody_worked_is_asked_for_once(done: list[str]) -> None:
    services.ask_for_what_is_due(NOW)
    assert services.ask_for_what_is_due(NOW + timedelta(days=9)) == 1


def test_the_health_of_the_queue_says_what_waits_since_when_and_who_works(done: list[str]) -> None:
    services.enqueue("test.note", at=NOW)
    services.enqueue("test.note", at=NOW, due_at=later(days=1))
    services.enqueue("test.refuse", at=NOW - HOUR)
    services.sign_on("one", now=later(minutes=-1))
    services.sign_on("gone", now=NOW - 2 * HOUR)
    Job.objects.filter(task="test.refuse").update(state=JobState.FAILED)
    found = selectors.standing(1, NOW)
    assert (found.n_queued, found.n_running, found.n_failed, found.oldest) == (2, 0, 1, NOW)
    assert [one.name for one in found.workers] == ["one"]
    assert [(line.title, line.said, line.last) for line in selectors.schedule()] == [
        ("夜间", "每天 03:00", None)
    ]


def test_a_worker_that_ends_is_signed_off(done: list[str]) -> None:
    services.sign_on("one", now=NOW)
    services.sign_on("one", now=later(minutes=1))
    assert Worker.objects.get().seen_at == later(minutes=1)
    services.sign_off("one")
    assert not Worker.objects.exists()
