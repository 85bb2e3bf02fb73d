"""How a county looked through a claim, and what a spot check found."""

from django.db import models


class ReviewState(models.TextChoices):
    PASSED = "PASSED", "初审通过"
    RETURNED = "RETURNED", "初审退回"


class SampleFinding(models.TextChoices):
    PENDING = "PENDING", "未核"
    OK = "OK", "属实"
    WRONG = "WRONG", "有出入"
    UNSUPPORTED = "UNSUPPORTED", "佐证不足"
    ABSENT = "ABSENT", "查无此事"
