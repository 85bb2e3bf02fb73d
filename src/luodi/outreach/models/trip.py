"""Trips: who went where, whom they met, which projects they discussed."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.organisation.policies import Reach
from luodi.outreach.models.activity import (
    Activity,
    ActivityFirm,
    ActivityPart,
    ActivityProject,
    taken_part_in,
)


class TripQuerySet(models.QuerySet["Trip"]):
    def visible_to(self, reach: Reach) -> Self:
        return taken_part_in(self, reach)


class Trip(Activity):
    """It counts on its last day, when it has been made."""

    destination = models.CharField("目的地代码", max_length=6)
    place = models.CharField("目的地", max_length=60)
    from_on = models.DateField("出发日期")
    to_on = models.DateField("返回日期")

    objects = TripQuerySet.as_manager()

    class Meta:
        verbose_name = "外出招商"
        verbose_name_plural = "外出招商"
        indexes = [models.Index(fields=["city", "-to_on", "-id"], name="trip_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="trip_code_unique",
                violation_error_message="外出招商编号已被使用",
            ),
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="trip_returns_after_leaving",
                violation_error_message="返回日期不能早于出发日期",
            ),
        ]


class TripPart(ActivityPart):
    activity = models.ForeignKey(Trip, models.PROTECT, verbose_name="外出招商", related_name="parts")

    class Meta:
        verbose_name = "外出招商参加单位"
        verbose_name_plural = "外出招商参加单位"
        constraints = [models.UniqueConstraint(fields=["activity", "unit"], name="trip_part_once_per_unit")]


class TripFirm(ActivityFirm):
    activity = models.ForeignKey(Trip, models.PROTECT, verbose_name="外出招商", related_name="firms")

    class Meta:
        verbose_name = "外出对接企业"
        verbose_name_plural = "外出对接企业"
        constraints = [models.UniqueConstraint(fields=["activity", "enterprise"], name="trip_firm_once")]


class TripProject(ActivityProject):
    activity = models.ForeignKey(Trip, models.PROTECT, verbose_name="外出招商", related_name="projects")

    class Meta:
        verbose_name = "外出洽谈项目"
        verbose_name_plural = "外出洽谈项目"
        constraints = [models.UniqueConstraint(fields=["activity", "project"], name="trip_project_once")]
