"""What a review meeting is and what becomes of it, with the words that users see."""

from django.db import models


class ReviewLevel(models.TextChoices):
    CITY = "CITY", "市级"
    COUNTY = "COUNTY", "县区级"


class ReviewState(models.TextChoices):
    PLANNED = "PLANNED", "筹备中"
    INVITED = "INVITED", "已通知"
    HELD = "HELD", "已召开"
    MINUTES_DRAFT = "MINUTES_DRAFT", "纪要起草"
    PUBLISHED = "PUBLISHED", "纪要已印发"
    CANCELLED = "CANCELLED", "已取消"


BEFORE = frozenset({ReviewState.PLANNED, ReviewState.INVITED})
"""The meeting is still to come."""
AFTER = frozenset({ReviewState.HELD, ReviewState.MINUTES_DRAFT})
"""It has been held, and its minutes are not out yet."""


class SeatKind(models.TextChoices):
    MEMBER = "MEMBER", "参会"
    OBSERVER = "OBSERVER", "列席"


class Attendance(models.TextChoices):
    EXPECTED = "EXPECTED", "待登记"
    PRESENT = "PRESENT", "到会"
    LEAVE = "LEAVE", "请假"
    ABSENT = "ABSENT", "缺席"


class LineSource(models.TextChoices):
    UNFINISHED = "UNFINISHED", "上次议定未完成"
    ITEM = "ITEM", "超期事项"
    NODE = "NODE", "超期节点"
    WORKLIST = "WORKLIST", "清单红灯"
    HAND = "HAND", "手工列入"
