"""By when a lead is answered, judged, reported back and followed up, as the city has set it; only ever appended."""

from django.db import models
from django.db.models import Q

from luodi.organisation.models.own_rules import OwnRules


class LeadRules(OwnRules):
    """The first three are working days after the lead came to its unit, the last calendar days between reports."""

    reply_days = models.PositiveSmallIntegerField("答复期限（工作日）")
    judge_days = models.PositiveSmallIntegerField("研判期限（工作日）")
    feedback_days = models.PositiveSmallIntegerField("反馈期限（工作日）")
    report_every_days = models.PositiveSmallIntegerField("跟进报告间隔（天）")

    class Meta:
        verbose_name = "线索办理规则"
        verbose_name_plural = "线索办理规则"
        indexes = [models.Index(fields=["city", "-valid_from", "-id"], name="lead_rules_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    reply_days__gte=1,
                    judge_days__gte=models.F("reply_days"),
                    feedback_days__gte=models.F("judge_days"),
                    report_every_days__gte=1,
                ),
                name="lead_rules_in_order",
                violation_error_message="期限须至少为 1，且答复、研判、反馈依次不短于前一项",
            )
        ]
