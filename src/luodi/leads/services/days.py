"""The day of a moment, in the city's time zone."""

from datetime import date, datetime

from django.utils import timezone


def day_of(at: datetime) -> date:
    return timezone.localtime(at).date()
