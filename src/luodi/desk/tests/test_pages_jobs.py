"""Background work in the browser: seen by administrators, let run again by the system's."""

from luodi.audit.models import AuditRecord
from luodi.desk.tests.makers import signed_in
from luodi.jobs import services
from luodi.jobs.choices import JobState
from luodi.jobs.models import Job


def page(account, path="/jobs/"):
    return signed_in(account).get(path).content.decode()


def test_a_failed_job_says_why_and_is_let_run_again(system_admin, clock):
    job = services.enqueue("jobs.tidy", at=clock.now)
    Job.objects.update(state=JobState.FAILED, error="Traceback\nOperationalError: 磁盘已满")
    assert "磁盘已满" in page(system_admin, "/jobs/?tab=failed")
    assert "失败 1 项" in page(system_admin, "/health/")
    assert signed_in(system_admin).post(f"/jobs/{job.pk}/retry/").status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert AuditRecord.objects.filter(act="重新运行后台任务").count() == 1


def test_the_auditor_sees_what_waits_and_may_not_touch_it(audit_admin, clock):
    job = services.enqueue("jobs.tidy", at=clock.now)
    seen = page(audit_admin)
    assert "清理办完的后台任务" in seen
    assert f"/jobs/{job.pk}/cancel/" not in seen
    assert signed_in(audit_admin).post(f"/jobs/{job.pk}/cancel/").status_code == 403


def test_the_health_page_says_when_nobody_works(system_admin):
    assert "没有进程在运行：请执行 ./luodi work" in page(system_admin, "/health/")


def test_what_the_clock_asks_for_is_listed_with_its_time(system_admin):
    seen = page(system_admin)
    assert "每天 07:30" in seen
    assert "还没有运行过" in seen
