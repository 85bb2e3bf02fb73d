"""Drafts that are checked, and what each check said."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, reach: Reach, account: Account) -> Self:
        """All of the city's for who sees the whole city; elsewhere everybody sees what is his own."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids == frozenset():
            return self.none()
        return rows if reach.unit_ids is None else rows.filter(created_by=account)


class Draft(models.Model):
    """A text that somebody brought to be checked, as it stands after the last edit.

    ``places`` are pairs of an offset and where in the file the text from there on stood (第3页), until it is edited.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    number = models.PositiveIntegerField("稿件编号")
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文")
    source = models.CharField("来源文件", max_length=200, blank=True)
    remark = models.CharField("读取说明", max_length=400, blank=True)
    places = models.JSONField("在文件中的位置", default=list, blank=True)
    published_on = models.DateField("发布日期", null=True)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        Account, models.PROTECT, verbose_name="送核人", related_name="+", db_index=False
    )
    edited_at = models.DateTimeField("修改时间")
    edited_by = models.ForeignKey(
        Account, models.PROTECT, verbose_name="修改人", related_name="+", db_index=False
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "对数稿件"
        verbose_name_plural = "对数稿件"
        indexes = [models.Index(fields=["city", "-edited_at", "-id"], name="press_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "number"],
                name="press_draft_number_unique",
                violation_error_message="稿件编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "once"],
                name="press_draft_once_unique",
                violation_error_message="这份稿件已经送核",
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="press_draft_has_text", violation_error_message="稿件没有正文"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CheckQuerySet(models.QuerySet["Check"]):
    def with_all(self) -> Self:
        return self.select_related("draft__city", "checked_by__person")


class Check(models.Model):
    """One check of a draft: the text, the moment of the ledger, and the report, all as they were then."""

    draft = models.ForeignKey(
        Draft, models.PROTECT, verbose_name="稿件", related_name="checks", db_index=False
    )
    number = models.PositiveIntegerField("次序")
    text = models.TextField("当时的正文")
    text_sha256 = models.CharField("正文校验值", max_length=64)
    as_of = models.DateTimeField("统计时点")
    entry = models.BigIntegerField("流水号", null=True)
    report = models.JSONField("对数结果")
    n_errors = models.PositiveIntegerField("错误")
    n_questions = models.PositiveIntegerField("疑问")
    n_hints = models.PositiveIntegerField("提示")
    n_agreed = models.PositiveIntegerField("与台账一致的数")
    checked_at = models.DateTimeField("对数时间")
    checked_by = models.ForeignKey(
        Account, models.PROTECT, verbose_name="对数人", related_name="+", db_index=False
    )

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = "对数记录"
        verbose_name_plural = "对数记录"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"],
                name="press_check_number_unique",
                violation_error_message="对数次序已被使用",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft}第 {self.number} 次对数"
