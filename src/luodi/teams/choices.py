"""The choices of teams, with the words that users see."""

from django.db import models


class TeamState(models.TextChoices):
    """What the state facts of a unit that promotes investment say."""

    ACTIVE = "ACTIVE", "在岗"
    DISBANDED = "DISBANDED", "已撤销"
