"""The nightly run: who is on which list at the end of the day, and since when; each entry and each exit once."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.worklists import definitions
from luodi.worklists.definitions import Rule
from luodi.worklists.models import ListEntry, WorklistRun
from luodi.worklists.rules import WorklistRefused
from luodi.worklists.selectors.sources import Asked, source_of
from luodi.worklists.services import standing


def run_worklists(city: City, *, at: datetime) -> WorklistRun:
    """Write down the lists as they stand. Made again on the same day, the later run replaces the earlier one whole.

    Raises: WorklistRefused for a day before the last run: the past is not made up.
    """
    on = timezone.localdate(at)
    with transaction.atomic():
        City.objects.select_for_update(no_key=True).get(pk=city.pk)
        last = WorklistRun.objects.filter(city=city).order_by("-on").first()
        if last is not None and last.on > on:
            raise WorklistRefused(f"{last.on.isoformat()} 的清单已经生成，不能再生成更早一天的")
        if last is not None and last.on == on:
            _take_back(city, on)
        told = [_write(rule, city, on) for rule in definitions.kept()]
        n_listed, n_entered, n_left = map(sum, zip(*told, strict=True))
        run, _ = WorklistRun.objects.update_or_create(
            city=city,
            on=on,
            defaults={"made_at": at, "n_listed": n_listed, "n_entered": n_entered, "n_left": n_left},
        )
    return run


def _take_back(city: City, on: date) -> None:
    """Put the record back to the end of the day before."""
    ListEntry.objects.filter(city=city, from_on=on).delete()
    ListEntry.objects.filter(city=city, until_on=on).update(until_on=None, left_on=None)


def _write(rule: Rule, city: City, on: date) -> tuple[int, int, int]:
    """Return how many are on the list, how many came and how many left."""
    reach = Reach(city.pk, None, writes=False, verifies=False, roles=frozenset())
    with standing.staged(source_of(rule, Asked(city, on, reach))) as n_listed:
        n_closed, n_left = standing.close(city.pk, rule.code, on)
        n_begun = standing.begin(city.pk, rule.code, on)
    return n_listed, n_begun - (n_closed - n_left), n_left
