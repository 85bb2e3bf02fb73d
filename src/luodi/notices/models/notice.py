"""What one account is told inside the program: returned to me and why, asked of me, decided, due."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, account: Account) -> Self:
        """The account's own notices: nobody else reads them, whatever the role."""
        return self.filter(city_id=account.city_id, account=account)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def latest_first(self) -> Self:
        return self.order_by("-created_at", "-id")

    def unread_first(self) -> Self:
        return self.order_by(models.F("read_at").desc(nulls_first=True), "-created_at", "-id")


class Notice(models.Model):
    """``path`` is the desk's address of the thing; ``key``, where there is one, names what is told only once."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    account = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="收件账号", related_name="+", db_index=False
    )
    kind = models.CharField("提醒类别", max_length=12, choices=NoticeKind)
    title = models.CharField("标题", max_length=200)
    reason = models.CharField("原因", max_length=400, blank=True)
    path = models.CharField("链接", max_length=300, blank=True)
    key = models.CharField("只提醒一次的编号", max_length=80, null=True)  # noqa: DJ001 (most have none, and none is not a value)
    created_at = models.DateTimeField("发出时间")
    read_at = models.DateTimeField("已读时间", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "account", "key"],
                name="notice_once",
                violation_error_message="这件事已经提醒过",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=models.F("created_at")),
                name="notice_read_after_telling",
                violation_error_message="已读时间不能早于发出时间",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "created_at"], name="notice_of_account"),
            models.Index(fields=["account", "kind"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.title
