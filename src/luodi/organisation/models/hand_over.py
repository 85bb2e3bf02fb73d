"""A clerk leaves and another one takes over: who, when, why, and whether the roles have followed."""

from django.db import models
from django.db.models import Q


class HandOver(models.Model):
    """Written by the system administrator, who closes the leaving account; ``confirmed_at`` is when the security
    administrator let its roles pass to the successor."""

    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    leaving = models.OneToOneField(
        "organisation.Account", models.PROTECT, verbose_name="移交账号", related_name="handed_over"
    )
    successor = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="接手账号", related_name="taken_over"
    )
    on = models.DateField("交接日期", db_column="handed_on")
    reason = models.CharField("交接原因", max_length=400)
    asked_at = models.DateTimeField("登记时间")
    asked_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )
    confirmed_at = models.DateTimeField("授权移交时间", null=True)
    confirmed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="授权移交人", related_name="+"
    )

    class Meta:
        verbose_name = "工作交接"
        verbose_name_plural = "工作交接"
        constraints = [
            models.CheckConstraint(
                condition=~Q(leaving=models.F("successor")),
                name="hand_over_to_somebody_else",
                violation_error_message="不能移交给同一账号",
            )
        ]

    def __str__(self) -> str:
        return f"{self.leaving_id} → {self.successor_id}"
