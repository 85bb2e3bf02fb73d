"""A process that works, and when it was last heard of."""

from django.db import models


class Worker(models.Model):
    name = models.CharField("进程", max_length=80, unique=True)
    started_at = models.DateTimeField("启动时间")
    seen_at = models.DateTimeField("最近心跳")

    class Meta:
        verbose_name = "后台进程"
        verbose_name_plural = "后台进程"

    def __str__(self) -> str:
        return self.name
