"""A unit's month: how its declaration stands now, each step on the way, and the figures that were declared."""

from django.db import models
from django.db.models import Q

from luodi.filing.choices import FilingState, ReminderLevel
from luodi.ledger.kinds import Standing
from luodi.organisation.querysets import OfUnits


def month_field() -> "models.DateField":  # type: ignore[type-arg]
    """Return a column that holds a month as its first day."""
    return models.DateField("月份")


def first_of_month(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(month__day=1), name=name, violation_error_message="月份应写作当月 1 日"
    )


class FilingQuerySet(OfUnits["Filing"]):
    """Filings of the units whose rows the reach shows."""


class Filing(models.Model):
    """Written with the first declaration; a unit that has declared nothing has none.

    ``completed_at`` is when the month was first declared complete, which decides whether it was in time;
    ``entry_no`` is the ledger's entry up to which the latest declaration knew.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="填报单位", related_name="filings"
    )
    month = month_field()
    state = models.CharField("填报状态", max_length=12, choices=FilingState)
    is_nil = models.BooleanField("本月无新增", default=False)
    reason = models.CharField("未报齐的原因", max_length=400, blank=True)
    expected_on = models.DateField("预计报齐日期", null=True)
    due_on = models.DateField("截止日期")
    declared_at = models.DateTimeField("申报时间")
    declared_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="申报人", related_name="+"
    )
    on_behalf = models.BooleanField("代报", default=False)
    entry_no = models.BigIntegerField("申报时流水号")
    completed_at = models.DateTimeField("首次报齐时间", null=True)
    n_returned = models.PositiveIntegerField("退回次数", default=0)
    return_reason = models.CharField("退回原因", max_length=400, blank=True)
    decided_at = models.DateTimeField("受理（退回）时间", null=True)
    decided_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="受理（退回）人", related_name="+"
    )
    version = models.BigIntegerField("版本号", default=0)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = "月报填报"
        verbose_name_plural = "月报填报"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "month", "unit"],
                name="filing_once_per_month",
                violation_error_message="同一单位同一月份只有一份填报",
            ),
            first_of_month("filing_month_is_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m}"


class FilingStep(models.Model):
    """One step of a filing: declared, said to be incomplete, returned, accepted; rows are only ever appended."""

    filing = models.ForeignKey(Filing, models.PROTECT, verbose_name="月报填报", related_name="steps")
    state = models.CharField("填报状态", max_length=12, choices=FilingState)
    at = models.DateTimeField("时间")
    by = models.ForeignKey("organisation.Account", models.PROTECT, verbose_name="经办人", related_name="+")
    by_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="经办单位", related_name="+"
    )
    on_behalf = models.BooleanField("代报", default=False)
    is_nil = models.BooleanField("本月无新增", default=False)
    reason = models.CharField("说明", max_length=400, blank=True)
    expected_on = models.DateField("预计报齐日期", null=True)
    entry_no = models.BigIntegerField("流水号", null=True)

    class Meta:
        verbose_name = "填报经过"
        verbose_name_plural = "填报经过"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.state}"


class FiledFigure(models.Model):
    """A figure of the unit's month as it was when the month was declared."""

    step = models.ForeignKey(FilingStep, models.PROTECT, verbose_name="填报经过", related_name="figures")
    code = models.CharField("指标编码", max_length=60)
    definition_version = models.PositiveIntegerField("口径版本")
    standing = models.CharField("认定状态", max_length=12, choices=Standing)
    raw = models.BigIntegerField("数值（金额为分）")

    class Meta:
        verbose_name = "申报数据"
        verbose_name_plural = "申报数据"
        constraints = [
            models.UniqueConstraint(fields=["step", "code", "standing"], name="filed_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.raw}"


class FilingReminder(models.Model):
    """A unit was reminded of its month: once per level, by hand once a day."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="填报单位", related_name="+")
    month = month_field()
    level = models.CharField("催报级别", max_length=12, choices=ReminderLevel)
    told_on = models.DateField("催报日期")
    at = models.DateTimeField("催报时间")
    by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="催报人", related_name="+"
    )

    class Meta:
        verbose_name = "催报记录"
        verbose_name_plural = "催报记录"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "month", "unit", "level"],
                condition=~Q(level=ReminderLevel.BY_HAND),
                name="reminder_once_per_level",
                violation_error_message="这一级催报已经发过",
            ),
            models.UniqueConstraint(
                fields=["city", "month", "unit", "told_on"],
                condition=Q(level=ReminderLevel.BY_HAND),
                name="reminder_by_hand_once_a_day",
                violation_error_message="今天已经催报过",
            ),
            first_of_month("reminder_month_is_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m} {self.level}"
