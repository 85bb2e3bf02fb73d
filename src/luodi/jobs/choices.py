"""The states of a job."""

from django.db import models


class JobState(models.TextChoices):
    QUEUED = "QUEUED", "排队"
    RUNNING = "RUNNING", "正在运行"
    DONE = "DONE", "已完成"
    FAILED = "FAILED", "失败"
    CANCELLED = "CANCELLED", "已取消"


WAITING_STATES = (JobState.QUEUED, JobState.RUNNING)
