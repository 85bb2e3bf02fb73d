"""The choices of outreach, with the words that users see."""

from django.db import models


class EventForm(models.TextChoices):
    PROMOTION = "PROMOTION", "招商推介会"
    CEREMONY = "CEREMONY", "集中签约仪式"
    FORUM = "FORUM", "论坛会展"
