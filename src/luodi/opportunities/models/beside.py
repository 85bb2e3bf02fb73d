"""What happens to an opportunity, and its pictures."""

from django.db import models

from luodi.opportunities.choices import OpportunityState


class OpportunityMove(models.Model):
    """One change of state: since when, why, with whom and, when it was taken, which project it became."""

    opportunity = models.ForeignKey(
        "opportunities.Opportunity", models.PROTECT, verbose_name="谋划项目", related_name="moves"
    )
    state = models.CharField("状态", max_length=20, choices=OpportunityState)
    since = models.DateField("状态始于")
    reason = models.CharField("说明", max_length=400, blank=True)
    investor_name = models.CharField("对接企业", max_length=200, blank=True)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, verbose_name="对接企业", related_name="+"
    )
    project = models.ForeignKey(
        "projects.Project",
        models.PROTECT,
        null=True,
        verbose_name="落地项目",
        related_name="opportunity_moves",
    )
    made_at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )

    class Meta:
        verbose_name = "谋划项目状态变化"
        verbose_name_plural = "谋划项目状态变化"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.opportunity_id}: {self.state}"


class OpportunityPhoto(models.Model):
    """A picture, in the order of adding; one that was taken off stays on record."""

    opportunity = models.ForeignKey(
        "opportunities.Opportunity", models.PROTECT, verbose_name="谋划项目", related_name="photos"
    )
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, verbose_name="文件", related_name="+")
    name = models.CharField("文件名", max_length=200)
    caption = models.CharField("图片说明", max_length=120, blank=True)
    is_off = models.BooleanField("已撤下", default=False)
    added_at = models.DateTimeField("上传时间")
    added_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="上传人", related_name="+"
    )

    class Meta:
        verbose_name = "谋划项目图片"
        verbose_name_plural = "谋划项目图片"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "file"],
                condition=models.Q(is_off=False),
                name="opportunity_photo_once",
                violation_error_message="这张图片已经上传过",
            )
        ]

    def __str__(self) -> str:
        return self.name
