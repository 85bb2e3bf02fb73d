"""What the system administrator sets up for everybody: the mail server, and hosts of robots that are let in."""

from django.db import models

from luodi.outbox.choices import Security


class MailServer(models.Model):
    """``site`` is the address of this program as users open it, for the links in messages.

    After ``n_failures`` in a row the server is left alone until ``resume_at``, and no message counts that as its own.
    """

    city = models.OneToOneField("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    host = models.CharField("邮件服务器", max_length=120)
    port = models.PositiveIntegerField("端口", default=465)
    security = models.CharField("加密方式", max_length=12, choices=Security, default=Security.TLS)
    sender = models.CharField("发件地址", max_length=254)
    sender_name = models.CharField("发件人名称", max_length=40)
    username = models.CharField("发件账号", max_length=120, blank=True)
    password = models.TextField("发件密码（加密）", blank=True)
    site = models.CharField("系统网址", max_length=200, blank=True)
    n_failures = models.PositiveSmallIntegerField("连续失败次数", default=0)
    resume_at = models.DateTimeField("暂停发送至", null=True)
    said = models.CharField("最近一次失败", max_length=300, blank=True)
    sent_at = models.DateTimeField("最近一次成功", null=True)
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+", db_index=False
    )
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "邮件服务器"
        verbose_name_plural = "邮件服务器"

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class AllowedHost(models.Model):
    """A host that robots may live on beside the makers' own; ``is_inside``: it may lie in the internal network."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    host = models.CharField("主机名", max_length=120)
    port = models.PositiveIntegerField("端口", default=443)
    is_inside = models.BooleanField("在内网", default=False)
    reason = models.CharField("放行原因", max_length=200)
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+", db_index=False
    )
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "放行的主机"
        verbose_name_plural = "放行的主机"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "host", "port"],
                name="host_allowed_once",
                violation_error_message="这个主机已经放行",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"
