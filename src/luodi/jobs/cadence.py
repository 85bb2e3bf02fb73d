"""When something is due again and again. Pure: a moment in, the latest due moment out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

_WEEK = 7


@dataclass(frozen=True)
class Daily:
    """Each day at a time of the day, in the zone of the moment that is asked with."""

    at: time

    def last_due(self, now: datetime) -> datetime:
        today = datetime.combine(now.date(), self.at, now.tzinfo)
        return (
            today if today <= now else datetime.combine(now.date() - timedelta(days=1), self.at, now.tzinfo)
        )

    @property
    def said(self) -> str:
        return f"每天 {self.at:%H:%M}"


@dataclass(frozen=True)
class Weekly:
    """Each week on a day (Monday is 0) at a time."""

    day: int
    at: time

    def last_due(self, now: datetime) -> datetime:
        back = (now.weekday() - self.day) % _WEEK
        found = datetime.combine(now.date() - timedelta(days=back), self.at, now.tzinfo)
        return found if found <= now else found - timedelta(days=_WEEK)

    @property
    def said(self) -> str:
        return f"每周{'一二三四五六日'[self.day]} {self.at:%H:%M}"


@dataclass(frozen=True)
class Every:
    """Every so many minutes of the day, counted from midnight."""

    minutes: int

    def last_due(self, now: datetime) -> datetime:
        passed = now.hour * 60 + now.minute
        midnight = datetime.combine(now.date(), time(), now.tzinfo)
        return midnight + timedelta(minutes=passed - passed % self.minutes)

    @property
    def said(self) -> str:
        return f"每 {self.minutes} 分钟"


Cadence = Daily | Weekly | Every
