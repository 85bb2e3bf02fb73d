"""What happened to a lead: its history, what the duplicate test found, and who was asked to take it over."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.leads.choices import LeadAct, ReferralState
from luodi.leads.models.lead import Lead
from luodi.organisation.policies import Reach


class LeadEvent(models.Model):
    """A line in the lead's history; ``on`` is the day that the act is about."""

    lead = models.ForeignKey(Lead, models.PROTECT, verbose_name="线索", related_name="events")
    act = models.CharField("事项", max_length=12, choices=LeadAct)
    on = models.DateField("有关日期")
    text = models.CharField("内容", max_length=800, blank=True)
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey("organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+")

    class Meta:
        verbose_name = "线索经过"
        verbose_name_plural = "线索经过"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.get_act_display()}"


class LeadMatch(models.Model):
    """What looked like the same when the lead came in: an earlier lead, a first report or a project; and why."""

    lead = models.ForeignKey(Lead, models.PROTECT, verbose_name="线索", related_name="matches")
    earlier = models.ForeignKey(
        Lead, models.PROTECT, null=True, verbose_name="已有线索", related_name="matched_by"
    )
    report = models.ForeignKey(
        "crediting.FirstReport", models.PROTECT, null=True, verbose_name="已有首报", related_name="+"
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, verbose_name="已有项目", related_name="+"
    )
    why = models.CharField("相同之处", max_length=400)

    class Meta:
        verbose_name = "线索查重结果"
        verbose_name_plural = "线索查重结果"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(earlier__isnull=False, report__isnull=True, project__isnull=True)
                | Q(earlier__isnull=True, report__isnull=False, project__isnull=True)
                | Q(earlier__isnull=True, report__isnull=True, project__isnull=False),
                name="lead_match_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.why}"


class LeadReferralQuerySet(models.QuerySet["LeadReferral"]):
    def awaiting(self, reach: Reach) -> Self:
        """Those that one of the units for which the reach writes is asked; of all units for the centre."""
        rows = self.filter(lead__city_id=reach.city_id, state=ReferralState.ASKED)
        return rows if reach.writes_in is None else rows.filter(to_unit_id__in=reach.writes_in)


class LeadReferral(models.Model):
    """A unit asks another one to take the lead over; it goes when the other agrees."""

    lead = models.ForeignKey(Lead, models.PROTECT, verbose_name="线索", related_name="referrals")
    from_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="转出单位", related_name="+"
    )
    to_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="接收单位", related_name="+"
    )
    reason = models.CharField("转交理由", max_length=400)
    state = models.CharField("状态", max_length=12, choices=ReferralState, default=ReferralState.ASKED)
    asked_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="提出人", related_name="+"
    )
    asked_at = models.DateTimeField("提出时间")
    answered_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="答复人", related_name="+"
    )
    answered_at = models.DateTimeField("答复时间", null=True)
    answer = models.CharField("答复说明", max_length=400, blank=True)

    objects = LeadReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "线索转交"
        verbose_name_plural = "线索转交"
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["to_unit", "state"], name="lead_referral_by_receiver")]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(state=ReferralState.ASKED),
                name="lead_referral_one_open",
                violation_error_message="这条线索已有一项转交在等待答复",
            ),
            models.CheckConstraint(
                condition=~Q(from_unit=models.F("to_unit")),
                name="lead_referral_between_two",
                violation_error_message="不能转交给承接单位自己",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.from_unit_id} → {self.to_unit_id}"
