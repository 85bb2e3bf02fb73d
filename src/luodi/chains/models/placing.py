"""What people know better than a class: who belongs to which link, and who supplies whom."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.organisation.querysets import OfTheCity


class Placement(models.Model):
    """An enterprise, a project or an opportunity that stands in this link of the chain, or (no link) in none of it.

    Where nobody has placed it, it stands in every link of the chain that has its class.
    """

    chain = models.ForeignKey(
        "chains.Chain", models.PROTECT, verbose_name="产业链", related_name="placements"
    )
    link = models.ForeignKey(
        "chains.ChainLink", models.PROTECT, null=True, verbose_name="环节", related_name="placements"
    )
    subject = models.ForeignKey(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="chain_placements"
    )
    reason = models.CharField("依据", max_length=200)
    placed_at = models.DateTimeField("登记时间")
    placed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )

    class Meta:
        verbose_name = "产业链归位"
        verbose_name_plural = "产业链归位"
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "subject"],
                name="placement_once_per_chain",
                violation_error_message="它在这条链上已有位置",
            )
        ]

    def __str__(self) -> str:
        return f"{self.chain_id}: {self.subject_id}"


class SupplyQuerySet(OfTheCity["Supply"]):
    """Those of the reach's city, for everybody who has business there."""

    def standing(self) -> Self:
        """Those that have not ended, between enterprises that stand: of two that became one, only what went over."""
        return self.filter(ended_on=None, supplier__is_void=False, customer__is_void=False)


class Supply(models.Model):
    """One enterprise supplies another, as somebody found out; an end keeps the row."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    supplier = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, verbose_name="供应商", related_name="supplies"
    )
    customer = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, verbose_name="客户", related_name="supplied_by"
    )
    goods = models.CharField("供应什么", max_length=120)
    source = models.CharField("依据", max_length=200)
    ended_on = models.DateField("终止日期", null=True)
    ended_why = models.CharField("终止原因", max_length=200, blank=True)
    once = models.CharField("提交标识", max_length=32, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )

    objects = SupplyQuerySet.as_manager()

    class Meta:
        verbose_name = "供应关系"
        verbose_name_plural = "供应关系"
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "customer", "goods"],
                condition=Q(ended_on=None),
                name="supply_once",
                violation_error_message="这一供应关系已登记",
            ),
            models.CheckConstraint(
                condition=~Q(supplier=F("customer")),
                name="supply_of_another",
                violation_error_message="企业不能是自己的供应商",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} → {self.customer_id}"
