"""What trips and visits have in common: units met firms and discussed projects, one of them being responsible."""

from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from luodi.organisation.policies import Reach

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


def taken_part_in(rows: Rows, reach: Reach) -> Rows:
    """Those of the reach's city in which one of its units took part."""
    within = rows.filter(city_id=reach.city_id)
    if reach.unit_ids is None:
        return within
    return within.filter(Q(unit_id__in=reach.unit_ids) | Q(parts__unit_id__in=reach.unit_ids)).distinct()


class Activity(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=40)
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="%(class)s"
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="责任单位", related_name="+")
    title = models.CharField("名称", max_length=120)
    led_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="带队领导", related_name="+"
    )
    head_count = models.PositiveIntegerField("人数", null=True)
    summary = models.TextField("情况", blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )
    updated_at = models.DateTimeField("更新时间")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class ActivityPart(models.Model):
    """One unit's part in an activity that several share, in basis points; without parts it is the unit's alone."""

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="参加单位", related_name="+")
    basis_points = models.PositiveIntegerField("份额（万分之）")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.basis_points}"


class ActivityFirm(models.Model):
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, verbose_name="对接企业", related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.enterprise_id)


class ActivityProject(models.Model):
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="洽谈项目", related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.project_id)
