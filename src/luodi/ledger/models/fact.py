"""Facts: what happened or held, frozen with every dimension that an indicator may ask, on two clocks."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.ledger.kinds import ONCE_EACH_KINDS, ONCE_KINDS, Capital, Cause, Channel, FactKind, Standing
from luodi.organisation.choices import UnitKind

_FROZEN = (
    "recorded_at",
    "superseded_at",
    "standing",
    "unit",
    "industrial",
    "is_shared",
    "quantity",
    "amount",
)
"""The columns that a flow reads beside its key, so that the index alone answers it on both databases."""


class FactQuerySet(models.QuerySet["Fact"]):
    def known_at(self, moment: datetime) -> Self:
        """Facts that were recorded, and not yet superseded, at ``moment``."""
        return self.filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment), recorded_at__lte=moment
        )

    def live(self) -> Self:
        return self.filter(superseded_at__isnull=True)

    def counted(self) -> Self:
        """Facts that are claimed or verified: a rejected claim stays on record and in no figure."""
        return self.exclude(standing=Standing.REJECTED)


class Fact(models.Model):
    """One version of one fact. Versions of the same fact share ``ordinal``, which also orders facts of one day.

    Without a subject it is a lump: a month's number that a unit reported without rows; ``quantity`` says how many.
    ``category`` divides a kind: the code of a milestone, what proves that funds came in.
    ``held_key`` orders the state facts of a subject by (occurred_on, ordinal) in one integer, so that a stock is one
    pass over one index; event facts have none.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    entry = models.ForeignKey("ledger.Entry", models.PROTECT, verbose_name="流水", related_name="facts")
    ordinal = models.BigIntegerField("次序")
    cause = models.CharField("版本原因", max_length=12, choices=Cause)
    standing = models.CharField("认定状态", max_length=12, choices=Standing)
    recorded_at = models.DateTimeField("登记时间")
    superseded_at = models.DateTimeField("失效时间", null=True)
    superseded_by = models.ForeignKey(
        "ledger.Entry", models.PROTECT, null=True, verbose_name="失效流水", related_name="superseded_facts"
    )

    kind = models.CharField("事实类别", max_length=32, choices=FactKind)
    subject = models.ForeignKey(
        "ledger.Subject", models.PROTECT, null=True, verbose_name="统计对象", related_name="facts"
    )
    occasion = models.ForeignKey(
        "ledger.Subject", models.PROTECT, null=True, verbose_name="场合", related_name="occasioned"
    )
    occurred_on = models.DateField("发生日期")
    occurred_from = models.DateField("最早可能日期")
    precision = models.CharField(
        "日期精度", max_length=12, choices=[(p.value, p.value) for p in DatePrecision]
    )
    quantity = models.BigIntegerField("数量", default=1)
    amount = models.BigIntegerField("金额（分）", null=True)

    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="责任单位", related_name="+", db_index=False
    )
    unit_kind = models.CharField("单位类别", max_length=24, choices=UnitKind)
    is_shared = models.BooleanField("多单位共享", default=False)
    area = models.CharField("落地县区（园区）", max_length=16, blank=True)
    origin = models.CharField("来源地", max_length=6, blank=True)
    industry = models.CharField("行业", max_length=6, blank=True)
    industrial = models.BooleanField("工业", default=False)
    channel = models.CharField("方式", max_length=12, choices=Channel, blank=True)
    category = models.CharField("细类", max_length=24, blank=True)
    capital = models.CharField("内外资", max_length=12, choices=Capital, blank=True)

    state = models.CharField("状态值", max_length=20, blank=True)
    status = models.CharField("推进状态", max_length=20, blank=True)
    state_since = models.DateField("状态值始于", null=True)
    status_since = models.DateField("推进状态始于", null=True)
    sponsor_id = models.BigIntegerField("包保领导", null=True)
    held_key = models.BigIntegerField("状态先后", null=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "事实"
        verbose_name_plural = "事实"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "kind", "subject"],
                condition=Q(superseded_at__isnull=True, kind__in=ONCE_KINDS, subject__isnull=False),
                name="fact_once_per_subject",
                violation_error_message="同一对象的同类事实只能有一条有效记录",
            ),
            models.UniqueConstraint(
                fields=["city", "kind", "subject", "category"],
                condition=Q(superseded_at__isnull=True, kind__in=ONCE_EACH_KINDS, subject__isnull=False),
                name="fact_once_per_category",
                violation_error_message="同一对象的同一事项只能有一条有效记录",
            ),
            models.UniqueConstraint(
                fields=["city", "kind", "unit", "occurred_from"],
                condition=Q(superseded_at__isnull=True, subject__isnull=True),
                name="fact_one_lump_per_unit_and_month",
                violation_error_message="同一单位同一月份的汇总数只能有一条有效记录",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="fact_quantity_not_negative"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="fact_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(occurred_from__lte=F("occurred_on")), name="fact_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True, superseded_by__isnull=True)
                | Q(superseded_at__gt=F("recorded_at"), superseded_by__isnull=False),
                name="fact_superseded_after_recording",
            ),
        ]
        indexes = [
            models.Index(fields=["city", "kind", "occurred_on", *_FROZEN], name="fact_flow_of_city"),
            models.Index(fields=["kind", "occurred_on", *_FROZEN], name="fact_flow"),
            models.Index(
                fields=[
                    "city", "kind", "subject", "held_key", "recorded_at", "superseded_at", "standing", "state",
                    "status", "unit", "unit_kind", "industrial", "sponsor_id", "amount", "is_shared",
                ],
                condition=Q(held_key__isnull=False),
                name="fact_stock_of_city",
            ),
            models.Index(
                fields=["city", "kind", "occurred_on"], condition=Q(is_shared=True), name="fact_shared"
            ),
            models.Index(
                fields=["city", "kind", "occurred_on", "occurred_from"],
                condition=~Q(precision=DatePrecision.DAY),
                name="fact_vague",
            ),
            models.Index(fields=["city", "ordinal"], name="fact_versions"),
            models.Index(
                fields=["city", "kind", "subject", "ordinal"],
                condition=Q(superseded_at__isnull=True, standing=Standing.CLAIMED),
                name="fact_claims",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} {self.occurred_on}"

    @property
    def occurred(self) -> VagueDate:
        """The date as it was said, cut at the day on which it counts."""
        return VagueDate(self.occurred_from, self.occurred_on, DatePrecision(self.precision))


class Credit(models.Model):
    """One unit's part in a shared fact version, in basis points; the parts of a version add up to exactly 10,000."""

    fact = models.ForeignKey(Fact, models.PROTECT, verbose_name="事实", related_name="credits")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    unit_kind = models.CharField("单位类别", max_length=24, choices=UnitKind)
    basis_points = models.PositiveIntegerField("份额（万分之）")

    class Meta:
        verbose_name = "业绩分成"
        verbose_name_plural = "业绩分成"
        constraints = [
            models.UniqueConstraint(fields=["fact", "unit"], name="credit_once_per_unit"),
            models.CheckConstraint(
                condition=Q(basis_points__gt=0, basis_points__lte=10_000), name="credit_within_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.basis_points}"


class ForeignAmount(models.Model):
    """The foreign money behind a fact's amount, with the rate that made 分 of it."""

    fact = models.OneToOneField(Fact, models.PROTECT, verbose_name="事实", related_name="foreign_amount")
    currency = models.CharField("币种", max_length=3)
    minor_units = models.BigIntegerField("原币金额（分）")
    rate = models.DecimalField("汇率", max_digits=14, decimal_places=6)
    rate_on = models.DateField("汇率日期")
    rate_source = models.CharField("汇率来源", max_length=120)

    class Meta:
        verbose_name = "外币金额"
        verbose_name_plural = "外币金额"

    def __str__(self) -> str:
        return f"{self.currency} {self.minor_units}"
