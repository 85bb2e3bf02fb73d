"""What a notice is about, with the words that users see."""

from django.db import models


class NoticeKind(models.TextChoices):
    RETURNED = "RETURNED", "退回"
    ASKED = "ASKED", "待办"
    DECIDED = "DECIDED", "结果"
    REMINDER = "REMINDER", "催报"
    INFO = "INFO", "提示"
