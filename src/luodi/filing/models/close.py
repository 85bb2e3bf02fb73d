"""The close of a month: from its entry on, what is recorded for the month comes late."""

from django.db import models

from luodi.filing.choices import FilingState, Timeliness
from luodi.filing.models.filing import first_of_month, month_field
from luodi.kernel.asof import AsOf


class MonthClose(models.Model):
    """Written once and never reopened; ``entry_no`` and ``moment`` are the last entry that the close knew."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    month = month_field()
    closed_at = models.DateTimeField("结账时间")
    closed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="结账人", related_name="+"
    )
    entry_no = models.BigIntegerField("结账时流水号")
    moment = models.DateTimeField("结账统计时点")
    remark = models.CharField("说明", max_length=400, blank=True)

    class Meta:
        verbose_name = "月度结账"
        verbose_name_plural = "月度结账"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "month"],
                name="month_closed_once",
                violation_error_message="该月已经结账",
            ),
            first_of_month("close_month_is_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.city_id} {self.month:%Y-%m}"

    @property
    def as_of(self) -> AsOf:
        return AsOf(self.moment, self.entry_no)


class CloseLine(models.Model):
    """How one unit stood when the month was closed; ``exception`` says why it was closed without an acceptance."""

    close = models.ForeignKey(MonthClose, models.PROTECT, verbose_name="月度结账", related_name="lines")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="填报单位", related_name="+")
    state = models.CharField("填报状态", max_length=12, choices=FilingState)
    timeliness = models.CharField("及时性", max_length=12, choices=Timeliness)
    due_on = models.DateField("截止日期")
    n_returned = models.PositiveIntegerField("退回次数", default=0)
    exception = models.CharField("例外原因", max_length=400, blank=True)

    class Meta:
        verbose_name = "结账明细"
        verbose_name_plural = "结账明细"
        constraints = [models.UniqueConstraint(fields=["close", "unit"], name="close_line_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.close_id} {self.unit_id}"
