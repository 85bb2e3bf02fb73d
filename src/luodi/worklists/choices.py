"""The lights of a list, and the shapes that a rule can have."""

from django.db import models


class Light(models.TextChoices):
    __hash__ = str.__hash__

    GREEN = "GREEN", "绿灯"
    BLUE = "BLUE", "蓝灯"
    YELLOW = "YELLOW", "黄灯"
    RED = "RED", "红灯"


URGENT = (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN)
"""The lights as a reader wants them: the most urgent first."""


class Shape(models.TextChoices):
    """How a rule finds its projects; what it is told to look for is data."""

    __hash__ = str.__hash__

    STAGE = "STAGE", "按阶段"
    STALLED = "STALLED", "按最近进展"
    DUE_START = "DUE_START", "按计划开工日期"
    NO_CONTACT = "NO_CONTACT", "按最近联系"
    EVIDENCE = "EVIDENCE", "按佐证要求"
    FUNDS = "FUNDS", "按资金到位进度"
