"""How an account wants to be told: how soon of what, and when not at all."""

from datetime import time

from django.db import models
from django.db.models import Q

from luodi.notices.choices import NoticeKind
from luodi.outbox.choices import Pace


class Preference(models.Model):
    """Absent for whoever has chosen nothing. Equal bounds are no quiet hours; Monday is 0."""

    account = models.OneToOneField(
        "organisation.Account", models.PROTECT, verbose_name="收件账号", related_name="+"
    )
    quiet_from = models.TimeField("免打扰开始", default=time(21))
    quiet_until = models.TimeField("免打扰结束", default=time(7, 30))
    digest_at = models.TimeField("汇总时间", default=time(8))
    digest_day = models.PositiveSmallIntegerField("每周汇总日", default=0)

    class Meta:
        verbose_name = "消息偏好"
        verbose_name_plural = "消息偏好"
        constraints = [
            models.CheckConstraint(
                condition=Q(digest_day__lt=7),
                name="preference_day_of_week",
                violation_error_message="每周汇总日应为周一至周日",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}"


class KindPace(models.Model):
    """How soon an account hears of one kind of notice, where it has chosen."""

    account = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="收件账号", related_name="+", db_index=False
    )
    kind = models.CharField("提醒类别", max_length=12, choices=NoticeKind)
    pace = models.CharField("发送方式", max_length=12, choices=Pace)

    class Meta:
        verbose_name = "按类别的发送方式"
        verbose_name_plural = "按类别的发送方式"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"],
                name="pace_once_per_kind",
                violation_error_message="这一类别已有发送方式",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.get_pace_display()}"
