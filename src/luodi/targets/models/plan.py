"""Plans (年度计划): a document that gives out targets of a year, as a draft and then issued in one act."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.policies import Reach
from luodi.targets.choices import PlanState


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's city: all who work there know what is issued, who sees the whole city the drafts too."""
        if reach.unit_ids == frozenset():
            return self.none()
        rows = self.filter(city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.filter(state=PlanState.ISSUED)


class Plan(models.Model):
    """A year may have several: the plan itself, and what is given out later by documents of their own."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=80)
    document = models.CharField("下达文件", max_length=120, blank=True)
    issued_on = models.DateField("成文日期", null=True)
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, verbose_name="文件", related_name="+"
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    state = models.CharField("状态", max_length=8, choices=PlanState, default=PlanState.DRAFT)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("起草时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="起草人", related_name="+", db_index=False
    )
    issued_at = models.DateTimeField("下达时间", null=True)
    issued_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="下达人", related_name="+"
    )
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "年度计划"
        verbose_name_plural = "年度计划"
        indexes = [models.Index(fields=["city", "year", "state"], name="target_plans_of_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="target_plan_code_unique",
                violation_error_message="编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "once"], name="target_plan_once", violation_error_message="这份计划已经起草"
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT)
                | (Q(issued_on__isnull=False, issued_at__isnull=False) & ~Q(document="")),
                name="target_plan_issued_by_document",
                violation_error_message="下达须有文件和成文日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT


class PlanSheet(models.Model):
    """A sheet that was brought for a draft: looked at first, then taken over or left."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="年度计划", related_name="sheets")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, verbose_name="文件", related_name="+")
    name = models.CharField("文件名", max_length=200)
    brought_at = models.DateTimeField("上传时间")
    brought_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="上传人", related_name="+", db_index=False
    )
    taken_at = models.DateTimeField("采用时间", null=True)

    class Meta:
        verbose_name = "目标任务表"
        verbose_name_plural = "目标任务表"

    def __str__(self) -> str:
        return self.name
