"""Targets: the annual number that a unit or a leader is given for an indicator, and every version of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from luodi.kernel.asof import AsOf
from luodi.kernel.numbers import plain
from luodi.organisation.policies import Reach
from luodi.targets.choices import Hold, Phasing, Relation, TargetAct
from luodi.targets.models.plan import Plan


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's city, for everybody who has business there: who carries what is published."""
        if reach.unit_ids == frozenset():
            return self.none()
        rows = self.filter(city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.exclude(state=Hold.DRAFT)

    def standing(self) -> Self:
        """Those that are carried now."""
        return self.filter(state=Hold.STANDING)

    def with_all(self) -> Self:
        return self.select_related("unit", "person", "plan", "parent__unit", "parent__person")


class Target(models.Model):
    """Held by a unit or by a person (a leader), never by both; ``value`` is in the indicator's unit of display.

    ``joint`` names those that carry one number together; ``phases`` are the cumulative values of four quarters, or the
    cumulative shares (%) of twelve months.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="年度计划", related_name="targets")
    year = models.PositiveSmallIntegerField("年度")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="承担单位", related_name="targets"
    )
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="承担领导", related_name="targets"
    )
    indicator = models.CharField("指标代码", max_length=60)
    value = models.DecimalField("目标值", max_digits=16, decimal_places=4)
    relation = models.CharField(
        "与上级目标的关系", max_length=10, choices=Relation, default=Relation.ALLOCATED
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="上级目标", related_name="children"
    )
    joint = models.CharField("共担组", max_length=20, blank=True)
    phasing = models.CharField("时序", max_length=10, choices=Phasing, default=Phasing.STEADY)
    phases = models.JSONField("各期累计", default=list, blank=True)
    state = models.CharField("状态", max_length=10, choices=Hold, default=Hold.DRAFT)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "目标任务"
        verbose_name_plural = "目标任务"
        indexes = [models.Index(fields=["city", "year", "indicator"], name="targets_of_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="target_one_holder",
                violation_error_message="目标任务由一个单位或一名市领导承担",
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0), name="target_positive", violation_error_message="目标值须大于 0"
            ),
            models.CheckConstraint(
                condition=~Q(relation=Relation.JOINT, joint=""),
                name="target_joint_is_named",
                violation_error_message="共担的目标须写明共担组",
            ),
            models.UniqueConstraint(
                fields=["city", "year", "unit", "indicator"],
                condition=Q(unit__isnull=False) & ~Q(state=Hold.WITHDRAWN),
                name="target_once_per_unit",
                violation_error_message="该单位本年度已有这项目标",
            ),
            models.UniqueConstraint(
                fields=["city", "year", "person", "indicator"],
                condition=Q(person__isnull=False) & ~Q(state=Hold.WITHDRAWN),
                name="target_once_per_person",
                violation_error_message="该领导本年度已有这项目标",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.indicator} {self.value}"

    @property
    def value_text(self) -> str:
        return plain(self.value, trim=True)

    @property
    def holder_name(self) -> str:
        return self.unit.short_name if self.unit else self.person.name if self.person else ""


class TargetVersionQuerySet(models.QuerySet["TargetVersion"]):
    def known_at(self, as_of: AsOf) -> Self:
        """Those that were on record at the as-of."""
        if as_of.entry is not None:
            return self.filter(entry__number__lte=as_of.entry)
        return self.filter(entry__recorded_at__lte=as_of.moment)


class TargetVersion(models.Model):
    """What a target said from an entry of the ledger on; rows are only ever appended."""

    target = models.ForeignKey(Target, models.PROTECT, verbose_name="目标任务", related_name="versions")
    entry = models.ForeignKey("ledger.Entry", models.PROTECT, verbose_name="流水分录", related_name="+")
    act = models.CharField("事由", max_length=10, choices=TargetAct)
    value = models.DecimalField("目标值", max_digits=16, decimal_places=4)
    relation = models.CharField("与上级目标的关系", max_length=10, choices=Relation)
    parent = models.ForeignKey(Target, models.PROTECT, null=True, verbose_name="上级目标", related_name="+")
    joint = models.CharField("共担组", max_length=20, blank=True)
    phasing = models.CharField("时序", max_length=10, choices=Phasing)
    phases = models.JSONField("各期累计", default=list, blank=True)
    decided_on = models.DateField("成文日期")
    document = models.CharField("依据文件", max_length=120)
    reason = models.CharField("原因", max_length=400, blank=True)
    said_at = models.DateTimeField("登记时间")
    said_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = TargetVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "目标任务沿革"
        verbose_name_plural = "目标任务沿革"
        ordering = ["target_id", "id"]

    def __str__(self) -> str:
        return f"{self.target_id} {self.value}"

    @property
    def value_text(self) -> str:
        return plain(self.value, trim=True)

    @property
    def is_late(self) -> bool:
        """Whether it was recorded when the target's year had already gone by."""
        return timezone.localtime(self.said_at).year > self.target.year
