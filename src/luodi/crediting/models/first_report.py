"""First reports (首报首谈): who was first with an effective lead, for how long that protects, and what became of it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from luodi.crediting.choices import ReportAct, ReportState
from luodi.kernel.money import Yuan
from luodi.organisation.querysets import OfUnits

HOLDING = (ReportState.PENDING, ReportState.PROTECTED, ReportState.CONVERTED, ReportState.DISPUTED)
"""States in which a report stands in the way of another one on the same lead, unless its protection has run out."""


class FirstReportQuerySet(OfUnits["FirstReport"]):
    """Reports of the reach's own units: those of others leave no trace, but for a case number."""

    def holding(self, on: date) -> Self:
        """Reports that stand in the way of others on the day."""
        run_out = Q(state=ReportState.PROTECTED) & (Q(protected_until__lt=on) | Q(report_by__lt=on))
        return self.filter(state__in=HOLDING).exclude(run_out)

    def run_out(self, on: date) -> Self:
        """Protected ones whose last day lies before ``on``, whether or not the lapse has been recorded."""
        past = Q(protected_until__lt=on) | Q(report_by__lt=on)
        return self.filter(past, state=ReportState.PROTECTED)


class FirstReport(models.Model):
    """``number`` follows the order of entry under the city's lock, and decides between two of the same second.

    Protection lasts through ``protected_until``, as long as progress is reported by ``report_by``, that day included.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("案号", max_length=20)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="首报单位", related_name="+")
    reported_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )
    reported_at = models.DateTimeField("登记时间")
    investor_name = models.CharField("投资方", max_length=200)
    investor_code = models.CharField("投资方信用代码", max_length=18, blank=True)
    project_name = models.CharField("拟投项目", max_length=200)
    amount_fen = models.BigIntegerField("意向投资（分）", null=True)
    area = models.CharField("意向落地县区（园区）", max_length=16, blank=True)
    talked_on = models.DateField("首谈日期")
    talks = models.TextField("首谈情况和依据")
    investor_key = models.CharField("投资方检索音", max_length=64)
    name_key = models.CharField("项目检索音", max_length=64)
    protected_until = models.DateField("保护至")
    report_by = models.DateField("须报告进展日")
    state = models.CharField("状态", max_length=12, choices=ReportState)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, verbose_name="转为的项目", related_name="first_reports"
    )
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)

    objects = FirstReportQuerySet.as_manager()

    class Meta:
        verbose_name = "首报"
        verbose_name_plural = "首报"
        indexes = [
            models.Index(fields=["city", "investor_key"], name="first_report_by_investor"),
            models.Index(fields=["city", "name_key"], name="first_report_by_name"),
            models.Index(fields=["city", "state", "protected_until"], name="first_report_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="first_report_code_unique",
                violation_error_message="案号已被使用",
            ),
            models.UniqueConstraint(fields=["city", "once"], name="first_report_once_unique"),
            models.CheckConstraint(
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gte=0),
                name="first_report_amount_not_negative",
                violation_error_message="意向投资不能是负数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.project_name}"

    @property
    def amount(self) -> Yuan | None:
        return None if self.amount_fen is None else Yuan(self.amount_fen)

    @property
    def lasts_until(self) -> date:
        """The last day of protection as things stand."""
        return min(self.protected_until, self.report_by)

    def state_on(self, day: date) -> ReportState:
        """Return the state as the date makes it: a protection that has run out is none, recorded or not."""
        if self.state == ReportState.PROTECTED and self.lasts_until < day:
            return ReportState.LAPSED
        return ReportState(self.state)


class FirstReportEvent(models.Model):
    """A line in the report's history; ``on`` is the day that the act is about (of a talk, of the new end).

    ``by`` is nobody where the program acted by rule.
    """

    report = models.ForeignKey(FirstReport, models.PROTECT, verbose_name="首报", related_name="events")
    act = models.CharField("事项", max_length=12, choices=ReportAct)
    on = models.DateField("有关日期")
    text = models.CharField("内容", max_length=800, blank=True)
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="登记人", related_name="+"
    )

    class Meta:
        verbose_name = "首报经过"
        verbose_name_plural = "首报经过"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.get_act_display()}"


class FirstReportMatch(models.Model):
    """What the duplicate test found when the report was filed: an earlier report, or a project; and why."""

    report = models.ForeignKey(FirstReport, models.PROTECT, verbose_name="首报", related_name="matches")
    earlier = models.ForeignKey(
        FirstReport, models.PROTECT, null=True, verbose_name="已有首报", related_name="matched_by"
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, verbose_name="已有项目", related_name="+"
    )
    why = models.CharField("相同之处", max_length=400)

    class Meta:
        verbose_name = "首报查重结果"
        verbose_name_plural = "首报查重结果"
        constraints = [
            models.CheckConstraint(
                condition=Q(earlier__isnull=False, project__isnull=True)
                | Q(earlier__isnull=True, project__isnull=False),
                name="first_report_match_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.why}"


class FirstReportProof(models.Model):
    """A file that proves the talks: minutes, a letter, a picture; kept under the hash of its content."""

    report = models.ForeignKey(FirstReport, models.PROTECT, verbose_name="首报", related_name="proofs")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, verbose_name="文件", related_name="+")
    name = models.CharField("文件名", max_length=200)
    added_at = models.DateTimeField("上传时间")
    added_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="上传人", related_name="+"
    )

    class Meta:
        verbose_name = "首谈依据"
        verbose_name_plural = "首谈依据"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "file"],
                name="first_report_proof_once",
                violation_error_message="这份文件已经上传过",
            )
        ]

    def __str__(self) -> str:
        return self.name
