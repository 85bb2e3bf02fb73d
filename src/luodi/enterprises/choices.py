"""The states of an enterprise in the growth pool, and of an adviser's appointment."""

from django.db import models


class PoolState(models.TextChoices):
    IN = "IN", "在库"
    OUT = "OUT", "出库"


class AdviserState(models.TextChoices):
    ACTIVE = "ACTIVE", "在聘"
    ENDED = "ENDED", "解聘"
