"""Templates in their versions: text that a press officer edits, from which a piece is composed."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.policies import Reach
from luodi.publishing.choices import PieceKind, TemplateState


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, reach: Reach) -> Self:
        """Who sees the whole city sees its templates."""
        return self.filter(city_id=reach.city_id) if reach.unit_ids is None else self.none()


class Template(models.Model):
    """One kind of text of a city; what it says stands in its versions."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("模板编号", max_length=20)
    kind = models.CharField("文稿种类", max_length=12, choices=PieceKind)
    title = models.CharField("名称", max_length=60)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "文稿模板"
        verbose_name_plural = "文稿模板"
        ordering = ["city_id", "kind", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="publishing_template_code_unique",
                violation_error_message="这个模板编号已经用过",
            )
        ]

    def __str__(self) -> str:
        return self.title


class TemplateVersion(models.Model):
    """A draft is edited; what was adopted never changes again. ``sha256`` is of the text."""

    template = models.ForeignKey(
        Template, models.PROTECT, verbose_name="文稿模板", related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField("第几版")
    text = models.TextField("正文")
    sha256 = models.CharField("正文校验值", max_length=64)
    state = models.CharField("状态", max_length=12, choices=TemplateState, default=TemplateState.DRAFT)
    remark = models.CharField("修改说明", max_length=200, blank=True)
    written_at = models.DateTimeField("起草时间")
    written_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="起草人", related_name="+", db_index=False
    )
    adopted_at = models.DateTimeField("启用时间", null=True)
    adopted_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="启用人",
        related_name="+",
        db_index=False,
    )

    class Meta:
        verbose_name = "模板版本"
        verbose_name_plural = "模板版本"
        ordering = ["template_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"],
                name="publishing_template_version_unique",
                violation_error_message="这一版已经有了",
            ),
            models.UniqueConstraint(
                fields=["template"],
                condition=Q(state=TemplateState.ADOPTED),
                name="publishing_template_one_adopted",
                violation_error_message="一个模板只有一版在用",
            ),
            models.CheckConstraint(
                condition=Q(state=TemplateState.DRAFT)
                | Q(adopted_at__isnull=False, adopted_by__isnull=False),
                name="publishing_template_adopted_by",
                violation_error_message="启用须有启用人和时间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template_id}（第{self.number}版）"

    @property
    def is_draft(self) -> bool:
        return self.state == TemplateState.DRAFT
