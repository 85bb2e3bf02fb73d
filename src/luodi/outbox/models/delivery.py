"""What is to go out and what became of it: each notice at most once through each channel."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.models import Account
from luodi.outbox.choices import DeliveryKind, DeliveryState, Pace


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def of(self, account: Account) -> Self:
        return self.filter(city_id=account.city_id, channel__account=account)

    def sendable(self, at: datetime) -> Self:
        """Those that are due, through channels that are not left alone for now."""
        rested = Q(channel__resume_at__isnull=True) | Q(channel__resume_at__lte=at)
        known = Q(kind=DeliveryKind.CODE) | Q(channel__confirmed_at__isnull=False)
        live = self.filter(rested, known, channel__stopped_at__isnull=True)
        return live.filter(state=DeliveryState.PENDING, due_at__lte=at).order_by("due_at", "id")

    def abandoned(self, at: datetime, after: timedelta) -> Self:
        """Those whose sender has not been heard of for ``after``."""
        return self.filter(state=DeliveryState.SENDING, sending_since__lt=at - after)

    def latest_first(self) -> Self:
        return self.order_by("-id")


class Delivery(models.Model):
    """One message. SENDING is written before the network is touched: who dies in between leaves a message that is
    not sent a second time by itself."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    channel = models.ForeignKey(
        "outbox.Channel", models.PROTECT, verbose_name="消息渠道", related_name="+", db_index=False
    )
    kind = models.CharField("消息类别", max_length=12, choices=DeliveryKind)
    state = models.CharField("发送状态", max_length=12, choices=DeliveryState, default=DeliveryState.PENDING)
    made_at = models.DateTimeField("生成时间")
    due_at = models.DateTimeField("不早于")
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    sending_since = models.DateTimeField("开始发送", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    said = models.CharField("发送说明", max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "外发消息"
        verbose_name_plural = "外发消息"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENDING) | Q(sending_since__isnull=False),
                name="delivery_sending_since",
                violation_error_message="正在发送的消息应有开始时间",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | Q(
                    state__in=[
                        DeliveryState.SENT,
                        DeliveryState.FAILED,
                        DeliveryState.UNKNOWN,
                        DeliveryState.DROPPED,
                    ]
                ),
                name="delivery_ended_in_the_end",
                violation_error_message="没有发完的消息不应有结束时间",
            ),
        ]
        indexes = [
            models.Index(
                fields=["city", "due_at", "id"],
                condition=Q(state__in=[DeliveryState.PENDING, DeliveryState.SENDING]),
                name="delivery_waiting",
            ),
            models.Index(fields=["channel", "made_at"], name="delivery_of_channel"),
            models.Index(fields=["city", "id"], name="delivery_of_city"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def may_go_again(self) -> bool:
        """Whether its receiver may ask for it once more; by itself it does not go again."""
        return self.kind != DeliveryKind.CODE and self.state in (DeliveryState.FAILED, DeliveryState.UNKNOWN)


class Item(models.Model):
    """A notice that has been considered for a channel: ``delivery`` carries it, or it waits until ``due_at``.

    ``due_at`` is empty for what shall not go out: never wanted, or read in time.
    """

    channel = models.ForeignKey(
        "outbox.Channel", models.PROTECT, verbose_name="消息渠道", related_name="+", db_index=False
    )
    notice = models.ForeignKey(
        "notices.Notice", models.PROTECT, verbose_name="提醒", related_name="+", db_index=False
    )
    pace = models.CharField("发送方式", max_length=12, choices=Pace)
    due_at = models.DateTimeField("不早于", null=True)
    delivery = models.ForeignKey(
        Delivery, models.PROTECT, verbose_name="外发消息", related_name="items", null=True
    )

    class Meta:
        verbose_name = "待发提醒"
        verbose_name_plural = "待发提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "notice"],
                name="item_once_per_channel",
                violation_error_message="同一提醒通过同一渠道只发一次",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(delivery__isnull=True, due_at__isnull=False),
                name="item_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} → {self.channel_id}"


class Enclosure(models.Model):
    """A calendar text that goes by e-mail with every notice of the ``key``; such a notice goes at once and alone."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    key = models.CharField("提醒编号", max_length=80)
    name = models.CharField("文件名", max_length=80)
    content = models.TextField("日历内容")

    class Meta:
        verbose_name = "消息附件"
        verbose_name_plural = "消息附件"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "key"],
                name="enclosure_once",
                violation_error_message="这条提醒已有附件",
            ),
        ]

    def __str__(self) -> str:
        return self.name
