"""One piece of work, from the transaction that asked for it to its end."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from luodi.jobs import registry
from luodi.jobs.choices import WAITING_STATES, JobState


class JobQuerySet(models.QuerySet["Job"]):
    def of(self, city_id: int) -> Self:
        """The city's own jobs, and those that are of no city."""
        return self.filter(Q(city=city_id) | Q(city=None))

    def waiting(self) -> Self:
        return self.filter(state__in=WAITING_STATES)

    def failed(self) -> Self:
        return self.filter(state=JobState.FAILED)

    def takeable(self, now: datetime, horizon: datetime) -> Self:
        """Those that a worker may take: due, or left behind by one that has not been heard of.

        ``horizon`` is the last moment up to which a lease can honestly reach; a later one is of a clock that was wrong.
        """
        left = Q(lease_until__lt=now) | Q(lease_until__gt=horizon)
        return self.filter(
            Q(state=JobState.QUEUED, due_at__lte=now) | Q(left, state=JobState.RUNNING)
        ).order_by("due_at", "id")


class Job(models.Model):
    """``arguments`` are plain JSON; ``once`` names work that is asked for once, however often it is said."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", null=True, db_index=False
    )
    task = models.CharField("任务", max_length=80)
    arguments = models.JSONField("参数", default=dict)
    once = models.CharField("只做一次的编号", max_length=120, null=True, unique=True)  # noqa: DJ001 (most have none)
    state = models.CharField("任务状态", max_length=12, choices=JobState, default=JobState.QUEUED)
    asked_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        verbose_name="提交人",
        related_name="+",
        null=True,
        db_index=False,
    )
    asked_at = models.DateTimeField("提交时间")
    due_at = models.DateTimeField("不早于")
    attempts = models.PositiveSmallIntegerField("运行次数", default=0)
    worker = models.CharField("运行进程", max_length=80, blank=True)
    lease_until = models.DateTimeField("运行占用至", null=True)
    n_done = models.PositiveIntegerField("已办", default=0)
    n_all = models.PositiveIntegerField("总数", default=0)
    said = models.CharField("进度说明", max_length=200, blank=True)
    error = models.TextField("失败原因", blank=True)
    result = models.JSONField("任务结果", null=True)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True)),
                name="job_leased_while_running",
                violation_error_message="正在运行的任务才被占用",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state__in=["QUEUED", "RUNNING"]),
                name="job_waiting",
            ),
            models.Index(fields=["state", "id"], name="job_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.task} #{self.pk}"

    @property
    def title(self) -> str:
        return registry.title_of(self.task)

    @property
    def is_ended(self) -> bool:
        return self.state in (JobState.FAILED, JobState.CANCELLED)
