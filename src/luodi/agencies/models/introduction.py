"""What an agency introduced, filed before it was signed; the amounts entered for it, and the fees applied for."""

from django.db import models
from django.db.models import Q

from luodi.agencies.choices import ClaimState, StatedKind
from luodi.agencies.models.agency import Mandate
from luodi.agencies.models.feerule import FeeRuleVersion
from luodi.kernel.money import Yuan
from luodi.organisation.querysets import OfUnits

GIVEN = (ClaimState.CONFIRMED, ClaimState.PAID)
"""Claims that were granted: later ones of the same introduction get only what goes beyond them."""


class IntroductionQuerySet(OfUnits["Introduction"]):
    """Introductions to the reach's own units."""


class Introduction(models.Model):
    """One introducer for one project: the project is linked once it is there, and to one introduction only."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("备案编号", max_length=20)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, verbose_name="委托协议", related_name="introductions"
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="承接单位", related_name="+")
    investor_name = models.CharField("投资方", max_length=200)
    investor_key = models.CharField("投资方检索音", max_length=64)
    project_name = models.CharField("拟投项目", max_length=200)
    filed_on = models.DateField("备案日期")
    grounds = models.CharField("引荐经过", max_length=800)
    project = models.OneToOneField(
        "projects.Project", models.PROTECT, null=True, verbose_name="引荐的项目", related_name="introduction"
    )
    withdrawn_why = models.CharField("撤回原因", max_length=400, blank=True)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = "引荐备案"
        verbose_name_plural = "引荐备案"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="introduction_code_unique",
                violation_error_message="备案编号已被使用",
            ),
            models.UniqueConstraint(fields=["city", "once"], name="introduction_once_unique"),
        ]
        indexes = [models.Index(fields=["city", "investor_key"], name="introduction_by_investor")]

    def __str__(self) -> str:
        return f"{self.code} {self.project_name}"

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_why)


class StatedAmount(models.Model):
    """An amount that no fact has (land, a loan, a grant): entered by one, confirmed by another, then it counts."""

    introduction = models.ForeignKey(
        Introduction, models.PROTECT, verbose_name="引荐备案", related_name="amounts"
    )
    kind = models.CharField("金额类别", max_length=12, choices=StatedKind)
    on = models.DateField("发生日期")
    fen = models.BigIntegerField("金额（分）")
    basis = models.CharField("凭据", max_length=400)
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey("organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    confirmed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="确认人", related_name="+"
    )
    is_dropped = models.BooleanField("不予确认", default=False)

    class Meta:
        verbose_name = "填列金额"
        verbose_name_plural = "填列金额"
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fen__gte=0),
                name="stated_amount_not_negative",
                violation_error_message="金额不能是负数",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.fen}"

    @property
    def amount(self) -> Yuan:
        return Yuan(self.fen)


class FeeClaim(models.Model):
    """An application for a fee with its reckoning as it was: the lines are kept, not worked out again."""

    introduction = models.ForeignKey(
        Introduction, models.PROTECT, verbose_name="引荐备案", related_name="claims"
    )
    rule = models.ForeignKey(
        FeeRuleVersion, models.PROTECT, verbose_name="奖励办法版本", related_name="claims"
    )
    state = models.CharField("申请状态", max_length=12, choices=ClaimState)
    fen = models.BigIntegerField("奖励金额（分）")
    lines = models.JSONField("计算过程")
    entry_no = models.BigIntegerField("流水号")
    applied_at = models.DateTimeField("申请时间")
    applied_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="申请人", related_name="+"
    )
    decided_at = models.DateTimeField("核定时间", null=True)
    decided_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="核定人", related_name="+"
    )
    decision = models.CharField("核定意见", max_length=400, blank=True)
    paid_on = models.DateField("兑付日期", null=True)
    voucher = models.CharField("兑付凭证", max_length=120, blank=True)
    once = models.CharField("一次性编号", max_length=64, null=True, unique=True)  # noqa: DJ001

    class Meta:
        verbose_name = "奖励申请"
        verbose_name_plural = "奖励申请"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["introduction"],
                condition=Q(state=ClaimState.APPLIED),
                name="fee_claim_one_open",
                violation_error_message="已有一项申请在核定中",
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="fee_claim_pays_something"),
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id} {self.get_state_display()}"

    @property
    def amount(self) -> Yuan:
        return Yuan(self.fen)
