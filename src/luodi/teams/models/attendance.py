"""Attendance: where each member was, half a day at a time, and the month that is confirmed."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.policies import Reach
from luodi.organisation.querysets import OfUnits
from luodi.teams.choices import Presence, SheetState


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's teams, and of the people whom one of its units has seconded."""
        rows = self.filter(secondment__city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        return rows.filter(
            Q(secondment__unit_id__in=reach.unit_ids) | Q(secondment__home_id__in=reach.unit_ids)
        )


class Attendance(models.Model):
    """One member's day; a half that nobody has marked yet is empty."""

    secondment = models.ForeignKey(
        "teams.Secondment", models.PROTECT, verbose_name="队员", related_name="days", db_index=False
    )
    day = models.DateField("日期")
    morning = models.CharField("上午", max_length=12, choices=Presence, blank=True)
    afternoon = models.CharField("下午", max_length=12, choices=Presence, blank=True)
    marked_at = models.DateTimeField("登记时间")
    marked_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "出勤"
        verbose_name_plural = "出勤"
        constraints = [
            models.UniqueConstraint(
                fields=["secondment", "day"],
                name="attendance_once_a_day",
                violation_error_message="这名队员这一天的出勤已登记",
            )
        ]

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class AttendanceSheetQuerySet(OfUnits["AttendanceSheet"]):
    """Those of the units whose rows the reach shows."""


class AttendanceSheet(models.Model):
    """A team's month, written ``2020-07``: submitted by the team, confirmed by the centre, counted from then on."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        verbose_name="招商队伍",
        related_name="attendance_sheets",
        db_index=False,
    )
    month = models.CharField("月份", max_length=7)
    state = models.CharField("状态", max_length=12, choices=SheetState)
    half_days = models.PositiveIntegerField("出勤半天数")
    submitted_at = models.DateTimeField("提交时间")
    submitted_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="提交人", related_name="+", db_index=False
    )
    settled_at = models.DateTimeField("办理时间", null=True)
    settled_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="办理人",
        related_name="+",
        db_index=False,
    )
    reason = models.CharField("退回原因", max_length=200, blank=True)
    version = models.BigIntegerField("版本号", default=0)

    objects = AttendanceSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "月度出勤"
        verbose_name_plural = "月度出勤"
        indexes = [models.Index(fields=["city", "state", "month"], name="attendance_sheet_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month"],
                name="attendance_sheet_once_a_month",
                violation_error_message="这支队伍这个月的出勤已提交",
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.SUBMITTED)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="attendance_sheet_settled_by_somebody",
                violation_error_message="确认或退回须有办理人",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month}"
