"""What a review meeting decided (议定事项): who does what by when. Issued minutes make it an action item."""

from django.db import models


class Decision(models.Model):
    """``item`` is the action item that it became, once, when the minutes were issued."""

    line = models.ForeignKey(
        "reviews.AgendaLine", models.PROTECT, verbose_name="调度会议题", related_name="decisions"
    )
    text = models.CharField("议定事项", max_length=200)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="责任单位", related_name="+")
    owner = models.ForeignKey("organisation.Account", models.PROTECT, verbose_name="责任人", related_name="+")
    deadline = models.DateField("完成时限")
    item = models.OneToOneField(
        "actions.ActionItem", models.PROTECT, null=True, verbose_name="待办事项", related_name="decision"
    )
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)

    class Meta:
        verbose_name = "议定事项"
        verbose_name_plural = "议定事项"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["line", "once"],
                name="review_decision_once_unique",
                violation_error_message="这条议定事项已经登记",
            ),
        ]

    def __str__(self) -> str:
        return self.text
