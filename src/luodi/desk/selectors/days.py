"""Everything that stands on the calendar: what outreach keeps, and review meetings."""

from collections.abc import Iterable
from datetime import date

from luodi.outreach import calendar
from luodi.outreach.calendar import OUTREACH, Item, Sort, Span
from luodi.reviews import calendar as reviews


def counts(span: Span) -> dict[Sort, dict[date, int]]:
    """Return how many stand on each day, by sort.    Shape: one query per sort."""
    return calendar.counts(span) | {Sort.REVIEW: reviews.counted(span)}


def items(span: Span, sorts: Iterable[Sort] = Sort, *, most: int, skip: int = 0) -> list[Item]:
    """Return what stands on the days, by first day and time, at most ``most`` of each sort."""
    wanted = list(sorts)
    found = calendar.items(span, [one for one in wanted if one in OUTREACH], most=most, skip=skip)
    if Sort.REVIEW in wanted:
        found += reviews.items(span, most=most, skip=skip)
    return calendar.in_order(found)


def items_and_counts(span: Span, *, most: int) -> tuple[list[Item], dict[Sort, dict[date, int]]]:
    """Return both, as ``calendar.items_and_counts`` does."""
    found, counted = calendar.items_and_counts(span, most=most)
    meetings = reviews.items(span, most=most)
    return calendar.in_order([*found, *meetings]), counted | {Sort.REVIEW: reviews.counted(span)}


def n_of(sort: Sort, span: Span) -> int:
    rows = reviews.rows_of(span) if sort == Sort.REVIEW else calendar.rows_of(sort, span)
    return int(rows.count())
