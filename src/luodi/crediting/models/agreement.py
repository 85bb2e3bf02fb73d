"""Agreements on who shares in a project, and on handing it to another unit: asked of each unit that they name."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.crediting.choices import AgreementKind, AgreementState, Consent
from luodi.organisation.policies import Reach
from luodi.projects.choices import CorrectionState


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, reach: Reach) -> Self:
        """Agreements that name one of the reach's units, or were proposed from one."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        named = AgreementParty.objects.filter(unit_id__in=reach.unit_ids)
        return rows.filter(
            Q(pk__in=named.values("agreement_id")) | Q(proposed_by__unit_id__in=reach.unit_ids)
        )

    def open(self) -> Self:
        return self.filter(state=AgreementState.PROPOSED)

    def awaiting(self, reach: Reach) -> Self:
        """Open ones that one of the units for which the reach writes has not answered; of all units for the centre.

        On a project that has become void, by a merge or a withdrawal, nobody waits for an answer.
        """
        waiting = AgreementParty.objects.filter(consent=Consent.PENDING)
        if reach.writes_in is not None:
            waiting = waiting.filter(unit_id__in=reach.writes_in)
        rows = self.open().filter(city_id=reach.city_id, project__is_void=False)
        return rows.filter(pk__in=waiting.values("agreement_id"))


class Agreement(models.Model):
    """``effective_on`` is the day from which it holds; without one the split corrects what had never been true.

    ``to_unit`` and ``area`` (empty: the place stays) are those of a transfer.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    kind = models.CharField("类别", max_length=12, choices=AgreementKind)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="agreements"
    )
    from_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="原责任单位", related_name="+"
    )
    to_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="接收单位", related_name="+"
    )
    area = models.CharField("移交后落地县区（园区）", max_length=16, blank=True)
    effective_on = models.DateField("生效日期", null=True)
    reason = models.CharField("理由", max_length=400)
    state = models.CharField("状态", max_length=12, choices=AgreementState, default=AgreementState.PROPOSED)
    proposed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="提出人", related_name="+"
    )
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="办结人", related_name="+"
    )
    decided_at = models.DateTimeField("办结时间", null=True)
    decision_reason = models.CharField("办结说明", max_length=400, blank=True)
    correction = models.ForeignKey(
        "projects.PendingCorrection", models.PROTECT, null=True, verbose_name="待认定的更正", related_name="+"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "分成移交约定"
        verbose_name_plural = "分成移交约定"
        indexes = [models.Index(fields=["city", "-proposed_at", "-id"], name="agreement_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="agreement_code_unique", violation_error_message="编号已被使用"
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state=AgreementState.PROPOSED),
                name="agreement_one_open_per_project",
                violation_error_message="该项目已有一项分成或移交在等待答复",
            ),
            models.CheckConstraint(
                condition=Q(kind=AgreementKind.SPLIT, to_unit__isnull=True)
                | Q(kind=AgreementKind.TRANSFER, to_unit__isnull=False, effective_on__isnull=False),
                name="agreement_transfer_has_receiver",
                violation_error_message="移交须写明接收单位和生效日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_kind_display()}"

    @property
    def outcome(self) -> str:
        """What has become of it: one that corrects verified facts holds only once a verifier accepts."""
        if self.correction is None or self.correction.state == CorrectionState.ACCEPTED:
            return self.get_state_display()
        decided = "各方同意" if self.state == AgreementState.DONE else "中心已裁定"
        refused = self.correction.state == CorrectionState.REFUSED
        return f"{decided}，{'认定员未采纳，维持原状' if refused else '待认定员采纳后生效'}"


class AgreementParty(models.Model):
    """A unit that the agreement names. ``basis_points`` is its part from then on; 0 for one that only gives up."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name="分成移交约定", related_name="parties"
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    basis_points = models.PositiveIntegerField("份额（万分之）")
    consent = models.CharField("答复", max_length=12, choices=Consent, default=Consent.PENDING)
    decided_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="答复人", related_name="+"
    )
    decided_at = models.DateTimeField("答复时间", null=True)
    reason = models.CharField("答复说明", max_length=400, blank=True)

    class Meta:
        verbose_name = "约定单位"
        verbose_name_plural = "约定单位"
        ordering = ["-basis_points", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "unit"], name="agreement_names_unit_once"),
            models.CheckConstraint(condition=Q(basis_points__lte=10_000), name="agreement_part_within_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.unit_id} {self.basis_points}"
