"""Corrections of verified facts that wait for a verifier (else: verify 1亿, correct to 10亿)."""

from typing import Self

from django.db import models

from luodi.organisation.policies import Reach
from luodi.projects.choices import CorrectionState
from luodi.projects.models.project import Project


class PendingCorrectionQuerySet(models.QuerySet["PendingCorrection"]):
    def waiting(self) -> Self:
        return self.filter(state=CorrectionState.WAITING)

    def visible_to(self, reach: Reach) -> Self:
        """Corrections of the projects that the reach shows."""
        return self.filter(project__in=Project.objects.visible_to(reach))


class PendingCorrection(models.Model):
    """``corrections`` and ``wrong`` map a field to its stored value (money in 分, rows by id, dates as texts).

    ``ordinal`` names the record that is to be corrected, an entry of funds or a milestone; without it, the
    project itself.
    """

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="pending_corrections"
    )
    ordinal = models.BigIntegerField("事实次序", null=True)
    corrections = models.JSONField("更正为")
    wrong = models.JSONField("原值", default=dict)
    reason = models.CharField("更正原因", max_length=400)
    asked_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="申请人", related_name="+"
    )
    asked_at = models.DateTimeField("申请时间")
    state = models.CharField("状态", max_length=12, choices=CorrectionState, default=CorrectionState.WAITING)
    decided_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="认定人", related_name="+"
    )
    decided_at = models.DateTimeField("认定时间", null=True)
    decision_reason = models.CharField("认定意见", max_length=400, blank=True)

    objects = PendingCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "待认定的更正"
        verbose_name_plural = "待认定的更正"
        indexes = [models.Index(fields=["state", "asked_at"], name="correction_waiting")]

    def __str__(self) -> str:
        return f"{self.project_id}：{self.reason}"
