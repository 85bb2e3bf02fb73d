"""Spot checks as their pages show them: lists with their confirmed ratio, and one sample with its items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.models import Fact
from luodi.organisation.models import Unit
from luodi.organisation.policies import Reach
from luodi.recognition.choices import SampleFinding
from luodi.recognition.models import SampleItem, SampleRun
from luodi.recognition.sampling import Checked, ConfirmedRatio, confirmed_ratio


@dataclass(frozen=True)
class SampleLine:
    """A sample with what it says so far."""

    run: SampleRun
    ratio: ConfirmedRatio

    @property
    def period(self) -> str:
        return Period.between(self.run.period_from, self.run.period_to).label()


@dataclass(frozen=True)
class ItemLine:
    """One sampled fact; ``is_moved_on`` says that it has been corrected since it was drawn."""

    item: SampleItem
    claimed: Yuan | None
    is_moved_on: bool


def samples(reach: Reach, *, unit: Unit | None = None) -> list[SampleLine]:
    """Return the samples that the reach shows, the latest first.    Shape: two queries."""
    rows = SampleRun.objects.visible_to(reach).select_related("unit", "drawn_by__person")
    runs = list(rows.filter(unit=unit) if unit else rows)
    return [SampleLine(run, ratio) for run, ratio in zip(runs, _ratios(runs), strict=True)]


def sample(run: SampleRun) -> tuple[SampleLine, list[ItemLine]]:
    """Return a sample with its items in the order in which they were drawn.    Shape: two queries."""
    items = list(
        run.items.select_related("project__unit", "fact__unit", "found_by__person").order_by("position")
    )
    live = set(
        Fact.objects.live().filter(pk__in=[item.fact_id for item in items]).values_list("pk", flat=True)
    )
    lines = [ItemLine(item, _claimed(item), item.fact_id not in live) for item in items]
    return SampleLine(run, confirmed_ratio(_checked(item) for item in items)), lines


def latest_ratio(unit: Unit, reach: Reach) -> SampleLine | None:
    """Return the unit's last sample of which something was checked."""
    told = samples(reach, unit=unit)
    return next((line for line in told if line.ratio.checked), None)


def _ratios(runs: Sequence[SampleRun]) -> Iterable[ConfirmedRatio]:
    by_run: dict[int, list[Checked]] = {run.pk: [] for run in runs}
    for item in SampleItem.objects.filter(run__in=runs).select_related("fact"):
        by_run[item.run_id].append(_checked(item))
    return [confirmed_ratio(by_run[run.pk]) for run in runs]


def _checked(item: SampleItem) -> Checked:
    return Checked(SampleFinding(item.finding), _claimed(item), item.found)


def _claimed(item: SampleItem) -> Yuan | None:
    return None if item.fact.amount is None else Yuan(item.fact.amount)
