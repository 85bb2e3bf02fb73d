"""Opportunities: projects that the city has planned and offers to investors."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.opportunities.choices import OpportunityState
from luodi.organisation.policies import Reach


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's city, for everybody who has business there."""
        return self.none() if reach.unit_ids == frozenset() else self.filter(city_id=reach.city_id)

    def open(self) -> Self:
        return self.filter(state=OpportunityState.OPEN)


class Opportunity(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=40)
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="opportunity"
    )
    name = models.CharField("名称", max_length=120)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="责任单位", related_name="+")
    area = models.CharField("拟落地县区（园区）", max_length=16, blank=True)
    industry = models.CharField("行业", max_length=6)
    industrial = models.BooleanField("工业", default=False)
    amount_fen = models.BigIntegerField("投资规模（分）")
    summary = models.TextField("建设内容", blank=True)
    state = models.CharField("状态", max_length=20, choices=OpportunityState, default=OpportunityState.OPEN)
    state_since = models.DateField("状态始于")
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )
    updated_at = models.DateTimeField("更新时间")

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = "谋划项目"
        verbose_name_plural = "谋划项目"
        indexes = [models.Index(fields=["city", "state", "id"], name="opportunity_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="opportunity_code_unique",
                violation_error_message="谋划项目编号已被使用",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="opportunity_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name
