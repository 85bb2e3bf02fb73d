"""Leads (线索): the first sign of a possible project, who brought it, who answers for it and what is due next."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from luodi import search
from luodi.kernel.money import Yuan
from luodi.leads.choices import OPEN_STATES, LeadState, ReferralState
from luodi.ledger.kinds import LeadSource
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach

SEARCH_INDEX = search.Index("leads_search")


class LeadQuerySet(models.QuerySet["Lead"]):
    def matching(self, city_id: int, text: str) -> Self:
        """Those of the city whose investor, project or code contains each word of the text."""
        found = search.narrow(LeadBrief.objects.all(), SEARCH_INDEX, city_id=city_id, text=text)
        return self.filter(pk__in=found.values("pk"))

    def visible_to(self, reach: Reach) -> Self:
        """Leads that the reach's units answer for, have reported, or are asked to take over."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        asked = Q(referrals__state=ReferralState.ASKED, referrals__to_unit_id__in=reach.unit_ids)
        offered = Lead.objects.filter(asked).values("pk")
        own = Q(unit_id__in=reach.unit_ids) | Q(reported_unit_id__in=reach.unit_ids)
        return rows.filter(own | Q(pk__in=offered))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, on: date) -> Self:
        """Open ones of which the next step was due before the day."""
        return self.open().filter(due_on__lt=on)

    def quiet(self, on: date) -> Self:
        """Those that are followed up, and of which nothing has been heard in time."""
        return self.filter(state=LeadState.FOLLOWING, due_on__lt=on)

    def answered_for_by(self, account: Account) -> Self:
        return self.filter(city_id=account.city_id, assigned_to=account)


class Lead(models.Model):
    """``reported_*`` is who had it first and never changes; ``unit`` is who answers for it now.

    ``due_on`` is the last day on which the next step is in time; a lead that is closed has none. ``brought_by`` is the
    adviser, trip, visit, event or firm that it came from, where that is on record.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("线索编号", max_length=20)
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="lead"
    )
    source = models.CharField("线索来源", max_length=24, choices=LeadSource)
    brought_by = models.ForeignKey(
        "ledger.Subject", models.PROTECT, null=True, verbose_name="来源对象", related_name="leads_brought"
    )
    reported_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="首报单位", related_name="+"
    )
    reported_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )
    reported_at = models.DateTimeField("登记时间")
    received_on = models.DateField("收到日期")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="承接单位", related_name="+", db_index=False
    )
    assigned_to = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="跟进人", related_name="+"
    )
    state = models.CharField("状态", max_length=12, choices=LeadState, default=LeadState.NEW)
    state_since = models.DateField("状态始于")
    due_on = models.DateField("下一步期限", null=True)
    investor_name = models.CharField("投资方", max_length=200)
    project_name = models.CharField("拟投项目", max_length=200)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, verbose_name="转为的项目", related_name="leads"
    )
    version = models.BigIntegerField("版本号", default=0)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = "线索"
        verbose_name_plural = "线索"
        indexes = [
            models.Index(fields=["city", "state", "due_on", "id"], name="lead_by_state"),
            models.Index(fields=["unit", "state", "due_on"], name="lead_by_unit"),
            models.Index(fields=["city", "-received_on", "-id"], name="lead_latest_first"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="lead_code_unique", violation_error_message="线索编号已被使用"
            ),
            models.UniqueConstraint(
                fields=["city", "once"], name="lead_once_unique", violation_error_message="这条线索已经登记"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, due_on__isnull=False)
                | (~Q(state__in=OPEN_STATES) & Q(due_on__isnull=True)),
                name="lead_open_has_due_day",
                violation_error_message="跟进中的线索须有下一步期限",
            ),
            models.CheckConstraint(
                condition=Q(state=LeadState.CONVERTED, project__isnull=False)
                | (~Q(state=LeadState.CONVERTED) & Q(project__isnull=True)),
                name="lead_converted_has_project",
                violation_error_message="已转为项目的线索须有项目",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.project_name}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def is_overdue(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on


class LeadBrief(models.Model):
    """What a lead says. The keys sound like the names, so that the same lead told twice meets itself.

    ``held_since`` is the day on which the unit that answers for it got it: its days are counted from there.
    """

    lead = models.OneToOneField(
        Lead, models.PROTECT, primary_key=True, verbose_name="线索", related_name="brief"
    )
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, verbose_name="企业", related_name="leads"
    )
    investor_code = models.CharField("投资方信用代码", max_length=18, blank=True)
    amount_fen = models.BigIntegerField("意向投资（分）", null=True)
    industry = models.CharField("行业", max_length=6, blank=True)
    origin = models.CharField("来源地", max_length=6, blank=True)
    area = models.CharField("意向落地县区（园区）", max_length=16, blank=True)
    content = models.TextField("投资意向", blank=True)
    needs = models.TextField("用地、用能等需求", blank=True)
    contact_name = models.CharField("联系人", max_length=40, blank=True)
    contact_phone = models.CharField("联系电话", max_length=40, blank=True)
    source_note = models.CharField("来源说明", max_length=200, blank=True)
    investor_key = models.CharField("投资方检索音", max_length=64)
    name_key = models.CharField("项目检索音", max_length=64)
    search_text = models.CharField("检索文本", max_length=500, default="", db_default="")
    held_since = models.DateField("承接日期")
    first_report = models.ForeignKey(
        "crediting.FirstReport", models.PROTECT, null=True, verbose_name="首报", related_name="leads"
    )
    same_as = models.ForeignKey(
        Lead, models.PROTECT, null=True, verbose_name="并入的线索", related_name="repeated_by"
    )

    class Meta:
        verbose_name = "线索内容"
        verbose_name_plural = "线索内容"
        indexes = [
            models.Index(fields=["city", "investor_key"], name="lead_by_investor"),
            models.Index(fields=["city", "name_key"], name="lead_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gte=0),
                name="lead_amount_not_negative",
                violation_error_message="意向投资不能是负数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}"

    @property
    def amount(self) -> Yuan | None:
        return None if self.amount_fen is None else Yuan(self.amount_fen)
