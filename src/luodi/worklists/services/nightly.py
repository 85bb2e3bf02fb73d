"""The nightly run: who is on which list at the end of the day, and since when; each entry and each exit once."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi import bulk
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.worklists import definitions
from luodi.worklists.definitions import Rule
from luodi.worklists.models import ListEntry, WorklistRun
from luodi.worklists.rules import WorklistRefused
from luodi.worklists.selectors.sources import Asked, source_of

_COLUMNS = ("project_id", "light", "since", "entered_on")
_CHUNK = 500
Stood = Mapping[int, tuple[int, str, date | None, date]]
"""By project: its open entry's key, light, day that age counts from, and the day on which it came onto the list."""


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
    source = source_of(rule, Asked(city, on, reach))
    rows = source.graded.order_by().values_list("pk", "light", "since")
    stands = {project: (light, since) for project, light, since in rows.iterator() if light}
    stood = _open(rule, city)
    left = [key for project, (key, *_) in stood.items() if project not in stands]
    changed = [
        key for project, (key, *held, _) in stood.items() if project in stands and (*held,) != stands[project]
    ]
    _close(changed, on, left_on=None)
    _close(left, on, left_on=on)
    fresh = [
        (project, light, since, stood[project][3] if project in stood else on)
        for project, (light, since) in stands.items()
        if project not in stood or (light, since) != stood[project][1:3]
    ]
    bulk.insert(
        ListEntry,
        _COLUMNS,
        fresh,
        same={"city_id": city.pk, "rule": rule.code, "from_on": on, "until_on": None, "left_on": None},
    )
    return len(stands), len(fresh) - len(changed), len(left)


def _open(rule: Rule, city: City) -> Stood:
    rows = ListEntry.objects.open().filter(city=city, rule=rule.code)
    told = rows.values_list("project_id", "pk", "light", "since", "entered_on")
    return {project: (key, light, since, entered) for project, key, light, since, entered in told.iterator()}


def _close(keys: list[int], on: date, *, left_on: date | None) -> None:
    for start in range(0, len(keys), _CHUNK):
        ListEntry.objects.filter(pk__in=keys[start : start + _CHUNK]).update(until_on=on, left_on=left_on)
