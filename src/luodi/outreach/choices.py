"""The choices of outreach, with the words that users see."""

from django.db import models


class EventForm(models.TextChoices):
    PROMOTION = "PROMOTION", "招商推介会"
    CEREMONY = "CEREMONY", "集中签约仪式"
    FORUM = "FORUM", "论坛会展"


class OpportunityState(models.TextChoices):
    """What the state facts of an opportunity say: only what is open is on offer."""

    OPEN = "OPEN", "在库"
    MATCHED = "MATCHED", "已对接落地"
    CLOSED = "CLOSED", "已出库"


class TeamState(models.TextChoices):
    """What the state facts of a unit that promotes investment say."""

    ACTIVE = "ACTIVE", "在岗"
    DISBANDED = "DISBANDED", "已撤销"
