"""Pairs that may be one thing, what was ruled of them, and the merges that can be undone."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from luodi.duplicates.choices import CaseState, Kind, Level
from luodi.organisation.policies import Reach
from luodi.projects.models import Project


class CaseQuerySet(models.QuerySet["DuplicateCase"]):
    def visible_to(self, reach: Reach) -> Self:
        """Cases of the city for who sees all of it; for others those of which they see a side."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        if not reach.unit_ids:
            return rows.none()
        seen = Project.objects.seen_by(reach)
        return rows.filter(
            Exists(seen.filter(pk=OuterRef("left_project_id")))
            | Exists(seen.filter(pk=OuterRef("right_project_id")))
        )

    def open(self) -> Self:
        return self.filter(state=CaseState.OPEN)


class DuplicateCase(models.Model):
    """A pair, the older row on the left. There is one case per pair for ever, so what was ruled never comes back."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    left_project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, verbose_name="项目甲", related_name="+"
    )
    right_project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, verbose_name="项目乙", related_name="+"
    )
    left_enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, verbose_name="企业甲", related_name="+"
    )
    right_enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, verbose_name="企业乙", related_name="+"
    )
    level = models.PositiveSmallIntegerField("级别", choices=Level)
    equal = models.JSONField("相同之处", default=list)
    differs = models.JSONField("不同之处", default=list)
    said = models.CharField("登记时说明", max_length=400, blank=True)
    state = models.CharField("裁定", max_length=12, choices=CaseState, default=CaseState.OPEN)
    reason = models.CharField("裁定理由", max_length=400, blank=True)
    ruled_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="裁定人", related_name="+"
    )
    ruled_at = models.DateTimeField("裁定时间", null=True)
    opened_at = models.DateTimeField("发现时间")
    opened_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="发起人", related_name="+", db_index=False
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "疑似重复"
        verbose_name_plural = "疑似重复"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="duplicate_code_unique",
                violation_error_message="疑似重复的编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "left_project", "right_project"],
                condition=Q(kind=Kind.PROJECT),
                name="duplicate_projects_once",
                violation_error_message="这两个项目已在疑似重复之列",
            ),
            models.UniqueConstraint(
                fields=["city", "left_enterprise", "right_enterprise"],
                condition=Q(kind=Kind.ENTERPRISE),
                name="duplicate_enterprises_once",
                violation_error_message="这两家企业已在疑似重复之列",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=Kind.PROJECT,
                    left_project__lt=F("right_project"),
                    left_enterprise__isnull=True,
                    right_enterprise__isnull=True,
                )
                | Q(
                    kind=Kind.ENTERPRISE,
                    left_enterprise__lt=F("right_enterprise"),
                    left_project__isnull=True,
                    right_project__isnull=True,
                ),
                name="duplicate_is_a_pair",
                violation_error_message="疑似重复须是两个不同的项目或两家不同的企业",
            ),
        ]
        indexes = [models.Index(fields=["city", "state", "level", "id"], name="duplicate_queue")]

    def __str__(self) -> str:
        return self.code


class MergeQuerySet(models.QuerySet["Merge"]):
    def in_force(self) -> Self:
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """One row of a pair that was made part of the other. ``moved`` names the rows that point to the other since."""

    case = models.ForeignKey(DuplicateCase, models.PROTECT, verbose_name="疑似重复", related_name="merges")
    kept_id = models.BigIntegerField("保留的记录")
    dropped_id = models.BigIntegerField("并入的记录")
    batch = models.OneToOneField("ledger.Batch", models.PROTECT, verbose_name="批次", related_name="+")
    moved = models.JSONField("移动的记录", default=dict)
    merged_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="合并人", related_name="+", db_index=False
    )
    merged_at = models.DateTimeField("合并时间")
    undone_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="撤销人", related_name="+"
    )
    undone_at = models.DateTimeField("撤销时间", null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "合并"
        verbose_name_plural = "合并"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(undone_at__isnull=True),
                name="merge_once_in_force",
                violation_error_message="这一对已经合并",
            )
        ]
        indexes = [models.Index(fields=["dropped_id"], name="merge_by_dropped")]

    def __str__(self) -> str:
        return f"{self.dropped_id} → {self.kept_id}"
