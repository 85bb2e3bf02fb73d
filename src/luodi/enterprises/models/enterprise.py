"""A firm as the city knows it now."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi import search
from luodi.organisation.policies import Reach

SEARCH_INDEX = search.Index("enterprises_search")


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    def of(self, city_id: int) -> Self:
        """The city's enterprises without those whose recording was withdrawn."""
        return self.filter(city_id=city_id, is_void=False)

    def visible_to(self, reach: Reach) -> Self:
        """The city's enterprises, for everybody who has business there: they are the whole city's."""
        return self.none() if reach.unit_ids == frozenset() else self.of(reach.city_id)

    def matching(self, city_id: int, text: str) -> Self:
        """Enterprises whose name, code, credit code or initials contain ``text``."""
        return search.narrow(self, SEARCH_INDEX, city_id=city_id, text=text)


class Enterprise(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("企业编号", max_length=20)
    name = models.CharField("企业名称", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    origin = models.CharField("来源地", max_length=6, blank=True)
    industry = models.CharField("行业", max_length=6, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="母公司", related_name="children"
    )
    group = models.CharField("所属集团", max_length=120, blank=True)
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="enterprise"
    )
    is_above_scale = models.BooleanField("规上工业企业", default=False)
    above_scale_on = models.DateField("进入规上日期", null=True)
    is_in_pool = models.BooleanField("规上培育库在库", default=False)
    is_void = models.BooleanField("登记已撤回", default=False)
    search_text = models.CharField("检索文本", max_length=500)
    name_key = models.CharField("名称读音", max_length=64, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )
    updated_at = models.DateTimeField("更新时间")

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = "企业"
        verbose_name_plural = "企业"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="enterprise_code_unique",
                violation_error_message="企业编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "credit_code"],
                condition=~Q(credit_code="") & Q(is_void=False),
                name="enterprise_credit_code_unique",
                violation_error_message="该统一社会信用代码已登记",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="enterprise_not_its_own_parent",
                violation_error_message="企业不能是自己的母公司",
            ),
        ]
        indexes = [
            models.Index(
                fields=["city", "id", "is_void"], condition=Q(is_void=False), name="enterprise_grid"
            ),
            models.Index(
                fields=["city", "industry", "origin", "is_above_scale", "is_in_pool", "id"],
                condition=Q(is_void=False),
                name="enterprise_by_industry",
            ),
            models.Index(fields=["city", "name"], name="enterprise_by_name"),
            models.Index(fields=["city", "name_key"], name="enterprise_by_name_key"),
            models.Index(fields=["city", "group"], condition=~Q(group=""), name="enterprise_by_group"),
            models.Index(
                fields=["city", "above_scale_on"],
                condition=Q(is_above_scale=True),
                name="enterprise_above_scale",
            ),
        ]

    def __str__(self) -> str:
        return self.name
