"""Records beside the figures: confirmed numbers, and events that give or take points.

They go with the unit or leader and the year, not with a group: who changes groups takes them along.
"""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.organisation.policies import Reach

_PENDING = Q(confirmed_at__isnull=True, withdrawn_at__isnull=True)


class OfHolder(models.Model):
    """A row about one unit or one leader of the city."""

    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="单位", related_name="+"
    )
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="领导", related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """A unit's code, or a leader's behind an @: what tells members of groups apart."""
        return self.unit.code if self.unit else f"@{self.person.code}" if self.person else ""

    @property
    def name(self) -> str:
        return self.unit.short_name if self.unit else self.person.name if self.person else ""


class RecordQuerySet(models.QuerySet["ConfirmedInput"]):
    def with_all(self) -> Self:
        return self.select_related(
            "city", "unit", "person", "source", "file", "entered_by__person", "entered_by__unit",
            "confirmed_by__person", "withdrawn_by__person",
        )  # fmt: skip

    def visible_to(self, reach: Reach) -> Self:
        """Those about the reach's units, and those that its units confirm."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        return rows.filter(Q(unit_id__in=reach.unit_ids) | Q(source_id__in=reach.unit_ids))

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def known_at(self, moment: datetime) -> Self:
        """Those that were on record at the moment and not withdrawn by then."""
        return self.filter(entered_at__lte=moment).exclude(withdrawn_at__lte=moment)

    def pending(self) -> Self:
        return self.standing().filter(confirmed_at__isnull=True)


class ConfirmedInput(OfHolder):
    """A number of a scheme's input that no indicator yields, as of ``ends_on``; it counts once its source confirmed it.

    ``value`` None says that there is no number; a number that was replaced stays on record as withdrawn.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    year = models.PositiveSmallIntegerField("年度")
    input = models.CharField("输入代码", max_length=60)
    ends_on = models.DateField("数据截止日")
    value = models.DecimalField("数值", max_digits=24, decimal_places=8, null=True)
    measure = models.CharField("计量单位", max_length=20, blank=True)
    source = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="确认单位", related_name="+")
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, verbose_name="佐证文件", related_name="+"
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="录入人", related_name="+", db_index=False
    )
    entered_at = models.DateTimeField("录入时间")
    confirmed_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="确认人",
        related_name="+",
        db_index=False,
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)
    withdrawn_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="撤回人",
        related_name="+",
        db_index=False,
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=400, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = "确认数据"
        verbose_name_plural = "确认数据"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["city", "year", "input"], name="assessment_inputs_of_year"),
            models.Index(fields=["source"], condition=_PENDING, name="assessment_inputs_pending"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="assessment_input_one_holder",
                violation_error_message="确认数据属于一个单位或一名市领导",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="assessment_input_confirmed_by_another",
                violation_error_message="录入人不能自己确认",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="assessment_input_withdrawn_with_reason",
                violation_error_message="撤回须写明原因",
            ),
            models.UniqueConstraint(
                fields=["city", "year", "unit", "input", "ends_on"],
                condition=Q(unit__isnull=False, withdrawn_at__isnull=True),
                name="assessment_input_once_per_unit",
                violation_error_message="该单位这一天的这项数据已经录入",
            ),
            models.UniqueConstraint(
                fields=["city", "year", "person", "input", "ends_on"],
                condition=Q(person__isnull=False, withdrawn_at__isnull=True),
                name="assessment_input_once_per_person",
                violation_error_message="该领导这一天的这项数据已经录入",
            ),
        ]

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def confirmed_by_then(self, moment: datetime) -> bool:
        return self.confirmed_at is not None and self.confirmed_at <= moment


class MarkEventQuerySet(models.QuerySet["MarkEvent"]):
    def with_all(self) -> Self:
        return self.select_related(
            "city", "unit", "person", "file", "entered_by__person", "entered_by__unit",
            "confirmed_by__person", "withdrawn_by__person",
        )  # fmt: skip

    def visible_to(self, reach: Reach) -> Self:
        """Those about the reach's units."""
        rows = self.filter(city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.filter(unit_id__in=reach.unit_ids)

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def known_at(self, moment: datetime) -> Self:
        """Those that were on record at the moment and not withdrawn by then."""
        return self.filter(entered_at__lte=moment).exclude(withdrawn_at__lte=moment)

    def pending(self) -> Self:
        return self.standing().filter(confirmed_at__isnull=True)

    def within(self, first: date, last: date) -> Self:
        return self.filter(day__range=(first, last))


class MarkEvent(OfHolder):
    """Something for which a scheme gives or takes points; ``kind`` is what the scheme's input names in ``events``.

    ``count`` is how many it counts for; ``category`` the class, where the scheme tells classes apart.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    kind = models.CharField("事项类别", max_length=60)
    day = models.DateField("发生日期")
    count = models.DecimalField("计数", max_digits=12, decimal_places=4, default=1)
    category = models.CharField("档次", max_length=60, blank=True)
    title = models.CharField("事项", max_length=200)
    basis = models.CharField("依据", max_length=200)
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, verbose_name="佐证文件", related_name="+"
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="录入人", related_name="+", db_index=False
    )
    entered_at = models.DateTimeField("录入时间")
    confirmed_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="确认人",
        related_name="+",
        db_index=False,
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)
    withdrawn_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="撤回人",
        related_name="+",
        db_index=False,
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=400, blank=True)

    objects = MarkEventQuerySet.as_manager()

    class Meta:
        verbose_name = "加减分事项"
        verbose_name_plural = "加减分事项"
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["city", "kind", "day"], name="assessment_events_by_kind"),
            models.Index(fields=["city"], condition=_PENDING, name="assessment_events_pending"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="assessment_event_one_holder",
                violation_error_message="加减分事项属于一个单位或一名市领导",
            ),
            models.CheckConstraint(
                condition=Q(count__gt=0),
                name="assessment_event_counts",
                violation_error_message="计数须大于 0",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="assessment_event_confirmed_by_another",
                violation_error_message="录入人不能自己确认",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="assessment_event_withdrawn_with_reason",
                violation_error_message="撤回须写明原因",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def confirmed_by_then(self, moment: datetime) -> bool:
        return self.confirmed_at is not None and self.confirmed_at <= moment
