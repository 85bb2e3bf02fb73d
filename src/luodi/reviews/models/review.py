"""Review meetings (调度会): whose, when and where, who chairs them, and how far they have come."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from luodi.organisation.policies import Reach
from luodi.reviews.choices import BEFORE, ReviewLevel, ReviewState
from luodi.reviews.models.decision import Decision
from luodi.reviews.models.parts import Seat


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, reach: Reach) -> Self:
        """Meetings that the reach's units hold or were invited to, and those that decided something for them."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        invited = Seat.objects.filter(review=OuterRef("pk"), unit_id__in=reach.unit_ids)
        decided = Decision.objects.filter(line__review=OuterRef("pk"), unit_id__in=reach.unit_ids)
        return rows.filter(
            Q(unit_id__in=reach.unit_ids)
            | (~Q(state=ReviewState.PLANNED) & Exists(invited))
            | (Q(state=ReviewState.PUBLISHED) & Exists(decided))
        )

    def to_come(self) -> Self:
        return self.filter(state__in=BEFORE)


class Review(models.Model):
    """``quorum`` is how many of those who are to take part have to come; 0 asks for none.

    ``sequence`` counts what the invited were told: 0 the first invitation, one more for each change of it.
    ``reason`` is why it was cancelled, ``quorum_reason`` why its minutes are issued although too few came.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("会议编号", max_length=20)
    level = models.CharField("层级", max_length=8, choices=ReviewLevel)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="召集单位", related_name="+", db_index=False
    )
    title = models.CharField("会议名称", max_length=100)
    number = models.PositiveIntegerField("第几次")
    held_at = models.DateTimeField("会议时间")
    place = models.CharField("地点", max_length=100)
    chair = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="主持人", related_name="+"
    )
    keeper = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="记录人", related_name="+"
    )
    quorum = models.PositiveIntegerField("法定到会人数", default=0)
    state = models.CharField("状态", max_length=16, choices=ReviewState, default=ReviewState.PLANNED)
    sequence = models.PositiveIntegerField("通知版次", default=0)
    changed_at = models.DateTimeField("更新时间")
    reason = models.CharField("取消原因", max_length=400, blank=True)
    quorum_reason = models.CharField("人数不足仍印发的理由", max_length=400, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "调度会"
        verbose_name_plural = "调度会"
        indexes = [
            models.Index(fields=["city", "-held_at", "-id"], name="review_latest_first"),
            models.Index(fields=["unit", "-held_at"], name="review_by_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="review_code_unique", violation_error_message="会议编号已被使用"
            ),
            models.UniqueConstraint(
                fields=["city", "once"], name="review_once_unique", violation_error_message="这次会议已经登记"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.CANCELLED) | ~Q(reason=""),
                name="review_cancelled_with_reason",
                violation_error_message="取消会议须写明原因",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReviewState.PLANNED, ReviewState.CANCELLED]) | Q(chair__isnull=False),
                name="review_invited_with_chair",
                violation_error_message="通知之前须确定主持人",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def full_title(self) -> str:
        """The name with its number: 招商引资项目调度会（第3次）."""
        return f"{self.title}（第{self.number}次）"

    @property
    def is_to_come(self) -> bool:
        return self.state in BEFORE
