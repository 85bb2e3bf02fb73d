"""Many projects changed or corrected alike: previewed, approved by a second person, undone at once."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.policies import Reach
from luodi.projects.choices import Field
from luodi.revising.choices import BulkKind, BulkState


class BulkCorrectionQuerySet(models.QuerySet["BulkCorrection"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those that were asked for from the reach's units; all of the city's for who sees the whole city."""
        rows = self.filter(city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.filter(requested_by__unit_id__in=reach.unit_ids)

    def waiting(self) -> Self:
        return self.filter(state=BulkState.WAITING)


class BulkCorrection(models.Model):
    """One field of many projects gets one value. ``value`` is as projects keep a waiting correction's.

    ``needs_verifier`` says that verified facts would move, so that only a verifier can approve.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    kind = models.CharField("类别", max_length=12, choices=BulkKind)
    field = models.CharField("修改内容", max_length=32)
    value = models.JSONField("改为", null=True)
    effective_on = models.DateField("生效日期", null=True)
    reason = models.CharField("原因", max_length=400)
    state = models.CharField("状态", max_length=12, choices=BulkState, default=BulkState.PREVIEWED)
    needs_verifier = models.BooleanField("须认定员批准", default=False)
    requested_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="申请人", related_name="+"
    )
    requested_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="批准人", related_name="+"
    )
    decided_at = models.DateTimeField("批准时间", null=True)
    decision_reason = models.CharField("批准意见", max_length=400, blank=True)
    batch = models.OneToOneField(
        "ledger.Batch", models.PROTECT, null=True, verbose_name="批次", related_name="bulk_correction"
    )
    done_at = models.DateTimeField("执行时间", null=True)
    undone_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="撤回人", related_name="+"
    )
    undone_at = models.DateTimeField("撤回时间", null=True)
    undo_reason = models.CharField("撤回原因", max_length=400, blank=True)

    objects = BulkCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "成批修改"
        verbose_name_plural = "成批修改"
        indexes = [models.Index(fields=["city", "-requested_at", "-id"], name="bulk_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="bulk_code_unique", violation_error_message="编号已被使用"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("requested_by")),
                name="bulk_decided_by_another",
                violation_error_message="申请人不能批准自己的成批修改",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(BulkState.DONE, BulkState.UNDONE)) | Q(batch__isnull=False),
                name="bulk_done_has_batch",
                violation_error_message="已执行的成批修改须有批次",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.field_label}"

    @property
    def field_label(self) -> str:
        return Field(self.field).label


class BulkRow(models.Model):
    """One project of it, as it was when it was previewed."""

    bulk = models.ForeignKey(BulkCorrection, models.PROTECT, verbose_name="成批修改", related_name="rows")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="bulk_rows"
    )
    version = models.BigIntegerField("预览时的版本号")
    before = models.CharField("原值", max_length=400, blank=True)
    after = models.CharField("改为", max_length=400, blank=True)
    n_facts = models.PositiveIntegerField("涉及记录数", default=0)
    n_verified = models.PositiveIntegerField("其中已认定", default=0)

    class Meta:
        verbose_name = "成批修改的项目"
        verbose_name_plural = "成批修改的项目"
        constraints = [models.UniqueConstraint(fields=["bulk", "project"], name="bulk_row_once_per_project")]

    def __str__(self) -> str:
        return f"{self.bulk_id}: {self.project_id}"


class BulkRules(models.Model):
    """Above how many projects a second person has to approve; the latest row holds, and none is ever rewritten."""

    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    approval_above = models.PositiveIntegerField("超过多少个项目须第二人批准")
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+"
    )
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "成批修改规则"
        verbose_name_plural = "成批修改规则"

    def __str__(self) -> str:
        return str(self.approval_above)
