"""What people said about findings: kept for the next draft that says the same."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.press.choices import Verdict
from luodi.press.models.drafts import Draft


class RulingQuerySet(models.QuerySet["Ruling"]):
    def visible_to(self, reach: Reach) -> Self:
        return self.none() if reach.unit_ids == frozenset() else self.filter(city_id=reach.city_id)

    def standing(self) -> Self:
        return self.filter(revoked_at__isnull=True)

    def settling(self) -> Self:
        """Those because of which a remark is not made again."""
        return self.standing().filter(verdict__in=[one for one in Verdict if one.settles])

    def with_all(self) -> Self:
        return self.select_related("ruled_by__person", "revoked_by__person", "draft", "city")


class Ruling(models.Model):
    """A person's word on one remark. ``fingerprint`` names the remark with its words, in whatever draft it comes."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    fingerprint = models.CharField("指纹", max_length=64)
    verdict = models.CharField("裁定", max_length=10, choices=Verdict)
    reason = models.CharField("理由", max_length=400, blank=True)
    kind = models.CharField("问题类别", max_length=20)
    words = models.CharField("文中的话", max_length=400)
    message = models.TextField("问题")
    stated = models.CharField("文中的数", max_length=80, blank=True)
    expected = models.CharField("应为", max_length=80, blank=True)
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, verbose_name="稿件", related_name="rulings")
    ruled_at = models.DateTimeField("裁定时间")
    ruled_by = models.ForeignKey(
        Account, models.PROTECT, verbose_name="裁定人", related_name="+", db_index=False
    )
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoked_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="撤销人", related_name="+", db_index=False
    )
    revoked_reason = models.CharField("撤销理由", max_length=400, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = "对数裁定"
        verbose_name_plural = "对数裁定"
        ordering = ["-ruled_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "fingerprint"],
                condition=Q(revoked_at__isnull=True) & ~Q(verdict="FIXED"),
                name="press_ruled_once",
                violation_error_message="这一处已经裁定",
            ),
            models.CheckConstraint(
                condition=Q(verdict="FIXED") | ~Q(reason=""),
                name="press_ruled_with_reason",
                violation_error_message="裁定须写明理由",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""),
                name="press_revoked_with_reason",
                violation_error_message="撤销须写明理由",
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.message
