"""Who did what, when, to which thing: the trail that nobody can edit.

The trail answers "who touched it"; what counts, and since when, is the ledger's business.
"""

from django.db import models


class AuditRecord(models.Model):
    city_id = models.BigIntegerField("城市", null=True)
    at = models.DateTimeField("操作时间")
    actor_id = models.BigIntegerField("操作账号", null=True)
    actor_name = models.CharField("操作人", max_length=80)
    actor_unit = models.CharField("操作人单位", max_length=120, blank=True)
    act = models.CharField("操作", max_length=60)
    target_kind = models.CharField("对象类别", max_length=40)
    target_code = models.CharField("对象编号", max_length=80)
    target_title = models.CharField("对象名称", max_length=200)
    changes = models.JSONField("变更内容", default=dict)
    entry_no = models.BigIntegerField("流水号", null=True)
    client = models.CharField("来源地址", max_length=64, blank=True)
    succeeded = models.BooleanField("是否成功", default=True)

    class Meta:
        verbose_name = "操作日志"
        verbose_name_plural = "操作日志"
        indexes = [
            models.Index(fields=["city_id", "target_kind", "target_code"], name="audit_by_target"),
            models.Index(fields=["city_id", "at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.act} {self.target_title}"
