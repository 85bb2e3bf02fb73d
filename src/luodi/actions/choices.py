"""What an action item is and what becomes of it, with the words that users see."""

from django.db import models


class ActionState(models.TextChoices):
    OPEN = "OPEN", "待办"
    REPORTED = "REPORTED", "待销号"
    DONE = "DONE", "已办结"
    CANCELLED = "CANCELLED", "已取消"


UNFINISHED = (ActionState.OPEN, ActionState.REPORTED)


class ActionKind(models.TextChoices):
    PROBLEM = "PROBLEM", "问题"
    TASK = "TASK", "任务"


class ReportState(models.TextChoices):
    WAITING = "WAITING", "待销号"
    ACCEPTED = "ACCEPTED", "同意销号"
    SENT_BACK = "SENT_BACK", "退回重办"


class ExtensionState(models.TextChoices):
    ASKED = "ASKED", "待批"
    GRANTED = "GRANTED", "同意延期"
    REFUSED = "REFUSED", "不同意延期"
    MOVED = "MOVED", "交办方改期"


class Level(models.TextChoices):
    """How loudly it is asked for, from the softest."""

    REMIND = "REMIND", "提醒"
    URGE = "URGE", "催办"
    SUPERVISE = "SUPERVISE", "督办"


class Colour(models.TextChoices):
    BLUE = "BLUE", "蓝"
    YELLOW = "YELLOW", "黄"
    RED = "RED", "红"


class Told(models.TextChoices):
    OWNER = "OWNER", "办理人"
    CO_OWNERS = "CO_OWNERS", "协办人"
    UNIT = "UNIT", "办理单位台账员"
    SETTER = "SETTER", "交办人"
    CENTRE = "CENTRE", "招商服务中心"


class ItemState(models.TextChoices):
    """How an item stands in the figures."""

    DOING = "DOING", "办理中"
    REPORTED = "REPORTED", "待销号"
    DONE = "DONE", "已办结"
    CANCELLED = "CANCELLED", "已取消"
