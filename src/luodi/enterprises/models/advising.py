"""How an adviser comes to a letter: recommended, screened, approved, appointed for a term, renewed after a review."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.enterprises.choices import AdviserKind, NominationState, TermKind
from luodi.enterprises.models.adviser import Adviser
from luodi.organisation.models.own_rules import OwnRules
from luodi.organisation.querysets import OfUnits

OPEN = (NominationState.RECOMMENDED, NominationState.SCREENED, NominationState.APPROVED)


class NominationQuerySet(OfUnits["Nomination"]):
    """Recommendations by the reach's own units."""

    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class Nomination(models.Model):
    """Somebody is recommended; no fact yet: who holds no letter is no adviser."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("推荐编号", max_length=20)
    kind = models.CharField("聘任类别", max_length=12, choices=AdviserKind)
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("单位及职务", max_length=200, blank=True)
    field = models.CharField("熟悉领域", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    origin = models.CharField("所在地", max_length=6, blank=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="推荐单位", related_name="+")
    grounds = models.CharField("推荐理由", max_length=800)
    state = models.CharField("办理状态", max_length=12, choices=NominationState)
    decided_on = models.DateField("办理日期", null=True)
    decision = models.CharField("办理意见", max_length=400, blank=True)
    adviser = models.OneToOneField(
        Adviser, models.PROTECT, null=True, verbose_name="聘任的顾问", related_name="nomination"
    )
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "顾问推荐"
        verbose_name_plural = "顾问推荐"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="nomination_code_unique",
                violation_error_message="推荐编号已被使用",
            ),
            models.UniqueConstraint(fields=["city", "once"], name="nomination_once_unique"),
            models.CheckConstraint(
                condition=Q(adviser__isnull=True) | Q(state=NominationState.APPOINTED),
                name="nomination_adviser_has_a_letter",
                violation_error_message="发聘书之后才有顾问",
            ),
        ]
        indexes = [models.Index(fields=["city", "state"], name="nomination_by_state")]

    def __str__(self) -> str:
        return self.name


class AdviserTerm(models.Model):
    """One letter: from which day to which. ``leads`` is what the term before had brought when it was reviewed."""

    adviser = models.ForeignKey(Adviser, models.PROTECT, verbose_name="招商顾问", related_name="terms")
    kind = models.CharField("聘期类别", max_length=12, choices=TermKind)
    since = models.DateField("聘期开始")
    until = models.DateField("聘期结束", null=True)
    letter_no = models.CharField("聘书编号", max_length=40, blank=True)
    leads = models.PositiveIntegerField("上一聘期线索", null=True)
    review = models.CharField("考察意见", max_length=400, blank=True)
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey("organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+")

    class Meta:
        verbose_name = "顾问聘期"
        verbose_name_plural = "顾问聘期"
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="adviser_letter_in_order",
                violation_error_message="聘期结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since.isoformat()} {self.get_kind_display()}"


class AdvisingRules(OwnRules):
    """The city's own terms for advisers and envoys, from a day on."""

    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    adviser_months = models.PositiveSmallIntegerField("顾问聘期（月）")
    envoy_months = models.PositiveSmallIntegerField("大使聘期（月）")
    leads_a_year = models.PositiveSmallIntegerField("大使每年线索")

    class Meta:
        verbose_name = "顾问聘任规则"
        verbose_name_plural = "顾问聘任规则"

    def __str__(self) -> str:
        return self.valid_from.isoformat()
