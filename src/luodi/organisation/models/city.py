"""A city that keeps its own ledger; its id leads every natural key."""

from django.db import models


class City(models.Model):
    """``clock_behind_seconds`` lets a demo city go on living in its own year; real cities have 0."""

    code = models.CharField("行政区划代码", max_length=6, unique=True)
    name = models.CharField("名称", max_length=40)
    is_demo = models.BooleanField("演示城市", default=False)
    clock_behind_seconds = models.BigIntegerField("日历滞后秒数", default=0)

    class Meta:
        verbose_name = "城市"
        verbose_name_plural = "城市"

    def __str__(self) -> str:
        return self.name
