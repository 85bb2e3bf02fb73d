"""A workbook that somebody brought: what was chosen about it, and what it became."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.importing.choices import ImportState
from luodi.organisation.policies import Reach


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, reach: Reach) -> Self:
        """Imports for the units that the reach writes for: those of others are nobody's business."""
        rows = self.filter(city_id=reach.city_id)
        if not reach.writes:
            return rows.none()
        return rows if reach.writes_in is None else rows.filter(unit_id__in=reach.writes_in)

    def committed(self) -> Self:
        return self.filter(state=ImportState.COMMITTED)


class Import(models.Model):
    """``choices`` is what the clerk decided (see ``importing.decisions``), ``counts`` how many rows are of which class.

    ``once`` names the content that was committed, so that the same content adds nothing a second time.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="填报单位", related_name="+")
    uploaded_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="上传人", related_name="+", db_index=False
    )
    uploaded_at = models.DateTimeField("上传时间")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, verbose_name="文件", related_name="+")
    name = models.CharField("文件名", max_length=200)
    state = models.CharField("状态", max_length=12, choices=ImportState, default=ImportState.READ)
    choices = models.JSONField("核对选择", default=dict)
    counts = models.JSONField("行数", default=dict)
    once = models.CharField("内容指纹", max_length=64, blank=True)
    batch = models.OneToOneField(
        "ledger.Batch", models.PROTECT, null=True, verbose_name="批次", related_name="imported"
    )
    committed_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="提交人",
        related_name="+",
        db_index=False,
    )
    committed_at = models.DateTimeField("入账时间", null=True)
    failure = models.CharField("未能入账的原因", max_length=400, blank=True)
    version = models.BigIntegerField("版本号", default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "导入"
        verbose_name_plural = "导入"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "once"],
                condition=Q(state=ImportState.COMMITTED),
                name="import_content_once",
                violation_error_message="同样的内容已经导入过",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ImportState.READ, ImportState.FAILED]) | Q(batch__isnull=False),
                name="import_committed_has_batch",
                violation_error_message="已入账的导入应有批次",
            ),
        ]
        indexes = [models.Index(fields=["city", "unit", "uploaded_at"], name="import_by_unit")]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """What the import is called in addresses and on pages."""
        return f"I{self.pk:06d}"
