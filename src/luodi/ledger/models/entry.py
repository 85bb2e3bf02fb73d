"""Entries: one per transaction, numbered in the order of commits; batches that can be withdrawn whole."""

from django.db import models


class Head(models.Model):
    """The end of one city's ledger. Its row is the lock under which entries are numbered.

    ``asked_until`` is the latest moment that a figure has been asked as of; nothing may be recorded at or before it.
    """

    city = models.OneToOneField("organisation.City", models.PROTECT, primary_key=True, verbose_name="城市")
    number = models.BigIntegerField("流水号", default=0)
    recorded_at = models.DateTimeField("最近登记时间")
    asked_until = models.DateTimeField("已答复至")

    class Meta:
        verbose_name = "账簿末端"
        verbose_name_plural = "账簿末端"

    def __str__(self) -> str:
        return f"{self.city_id}#{self.number}"


class Batch(models.Model):
    """Entries that belong together: an import, a correction of many facts, the opening balance."""

    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    title = models.CharField("名称", max_length=200)
    opened_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="经办人", related_name="+"
    )
    opened_at = models.DateTimeField("开始时间")
    withdraws = models.OneToOneField(
        "self", models.PROTECT, null=True, verbose_name="撤回的批次", related_name="withdrawn_by"
    )
    reason = models.CharField("原因", max_length=400, blank=True)

    class Meta:
        verbose_name = "批次"
        verbose_name_plural = "批次"
        indexes = [models.Index(fields=["city", "opened_at"], name="batch_by_time")]

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    number = models.BigIntegerField("流水号")
    recorded_at = models.DateTimeField("登记时间")
    act = models.CharField("操作", max_length=60)
    said_at = models.DateTimeField("操作自述时间")
    reason = models.CharField("原因", max_length=400, blank=True)
    actor = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="操作人", related_name="+", db_index=False
    )
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, verbose_name="批次", related_name="entries")
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (most entries have none, and none is not a value)

    class Meta:
        verbose_name = "流水"
        verbose_name_plural = "流水"
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="entry_number_unique"),
            models.UniqueConstraint(fields=["city", "recorded_at"], name="entry_moment_unique"),
            models.UniqueConstraint(fields=["city", "once"], name="entry_once_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.city_id}#{self.number} {self.act}"


class PreImage(models.Model):
    """A working row as it was before a batch first touched it; ``before`` is null for a row that the batch created."""

    batch = models.ForeignKey(Batch, models.PROTECT, verbose_name="批次", related_name="pre_images")
    table = models.CharField("表", max_length=60, db_column="table_name")
    row_id = models.BigIntegerField("行")
    before = models.JSONField("原值", null=True)
    version_after = models.BigIntegerField("批次后的版本号")

    class Meta:
        verbose_name = "批次前像"
        verbose_name_plural = "批次前像"
        constraints = [models.UniqueConstraint(fields=["batch", "table", "row_id"], name="pre_image_once")]

    def __str__(self) -> str:
        return f"{self.table}:{self.row_id}"
