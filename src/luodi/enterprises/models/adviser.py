"""An entrepreneur who is appointed for a term to bring leads; the name stands here and in no fact."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.enterprises.choices import AdviserKind, AdviserState
from luodi.organisation.policies import Reach


class AdviserQuerySet(models.QuerySet["Adviser"]):
    def of(self, city_id: int) -> Self:
        """The city's advisers without those whose recording was withdrawn."""
        return self.filter(city_id=city_id, is_void=False)

    def visible_to(self, reach: Reach) -> Self:
        """The city's advisers, for everybody who has business there: they are the whole city's."""
        return self.none() if reach.unit_ids == frozenset() else self.of(reach.city_id)

    def run_out(self, on: date) -> Self:
        """Advisers whose term ended before the day, and of whom that is not recorded yet."""
        return self.filter(state=AdviserState.ACTIVE, until__lt=on)


class Adviser(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("顾问编号", max_length=20)
    kind = models.CharField("聘任类别", max_length=12, choices=AdviserKind, default=AdviserKind.ADVISER)
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("单位及职务", max_length=200, blank=True)
    field = models.CharField("熟悉领域", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    origin = models.CharField("所在地", max_length=6, blank=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="联系单位", related_name="+")
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="adviser"
    )
    state = models.CharField("聘任状态", max_length=12, choices=AdviserState)
    since = models.DateField("聘期开始")
    until = models.DateField("聘期结束", null=True)
    is_void = models.BooleanField("登记已撤回", default=False)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = AdviserQuerySet.as_manager()

    class Meta:
        verbose_name = "招商顾问"
        verbose_name_plural = "招商顾问"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="adviser_code_unique",
                violation_error_message="顾问编号已被使用",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="adviser_term_in_order",
                violation_error_message="聘期结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name
