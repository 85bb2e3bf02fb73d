"""A project as it stands now: what people edit. What counts, and since when, is in the ledger.

It has more columns than most models, for the grid filters and sorts by all of them in one index scan and shows a
row without a join per stage.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from luodi import search
from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Channel, Standing
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Unit
from luodi.organisation.policies import Reach
from luodi.projects import rules
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models.parts import ProjectShare

SEARCH_INDEX = search.Index("projects_search")
_PRECISIONS = [(p.value, p.value) for p in DatePrecision]


class ProjectQuerySet(models.QuerySet["Project"]):
    def of(self, city_id: int) -> Self:
        """The city's projects without those whose recording was withdrawn."""
        return self.filter(city_id=city_id, is_void=False)

    def visible_to(self, reach: Reach) -> Self:
        """Projects that the reach's units answer for, share in, or have on their ground."""
        return self.of(reach.city_id).seen_by(reach)

    def seen_by(self, reach: Reach) -> Self:
        """The same with those whose recording was withdrawn: a past as-of still opens to them."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        if not reach.unit_ids:
            return rows.none()
        counties = Unit.objects.filter(pk__in=reach.unit_ids, kind=UnitKind.COUNTY).exclude(area="")
        shared = ProjectShare.objects.filter(unit_id__in=reach.unit_ids)
        return rows.filter(
            Q(unit_id__in=reach.unit_ids)
            | Q(area__in=counties.values("area"))
            | Q(pk__in=shared.values("project_id"))
        )

    def matching(self, city_id: int, text: str) -> Self:
        """Projects whose name, code or initials contain ``text``."""
        return search.narrow(self, SEARCH_INDEX, city_id=city_id, text=text)


def _stage_date(label: str) -> "models.DateField[date | None, date | None]":
    return models.DateField(label, null=True)


def _precision(label: str) -> "models.CharField[str, str]":
    return models.CharField(f"{label}精度", max_length=12, choices=_PRECISIONS, blank=True)


def _listed(name: str, *fields: str) -> models.Index:
    """Return an index over what lists show. It ends with its own condition, so that SQLite reads it alone."""
    return models.Index(
        fields=["city", *fields, "is_void"], condition=Q(is_void=False), name=f"project_{name}"
    )


class Project(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("项目编号", max_length=20)
    name = models.CharField("项目名称", max_length=200)
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="project"
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, verbose_name="投资企业", related_name="projects"
    )
    investor_name = models.CharField("投资方", max_length=200, blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="责任单位", related_name="+", db_index=False
    )
    area = models.CharField("落地县区（园区）", max_length=16, blank=True)
    origin = models.CharField("来源地", max_length=6, blank=True)
    industry = models.CharField("行业", max_length=6, blank=True)
    industrial = models.BooleanField("是否工业", default=False)
    total_fen = models.BigIntegerField("总投资（分）", null=True)
    sponsor = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="包保领导", related_name="+"
    )
    summary = models.TextField("项目简介", blank=True)

    stage = models.CharField("阶段", max_length=16, choices=Stage)
    status = models.CharField("推进状态", max_length=16, choices=Status, default=Status.PROCEEDING)
    status_since = models.DateField("推进状态始于")
    status_reason = models.CharField("推进状态说明", max_length=400, blank=True)
    standing = models.CharField("认定状态", max_length=12, choices=Standing, default=Standing.CLAIMED)
    channel_of_signing = models.CharField("签约方式", max_length=12, choices=Channel, blank=True)
    negotiating_on = _stage_date("开始洽谈日期")
    negotiating_precision = _precision("开始洽谈日期")
    signed_on = _stage_date("签约日期")
    signed_precision = _precision("签约日期")
    started_on = _stage_date("开工日期")
    started_precision = _precision("开工日期")
    producing_on = _stage_date("投产日期")
    producing_precision = _precision("投产日期")

    is_opening = models.BooleanField("期初项目", default=False)
    is_void = models.BooleanField("登记已撤回", default=False)
    search_text = models.CharField("检索文本", max_length=500)
    name_key = models.CharField("名称读音", max_length=64, blank=True)
    investor_key = models.CharField("投资方读音", max_length=64, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )
    updated_at = models.DateTimeField("更新时间")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "项目"
        verbose_name_plural = "项目"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="project_code_unique",
                violation_error_message="项目编号已被使用",
            ),
            models.CheckConstraint(
                condition=Q(total_fen__isnull=True) | Q(total_fen__gte=0),
                name="project_total_not_negative",
                violation_error_message="总投资不能是负数",
            ),
        ]
        indexes = [
            _listed("grid", "id", "unit", "area", "stage", "status", "standing", "industry", "industrial"),
            _listed("by_unit", "unit", "id"),
            _listed("by_stage", "stage", "status", "id"),
            _listed("by_signing", "signed_on", "id"),
            _listed("by_total", "total_fen", "id"),
            _listed("by_update", "updated_at", "id"),
            models.Index(
                fields=["city", "stage", "id"],
                condition=Q(is_void=False, is_opening=False, negotiating_on__isnull=True),
                name="project_never_negotiated",
            ),
            models.Index(fields=["city", "name_key"], name="project_by_name_key"),
            models.Index(fields=["city", "investor_key"], name="project_by_investor_key"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def total(self) -> Yuan | None:
        return None if self.total_fen is None else Yuan(self.total_fen)

    def date_of(self, stage: Stage | str) -> VagueDate | None:
        """Return when the stage was reached, as precisely as it is known; None when it was not, or nobody knows."""
        name = Stage(stage).value.lower()
        on: date | None = getattr(self, f"{name}_on")
        return None if on is None else rules.around(on, DatePrecision(getattr(self, f"{name}_precision")))

    @property
    def stage_since(self) -> date | None:
        since: date | None = getattr(self, f"{Stage(self.stage).value.lower()}_on")
        return since

    @property
    def stage_reached(self) -> Stage | None:
        """The present stage; None after the claim of the very first one was rejected."""
        never = self.stage == Stage.NEGOTIATING and self.negotiating_on is None and not self.is_opening
        return None if never else Stage(self.stage)

    def fields_held(self) -> set[Field]:
        """Return which of the particulars the project has; ``details.filled`` tells the details."""
        values = {
            Field.NAME: self.name,
            Field.UNIT: self.unit_id,
            Field.INVESTOR_NAME: self.investor_name or self.enterprise_id,
            Field.TOTAL: self.total_fen,
            Field.ORIGIN: self.origin,
            Field.INDUSTRY: self.industry,
            Field.AREA: self.area,
        }
        return {field for field, value in values.items() if value}
