"""What is said of an opportunity to investors: one version a year and one for each revision, in each language."""

from django.db import models

from luodi.kernel.money import Yuan
from luodi.opportunities.choices import Language, PartnerMode


class OpportunityVersion(models.Model):
    """Rows are only appended; the highest number is what is on offer now."""

    opportunity = models.ForeignKey(
        "opportunities.Opportunity", models.PROTECT, verbose_name="谋划项目", related_name="versions"
    )
    number = models.PositiveIntegerField("第几版")
    year = models.PositiveIntegerField("年度")
    valid_from = models.DateField("更新日期")
    amount_fen = models.BigIntegerField("投资规模（分）")
    industry = models.CharField("行业", max_length=6)
    area = models.CharField("拟落地县区（园区）", max_length=16, blank=True)
    mode = models.CharField("合作方式", max_length=16, choices=PartnerMode, default=PartnerMode.ANY)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    reason = models.CharField("更新说明", max_length=400, blank=True)
    made_at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )

    class Meta:
        verbose_name = "谋划项目版本"
        verbose_name_plural = "谋划项目版本"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "number"],
                name="opportunity_version_unique",
                violation_error_message="这一版已经登记",
            )
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id}: {self.number}"

    @property
    def amount(self) -> Yuan:
        return Yuan(self.amount_fen)


class OpportunityText(models.Model):
    """A version in one language; the one in Chinese is always there."""

    version = models.ForeignKey(OpportunityVersion, models.PROTECT, verbose_name="版本", related_name="texts")
    language = models.CharField("语言", max_length=2, choices=Language)
    name = models.CharField("名称", max_length=200)
    place = models.CharField("建设地点", max_length=200, blank=True)
    content = models.TextField("建设内容", blank=True)
    scale = models.TextField("建设规模", blank=True)
    conditions = models.TextField("建设条件", blank=True)
    benefits = models.TextField("效益分析", blank=True)
    partnering = models.TextField("合作说明", blank=True)
    contact = models.CharField("联系单位和联系人", max_length=120, blank=True)

    class Meta:
        verbose_name = "谋划项目文本"
        verbose_name_plural = "谋划项目文本"
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="opportunity_text_once_per_language")
        ]

    def __str__(self) -> str:
        return self.name
