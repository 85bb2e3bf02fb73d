"""Industrial chains: links from upstream to downstream, each with the classes of GB/T 4754 that make it up."""

from django.db import models
from django.db.models import Q

from luodi.chains.choices import Tier
from luodi.organisation.querysets import OfTheCity


class ChainQuerySet(OfTheCity["Chain"]):
    """Those of the reach's city, for everybody who has business there."""


class Chain(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    name = models.CharField("名称", max_length=60)
    remark = models.TextField("说明", blank=True)
    once = models.CharField("提交标识", max_length=32, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = "产业链"
        verbose_name_plural = "产业链"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="chain_code_unique",
                violation_error_message="产业链编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "name"],
                name="chain_name_unique",
                violation_error_message="已有同名的产业链",
            ),
            models.UniqueConstraint(
                fields=["city", "once"],
                condition=~Q(once=""),
                name="chain_once",
                violation_error_message="这一份已经提交过",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ChainLink(models.Model):
    """``position`` orders the links of a tier; one that was taken out stays on record."""

    chain = models.ForeignKey(Chain, models.PROTECT, verbose_name="产业链", related_name="links")
    name = models.CharField("环节名称", max_length=60)
    tier = models.CharField("位置", max_length=12, choices=Tier)
    position = models.PositiveIntegerField("次序")
    products = models.CharField("主要产品", max_length=200, blank=True)
    is_off = models.BooleanField("已撤下", default=False)
    version = models.BigIntegerField("版本号", default=0)

    class Meta:
        verbose_name = "产业链环节"
        verbose_name_plural = "产业链环节"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "name"],
                condition=Q(is_off=False),
                name="chain_link_name_unique",
                violation_error_message="这条链上已有同名的环节",
            )
        ]

    def __str__(self) -> str:
        return self.name


class LinkClass(models.Model):
    """A division (大类) of GB/T 4754 that belongs to the link; several links may share one."""

    link = models.ForeignKey(ChainLink, models.PROTECT, verbose_name="环节", related_name="classes")
    industry = models.CharField("行业大类", max_length=6)

    class Meta:
        verbose_name = "环节对应行业"
        verbose_name_plural = "环节对应行业"
        ordering = ["industry"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "industry"],
                name="link_class_once",
                violation_error_message="这个环节已对应该行业",
            )
        ]

    def __str__(self) -> str:
        return self.industry
