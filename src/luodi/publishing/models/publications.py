"""What went out: the publication with its frozen text, through which channels, and whether it was taken down."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.policies import Reach
from luodi.publishing.choices import PieceKind
from luodi.publishing.models.pieces import Piece, PieceVersion
from luodi.publishing.release_choices import OutletKind


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, reach: Reach) -> Self:
        """What was published is open to all who work in the city."""
        return self.none() if reach.unit_ids == frozenset() else self.filter(city_id=reach.city_id)

    def in_force(self) -> Self:
        return self.filter(withdrawal__isnull=True)

    def public(self) -> Self:
        """What everybody may read: meant for the public and not taken down."""
        return self.in_force().filter(is_public=True)

    def with_all(self) -> Self:
        return self.select_related(
            "city", "piece", "version", "word", "pdf", "published_by__person", "withdrawal"
        )


class Publication(models.Model):
    """A piece as it went out: nothing of it changes any more.

    ``as_of`` and ``entry`` are the moment of knowledge of its figures. ``looked_at`` and ``n_moved`` say when the
    ledger was last asked the same again, and how many of its figures have another answer now.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("发布编号", max_length=20)
    piece = models.OneToOneField(Piece, models.PROTECT, verbose_name="文稿", related_name="publication")
    version = models.ForeignKey(
        PieceVersion, models.PROTECT, verbose_name="文稿版本", related_name="+", db_index=False
    )
    kind = models.CharField("文稿种类", max_length=12, choices=PieceKind)
    title = models.CharField("标题", max_length=120)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    as_of = models.DateTimeField("统计时点")
    entry = models.BigIntegerField("流水号")
    text = models.TextField("正文")
    sha256 = models.CharField("正文校验值", max_length=64)
    word = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, verbose_name="Word 文件", related_name="+"
    )
    pdf = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, verbose_name="PDF 文件", related_name="+"
    )
    is_public = models.BooleanField("向社会公开", default=False)
    published_at = models.DateTimeField("发布时间")
    published_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="发布人", related_name="+", db_index=False
    )
    looked_at = models.DateTimeField("最近核对时间", null=True)
    n_moved = models.PositiveIntegerField("变动的数", default=0)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "发布"
        verbose_name_plural = "发布"
        ordering = ["-published_at", "-id"]
        indexes = [models.Index(fields=["city", "-published_at", "-id"], name="publishing_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="publishing_publication_code",
                violation_error_message="发布编号已被使用",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.code}）"

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")


class Withdrawal(models.Model):
    """The publication was taken down; its record stays."""

    publication = models.OneToOneField(
        Publication, models.PROTECT, verbose_name="发布", related_name="withdrawal"
    )
    reason = models.CharField("撤下原因", max_length=400)
    at = models.DateTimeField("撤下时间")
    by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="撤下人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "撤下"
        verbose_name_plural = "撤下"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="publishing_withdrawal_with_reason",
                violation_error_message="撤下须写明原因",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} 撤下"


class Outlet(models.Model):
    """One channel through which a publication went out, and when."""

    publication = models.ForeignKey(Publication, models.PROTECT, verbose_name="发布", related_name="outlets")
    kind = models.CharField("渠道类别", max_length=12, choices=OutletKind)
    name = models.CharField("渠道名称", max_length=80)
    on = models.DateField("刊发日期", db_column="out_on")
    link = models.CharField("网址或版面", max_length=300, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "发布渠道"
        verbose_name_plural = "发布渠道"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "kind", "name", "on"],
                name="publishing_outlet_once",
                violation_error_message="这个渠道已经登记过",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"
