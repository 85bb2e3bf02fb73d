"""What time it is in a city. Views and commands ask here once and pass the answer down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

from luodi.organisation.models import City

_source: ContextVar[Callable[[], datetime]] = ContextVar("clock", default=timezone.now)


def now(city: City) -> datetime:
    """Return the city's present moment; a demo city's calendar runs behind the machine's."""
    injected = _source.get()
    if injected is not timezone.now:
        return injected()
    return timezone.now() - timedelta(seconds=city.clock_behind_seconds)


def day_of(at: datetime) -> date:
    """Return the day of a moment, in the zone of the country."""
    return timezone.localtime(at).date()


def today(city: City) -> date:
    return day_of(now(city))


@contextmanager
def set_to(source: Callable[[], datetime]) -> Iterator[None]:
    """Let ``source`` tell the time within the block: for building a demo city and for tests."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)
