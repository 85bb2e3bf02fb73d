"""Entrepreneurs from here who work elsewhere."""

from django.db import models

from luodi.directory.models.association import Association
from luodi.directory.models.entry import Entry
from luodi.organisation.querysets import OfTheCity


class HometownerQuerySet(OfTheCity["Hometowner"]):
    """The city's directory, for everybody who has business there: it is one for all units."""


class Hometowner(Entry):
    """``home`` is the county that he comes from, ``place`` where he works now."""

    name = models.CharField("姓名", max_length=40)
    home = models.CharField("籍贯县区", max_length=16, blank=True)
    company = models.CharField("单位", max_length=200, blank=True)
    title = models.CharField("职务", max_length=100, blank=True)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, verbose_name="企业", related_name="hometowners"
    )
    association = models.ForeignKey(
        Association, models.PROTECT, null=True, verbose_name="所在商会", related_name="people"
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
