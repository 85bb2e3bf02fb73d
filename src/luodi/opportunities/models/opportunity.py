"""Opportunities: projects that the city has planned and offers to investors."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.opportunities.choices import IN_BANK, OpportunityState
from luodi.organisation.querysets import OfTheCity


class OpportunityQuerySet(OfTheCity["Opportunity"]):
    """Those of the reach's city, for everybody who has business there."""

    def in_bank(self) -> Self:
        """What is on offer, be it in talks or not."""
        return self.filter(state__in=IN_BANK)

    def due(self, year: int) -> Self:
        """What is in the bank and has not been brought up to date in the year."""
        return self.in_bank().filter(edition__lt=year)

    def named(self, text: str) -> Self:
        """Those whose name or code contains ``text``."""
        return self.filter(Q(name__icontains=text) | Q(code__iexact=text))


class Opportunity(models.Model):
    """As it stands now; what was said of it in earlier years is in its versions, the last one of year ``edition``."""

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
    edition = models.PositiveIntegerField("更新年度", default=0)
    once = models.CharField("提交标识", max_length=32, blank=True)
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
        indexes = [
            models.Index(fields=["city", "state", "id"], name="opportunity_by_state"),
            models.Index(fields=["city", "industry", "state"], name="opportunity_by_industry"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="opportunity_code_unique",
                violation_error_message="谋划项目编号已被使用",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="opportunity_amount_not_negative"),
            models.UniqueConstraint(
                fields=["city", "once"],
                condition=~Q(once=""),
                name="opportunity_once",
                violation_error_message="这一份已经提交过",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_bank(self) -> bool:
        return self.state in IN_BANK
