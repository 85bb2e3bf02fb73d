"""Named lists of projects: who entered when, and who left when and why. A list counts nothing by itself."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.kernel.asof import AsOf
from luodi.organisation.policies import Reach
from luodi.organisation.querysets import OfTheCity
from luodi.projects.models import Project
from luodi.rosters.choices import RosterKind


class RosterQuerySet(OfTheCity["Roster"]):
    """The city's rosters, for everybody who has business there: their rows are shown by project."""


class Roster(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=16, choices=RosterKind)
    year = models.PositiveSmallIntegerField("年度", null=True)
    document = models.CharField("文号或依据", max_length=120, blank=True)
    event = models.ForeignKey(
        "outreach.PromotionEvent", models.PROTECT, null=True, verbose_name="活动", related_name="rosters"
    )
    remark = models.CharField("说明", max_length=400, blank=True)
    created_at = models.DateTimeField("建立时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="建立人", related_name="+", db_index=False
    )

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = "项目名单"
        verbose_name_plural = "项目名单"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="roster_code_unique", violation_error_message="编号已被使用"
            ),
            models.UniqueConstraint(
                fields=["city", "name"],
                name="roster_name_unique",
                violation_error_message="已有同名的名单",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RosterEntryQuerySet(models.QuerySet["RosterEntry"]):
    def on(self, day: date) -> Self:
        """Entries in force on the day: it leaves on the day from which it no longer belongs."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), entered_on__lte=day)

    def known_at(self, as_of: AsOf | None) -> Self:
        """Entries that were on record then."""
        return self if as_of is None else self.filter(entered_at__lte=as_of.moment)

    def visible_to(self, reach: Reach) -> Self:
        return self.filter(project__in=Project.objects.visible_to(reach))


class RosterEntry(models.Model):
    """A project's stay on a roster, from ``entered_on`` until the day before ``left_on``; ``seat`` is its place."""

    roster = models.ForeignKey(Roster, models.PROTECT, verbose_name="名单", related_name="entries")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="roster_entries"
    )
    seat = models.PositiveIntegerField("序号")
    entered_on = models.DateField("列入日期")
    reason = models.CharField("列入原因", max_length=400, blank=True)
    entered_at = models.DateTimeField("列入登记时间")
    entered_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="列入登记人", related_name="+", db_index=False
    )
    left_on = models.DateField("移出日期", null=True)
    left_reason = models.CharField("移出原因", max_length=400, blank=True)
    left_at = models.DateTimeField("移出登记时间", null=True)
    left_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="移出登记人",
        related_name="+",
        db_index=False,
    )

    objects = RosterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "名单项目"
        verbose_name_plural = "名单项目"
        ordering = ["seat", "id"]
        indexes = [models.Index(fields=["roster", "seat"], name="roster_entry_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["roster", "project"],
                condition=Q(left_on__isnull=True),
                name="roster_entry_once_at_a_time",
                violation_error_message="该项目已在这份名单中",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("entered_on")),
                name="roster_entry_leaves_after_entering",
                violation_error_message="移出日期须晚于列入日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roster_id}: {self.project_id}"
