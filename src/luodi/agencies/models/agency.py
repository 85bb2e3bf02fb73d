"""Agencies: firms, associations and private introducers with a mandate, and what they file each year."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.agencies.choices import AgencyKind
from luodi.agencies.models.feerule import FeeRule
from luodi.organisation.querysets import OfTheCity


class AgencyQuerySet(OfTheCity["Agency"]):
    """The city's agencies, for everybody who has business there; what they introduced is shown by unit."""

    def mandated_on(self, day: date) -> Self:
        """Agencies that hold a mandate on the day."""
        held = Mandate.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), since__lte=day)
        return self.filter(pk__in=held.filter(Q(until__isnull=True) | Q(until__gte=day)).values("agency"))

    def unreported(self, year: int) -> Self:
        """Agencies that held a mandate in the year and have filed nothing for it."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        held = Mandate.objects.filter(since__lte=last).exclude(until__lt=first).exclude(ended_on__lt=first)
        return self.filter(pk__in=held.values("agency")).exclude(reports__year=year)


class Agency(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("机构编号", max_length=20)
    kind = models.CharField("机构类别", max_length=12, choices=AgencyKind)
    name = models.CharField("名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    place = models.CharField("所在地", max_length=6, blank=True)
    contact = models.CharField("联系人", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    is_public_staff = models.BooleanField("是否公职人员", default=False)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="联系单位", related_name="+")
    remark = models.CharField("说明", max_length=400, blank=True)
    search_text = models.CharField("检索文本", max_length=400)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "委托机构"
        verbose_name_plural = "委托机构"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="agency_code_unique",
                violation_error_message="机构编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "credit_code"],
                condition=~Q(credit_code=""),
                name="agency_credit_code_unique",
                violation_error_message="该统一社会信用代码的机构已登记",
            ),
            models.UniqueConstraint(fields=["city", "once"], name="agency_once_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """An agreement with an agency for a term; ``rule`` is what its introductions are paid by."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="委托机构", related_name="mandates")
    agreement_no = models.CharField("协议编号", max_length=60, blank=True)
    signed_on = models.DateField("签订日期")
    since = models.DateField("委托开始")
    until = models.DateField("委托结束", null=True)
    scope = models.CharField("委托范围", max_length=400)
    rule = models.ForeignKey(FeeRule, models.PROTECT, verbose_name="奖励办法", related_name="mandates")
    ended_on = models.DateField("终止日期", null=True)
    ended_why = models.CharField("终止原因", max_length=400, blank=True)
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey("organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+")

    class Meta:
        verbose_name = "委托协议"
        verbose_name_plural = "委托协议"
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="mandate_term_in_order",
                violation_error_message="委托结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.since.isoformat()}"

    def holds_on(self, day: date) -> bool:
        """Whether the mandate is in force on the day; it ends on the day on which it was ended."""
        is_ended = self.ended_on is not None and day >= self.ended_on
        return self.since <= day and not is_ended and (self.until is None or day <= self.until)


class AgencyReport(models.Model):
    """What an agency has filed of its year; later ones of a year add to the earlier, none is rewritten."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="委托机构", related_name="reports")
    year = models.PositiveSmallIntegerField("年度")
    filed_on = models.DateField("报备日期")
    due_on = models.DateField("应报日期")
    text = models.CharField("年度情况", max_length=1600)
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey("organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+")

    class Meta:
        verbose_name = "机构年度报备"
        verbose_name_plural = "机构年度报备"
        ordering = ["-year", "-id"]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year}"


class ReportDeadline(models.Model):
    """Until which day of the following year agencies file, for years from one on."""

    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    first_year = models.PositiveSmallIntegerField("起始年度")
    month = models.PositiveSmallIntegerField("月")
    day = models.PositiveSmallIntegerField("日")
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+"
    )
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "机构报备期限"
        verbose_name_plural = "机构报备期限"
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31),
                name="report_deadline_is_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_year} {self.month}-{self.day}"
