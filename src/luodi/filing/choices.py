"""How a monthly filing stands, and how its month looks in a table, with the words that users see."""

from django.db import models


class FilingState(models.TextChoices):
    OPEN = "OPEN", "未报"
    INCOMPLETE = "INCOMPLETE", "报未齐"
    DECLARED = "DECLARED", "待受理"
    RETURNED = "RETURNED", "被退回"
    ACCEPTED = "ACCEPTED", "已受理"


class Timeliness(models.TextChoices):
    """Whether a unit's month was declared complete by its deadline; what the assessment counts."""

    NOT_DUE = "NOT_DUE", "未到期"
    ON_TIME = "ON_TIME", "按时"
    LATE = "LATE", "迟报"
    MISSING = "MISSING", "缺报"


class ReminderLevel(models.TextChoices):
    BEFORE = "BEFORE", "到期前提醒"
    OVERDUE = "OVERDUE", "逾期催报"
    LONG_OVERDUE = "LONG_OVERDUE", "逾期再催"
    BY_HAND = "BY_HAND", "人工催报"


class AfterClose(models.TextChoices):
    """What was done to a closed month after its close."""

    LATE = "LATE", "补报"
    CORRECTED = "CORRECTED", "更正"
    REJECTED = "REJECTED", "退回"
    WITHDRAWN = "WITHDRAWN", "撤回"
    VERIFIED = "VERIFIED", "认定"
