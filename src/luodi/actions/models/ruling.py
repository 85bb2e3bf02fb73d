"""How the city has items pressed for and closed; only ever appended."""

from django.db import models

from luodi.actions.choices import Colour, Level
from luodi.organisation.models.own_rules import OwnRules


class ItemRules(OwnRules):
    """``closes_own``: whether a task that one has set oneself is closed when it is done, without somebody else."""

    closes_own = models.BooleanField("自行登记的任务办完即销号", default=True)

    class Meta:
        verbose_name = "督办规则"
        verbose_name_plural = "督办规则"
        indexes = [models.Index(fields=["city", "-valid_from", "-id"], name="item_rules_latest")]


class EscalationLevel(models.Model):
    """``days`` are working days from the deadline: before it where negative; ``tells`` says who is told."""

    rules = models.ForeignKey(
        ItemRules, models.PROTECT, verbose_name="督办规则", related_name="levels", db_index=False
    )
    level = models.CharField("督办级别", max_length=12, choices=Level)
    days = models.SmallIntegerField("距期限（工作日）")
    colour = models.CharField("颜色", max_length=8, choices=Colour)
    tells = models.JSONField("告知对象")

    class Meta:
        verbose_name = "督办级别"
        verbose_name_plural = "督办级别"
        constraints = [
            models.UniqueConstraint(
                fields=["rules", "level"],
                name="escalation_level_once",
                violation_error_message="每一级只能有一条规则",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.days}"
