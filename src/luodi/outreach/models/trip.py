"""Trips: who went where, whom they met, which projects they discussed."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi import search
from luodi.organisation.policies import Reach
from luodi.outreach.choices import ActivityState
from luodi.outreach.models.activity import (
    Activity,
    ActivityAppointment,
    ActivityFile,
    ActivityFirm,
    ActivityHandling,
    ActivityMember,
    ActivityPart,
    ActivityProject,
    taken_part_in,
)

SEARCH_INDEX = search.Index("trips_search")


class TripQuerySet(models.QuerySet["Trip"]):
    def matching(self, city_id: int, text: str) -> Self:
        """Those of the city whose title, place or code contains each word of the text."""
        return search.narrow(self, SEARCH_INDEX, city_id=city_id, text=text)

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
        indexes = [
            models.Index(fields=["city", "-to_on", "-id"], name="trip_latest_first"),
            models.Index(fields=["unit", "-to_on", "-id"], name="trip_of_unit"),
            models.Index(
                fields=["city", "state", "-to_on"],
                condition=~Q(state=ActivityState.REPORTED),
                name="trip_unreported",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="trip_code_unique",
                violation_error_message="外出招商编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "once"],
                name="trip_once_unique",
                violation_error_message="这次外出已经登记",
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


class TripStop(models.Model):
    """A place where the trip went, by its division or country; the same city again on a later day is another stop."""

    activity = models.ForeignKey(Trip, models.PROTECT, verbose_name="外出招商", related_name="stops")
    division = models.CharField("到访地代码", max_length=6)
    place = models.CharField("到访地", max_length=60)
    on = models.DateField("到访日期")

    class Meta:
        verbose_name = "外出到访地"
        verbose_name_plural = "外出到访地"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "on", "division", "place"],
                name="trip_stop_once",
                violation_error_message="同一天的同一到访地只填一次",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.place}"


class TripMember(ActivityMember):
    activity = models.ForeignKey(Trip, models.PROTECT, verbose_name="外出招商", related_name="members")

    class Meta:
        verbose_name = "外出人员"
        verbose_name_plural = "外出人员"
        ordering = ["seat", "id"]


class TripAppointment(ActivityAppointment):
    activity = models.ForeignKey(Trip, models.PROTECT, verbose_name="外出招商", related_name="programme")

    class Meta:
        verbose_name = "外出日程"
        verbose_name_plural = "外出日程"
        ordering = ["on", "starts", "id"]


class TripFile(ActivityFile):
    activity = models.ForeignKey(Trip, models.PROTECT, verbose_name="外出招商", related_name="files")

    class Meta:
        verbose_name = "外出材料"
        verbose_name_plural = "外出材料"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "file"],
                condition=Q(withdrawn_at__isnull=True),
                name="trip_file_once",
                violation_error_message="这份文件已经上传过",
            )
        ]


class TripHandling(ActivityHandling):
    activity = models.OneToOneField(Trip, models.PROTECT, verbose_name="外出招商", related_name="handling")

    class Meta:
        verbose_name = "外出办理"
        verbose_name_plural = "外出办理"
