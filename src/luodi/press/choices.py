"""What a person says about a finding, and what the city's own words are about."""

from django.db import models


class Verdict(models.TextChoices):
    RIGHT = "RIGHT", "文中无误"
    ACCEPTED = "ACCEPTED", "可以保留"
    FIXED = "FIXED", "已改正"

    @property
    def settles(self) -> bool:
        """Whether the same remark on the same words is not made again; what was mended may go wrong once more."""
        return self != Verdict.FIXED


class TermKind(models.TextChoices):
    SPAN = "SPAN", "一段时间"
    SCOPE = "SCOPE", "单位、地区或活动"
    NAME = "NAME", "含数字的名称"
