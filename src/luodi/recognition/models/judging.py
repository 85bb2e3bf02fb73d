"""Who looked through a claim first, who verified it on which evidence, and what the city asks of both."""

from typing import Self

from django.db import models

from luodi.ledger.kinds import FactKind
from luodi.organisation.models import City
from luodi.recognition.choices import ReviewState


class CountyReviewQuerySet(models.QuerySet["CountyReview"]):
    def latest_of(self, fact_ids: list[int]) -> dict[int, "CountyReview"]:
        """Map each fact version to its last review."""
        rows = self.filter(fact_id__in=fact_ids).select_related("reviewed_by__person").order_by("id")
        return {row.fact_id: row for row in rows}


class CountyReview(models.Model):
    """A county's word on one version of a claimed fact; what is corrected afterwards is looked through anew.

    It has no ``project`` where the claim is about something else: a trip, a lead, a firm.
    """

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, verbose_name="项目", related_name="county_reviews"
    )
    fact = models.ForeignKey("ledger.Fact", models.PROTECT, verbose_name="事实", related_name="+")
    state = models.CharField("初审结果", max_length=12, choices=ReviewState)
    reason = models.CharField("初审意见", max_length=400, blank=True)
    reviewed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="初审人", related_name="+"
    )
    reviewed_at = models.DateTimeField("初审时间")

    objects = CountyReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "县区初审"
        verbose_name_plural = "县区初审"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.fact_id}：{self.get_state_display()}"


class Verification(models.Model):
    """What one entry verified of one project: by whom, on which evidence, and why without some of it."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="verifications"
    )
    entry = models.ForeignKey("ledger.Entry", models.PROTECT, verbose_name="流水", related_name="+")
    kinds = models.JSONField("认定内容")
    verified_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="认定人", related_name="+"
    )
    verified_at = models.DateTimeField("认定时间")
    remark = models.CharField("认定意见", max_length=400, blank=True)
    lacked = models.CharField("缺少的佐证", max_length=400, blank=True)
    lacked_reason = models.CharField("缺少佐证仍认定的理由", max_length=400, blank=True)
    evidence = models.ManyToManyField(
        "recognition.Evidence", verbose_name="佐证材料", related_name="verifications"
    )

    class Meta:
        verbose_name = "认定记录"
        verbose_name_plural = "认定记录"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "entry"],
                name="verification_once",
                violation_error_message="这次认定已经有记录",
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} #{self.entry_id}"

    @property
    def labels(self) -> str:
        """What was verified, in words."""
        told = (FactKind(kind) for kind in self.kinds)
        return "、".join("变更" if kind == FactKind.PROJECT_STATE else kind.label for kind in told)


class ReviewPolicyQuerySet(models.QuerySet["ReviewPolicy"]):
    def of(self, city: City) -> "ReviewPolicy":
        """Return what the city asks at present; a city that never said has the defaults."""
        return self.filter(city=city).order_by("-id").first() or ReviewPolicy(city=city)

    def told(self, city: City) -> Self:
        return self.filter(city=city).select_related("set_by__person").order_by("-id")


class ReviewPolicy(models.Model):
    """What the city asks before a claim is verified; rows are only ever appended, the last one holds."""

    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    county_first = models.BooleanField("认定前须经县区初审", default=False)
    may_lack = models.BooleanField("写明理由后可以缺佐证认定", default=True)
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+"
    )
    set_at = models.DateTimeField("设定时间")

    objects = ReviewPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = "认定办法"
        verbose_name_plural = "认定办法"

    def __str__(self) -> str:
        return f"{self.city_id} {self.set_at}"
