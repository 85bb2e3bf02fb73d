"""Objections (异议) to a provisional result, and what was ruled."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.assessment.models.records import OfHolder
from luodi.assessment.models.runs import Run
from luodi.assessment.record_choices import ObjectionState
from luodi.organisation.models.own_rules import OwnRules
from luodi.organisation.policies import Reach


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's units."""
        rows = self.filter(run__group__city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.filter(unit_id__in=reach.unit_ids)

    def open(self) -> Self:
        return self.filter(state=ObjectionState.RAISED)

    def with_all(self) -> Self:
        return self.select_related(
            "run__group__city", "run__scheme", "unit", "person", "file", "raised_by__person",
            "raised_by__unit", "ruled_by__person", "ruled_by__unit",
        )  # fmt: skip


class Objection(OfHolder):
    """A member says that an item (or, with none, the result) is wrong; somebody of another unit rules."""

    run = models.ForeignKey(Run, models.PROTECT, verbose_name="考核计算", related_name="objections")
    number = models.PositiveIntegerField("序号")
    item = models.CharField("考核项代码", max_length=40, blank=True)
    item_name = models.CharField("考核项", max_length=120, blank=True)
    text = models.CharField("异议内容", max_length=1000)
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, verbose_name="佐证文件", related_name="+"
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    due_on = models.DateField("异议截止日")
    raised_at = models.DateTimeField("提出时间")
    raised_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="提出人", related_name="+", db_index=False
    )
    state = models.CharField("状态", max_length=12, choices=ObjectionState, default=ObjectionState.RAISED)
    reason = models.CharField("裁定理由", max_length=1000, blank=True)
    ruled_at = models.DateTimeField("裁定时间", null=True)
    ruled_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="裁定人",
        related_name="+",
        db_index=False,
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "考核异议"
        verbose_name_plural = "考核异议"
        ordering = ["run_id", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="assessment_objection_one_holder",
                violation_error_message="异议由一个单位或一名市领导提出",
            ),
            models.UniqueConstraint(
                fields=["run", "number"],
                name="assessment_objection_number",
                violation_error_message="异议序号重复",
            ),
            models.UniqueConstraint(
                fields=["run", "unit", "item"],
                condition=Q(unit__isnull=False, state="RAISED"),
                name="assessment_objection_one_open",
                violation_error_message="对这一考核项已有异议等待裁定",
            ),
            models.CheckConstraint(
                condition=Q(state="RAISED")
                | (Q(ruled_at__isnull=False, ruled_by__isnull=False) & ~Q(reason="")),
                name="assessment_objection_ruled_with_reason",
                violation_error_message="裁定须写明理由",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def code(self) -> str:
        """What people call it: the group's code, the run's number, its own."""
        return f"{self.run.group.code}-{self.run.number}-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == ObjectionState.RAISED


class ObjectionCorrection(models.Model):
    """An input that an upheld objection corrects. ``was`` and ``value`` are exact, as the engine freezes values."""

    objection = models.ForeignKey(
        Objection, models.PROTECT, verbose_name="考核异议", related_name="corrections", db_index=False
    )
    input = models.CharField("输入代码", max_length=60)
    title = models.CharField("输入名称", max_length=80)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    was = models.JSONField("原值", null=True)
    value = models.JSONField("更正为", null=True)
    why = models.CharField("更正理由", max_length=400)
    applied_in = models.ForeignKey(
        Run, models.PROTECT, null=True, verbose_name="据此重算", related_name="applied_corrections"
    )

    class Meta:
        verbose_name = "异议更正"
        verbose_name_plural = "异议更正"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "input"],
                name="assessment_correction_once",
                violation_error_message="每个输入只更正一次",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ObjectionRules(OwnRules):
    """How many working days objections are taken after publication, from a day on; only ever appended."""

    workdays = models.PositiveSmallIntegerField("异议期（工作日）")

    class Meta:
        verbose_name = "异议规则"
        verbose_name_plural = "异议规则"
        indexes = [models.Index(fields=["city", "-valid_from", "-id"], name="assessment_objection_terms")]
        constraints = [
            models.CheckConstraint(
                condition=Q(workdays__gte=1),
                name="assessment_objection_term_positive",
                violation_error_message="异议期至少 1 个工作日",
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.workdays} 个工作日"
