"""Targets: the annual number that a unit or a leader is given for an indicator."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.policies import Reach


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's city, for everybody who has business there: who carries what is published."""
        return self.none() if reach.unit_ids == frozenset() else self.filter(city_id=reach.city_id)


class Target(models.Model):
    """Held by a unit or by a person (a leader), never by both; ``value`` is in the indicator's unit of display."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    year = models.PositiveSmallIntegerField("年度")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="承担单位", related_name="targets"
    )
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="承担领导", related_name="targets"
    )
    indicator = models.CharField("指标代码", max_length=60)
    value = models.DecimalField("目标值", max_digits=14, decimal_places=2)
    document = models.CharField("下达文件", max_length=120, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("下达登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "目标任务"
        verbose_name_plural = "目标任务"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="target_one_holder",
                violation_error_message="目标任务由一个单位或一名市领导承担",
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0), name="target_positive", violation_error_message="目标值须大于 0"
            ),
            models.UniqueConstraint(
                fields=["city", "year", "unit", "indicator"],
                condition=Q(unit__isnull=False),
                name="target_once_per_unit",
                violation_error_message="该单位本年度已有这项目标",
            ),
            models.UniqueConstraint(
                fields=["city", "year", "person", "indicator"],
                condition=Q(person__isnull=False),
                name="target_once_per_person",
                violation_error_message="该领导本年度已有这项目标",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.indicator} {self.value}"
