"""Who works: signed on, heard of, signed off."""

from datetime import datetime, timedelta

from luodi.jobs.models import Worker

_FORGOTTEN = timedelta(days=1)


def sign_on(name: str, *, now: datetime) -> None:
    """Note a worker as alive; those of whom nothing was heard for a day are forgotten."""
    if not Worker.objects.filter(name=name).update(seen_at=now):
        Worker.objects.create(name=name, started_at=now, seen_at=now)
        Worker.objects.filter(seen_at__lt=now - _FORGOTTEN).delete()


def sign_off(name: str) -> None:
    Worker.objects.filter(name=name).delete()
