"""Rules that a city sets for itself: from a day on, with the paper that they rest on; only ever appended."""

from django.db import models


class OwnRules(models.Model):
    """What an app's own rules have in common; each adds what it rules."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    valid_from = models.DateField("施行日期")
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+"
    )
    set_at = models.DateTimeField("设定时间")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.valid_from} 起"
