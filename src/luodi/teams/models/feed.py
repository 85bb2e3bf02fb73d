"""Private calendar feeds: an address that only its owner knows, read by the calendar of a phone or a desk."""

from typing import Self

from django.db import models

from luodi.organisation.models import Account


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def of(self, account: Account) -> Self:
        return self.filter(account=account)

    def live(self) -> Self:
        return self.filter(revoked_at__isnull=True, account__is_active=True)


class CalendarFeed(models.Model):
    """The secret itself is nowhere: ``digest`` is its SHA-256. ``unit`` narrows the feed to one team or unit."""

    account = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="账号", related_name="calendar_feeds"
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="只看单位", related_name="+"
    )
    name = models.CharField("用途", max_length=40)
    digest = models.CharField("密钥摘要", max_length=64, unique=True)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    created_at = models.DateTimeField("开通时间")
    read_at = models.DateTimeField("最近读取", null=True)
    revoked_at = models.DateTimeField("停用时间", null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "日历订阅"
        verbose_name_plural = "日历订阅"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "once"],
                name="feed_once",
                violation_error_message="这个订阅已经开通",
            )
        ]

    def __str__(self) -> str:
        return self.name
