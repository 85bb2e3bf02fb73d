"""Lists that are longer than a role may take out by itself: asked for with a reason, and granted by somebody else."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.importing.choices import ExportState
from luodi.organisation.models import Account


class ExportRequestQuerySet(models.QuerySet["ExportRequest"]):
    def visible_to(self, account: Account, *, decides: bool) -> Self:
        """One's own requests, and for who decides those of the whole city."""
        rows = self.filter(city_id=account.city_id)
        return rows if decides else rows.filter(asked_by=account)

    def waiting(self) -> Self:
        return self.filter(state=ExportState.WAITING)


class ExportRequest(models.Model):
    """``address`` is the list as it is seen, with its filters; a grant is for this list and this account."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    asked_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="申请人", related_name="+"
    )
    asked_at = models.DateTimeField("申请时间")
    title = models.CharField("清单", max_length=200)
    address = models.CharField("清单地址", max_length=1000)
    n_rows = models.PositiveIntegerField("行数")
    reason = models.CharField("用途", max_length=400)
    state = models.CharField("状态", max_length=12, choices=ExportState, default=ExportState.WAITING)
    decided_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="批准人",
        related_name="+",
        db_index=False,
    )
    decided_at = models.DateTimeField("批准时间", null=True)
    decision = models.CharField("意见", max_length=400, blank=True)

    objects = ExportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "导出申请"
        verbose_name_plural = "导出申请"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="export_decided_by_another",
                violation_error_message="不能批准自己的导出申请",
            )
        ]
        indexes = [models.Index(fields=["city", "state", "asked_at"], name="export_waiting")]

    def __str__(self) -> str:
        return self.title
