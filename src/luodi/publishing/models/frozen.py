"""The figures of a publication, frozen with their member rows: what each number was, of what, and made of what."""

from django.db import models

from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.publishing.choices import FigureNature
from luodi.publishing.models.publications import Publication
from luodi.publishing.release_choices import BasisRole


class FrozenRows(models.Model):
    """The rows behind one base measure at the publication's moment of knowledge.

    ``rows`` are lists of fact, ordinal, subject's kind and code, label, day, unit and worth (fen, or how many), in the
    order of the facts. Of very long lists only number and hash are kept: the ledger, which forgets nothing, has them.
    """

    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name="发布", related_name="frozen_rows", db_index=False
    )
    code = models.CharField("指标", max_length=60)
    first = models.DateField("期间起", null=True)
    last = models.DateField("期间止")
    scope = models.CharField("范围", max_length=200)
    standing = models.CharField("认定状态", max_length=12, choices=Standing)
    raw = models.BigIntegerField("精确整数")
    n_rows = models.PositiveIntegerField("明细数")
    sha256 = models.CharField("明细校验值", max_length=64)
    rows = models.JSONField("明细", default=list)

    class Meta:
        verbose_name = "发布明细"
        verbose_name_plural = "发布明细"
        ordering = ["id"]
        indexes = [models.Index(fields=["publication", "code"], name="publishing_rows_of")]

    def __str__(self) -> str:
        return f"{self.code} {self.n_rows}"

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)

    @property
    def is_whole(self) -> bool:
        """Whether the rows themselves were kept, and not only their number and hash."""
        return len(self.rows) == self.n_rows


class PublishedFigure(models.Model):
    """One number as it went out. ``moved_at`` is when it was first seen that the ledger answers otherwise since.

    ``name`` and ``definition`` are the indicator's name and the version of its definition that answered; ``shown`` is
    what the figure says, ``found`` what stands in the text (近60亿元).
    """

    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name="发布", related_name="figures", db_index=False
    )
    place = models.PositiveIntegerField("顺序")
    code = models.CharField("指标", max_length=60, blank=True)
    name = models.CharField("指标名称", max_length=80)
    definition = models.PositiveIntegerField("口径版本", default=1)
    nature = models.CharField("数的性质", max_length=16, choices=FigureNature)
    first = models.DateField("期间起", null=True)
    last = models.DateField("期间止")
    scope = models.CharField("范围", max_length=200)
    standing = models.CharField("认定状态", max_length=12, choices=Standing)
    entry = models.BigIntegerField("流水号")
    shown = models.CharField("发布数", max_length=60)
    found = models.CharField("文中", max_length=60)
    exact = models.CharField("精确值", max_length=60, blank=True)
    unit = models.CharField("计量单位", max_length=12, blank=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    now_shown = models.CharField("现数", max_length=60, blank=True)
    moved_at = models.DateTimeField("发现变动时间", null=True)

    class Meta:
        verbose_name = "发布的数"
        verbose_name_plural = "发布的数"
        ordering = ["publication_id", "place"]
        indexes = [models.Index(fields=["code", "publication"], name="publishing_published_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "place"],
                name="publishing_published_place",
                violation_error_message="发布的数顺序重复",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.shown}"

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)

    @property
    def has_moved(self) -> bool:
        return self.moved_at is not None

    @property
    def unit_beside(self) -> str:
        """The unit of a number that stands bare in a table; nothing where the words have it."""
        is_bare = self.shown.replace(".", "").removeprefix("-").isdigit()
        return self.unit if is_bare else ""


class FigureBasis(models.Model):
    """Which rows a published figure was made of, and as what."""

    figure = models.ForeignKey(
        PublishedFigure, models.PROTECT, verbose_name="发布的数", related_name="bases", db_index=False
    )
    rows = models.ForeignKey(FrozenRows, models.PROTECT, verbose_name="发布明细", related_name="figures")
    role = models.CharField("作用", max_length=16, choices=BasisRole)

    class Meta:
        verbose_name = "发布数的依据"
        verbose_name_plural = "发布数的依据"
        ordering = ["figure_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "role"],
                name="publishing_basis_once",
                violation_error_message="发布数的依据重复",
            )
        ]

    def __str__(self) -> str:
        return f"{self.figure_id} {self.get_role_display()}"
