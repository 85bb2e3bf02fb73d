"""Disputes about who was first, and what the centre ruled; and the rules that the city has set itself."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.crediting.choices import Ruling
from luodi.crediting.models.first_report import FirstReport
from luodi.organisation.models.own_rules import OwnRules
from luodi.organisation.policies import Reach


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def open(self) -> Self:
        return self.filter(ruled_at__isnull=True)

    def visible_to(self, reach: Reach) -> Self:
        """Disputes in which a report of the reach's units is one of the two."""
        own = FirstReport.objects.visible_to(reach)
        return self.filter(Q(report__in=own) | Q(against__in=own))


class Dispute(models.Model):
    """``report``'s unit says that it was first, not ``against``'s. ``winner`` is None when both stand."""

    report = models.ForeignKey(
        FirstReport, models.PROTECT, verbose_name="提出方首报", related_name="disputes"
    )
    against = models.ForeignKey(
        FirstReport, models.PROTECT, verbose_name="对方首报", related_name="disputed_by"
    )
    grounds = models.CharField("争议理由", max_length=800)
    raised_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="提出人", related_name="+"
    )
    raised_at = models.DateTimeField("提出时间")
    ruling = models.CharField("裁定结果", max_length=12, choices=Ruling, blank=True)
    winner = models.ForeignKey(
        FirstReport, models.PROTECT, null=True, verbose_name="裁定的首报", related_name="+"
    )
    reason = models.CharField("裁定理由", max_length=800, blank=True)
    ruled_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="裁定人", related_name="+"
    )
    ruled_at = models.DateTimeField("裁定时间", null=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = "首报争议"
        verbose_name_plural = "首报争议"
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(ruled_at__isnull=True),
                name="dispute_one_open_per_report",
                violation_error_message="这项首报已有争议等待裁定",
            ),
            models.CheckConstraint(condition=~Q(report=models.F("against")), name="dispute_is_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} 与 {self.against_id}"


class RuledShare(models.Model):
    """A unit's part where the centre ruled that both were first."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, verbose_name="首报争议", related_name="shares")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    basis_points = models.PositiveIntegerField("份额（万分之）")

    class Meta:
        verbose_name = "裁定份额"
        verbose_name_plural = "裁定份额"
        constraints = [models.UniqueConstraint(fields=["dispute", "unit"], name="ruled_share_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.basis_points}"


class FirstReportRules(OwnRules):
    """How long a first report protects and how often it must be followed up, from a day on; only ever appended."""

    protection_months = models.PositiveSmallIntegerField("保护期（月）")
    report_every_days = models.PositiveSmallIntegerField("进展报告间隔（天）")
    extension_months = models.PositiveSmallIntegerField("每次延长上限（月）")

    class Meta:
        verbose_name = "首报规则"
        verbose_name_plural = "首报规则"
        indexes = [models.Index(fields=["city", "-valid_from", "-id"], name="first_report_rules_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(protection_months__gte=1, report_every_days__gte=1, extension_months__gte=1),
                name="first_report_rules_positive",
                violation_error_message="期限须至少为 1",
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.protection_months} 个月"
