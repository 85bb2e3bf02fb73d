"""Who of ours spoke with an association or an entrepreneur, when, and what came of it."""

from django.db import models
from django.db.models import Q

from luodi.directory.models.association import Association
from luodi.directory.models.hometowner import Hometowner


class Liaison(models.Model):
    """One talk; a line is written once and not changed."""

    association = models.ForeignKey(
        Association, models.PROTECT, null=True, verbose_name="商会协会", related_name="liaisons"
    )
    hometowner = models.ForeignKey(
        Hometowner, models.PROTECT, null=True, verbose_name="在外企业家", related_name="liaisons"
    )
    on = models.DateField("联系日期")
    who = models.CharField("联系人员", max_length=100)
    text = models.CharField("联系情况", max_length=800)
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey("organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+")

    class Meta:
        verbose_name = "联络记录"
        verbose_name_plural = "联络记录"
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(association__isnull=False, hometowner__isnull=True)
                | Q(association__isnull=True, hometowner__isnull=False),
                name="liaison_is_about_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.who}"
