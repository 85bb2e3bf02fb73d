"""Fee rules: a rule has a name, its versions are data, and no version is ever rewritten."""

from django.db import models


class FeeRule(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    title = models.CharField("名称", max_length=120)
    created_at = models.DateTimeField("建立时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="建立人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "引荐奖励办法"
        verbose_name_plural = "引荐奖励办法"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="fee_rule_code_unique", violation_error_message="编号已被使用"
            ),
            models.UniqueConstraint(
                fields=["city", "title"],
                name="fee_rule_title_unique",
                violation_error_message="已有同名的办法，请在它下面发布新版本",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FeeRuleVersion(models.Model):
    """What the rule says from a day on; ``content`` is read by ``feerules.parse`` alone."""

    rule = models.ForeignKey(FeeRule, models.PROTECT, verbose_name="办法", related_name="versions")
    number = models.PositiveSmallIntegerField("版次")
    valid_from = models.DateField("施行日期")
    source = models.CharField("依据", max_length=200)
    content = models.JSONField("内容")
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+"
    )
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "奖励办法版本"
        verbose_name_plural = "奖励办法版本"
        ordering = ["valid_from", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "number"],
                name="fee_rule_version_unique",
                violation_error_message="这一版次已经存在",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} 第{self.number}版"
