"""What a roster is of, with the words that users see."""

from django.db import models


class RosterKind(models.TextChoices):
    KEY_PROJECT = "KEY_PROJECT", "重点项目"
    CEREMONY = "CEREMONY", "集中签约名单"
    OTHER = "OTHER", "其他名单"


class Signing(models.TextChoices):
    """What a project on an event's list is: only what was signed there for the first time is a signing of the event."""

    FIRST = "FIRST", "首次签约"
    UNSIGNED = "UNSIGNED", "列入未签约"
    AGAIN = "AGAIN", "再次签约"
    INCREASE = "INCREASE", "增资扩产"
