"""Which units want a plan to be approved before anybody leaves or is received."""

from django.db import models


class PlanApproval(models.Model):
    """A unit without a row wants none."""

    unit = models.OneToOneField(
        "organisation.Unit", models.PROTECT, verbose_name="单位", related_name="plan_approval"
    )
    trips = models.BooleanField("外出须批准", default=False)
    visits = models.BooleanField("接待须批准", default=False)
    set_at = models.DateTimeField("设定时间")
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+"
    )

    class Meta:
        verbose_name = "计划审批设置"
        verbose_name_plural = "计划审批设置"

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.trips} {self.visits}"
