"""What a city has set: until when its units file, and which units do. Rows are only ever appended."""

from django.db import models
from django.db.models import Q

from luodi.filing.rules import Deadline


class FilingDeadline(models.Model):
    """From the month ``since`` on; of two from the same month on the later row holds."""

    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    since = models.DateField("起始月份")
    day = models.PositiveIntegerField("截止日")
    in_next_month = models.BooleanField("次月", default=True)
    remind_days = models.PositiveIntegerField("提前提醒天数", default=3)
    set_at = models.DateTimeField("设定时间")
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+"
    )

    class Meta:
        verbose_name = "填报截止日"
        verbose_name_plural = "填报截止日"
        constraints = [
            models.CheckConstraint(
                condition=Q(since__day=1),
                name="deadline_since_first_day",
                violation_error_message="起始月份应写作当月 1 日",
            ),
            models.CheckConstraint(
                condition=Q(day__gte=1, day__lte=31),
                name="deadline_day_in_month",
                violation_error_message="截止日应在 1—31 之间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m} 起 {self.day} 日"

    def value(self) -> Deadline:
        return Deadline(self.since, self.day, in_next_month=self.in_next_month, remind_days=self.remind_days)


class FilingDuty(models.Model):
    """Whether a unit files from the month ``since`` on; of two from the same month on the later row holds."""

    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    since = models.DateField("起始月份")
    files = models.BooleanField("须填报")
    reason = models.CharField("说明", max_length=400, blank=True)
    set_at = models.DateTimeField("设定时间")
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+"
    )

    class Meta:
        verbose_name = "填报义务"
        verbose_name_plural = "填报义务"
        constraints = [
            models.CheckConstraint(
                condition=Q(since__day=1),
                name="duty_since_first_day",
                violation_error_message="起始月份应写作当月 1 日",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.since:%Y-%m} {self.files}"
