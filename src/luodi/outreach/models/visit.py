"""Visits: each is one batch of visitors who were received."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi import search
from luodi.kernel.dates import DatePrecision, VagueDate
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

SEARCH_INDEX = search.Index("visits_search")


class VisitQuerySet(models.QuerySet["Visit"]):
    def matching(self, city_id: int, text: str) -> Self:
        """Those of the city whose title, place or code contains each word of the text."""
        return search.narrow(self, SEARCH_INDEX, city_id=city_id, text=text)

    def visible_to(self, reach: Reach) -> Self:
        return taken_part_in(self, reach)


class Visit(Activity):
    origin = models.CharField("来源地代码", max_length=6)
    visited_on = models.DateField("来访日期")
    visited_from = models.DateField("最早可能日期")
    precision = models.CharField(
        "日期精度", max_length=12, choices=[(p.value, p.value) for p in DatePrecision]
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "来访接待"
        verbose_name_plural = "来访接待"
        indexes = [
            models.Index(fields=["city", "-visited_on", "-id"], name="visit_latest_first"),
            models.Index(fields=["unit", "-visited_on", "-id"], name="visit_of_unit"),
            models.Index(
                fields=["city", "state", "-visited_on"],
                condition=~Q(state=ActivityState.REPORTED),
                name="visit_unreported",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="visit_code_unique", violation_error_message="来访编号已被使用"
            ),
            models.UniqueConstraint(
                fields=["city", "once"],
                name="visit_once_unique",
                violation_error_message="这批来访已经登记",
            ),
            models.CheckConstraint(
                condition=Q(visited_on__gte=F("visited_from")),
                name="visit_dates_in_order",
                violation_error_message="来访日期不能早于最早可能日期",
            ),
        ]

    @property
    def visited(self) -> VagueDate:
        return VagueDate(self.visited_from, self.visited_on, DatePrecision(self.precision))


class VisitPart(ActivityPart):
    activity = models.ForeignKey(Visit, models.PROTECT, verbose_name="来访接待", related_name="parts")

    class Meta:
        verbose_name = "来访接待参加单位"
        verbose_name_plural = "来访接待参加单位"
        constraints = [models.UniqueConstraint(fields=["activity", "unit"], name="visit_part_once_per_unit")]


class VisitFirm(ActivityFirm):
    activity = models.ForeignKey(Visit, models.PROTECT, verbose_name="来访接待", related_name="firms")

    class Meta:
        verbose_name = "接待对接企业"
        verbose_name_plural = "接待对接企业"
        constraints = [models.UniqueConstraint(fields=["activity", "enterprise"], name="visit_firm_once")]


class VisitProject(ActivityProject):
    activity = models.ForeignKey(Visit, models.PROTECT, verbose_name="来访接待", related_name="projects")

    class Meta:
        verbose_name = "接待洽谈项目"
        verbose_name_plural = "接待洽谈项目"
        constraints = [models.UniqueConstraint(fields=["activity", "project"], name="visit_project_once")]


class VisitMember(ActivityMember):
    activity = models.ForeignKey(Visit, models.PROTECT, verbose_name="来访接待", related_name="members")

    class Meta:
        verbose_name = "接待和来访人员"
        verbose_name_plural = "接待和来访人员"
        ordering = ["seat", "id"]


class VisitAppointment(ActivityAppointment):
    activity = models.ForeignKey(Visit, models.PROTECT, verbose_name="来访接待", related_name="programme")

    class Meta:
        verbose_name = "接待日程"
        verbose_name_plural = "接待日程"
        ordering = ["on", "starts", "id"]


class VisitFile(ActivityFile):
    activity = models.ForeignKey(Visit, models.PROTECT, verbose_name="来访接待", related_name="files")

    class Meta:
        verbose_name = "接待材料"
        verbose_name_plural = "接待材料"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "file"],
                condition=Q(withdrawn_at__isnull=True),
                name="visit_file_once",
                violation_error_message="这份文件已经上传过",
            )
        ]


class VisitHandling(ActivityHandling):
    activity = models.OneToOneField(Visit, models.PROTECT, verbose_name="来访接待", related_name="handling")

    class Meta:
        verbose_name = "接待办理"
        verbose_name_plural = "接待办理"
