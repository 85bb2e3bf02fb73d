"""The choices of opportunities, with the words that users see."""

from django.db import models


class OpportunityState(models.TextChoices):
    """What the state facts of an opportunity say: only what is open is on offer."""

    OPEN = "OPEN", "在库"
    MATCHED = "MATCHED", "已对接落地"
    CLOSED = "CLOSED", "已出库"
