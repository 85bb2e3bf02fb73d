"""Review meetings as they stand on the calendar: those that were announced, and for their keepers the planned ones."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from luodi.outreach.calendar import Item, Sort, Span
from luodi.reviews.choices import ReviewState
from luodi.reviews.models import Review, ReviewQuerySet, Seat


def rows_of(span: Span) -> ReviewQuerySet:
    """Return the meetings of the days, held by the span's units or with a seat for them."""
    begins, ends = _midnight(span.first), _midnight(span.last + timedelta(days=1))
    rows = Review.objects.visible_to(span.reach).filter(held_at__gte=begins, held_at__lt=ends)
    rows = rows.exclude(state=ReviewState.CANCELLED)
    if span.unit_ids is None:
        return rows
    seated = Exists(Seat.objects.filter(review=OuterRef("pk"), unit_id__in=span.unit_ids))
    return rows.filter(Q(unit_id__in=span.unit_ids) | seated)


def counted(span: Span) -> dict[date, int]:
    """Return how many stand on each day."""
    return dict(Counter(timezone.localdate(at) for at in rows_of(span).values_list("held_at", flat=True)))


def items(span: Span, *, most: int, skip: int = 0) -> list[Item]:
    """Return the meetings, the first held first."""
    rows = rows_of(span).select_related("unit").order_by("held_at", "pk")
    return [_item(one) for one in rows[skip : skip + most]]


def _item(row: Review) -> Item:
    held = timezone.localtime(row.held_at)
    return Item(
        Sort.REVIEW,
        row.code,
        row.full_title,
        held.date(),
        held.date(),
        held.time(),
        row.place,
        row.unit.short_name,
        row.get_state_display(),
        row.sequence,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
