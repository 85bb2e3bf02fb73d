"""When things are recorded: each keeper of a ledger sits down every twelve days or so, a verifier every week."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from luodi.demo import chance

FIRST_SITTING = date(2019, 1, 7)
LAST_SITTING = date(2020, 9, 21)
"""Of the counties; the centre sits once more on the day after."""
_MONTHLY_UNTIL = date(2020, 1, 1)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


class Sittings:
    """The days on which one keeper records: once a month in 2019, every twelve days in 2020."""

    def __init__(self, rng: random.Random, nth: int, *, last: date) -> None:
        self.nth = nth
        found = []
        day = FIRST_SITTING + timedelta(days=nth % 5)
        while day < LAST_SITTING - timedelta(days=5):
            found.append(chance.next_working(day))
            monthly = day < _MONTHLY_UNTIL
            day += timedelta(days=rng.randint(28, 31) if monthly else rng.randint(11, 13))
        self.days: Sequence[date] = [*sorted(set(found)), last]

    def after(self, day: date) -> date:
        """Return the first sitting later than the day.    Raises: LookupError after the last one."""
        nth = bisect_right(self.days, day)
        if nth == len(self.days):
            message = f"nobody sits after {day}"
            raise LookupError(message)
        return self.days[nth]

    def at(self, day: date, nth_act: int) -> datetime:
        """Return the moment of an act of that day; no two keepers act at the same one."""
        return moment(day, 9) + timedelta(minutes=23 * self.nth + 3 * nth_act, seconds=7 * self.nth)


def reviews(rng: random.Random) -> list[date]:
    """The days on which claims are verified: every two weeks in 2019, every week or so in 2020."""
    found = []
    day = date(2019, 1, 16)
    while day < date(2020, 9, 18):
        found.append(chance.next_working(day))
        day += timedelta(days=rng.randint(13, 16) if day < _MONTHLY_UNTIL else rng.randint(7, 9))
    return sorted(set(found))
