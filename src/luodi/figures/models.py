"""A cache of sums by month that makes long ranges quick; it can be thrown away and rebuilt at any time."""

from django.db import models

from luodi.ledger.kinds import FactKind, Standing


class RolledUp(models.Model):
    """Up to the end of which recorded month a city's ledger has been rolled up."""

    city = models.OneToOneField("organisation.City", models.PROTECT, primary_key=True, verbose_name="城市")
    through = models.CharField("已汇总至", max_length=7)

    class Meta:
        verbose_name = "汇总进度"
        verbose_name_plural = "汇总进度"

    def __str__(self) -> str:
        return f"{self.city_id}: {self.through}"


class RollUp(models.Model):
    """What one month of recording added to, and took away from, one month of happening."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    kind = models.CharField("事实类别", max_length=32, choices=FactKind)
    valid_month = models.CharField("发生月", max_length=7)
    recorded_month = models.CharField("登记月", max_length=7)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="责任单位", related_name="+", db_index=False
    )
    industrial = models.BooleanField("工业")
    standing = models.CharField("认定状态", max_length=12, choices=Standing)
    is_shared = models.BooleanField("多单位共享")
    quantity = models.BigIntegerField("数量增减")
    amount = models.BigIntegerField("金额增减（分）")

    class Meta:
        verbose_name = "月度汇总"
        verbose_name_plural = "月度汇总"
        indexes = [
            models.Index(
                fields=[
                    *order,
                    "recorded_month",
                    "standing",
                    "unit",
                    "industrial",
                    "is_shared",
                    "quantity",
                    "amount",
                ],
                name=name,
            )
            for order, name in (
                (("city", "kind", "valid_month"), "roll_up_of_city"),
                (("kind", "valid_month"), "roll_up_of_all"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.city_id} {self.kind} {self.valid_month}/{self.recorded_month}"
