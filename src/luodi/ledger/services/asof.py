"""Turn "as of when" into the entry up to which the ledger was known, once and for all."""

from datetime import datetime

from luodi.kernel.asof import AsOf
from luodi.ledger.models import Entry, Head
from luodi.organisation import clock
from luodi.organisation.models import City


def resolve(city: City, moment: datetime | None = None) -> AsOf:
    """Return the as-of of ``moment`` in the city's ledger; None is the last entry that has been committed.

    The answer never changes later. A moment before the last entry is settled, because entries are recorded in
    the order of their commits. A later one is first written down as answered, under the lock that writers take:
    a writer that is under way is waited for, and whoever comes after records later than the moment.
    A moment in the future is answered as the present.
    """
    head = Head.objects.get(city=city)
    if moment is None:
        return AsOf(moment=head.recorded_at, entry=head.number)
    moment = min(moment, max(clock.now(city), head.recorded_at))
    if moment > head.recorded_at and head.asked_until < moment:
        Head.objects.filter(city=city, asked_until__lt=moment).update(asked_until=moment)
    last = Entry.objects.filter(city=city, recorded_at__lte=moment).order_by("-recorded_at").first()
    return AsOf(moment=moment, entry=last.number if last else 0)


def resolve_everywhere(moment: datetime | None = None) -> AsOf:
    """The same across all cities; no single entry number belongs to it."""
    latest = Head.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    if latest is None:
        raise Head.DoesNotExist
    moment = latest if moment is None else min(moment, latest)
    Head.objects.filter(asked_until__lt=moment, recorded_at__lte=moment).update(asked_until=moment)
    return AsOf(moment=moment, entry=None)
