"""Lists that are put together in the background: for whom, with which rights, and until when the file is kept."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.importing.choices import PreparedState
from luodi.organisation.models import Account


class PreparedExportQuerySet(models.QuerySet["PreparedExport"]):
    def of(self, account: Account) -> Self:
        """The account's own: nobody else sees or takes them, whatever the role."""
        return self.filter(city_id=account.city_id, asked_by=account)

    def waiting(self) -> Self:
        return self.filter(state=PreparedState.WAITING)


class PreparedExport(models.Model):
    """``address`` is the list as it is seen, with its filters; ``rights`` are those with which the file was made."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    asked_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="导出人", related_name="+", db_index=False
    )
    asked_at = models.DateTimeField("提交时间")
    title = models.CharField("清单", max_length=200)
    address = models.CharField("清单地址", max_length=1000)
    kind = models.CharField("格式", max_length=4)
    state = models.CharField("准备状态", max_length=12, choices=PreparedState, default=PreparedState.WAITING)
    n_rows = models.PositiveIntegerField("行数")
    size = models.PositiveBigIntegerField("文件大小", default=0)
    rights = models.JSONField("导出时的权限", default=dict)
    ready_at = models.DateTimeField("做好时间", null=True)
    expires_at = models.DateTimeField("保留至", null=True)
    error = models.CharField("没有做成的原因", max_length=400, blank=True)

    objects = PreparedExportQuerySet.as_manager()

    class Meta:
        verbose_name = "后台导出"
        verbose_name_plural = "后台导出"
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "address", "kind"],
                condition=Q(state="WAITING"),
                name="prepared_once_at_a_time",
                violation_error_message="这份清单正在准备",
            ),
            models.CheckConstraint(
                condition=~Q(state="READY") | Q(ready_at__isnull=False, expires_at__isnull=False),
                name="prepared_ready_until",
                violation_error_message="做好的文件要有保留期限",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_by", "id"], name="prepared_of_account"),
            models.Index(fields=["expires_at"], condition=Q(state="READY"), name="prepared_expiring"),
        ]

    def __str__(self) -> str:
        return self.title
