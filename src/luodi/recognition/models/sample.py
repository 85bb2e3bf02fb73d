"""Spot checks (抽查): a sample of a unit's facts that anybody can draw again, and what was found."""

from django.db import models
from django.db.models import Q

from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Standing
from luodi.organisation.querysets import OfUnits
from luodi.recognition.choices import SampleFinding


class SampleRunQuerySet(OfUnits["SampleRun"]):
    """Samples of the units that the reach shows."""


class SampleRun(models.Model):
    """What was drawn from: the facts of the unit and those below it in the period, as known at an entry.

    With the same unit, period, standing, entry and seed the same facts come in the same order.
    """

    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    period_from = models.DateField("期间始于")
    period_to = models.DateField("期间止于")
    standing = models.CharField("口径", max_length=12, choices=Standing)
    entry_number = models.BigIntegerField("流水号")
    seed = models.CharField("抽样种子", max_length=40)
    size = models.PositiveIntegerField("抽取数")
    population = models.PositiveIntegerField("总体数")
    drawn_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="抽取人", related_name="+"
    )
    drawn_at = models.DateTimeField("抽取时间")

    objects = SampleRunQuerySet.as_manager()

    class Meta:
        verbose_name = "抽查"
        verbose_name_plural = "抽查"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="sample_not_empty",
                violation_error_message="抽取数应大于 0",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_from}—{self.period_to}"


class SampleItem(models.Model):
    """One fact of a sample; ``found_fen`` is what the check found the amount to be."""

    run = models.ForeignKey(SampleRun, models.PROTECT, verbose_name="抽查", related_name="items")
    position = models.PositiveIntegerField("顺序")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="sampled"
    )
    fact = models.ForeignKey("ledger.Fact", models.PROTECT, verbose_name="事实", related_name="+")
    finding = models.CharField(
        "核查结论", max_length=12, choices=SampleFinding, default=SampleFinding.PENDING
    )
    found_fen = models.BigIntegerField("核实金额（分）", null=True)
    note = models.CharField("核查说明", max_length=400, blank=True)
    found_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="核查人", related_name="+"
    )
    found_at = models.DateTimeField("核查时间", null=True)

    class Meta:
        verbose_name = "抽查项"
        verbose_name_plural = "抽查项"
        ordering = ["run_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "fact"], name="sample_item_once"),
            models.CheckConstraint(
                condition=Q(found_fen__isnull=True) | Q(found_fen__gte=0),
                name="sample_amount_not_negative",
                violation_error_message="核实金额不能是负数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}-{self.position}"

    @property
    def found(self) -> Yuan | None:
        return None if self.found_fen is None else Yuan(self.found_fen)
