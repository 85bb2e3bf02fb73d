"""The minutes (会议纪要) as they were issued: frozen; what is corrected later is a further edition with its reason."""

from django.db import models
from django.db.models import Q


class Minutes(models.Model):
    """``content`` is everything that the paper says, so that it reads the same whatever becomes of units and people."""

    review = models.ForeignKey(
        "reviews.Review", models.PROTECT, verbose_name="调度会", related_name="editions", db_index=False
    )
    edition = models.PositiveIntegerField("版次")
    content = models.JSONField("纪要内容")
    issued_on = models.DateField("印发日期")
    reason = models.CharField("更正理由", max_length=400, blank=True)
    published_at = models.DateTimeField("印发时间")
    published_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="印发人", related_name="+"
    )

    class Meta:
        verbose_name = "会议纪要"
        verbose_name_plural = "会议纪要"
        ordering = ("edition",)
        constraints = [
            models.UniqueConstraint(
                fields=["review", "edition"],
                name="review_minutes_unique",
                violation_error_message="这一版纪要已经印发",
            ),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(reason=""),
                name="review_minutes_corrected_with_reason",
                violation_error_message="更正纪要须写明理由",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}/{self.edition}"
