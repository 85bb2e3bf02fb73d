"""What a result is used for: red and black lists, certificates, praise and criticism."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.assessment.models.groups import Group
from luodi.assessment.models.records import OfHolder
from luodi.assessment.models.runs import Run
from luodi.assessment.record_choices import CitationKind, CitationState, Colour
from luodi.organisation.policies import Reach


class ListedQuerySet(models.QuerySet["Listed"]):
    def standing(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def with_all(self) -> Self:
        return self.select_related("group", "run", "unit", "person", "listed_by__person")


class Listed(OfHolder):
    """A member on a list of its group: by the scheme's rule (then with the run), or by hand with a reason."""

    group = models.ForeignKey(
        Group, models.PROTECT, verbose_name="考核组", related_name="listed", db_index=False
    )
    run = models.ForeignKey(Run, models.PROTECT, null=True, verbose_name="考核计算", related_name="listed")
    colour = models.CharField("榜别", max_length=8, choices=Colour)
    title = models.CharField("名单", max_length=40)
    reason = models.CharField("上榜理由", max_length=400)
    by_rule = models.BooleanField("按考核办法", default=False)
    listed_at = models.DateTimeField("上榜时间")
    listed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="列入人", related_name="+", db_index=False
    )
    removed_at = models.DateTimeField("移出时间", null=True)
    removed_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="移出人",
        related_name="+",
        db_index=False,
    )
    removed_reason = models.CharField("移出理由", max_length=400, blank=True)

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = "上榜记录"
        verbose_name_plural = "上榜记录"
        ordering = ["colour", "id"]
        indexes = [models.Index(fields=["group", "title"], name="assessment_listed_of_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="assessment_listed_one_holder",
                violation_error_message="上榜的是一个单位或一名市领导",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="assessment_listed_with_reason",
                violation_error_message="上榜须写明理由",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(removed_reason=""),
                name="assessment_listed_removed_with_reason",
                violation_error_message="移出须写明理由",
            ),
        ]


class CitationQuerySet(models.QuerySet["Citation"]):
    def visible_to(self, reach: Reach) -> Self:
        """What is issued is for everybody who has business in the city, drafts for who sees all of it."""
        if reach.unit_ids == frozenset():
            return self.none()
        rows = self.filter(city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.exclude(state=CitationState.DRAFT)

    def with_all(self) -> Self:
        return self.select_related("city", "run__group", "drafted_by__person", "issued_by__person")


class Citation(models.Model):
    """A certificate, or a circular of praise or criticism, as its text; publishing it is another desk's work."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("种类", max_length=12, choices=CitationKind)
    run = models.ForeignKey(Run, models.PROTECT, null=True, verbose_name="考核计算", related_name="citations")
    document = models.CharField("发文字号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文", max_length=4000)
    issuer = models.CharField("落款单位", max_length=80)
    issued_on = models.DateField("成文日期", null=True)
    state = models.CharField("状态", max_length=12, choices=CitationState, default=CitationState.DRAFT)
    version = models.BigIntegerField("版本号", default=0)
    drafted_at = models.DateTimeField("起草时间")
    drafted_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="起草人", related_name="+", db_index=False
    )
    issued_at = models.DateTimeField("印发时间", null=True)
    issued_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="印发人",
        related_name="+",
        db_index=False,
    )
    reason = models.CharField("作废理由", max_length=400, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = "通报和证书"
        verbose_name_plural = "通报和证书"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="assessment_citation_code_unique",
                violation_error_message="编号已被使用",
            ),
            models.CheckConstraint(
                condition=~Q(state="ISSUED")
                | Q(issued_on__isnull=False, issued_at__isnull=False, issued_by__isnull=False),
                name="assessment_citation_issued_with_day",
                violation_error_message="印发须有成文日期",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=models.F("drafted_by")),
                name="assessment_citation_issued_by_another",
                violation_error_message="起草人不能自己印发",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == CitationState.DRAFT


class CitationName(OfHolder):
    """Whom a certificate or a circular names."""

    citation = models.ForeignKey(
        Citation, models.PROTECT, verbose_name="通报和证书", related_name="names", db_index=False
    )

    class Meta:
        verbose_name = "通报对象"
        verbose_name_plural = "通报对象"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="assessment_named_one_holder",
                violation_error_message="通报对象是一个单位或一名市领导",
            ),
            models.UniqueConstraint(
                fields=["citation", "unit"],
                condition=Q(unit__isnull=False),
                name="assessment_named_once_per_unit",
                violation_error_message="同一单位只写一次",
            ),
            models.UniqueConstraint(
                fields=["citation", "person"],
                condition=Q(person__isnull=False),
                name="assessment_named_once_per_person",
                violation_error_message="同一领导只写一次",
            ),
        ]
