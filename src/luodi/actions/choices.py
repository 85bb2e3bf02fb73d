"""What becomes of an action item, with the words that users see."""

from django.db import models


class ActionState(models.TextChoices):
    OPEN = "OPEN", "待办"
    DONE = "DONE", "已办结"
    CANCELLED = "CANCELLED", "已取消"
