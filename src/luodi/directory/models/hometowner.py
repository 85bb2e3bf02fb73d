"""Entrepreneurs from here who work elsewhere."""

from typing import Self

from django.db import models

from luodi.directory.models.association import Association
from luodi.organisation.policies import Reach


class HometownerQuerySet(models.QuerySet["Hometowner"]):
    def visible_to(self, reach: Reach) -> Self:
        """The city's directory, for everybody who has business there: it is one for all units."""
        return self.none() if reach.unit_ids == frozenset() else self.filter(city_id=reach.city_id)


class Hometowner(models.Model):
    """``home`` is the county that he comes from, ``place`` where he works now."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    name = models.CharField("姓名", max_length=40)
    home = models.CharField("籍贯县区", max_length=16, blank=True)
    place = models.CharField("所在地", max_length=6)
    company = models.CharField("单位", max_length=200, blank=True)
    title = models.CharField("职务", max_length=100, blank=True)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, verbose_name="企业", related_name="hometowners"
    )
    industry = models.CharField("行业", max_length=6, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    association = models.ForeignKey(
        Association, models.PROTECT, null=True, verbose_name="所在商会", related_name="people"
    )
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

    objects = HometownerQuerySet.as_manager()

    class Meta:
        verbose_name = "在外企业家"
        verbose_name_plural = "在外企业家"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="hometowner_code_unique",
                violation_error_message="编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "name", "company"],
                name="hometowner_unique",
                violation_error_message="这位企业家已登记",
            ),
            models.UniqueConstraint(fields=["city", "once"], name="hometowner_once_unique"),
        ]

    def __str__(self) -> str:
        return self.name
