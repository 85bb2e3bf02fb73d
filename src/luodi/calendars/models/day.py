"""One day on which the city works, or does not, other than the State Council's notice says."""

from datetime import date
from typing import Self

from django.db import models


class LocalDayQuerySet(models.QuerySet["LocalDay"]):
    def of(self, city_id: int) -> Self:
        return self.filter(city=city_id)

    def within(self, first: date, last: date) -> Self:
        return self.filter(day__range=(first, last)).order_by("day")


class LocalDay(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    day = models.DateField("日期")
    is_work = models.BooleanField("是否上班")
    name = models.CharField("事由", max_length=60)
    document = models.CharField("文号", max_length=120)
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+", db_index=False
    )
    set_at = models.DateTimeField("设定时间")

    objects = LocalDayQuerySet.as_manager()

    class Meta:
        verbose_name = "地方工作日安排"
        verbose_name_plural = "地方工作日安排"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "day"], name="local_day_once", violation_error_message="这一天已有安排"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_work else '放假'}"
