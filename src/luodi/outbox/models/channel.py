"""Where an account is reached outside the program."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.models import Account
from luodi.outbox.choices import ChannelKind


class ChannelQuerySet(models.QuerySet["Channel"]):
    def of(self, account: Account) -> Self:
        """The account's own: nobody else sees or changes them."""
        return self.filter(city_id=account.city_id, account=account)

    def live(self) -> Self:
        return self.filter(stopped_at__isnull=True)

    def confirmed(self) -> Self:
        """Those that are known to reach their owner: nothing but the code goes to an address before that."""
        return self.filter(confirmed_at__isnull=False)


class Channel(models.Model):
    """``shown`` is what pages say of it: the e-mail address, or a robot's masked address; its ``secret`` is sealed.

    ``since``: notices from then on go out; ``fed_at``: up to when they have been looked through. After ``n_failures``
    in a row it is left alone until ``resume_at``.

    A robot needs no confirming. Of an e-mail address the sealed secret is the code that was sent there last, void after
    ``code_until`` or too many ``code_tries``; nothing remains of it once the address is confirmed.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    account = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="收件账号", related_name="+", db_index=False
    )
    kind = models.CharField("渠道类别", max_length=12, choices=ChannelKind)
    name = models.CharField("渠道名称", max_length=40)
    shown = models.CharField("发往", max_length=254)
    secret = models.TextField("密钥（加密）", blank=True)
    since = models.DateTimeField("开通时间")
    fed_at = models.DateTimeField("已检查到")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    code_until = models.DateTimeField("验证码有效至", null=True)
    code_tries = models.PositiveSmallIntegerField("验证码填错次数", default=0)
    stopped_at = models.DateTimeField("停用时间", null=True)
    n_failures = models.PositiveSmallIntegerField("连续失败次数", default=0)
    resume_at = models.DateTimeField("暂停发送至", null=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = "消息渠道"
        verbose_name_plural = "消息渠道"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "account", "name"],
                condition=Q(stopped_at__isnull=True),
                name="channel_name_once",
                violation_error_message="已有同名的消息渠道",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChannelKind.EMAIL) | ~Q(secret=""),
                name="channel_robot_has_secret",
                violation_error_message="群机器人要有 Webhook 地址",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChannelKind.EMAIL) | Q(confirmed_at__isnull=False),
                name="channel_robot_confirmed",
                violation_error_message="群机器人不用验证码",
            ),
        ]
        indexes = [
            models.Index(fields=["city", "account"], name="channel_of_account"),
        ]

    def __str__(self) -> str:
        return self.name
