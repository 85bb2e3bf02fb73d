"""Dated records of a project beside its stages: milestones of a city's checklist, and money.

What counts of them is in the ledger, under the ``ordinal`` that all versions of one fact share; these rows hold what
no figure counts.
"""

from datetime import date
from typing import Self

from django.db import models

from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.organisation.policies import Reach
from luodi.projects import rules
from luodi.projects.choices import MilestoneApplies
from luodi.projects.models.project import Project

_PRECISIONS = [(p.value, p.value) for p in DatePrecision]


class MilestoneKindQuerySet(models.QuerySet["MilestoneKind"]):
    def of(self, city_id: int) -> Self:
        """The checklist that the city works with, in its order."""
        return self.filter(city_id=city_id, is_used=True).order_by("position", "id")


class MilestoneKind(models.Model):
    """One step on a city's checklist. Its code stands in facts and is never used for another step."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("代码", max_length=24)
    name = models.CharField("名称", max_length=40)
    position = models.PositiveSmallIntegerField("次序")
    applies = models.CharField("适用范围", max_length=12, choices=MilestoneApplies)
    before_start = models.BooleanField("开工前须完成", default=False)
    is_used = models.BooleanField("使用中", default=True)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = MilestoneKindQuerySet.as_manager()

    class Meta:
        verbose_name = "里程碑事项"
        verbose_name_plural = "里程碑事项"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="milestone_kind_unique",
                violation_error_message="该代码已被使用",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """What a project plans for a step, or why the step does not apply; whether it was done is in the ledger."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="milestones"
    )
    code = models.CharField("事项代码", max_length=24)
    planned_on = models.DateField("计划日期", null=True)
    planned_precision = models.CharField("计划日期精度", max_length=12, choices=_PRECISIONS, blank=True)
    not_applicable = models.CharField("不涉及的原因", max_length=200, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "项目里程碑"
        verbose_name_plural = "项目里程碑"
        constraints = [models.UniqueConstraint(fields=["project", "code"], name="milestone_once")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.code}"

    @property
    def planned(self) -> VagueDate | None:
        on: date | None = self.planned_on
        return None if on is None else rules.around(on, DatePrecision(self.planned_precision))


class FundsQuerySet(models.QuerySet["Funds"]):
    def visible_to(self, reach: Reach) -> Self:
        return self.filter(project__in=Project.objects.visible_to(reach))


class Funds(models.Model):
    """One entry of funds in place, or one capital increase: what is noted of it beside its fact."""

    project = models.ForeignKey("projects.Project", models.PROTECT, verbose_name="项目", related_name="funds")
    ordinal = models.BigIntegerField("事实次序")
    note = models.CharField("说明", max_length=400, blank=True)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = FundsQuerySet.as_manager()

    class Meta:
        verbose_name = "到位资金记录"
        verbose_name_plural = "到位资金记录"
        constraints = [models.UniqueConstraint(fields=["project", "ordinal"], name="funds_once")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.ordinal}"
