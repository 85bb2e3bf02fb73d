"""What a page says when a date, a fact or a correction lies in a month that is closed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from luodi.filing import rules, selectors
from luodi.kernel.dates import DateRefused, VagueDate
from luodi.organisation.models import City
from luodi.projects.services import TouchedFact


def late_note(city: City, values: Iterable[Any], today: date) -> str:
    """Return what to add to an act's outcome when one of its dates counts in a closed month; else nothing.

    Shape: one query, none without dates.
    """
    months = selectors.closed_months(city, [day for value in values if (day := _day(value, today))])
    return f"日期在已结账的{_named(months)}，已标在该月结账页。" if months else ""


def touched(city: City, facts: Sequence[TouchedFact], today: date) -> str:
    """Return which closed months a correction touches, where a fact counts before it or after it; else nothing."""
    before = [one.fact.occurred_on for one in facts]
    after = [day for one in facts if (day := _day(one.after.occurred, today))]
    return _named(selectors.closed_months(city, [*before, *after]))


def _named(months: Sequence[date]) -> str:
    return "、".join(rules.month_label(month) for month in months)


def _day(value: Any, today: date) -> date | None:
    """Return the day on which a date of a form counts; None for what is no date, or lies ahead."""
    if isinstance(value, VagueDate):
        try:
            return value.counted_on(today)
        except DateRefused:
            return None
    return value if isinstance(value, date) else None
