"""The city's own words: what 疫情防控期间 means here, and what an event or a park is called for short."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.press.choices import TermKind


class TermQuerySet(models.QuerySet["Term"]):
    def visible_to(self, reach: Reach) -> Self:
        return self.none() if reach.unit_ids == frozenset() else self.filter(city_id=reach.city_id)

    def in_use(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def with_all(self) -> Self:
        return self.select_related("added_by__person", "removed_by__person")


class Term(models.Model):
    """Words and what they mean: a span of days, a scope of figures, or a name whose digits count nothing."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    words = models.CharField("词语", max_length=60)
    kind = models.CharField("所指", max_length=10, choices=TermKind)
    first_on = models.DateField("开始日期", null=True)
    last_on = models.DateField("结束日期", null=True)
    scope = models.CharField("范围", max_length=120, blank=True)
    basis = models.CharField("依据", max_length=400, blank=True)
    added_at = models.DateTimeField("登记时间")
    added_by = models.ForeignKey(
        Account, models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )
    removed_at = models.DateTimeField("停用时间", null=True)
    removed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="停用人", related_name="+", db_index=False
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "本市词语"
        verbose_name_plural = "本市词语"
        ordering = ["kind", "words", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "words"],
                condition=Q(removed_at__isnull=True),
                name="press_term_once",
                violation_error_message="这个词语已经登记",
            ),
            models.CheckConstraint(
                condition=~Q(kind="SPAN") | Q(first_on__isnull=False, last_on__gte=F("first_on")),
                name="press_term_span_has_days",
                violation_error_message="一段时间要有开始和结束日期，结束不早于开始",
            ),
            models.CheckConstraint(
                condition=~Q(kind="SCOPE") | ~Q(scope=""),
                name="press_term_scope_is_said",
                violation_error_message="要写明所指的范围",
            ),
        ]

    def __str__(self) -> str:
        return self.words
