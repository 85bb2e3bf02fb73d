"""The words under which the book of answers is kept."""

from django.db import models


class EntryState(models.TextChoices):
    DRAFT = "DRAFT", "待启用"
    ADOPTED = "ADOPTED", "在用"
    RETIRED = "RETIRED", "停用"


class AgeKind(models.TextChoices):
    """Why an answer may no longer be given as it stands."""

    MOVED = "MOVED", "数字已变"
    PASSED = "PASSED", "时段已过"
    REDEFINED = "REDEFINED", "口径已变"
    BROKEN = "BROKEN", "数字对不上"
    DUE = "DUE", "到期复核"
