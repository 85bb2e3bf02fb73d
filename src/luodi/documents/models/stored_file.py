"""Files that are kept outside the database, under the hash of their content: the same file is there once."""

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """``media_type`` is what the content was checked to be when it was first kept."""

    sha256 = models.CharField("内容指纹", max_length=64, unique=True)
    size = models.BigIntegerField("大小（字节）")
    media_type = models.CharField("文件类型", max_length=100)
    stored_at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0), name="file_not_empty", violation_error_message="文件不能是空的"
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
