"""What cities note of a project beside what counts: in no fact, with a trail field by field.

Two rows of at most twenty columns: who and what it is, and what is planned. A project without any has neither.
"""

from datetime import date

from django.db import models
from django.db.models import Q

from luodi.kernel.dates import DatePrecision
from luodi.ledger.kinds import Capital
from luodi.projects.choices import Agreement, Construction, InvestmentForm, LandKind, StatusReason

_PRECISIONS = [(p.value, p.value) for p in DatePrecision]


def _text(label: str, length: int) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=length, blank=True)


def _money(label: str) -> "models.BigIntegerField[int | None, int | None]":
    return models.BigIntegerField(f"{label}（分）", null=True)


def _day(label: str) -> "models.DateField[date | None, date | None]":
    return models.DateField(label, null=True)


def _precision(label: str) -> "models.CharField[str, str]":
    return models.CharField(f"{label}精度", max_length=12, choices=_PRECISIONS, blank=True)


class ProjectDetail(models.Model):
    """Who stands behind the project, how it is classed, and what is to be said of it."""

    project = models.OneToOneField(
        "projects.Project", models.PROTECT, primary_key=True, verbose_name="项目", related_name="detail"
    )
    signing_entity = _text("签约主体", 200)
    investor_code = _text("投资方信用代码", 18)
    local_company = _text("项目公司", 200)
    local_code = _text("项目公司信用代码", 18)
    outer_code = _text("原台账编号", 60)
    promotion = _text("招商方式", 40)
    source = _text("线索来源", 200)
    capital = models.CharField("内外资", max_length=12, choices=Capital, blank=True)
    form = models.CharField("投资形态", max_length=12, choices=InvestmentForm, blank=True)
    agreement = models.CharField("协议类型", max_length=12, choices=Agreement, blank=True)
    chain = _text("产业链", 60)
    leading = models.BooleanField("是否主导产业", null=True)
    strategic = models.BooleanField("是否战新", null=True)
    contact = _text("联系人", 60)
    phone = _text("联系电话", 40)
    progress = models.TextField("最新进展", blank=True)
    problem = models.TextField("存在问题", blank=True)
    remark = models.TextField("备注", blank=True)

    class Meta:
        verbose_name = "项目补充信息"
        verbose_name_plural = "项目补充信息"
        indexes = [
            models.Index(fields=["investor_code"], condition=~Q(investor_code=""), name="detail_by_investor"),
            models.Index(fields=["local_code"], condition=~Q(local_code=""), name="detail_by_company"),
            models.Index(fields=["outer_code"], condition=~Q(outer_code=""), name="detail_by_outer_code"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}"


class ProjectPlan(models.Model):
    """What the project is to invest, to use and to yield, where and when; money in 分."""

    project = models.OneToOneField(
        "projects.Project", models.PROTECT, primary_key=True, verbose_name="项目", related_name="plan"
    )
    fixed = _money("固定资产投资")
    out_of_province = _money("省外投资")
    output = _money("预计年产值")
    tax = _money("预计年税收")
    jobs = models.PositiveIntegerField("带动就业（人）", null=True)
    land = models.DecimalField("用地面积（亩）", max_digits=12, decimal_places=3, null=True)
    floor = models.DecimalField("厂房办公面积（平方米）", max_digits=14, decimal_places=2, null=True)
    land_kind = models.CharField("用地方式", max_length=12, choices=LandKind, blank=True)
    address = _text("建设地点", 200)
    construction = models.CharField("建设性质", max_length=12, choices=Construction, blank=True)
    planned_start_on = _day("计划开工日期")
    planned_start_precision = _precision("计划开工日期")
    planned_finish_on = _day("计划投产日期")
    planned_finish_precision = _precision("计划投产日期")

    class Meta:
        verbose_name = "项目计划"
        verbose_name_plural = "项目计划"
        constraints = [
            models.CheckConstraint(
                condition=(Q(fixed__isnull=True) | Q(fixed__gte=0))
                & (Q(out_of_province__isnull=True) | Q(out_of_province__gte=0)),
                name="plan_money_not_negative",
                violation_error_message="金额不能是负数",
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id}"


class StatusDetail(models.Model):
    """What is to be said of a delay, a suspension or an end that is in force: why, until when, where it went."""

    project = models.OneToOneField(
        "projects.Project",
        models.PROTECT,
        primary_key=True,
        verbose_name="项目",
        related_name="status_detail",
    )
    reason_kind = models.CharField("原因类别", max_length=12, choices=StatusReason, blank=True)
    resume_on = _day("预计恢复日期")
    resume_precision = _precision("预计恢复日期")
    went_to = _text("投资去向", 60)
    went_because = _text("去向说明", 400)

    class Meta:
        verbose_name = "推进状态详情"
        verbose_name_plural = "推进状态详情"

    def __str__(self) -> str:
        return f"{self.project_id}"
