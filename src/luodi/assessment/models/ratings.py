"""Rating rounds (评议): who rates whom, and the marks; and what members say of themselves (自评)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from luodi.assessment.models.groups import Group
from luodi.assessment.models.records import OfHolder
from luodi.assessment.record_choices import RoundState
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach


class RatingRoundQuerySet(models.QuerySet["RatingRound"]):
    def visible_to(self, account: Account, reach: Reach) -> Self:
        """All of them for the centre; others see those in which they rate. The rated see none."""
        rows = self.filter(group__city_id=reach.city_id)
        if reach.keeps_city:
            return rows
        return rows.filter(pk__in=RatingSeat.objects.filter(account=account).values("round_id"))

    def taking(self, day: date) -> Self:
        """Those that take marks on the day."""
        return self.filter(state=RoundState.OPEN, opens_on__lte=day, closes_on__gte=day)


class RatingRound(models.Model):
    """One round of rating a group's members for one input of its scheme; ``kinds`` are the raters as it names them.

    ``kinds``: a list of {kind, title, weight}, as they stood in the scheme when the round was opened.
    """

    group = models.ForeignKey(Group, models.PROTECT, verbose_name="考核组", related_name="rounds")
    input = models.CharField("输入代码", max_length=60)
    title = models.CharField("名称", max_length=80)
    scale = models.DecimalField("满分", max_digits=8, decimal_places=2)
    kinds = models.JSONField("评议人类别", default=list)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    state = models.CharField("状态", max_length=8, choices=RoundState, default=RoundState.OPEN)
    opened_at = models.DateTimeField("发起时间")
    opened_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="发起人", related_name="+", db_index=False
    )
    closed_at = models.DateTimeField("结束时间", null=True)
    closed_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="结束人",
        related_name="+",
        db_index=False,
    )

    objects = RatingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "评议"
        verbose_name_plural = "评议"
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")),
                name="assessment_round_ends_after_start",
                violation_error_message="截止日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(scale__gt=0),
                name="assessment_round_has_scale",
                violation_error_message="满分须大于 0",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.OPEN) | Q(closed_at__isnull=False),
                name="assessment_round_closed_with_moment",
                violation_error_message="结束须有时间",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def kind_title(self, kind: str) -> str:
        return next((one["title"] for one in self.kinds if one["kind"] == kind), kind)

    def is_open_on(self, day: date) -> bool:
        return self.state == RoundState.OPEN and self.opens_on <= day <= self.closes_on


class RatingSeat(models.Model):
    """An account that rates in a round, as one of its kinds; ``number`` stands for it wherever its name must not."""

    round = models.ForeignKey(RatingRound, models.PROTECT, verbose_name="评议", related_name="seats")
    number = models.PositiveIntegerField("序号")
    account = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="评议人", related_name="+"
    )
    kind = models.CharField("评议人类别", max_length=60)
    submitted_at = models.DateTimeField("提交时间", null=True)

    class Meta:
        verbose_name = "评议人"
        verbose_name_plural = "评议人"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "account"],
                name="assessment_seat_once",
                violation_error_message="一个账号在一次评议中只有一票",
            ),
            models.UniqueConstraint(
                fields=["round", "number"],
                name="assessment_seat_number",
                violation_error_message="评议人序号重复",
            ),
        ]

    def __str__(self) -> str:
        return f"评议人{self.number}"


class RatingMark(OfHolder):
    """Whom a rater is to rate, and what was given; ``points`` None is not rated yet."""

    seat = models.ForeignKey(
        RatingSeat, models.PROTECT, verbose_name="评议人", related_name="marks", db_index=False
    )
    points = models.DecimalField("评分", max_digits=8, decimal_places=2, null=True)
    remark = models.CharField("意见", max_length=200, blank=True)
    at = models.DateTimeField("评分时间", null=True)

    class Meta:
        verbose_name = "评议打分"
        verbose_name_plural = "评议打分"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="assessment_mark_one_holder",
                violation_error_message="评议的对象是一个单位或一名市领导",
            ),
            models.UniqueConstraint(
                fields=["seat", "unit"],
                condition=Q(unit__isnull=False),
                name="assessment_mark_once_per_unit",
                violation_error_message="每个单位只评一次",
            ),
            models.UniqueConstraint(
                fields=["seat", "person"],
                condition=Q(person__isnull=False),
                name="assessment_mark_once_per_person",
                violation_error_message="每名领导只评一次",
            ),
        ]


class SelfCall(models.Model):
    """The centre asks a group's members to assess themselves as of a day, by another day."""

    group = models.ForeignKey(Group, models.PROTECT, verbose_name="考核组", related_name="self_calls")
    ends_on = models.DateField("考核日")
    due_on = models.DateField("报送期限")
    note = models.CharField("要求", max_length=400, blank=True)
    called_at = models.DateTimeField("布置时间")
    called_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="布置人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "自评安排"
        verbose_name_plural = "自评安排"
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "ends_on"],
                name="assessment_self_call_once",
                violation_error_message="这一考核日的自评已经布置",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ends_on} 自评"


class SelfSheetQuerySet(models.QuerySet["SelfSheet"]):
    def visible_to(self, reach: Reach) -> Self:
        rows = self.filter(call__group__city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.filter(unit_id__in=reach.unit_ids)

    def with_all(self) -> Self:
        return self.select_related("call__group__city", "unit__parent", "person", "submitted_by__person")

    def waiting(self) -> Self:
        return self.filter(submitted_at__isnull=True)


class SelfSheet(OfHolder):
    """What one member says of itself; until it is submitted it is a draft of the member's own."""

    call = models.ForeignKey(
        SelfCall, models.PROTECT, verbose_name="自评安排", related_name="sheets", db_index=False
    )
    submitted_at = models.DateTimeField("报送时间", null=True)
    submitted_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="报送人",
        related_name="+",
        db_index=False,
    )

    objects = SelfSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "自评表"
        verbose_name_plural = "自评表"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="assessment_self_sheet_one_holder",
                violation_error_message="自评属于一个单位或一名市领导",
            ),
            models.UniqueConstraint(
                fields=["call", "unit"],
                condition=Q(unit__isnull=False),
                name="assessment_self_sheet_once_per_unit",
                violation_error_message="每个单位一份自评表",
            ),
            models.UniqueConstraint(
                fields=["call", "person"],
                condition=Q(person__isnull=False),
                name="assessment_self_sheet_once_per_person",
                violation_error_message="每名领导一份自评表",
            ),
        ]


class SelfScore(models.Model):
    """The member's own points of one item."""

    sheet = models.ForeignKey(
        SelfSheet, models.PROTECT, verbose_name="自评表", related_name="scores", db_index=False
    )
    item = models.CharField("考核项代码", max_length=40)
    points = models.DecimalField("自评分", max_digits=12, decimal_places=4)
    remark = models.CharField("说明", max_length=400, blank=True)
    said_at = models.DateTimeField("填写时间")
    said_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="填写人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "自评分"
        verbose_name_plural = "自评分"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "item"],
                name="assessment_self_score_once",
                violation_error_message="每个考核项只自评一次",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.points}"
