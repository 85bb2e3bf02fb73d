"""The book of answers (答问库): what the press officer says when asked, with every number's reference."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.answers.choices import EntryState
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.querysets import OfTheCity
from luodi.publishing.choices import FigureNature, FigureState


class BookEntryQuerySet(OfTheCity["BookEntry"]):
    """Those of the reach's city, for everybody who has business there."""

    def in_use(self) -> Self:
        return self.filter(state=EntryState.ADOPTED)


class BookEntry(models.Model):
    """One question of the book. ``tags`` stand between 、; ``review_on`` is the day on which it is to be looked at.

    What is answered stands in its versions; the last adopted one is given out.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    question = models.CharField("问题", max_length=300)
    tags = models.CharField("标签", max_length=120, blank=True)
    state = models.CharField("状态", max_length=10, choices=EntryState, default=EntryState.DRAFT)
    review_on = models.DateField("复核日期", null=True)
    once = models.CharField("提交标识", max_length=32, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = BookEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "答问"
        verbose_name_plural = "答问"
        ordering = ["city_id", "-created_at", "-pk"]
        indexes = [models.Index(fields=["city", "state", "created_at"], name="book_entry_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="book_entry_code_unique",
                violation_error_message="答问编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "once"],
                condition=~Q(once=""),
                name="book_entry_sent_once",
                violation_error_message="这一份已经提交过",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.question}"

    @property
    def tag_list(self) -> list[str]:
        return [one for one in self.tags.split("、") if one]


class BookAnswer(models.Model):
    """What is answered: a text that never changes, as of a moment; adopted by somebody else than who wrote it."""

    entry = models.ForeignKey(
        BookEntry, models.PROTECT, verbose_name="答问", related_name="answers", db_index=False
    )
    number = models.PositiveIntegerField("第几版")
    text = models.TextField("答复")
    as_of = models.DateTimeField("统计时点")
    known_entry = models.BigIntegerField("台账分录号")
    remark = models.CharField("修改说明", max_length=200, blank=True)
    written_at = models.DateTimeField("写成时间")
    written_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="执笔人", related_name="+", db_index=False
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
        verbose_name = "答复"
        verbose_name_plural = "答复"
        ordering = ["entry_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number"],
                name="book_answer_number_unique",
                violation_error_message="这一版答复已经有了",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None, adopted_by=None)
                | Q(adopted_at__isnull=False, adopted_by__isnull=False),
                name="book_answer_adopted_by",
                violation_error_message="启用须有启用人和时间",
            ),
            models.CheckConstraint(
                condition=Q(adopted_by=None) | ~Q(adopted_by=F("written_by")),
                name="book_answer_adopted_by_another",
                violation_error_message="答复不能由执笔人自己启用",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} 第{self.number}版"


class BookFigure(models.Model):
    """One number of an answer: what it answers, what it showed when it was written, and where it stands."""

    answer = models.ForeignKey(
        BookAnswer, models.PROTECT, verbose_name="答复", related_name="figures", db_index=False
    )
    place = models.PositiveIntegerField("顺序")
    code = models.CharField("指标", max_length=60)
    nature = models.CharField("数的性质", max_length=16, choices=FigureNature, default=FigureNature.VALUE)
    first = models.DateField("期间起", null=True)
    last = models.DateField("期间止")
    scope = models.CharField("范围", max_length=200)
    standing = models.CharField("认定状态", max_length=12, choices=Standing, default=Standing.VERIFIED)
    definition = models.PositiveIntegerField("口径版本")
    shown = models.CharField("应写", max_length=60)
    found = models.CharField("文中", max_length=60)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    state = models.CharField("状态", max_length=12, choices=FigureState, default=FigureState.INTACT)

    class Meta:
        verbose_name = "答复中的数"
        verbose_name_plural = "答复中的数"
        ordering = ["answer_id", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "place"],
                name="book_figure_place_unique",
                violation_error_message="答复中的数顺序重复",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.shown}"

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)
