"""Chambers and associations per city: who leads them, how many members, and who of ours keeps in touch."""

from typing import Self

from django.db import models

from luodi.directory.choices import AssociationKind
from luodi.organisation.policies import Reach


class AssociationQuerySet(models.QuerySet["Association"]):
    def visible_to(self, reach: Reach) -> Self:
        """The city's directory, for everybody who has business there: it is one for all units."""
        return self.none() if reach.unit_ids == frozenset() else self.filter(city_id=reach.city_id)


class Association(models.Model):
    """``place`` is the city that it sits in; ``station_since``: it is a liaison station of ours from then on."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("组织类别", max_length=12, choices=AssociationKind)
    place = models.CharField("所在地", max_length=6)
    industry = models.CharField("行业", max_length=6, blank=True)
    leader = models.CharField("负责人", max_length=60, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    members = models.PositiveIntegerField("会员企业数", null=True)
    station_since = models.DateField("挂牌联络站", null=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="联系单位", related_name="+")
    remark = models.CharField("说明", max_length=800, blank=True)
    closed_on = models.DateField("停用日期", null=True)
    search_text = models.CharField("检索文本", max_length=400)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = "商会协会"
        verbose_name_plural = "商会协会"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="association_code_unique",
                violation_error_message="编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "place", "name"],
                name="association_name_unique",
                violation_error_message="这个城市已登记同名的商会协会",
            ),
            models.UniqueConstraint(fields=["city", "once"], name="association_once_unique"),
        ]

    def __str__(self) -> str:
        return self.name
