"""Pieces (文稿): a text for the public or for the office, its versions, and the figures that stand in each."""

from typing import Self

from django.db import models

from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.policies import Reach
from luodi.publishing.choices import EDITABLE, FigureNature, FigureState, PieceKind, PieceState, VersionCause
from luodi.publishing.models.templates import TemplateVersion


class PieceQuerySet(models.QuerySet["Piece"]):
    def visible_to(self, reach: Reach) -> Self:
        """Who sees the whole city sees its pieces."""
        return self.filter(city_id=reach.city_id) if reach.unit_ids is None else self.none()


class Piece(models.Model):
    """One text on its way from a draft to the public.

    ``first`` … ``last`` is 本期, ``scope`` whom it is about (as figures write scopes), ``as_of`` the moment of
    knowledge of its figures with the ledger's ``entry``; ``words`` what its author filled in for the template.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("文稿编号", max_length=20)
    kind = models.CharField("文稿种类", max_length=12, choices=PieceKind)
    title = models.CharField("标题", max_length=120)
    template = models.ForeignKey(
        TemplateVersion, models.PROTECT, null=True, verbose_name="模板版本", related_name="pieces"
    )
    first = models.DateField("本期起")
    last = models.DateField("本期止")
    scope = models.CharField("范围", max_length=120, default="city")
    review = models.ForeignKey(
        "reviews.Review", models.PROTECT, null=True, verbose_name="评审会", related_name="+", db_index=False
    )
    as_of = models.DateTimeField("统计时点")
    entry = models.BigIntegerField("台账分录号")
    words = models.JSONField("填写的内容", default=dict)
    state = models.CharField("状态", max_length=12, choices=PieceState, default=PieceState.DRAFT)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    issued_on = models.DateField("成文日期")
    version = models.BigIntegerField("版本号", default=0)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    author = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="起草人", related_name="+", db_index=False
    )
    created_at = models.DateTimeField("起草时间")

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = "文稿"
        verbose_name_plural = "文稿"
        ordering = ["city_id", "-created_at", "-pk"]
        indexes = [models.Index(fields=["city", "state", "created_at"], name="publishing_piece_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="publishing_piece_code_unique",
                violation_error_message="这个文稿编号已经用过",
            ),
            models.UniqueConstraint(
                fields=["city", "once"],
                name="publishing_piece_once_unique",
                violation_error_message="这份文稿已经起草",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lte=models.F("last")),
                name="publishing_piece_period_ordered",
                violation_error_message="本期的结束日期早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.code}）"

    @property
    def period(self) -> Period:
        return Period.between(self.first, self.last)

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE


class PieceVersion(models.Model):
    """What the piece said at one time: plain text, which never changes again. ``sha256`` is of the text."""

    piece = models.ForeignKey(
        Piece, models.PROTECT, verbose_name="文稿", related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField("第几稿")
    text = models.TextField("正文")
    sha256 = models.CharField("正文校验值", max_length=64)
    cause = models.CharField("来历", max_length=12, choices=VersionCause)
    remark = models.CharField("修改说明", max_length=200, blank=True)
    written_at = models.DateTimeField("写成时间")
    written_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="执笔人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "文稿版本"
        verbose_name_plural = "文稿版本"
        ordering = ["piece_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "number"],
                name="publishing_piece_version_unique",
                violation_error_message="这一稿已经有了",
            )
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} 第{self.number}稿"


class PieceFigure(models.Model):
    """One number of a version that is a figure: what it answers, what it showed, and what stands there now.

    ``start`` … ``end`` are the words of the text; of a lost one the place where they stood. ``shown`` is what the
    figure says in words of a text (305.94亿元, 下降8.92%), ``found`` what the text says there. ``exact`` is the number
    before it was written: fen for amounts, the share for percentages.
    """

    version = models.ForeignKey(
        PieceVersion, models.PROTECT, verbose_name="文稿版本", related_name="figures", db_index=False
    )
    place = models.PositiveIntegerField("顺序")
    code = models.CharField("指标", max_length=60, blank=True)
    nature = models.CharField("数的性质", max_length=16, choices=FigureNature, default=FigureNature.VALUE)
    first = models.DateField("期间起", null=True)
    last = models.DateField("期间止")
    scope = models.CharField("范围", max_length=200)
    standing = models.CharField("认定状态", max_length=12, choices=Standing, default=Standing.VERIFIED)
    entry = models.BigIntegerField("台账分录号")
    shown = models.CharField("应写", max_length=60)
    found = models.CharField("文中", max_length=60)
    exact = models.CharField("精确值", max_length=60, blank=True)
    unit = models.CharField("计量单位", max_length=12, blank=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    state = models.CharField("状态", max_length=12, choices=FigureState, default=FigureState.INTACT)

    class Meta:
        verbose_name = "文稿中的数"
        verbose_name_plural = "文稿中的数"
        ordering = ["version_id", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "place"],
                name="publishing_figure_place_unique",
                violation_error_message="文稿中的数顺序重复",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.shown}"

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)
