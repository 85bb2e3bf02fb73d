"""Units that promote investment, as a tree; what a unit was on a day is kept in its versions."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.choices import UnitKind


class UnitQuerySet(models.QuerySet["Unit"]):
    def of(self, city_id: int) -> Self:
        return self.filter(city_id=city_id)

    def active_on(self, day: date) -> Self:
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), founded_on__lte=day)

    def for_choosing(self) -> Self:
        """In the order in which people look for them: counties and parks before departments, teams at the end."""
        kinds = [models.When(kind=kind, then=nth) for nth, kind in enumerate(UnitKind)]
        return self.order_by(models.Case(*kinds), "rank_order", "id")


class Unit(models.Model):
    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="units")
    code = models.CharField("单位编码", max_length=40)
    name = models.CharField("单位名称", max_length=80)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("单位类别", max_length=24, choices=UnitKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="上级单位", related_name="children"
    )
    area = models.CharField("所在县区（园区）代码", max_length=16, blank=True)
    founded_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True)
    rank_order = models.PositiveIntegerField("排序", default=0)
    version = models.BigIntegerField("版本号", default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["rank_order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="unit_code_unique", violation_error_message="单位编码已被使用"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("founded_on")),
                name="unit_closes_after_founding",
                violation_error_message="撤销日期不能早于设立日期",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class UnitVersion(models.Model):
    """What a unit was called and where it hung from a day on; rows are only ever appended."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="versions")
    valid_from = models.DateField("生效日期")
    name = models.CharField("单位名称", max_length=80)
    kind = models.CharField("单位类别", max_length=24, choices=UnitKind)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, verbose_name="上级单位", related_name="+")
    area = models.CharField("所在县区（园区）代码", max_length=16, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "单位沿革"
        verbose_name_plural = "单位沿革"
        ordering = ["unit_id", "valid_from", "id"]

    def __str__(self) -> str:
        return f"{self.name}（{self.valid_from} 起）"
