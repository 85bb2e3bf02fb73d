"""Open figures (公开指标): what they are, what the public is told that they mean, and the values that came out."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from luodi.disclosure.choices import Cadence, WordingState
from luodi.kernel.periods import Period
from luodi.organisation.querysets import OfTheCity


class OpenFigureQuerySet(OfTheCity["OpenFigure"]):
    """Those of the reach's city, for everybody who has business there."""

    def public(self) -> Self:
        """Those that the public may see: somebody has approved what is said of them, be they ended or not."""
        approved = OpenWording.objects.filter(figure=OuterRef("pk"), state=WordingState.APPROVED)
        return self.filter(Exists(approved))

    def running(self) -> Self:
        """Those of which values go on coming out."""
        return self.public().filter(ended_at=None)


class OpenFigure(models.Model):
    """An indicator of a scope that comes out in a cadence; ``since`` is the first day of its first period.

    What the public reads of it stands in its wordings. It is open from the first approved one on until it is ended;
    what came out before the end stays.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("公开编号", max_length=20)
    indicator = models.CharField("指标", max_length=60)
    scope = models.CharField("范围", max_length=120)
    cadence = models.CharField("公开频次", max_length=14, choices=Cadence)
    since = models.DateField("首期起")
    position = models.PositiveIntegerField("次序")
    ended_at = models.DateTimeField("停止时间", null=True)
    ended_why = models.CharField("停止原因", max_length=200, blank=True)
    once = models.CharField("提交标识", max_length=32, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = OpenFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "公开指标"
        verbose_name_plural = "公开指标"
        ordering = ["city_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="open_figure_code_unique",
                violation_error_message="公开编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "indicator", "scope", "cadence"],
                condition=Q(ended_at=None),
                name="open_figure_once",
                violation_error_message="同一指标、范围和频次已在公开或待批准",
            ),
            models.UniqueConstraint(
                fields=["city", "once"],
                condition=~Q(once=""),
                name="open_figure_sent_once",
                violation_error_message="这一份已经提交过",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class OpenWording(models.Model):
    """What the public reads: a title and what it counts, proposed by one and decided by another. It never changes."""

    figure = models.ForeignKey(
        OpenFigure, models.PROTECT, verbose_name="公开指标", related_name="wordings", db_index=False
    )
    number = models.PositiveIntegerField("第几版")
    title = models.CharField("公开名称", max_length=60)
    definition = models.TextField("公开说明")
    reason = models.CharField("理由", max_length=200)
    state = models.CharField("状态", max_length=10, choices=WordingState, default=WordingState.PROPOSED)
    proposed_at = models.DateTimeField("提出时间")
    proposed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="提出人", related_name="+", db_index=False
    )
    decided_at = models.DateTimeField("批准时间", null=True)
    decided_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="批准人",
        related_name="+",
        db_index=False,
    )
    decision = models.CharField("批准意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "公开说明"
        verbose_name_plural = "公开说明"
        ordering = ["figure_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "number"],
                name="open_wording_number_unique",
                violation_error_message="这一版说明已经有了",
            ),
            models.UniqueConstraint(
                fields=["figure"],
                condition=Q(state=WordingState.PROPOSED),
                name="open_wording_one_proposed",
                violation_error_message="这个公开指标已有一版说明在等批准",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="open_wording_decided_by_another",
                violation_error_message="公开说明不能由提出人自己批准",
            ),
            models.CheckConstraint(
                condition=Q(state=WordingState.PROPOSED, decided_at=None, decided_by=None)
                | (~Q(state=WordingState.PROPOSED) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="open_wording_decided",
                violation_error_message="批准与否须有批准人和时间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"


class OpenValue(models.Model):
    """What came out for a period, frozen; a revision is another row with the next number and its reason.

    ``shown`` is empty where the value is withheld or there is none; ``note`` then says why. ``exact`` is the integer
    behind it, of a ratio both of its parts (110/137).
    """

    figure = models.ForeignKey(
        OpenFigure, models.PROTECT, verbose_name="公开指标", related_name="values", db_index=False
    )
    first = models.DateField("期间起", null=True)
    last = models.DateField("期间止")
    number = models.PositiveIntegerField("第几次发布")
    shown = models.CharField("公开的数", max_length=40, blank=True)
    exact = models.CharField("精确值", max_length=60, blank=True)
    unit = models.CharField("计量单位", max_length=12)
    note = models.CharField("附注", max_length=120, blank=True)
    entry = models.BigIntegerField("台账分录号")
    reason = models.CharField("修订原因", max_length=200, blank=True)
    issued_at = models.DateTimeField("发布时间")
    issued_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="发布人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "公开数据"
        verbose_name_plural = "公开数据"
        ordering = ["figure_id", "last", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "last", "number"],
                name="open_value_number_unique",
                violation_error_message="这一期的数据已经发布",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="open_value_revised_with_reason",
                violation_error_message="修订须写明原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure_id} {self.last.isoformat()}：{self.shown}"

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)

    @property
    def amount(self) -> Decimal | None:
        """The number as it came out; None where there is none."""
        return Decimal(self.shown.replace(",", "")) if self.shown else None
