"""The choices of targets, with the words that users see."""

from django.db import models


class TargetState(models.TextChoices):
    """What the state facts of a holder say."""

    ASSIGNED = "ASSIGNED", "承担目标任务"
    RELEASED = "RELEASED", "不再承担"
