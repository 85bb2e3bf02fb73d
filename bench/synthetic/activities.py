"""What ten years of outreach were: trips, visits and meetings in the order of their days, drawn from a fixed seed."""

from array import array
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from bench.synthetic.history import N_DAYS, History
from bench.synthetic.journal import Sitting

UNITS = 10
CENTRE = UNITS
"""The seat of the centre, which verifies, behind those of the units."""
DAYS = N_DAYS - 28
"""Days with activities: the last are recorded and verified before the history ends."""
WEEK = 7
_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
TRIP, VISIT, MEETING = range(3)
SORTS = (TRIP, VISIT, MEETING)
_SHARES = (20, 30, 50)
"""Of a hundred activities."""


class Activity(NamedTuple):
    """``row`` numbers those of a sort from 1; ``chance`` are bits for whatever else is asked of it.

    ``trip`` is the row of the trip on which a meeting was held, 0 for none.
    """

    sort: int
    row: int
    place: int
    unit: int
    day: int
    chance: int
    trip: int

    @property
    def firms(self) -> int:
        """How many firms were met: mostly one."""
        return (1, 1, 1, 1, 1, 2, 2, 3)[self.chance & 7] if self.sort != MEETING else 1

    @property
    def projects(self) -> int:
        return (1, 1, 1, 0, 0, 0, 0, 0)[self.chance >> 3 & 7]

    @property
    def is_joint(self) -> bool:
        return self.chance >> 6 & 15 == 0

    @property
    def n_stops(self) -> int:
        return (1, 1, 1, 2)[self.chance >> 10 & 3]

    @property
    def n_days(self) -> int:
        return 1 + (self.chance >> 12 & 3)

    @property
    def is_led(self) -> bool:
        return self.chance >> 14 & 15 == 0

    @property
    def is_verified_later(self) -> bool:
        """Claimed in the unit's sitting, verified in the centre's; most are verified at once, a few stay claims."""
        return self.chance >> 18 & 7 == 0

    @property
    def stays_claimed(self) -> bool:
        return self.chance >> 18 & 31 == 1

    def pick(self, n: int, nth: int = 0) -> int:
        """Return a number below ``n``, another one for each ``nth``."""
        return ((self.chance >> 23) + nth * 7919) % n

    @property
    def partner(self) -> int:
        return (self.unit + 1 + (self.chance >> 6) % (UNITS - 1)) % UNITS


class Outreach:
    """``n`` activities over the years of a history, as many of each sort on every day."""

    def __init__(self, n: int, history: History, seed: int = 1982) -> None:
        self.history = history
        self.counts = tuple(n * share // 100 for share in _SHARES)
        draw = Random(seed).getrandbits
        self._bits = tuple(array("Q", (draw(64) for _ in range(count))) for count in self.counts)
        self.projects_of: list[list[int]] = [[] for _ in history.places]
        for number, drawn in enumerate(history.projects):
            self.projects_of[drawn.place].append(number)
        self.first_subject = len(history.projects) + len(history.firms) + 1

    @property
    def sittings(self) -> list[Sitting]:
        """Each unit sits once a week over what was done in the week before, the centre after its units."""
        if not any(self.counts):
            return []
        places = len(self.history.places)
        return [
            ((week + 1) * WEEK * _DAY + (3600 + (seat * places + place) * 30) * _SECOND, place)
            for week in range(DAYS // WEEK + 2)
            for seat in range(UNITS + 1)
            for place in range(places)
        ]

    def sitting(self, week: int, seat: int, place: int) -> int:
        """Return the place of a sitting among all."""
        return (week * (UNITS + 1) + seat) * len(self.history.places) + place

    def of(self, sort: int) -> Iterator[Activity]:
        return self._between(sort, 0, self.counts[sort])

    def by_week(self) -> Iterator[tuple[int, list[Activity]]]:
        """Yield what each week's sittings record."""
        for week in range(DAYS // WEEK + 1):
            found: list[Activity] = []
            for sort in SORTS:
                first, last = (self._first_on(sort, (week + more) * WEEK) for more in (0, 1))
                found += self._between(sort, first, last)
            yield week, found

    def subject(self, activity: Activity) -> int:
        return self.first_subject + sum(self.counts[: activity.sort]) + activity.row - 1

    def occasion(self, activity: Activity) -> int | None:
        """Return the subject of the trip on which a meeting was held."""
        return self.first_subject + activity.trip - 1 if activity.trip else None

    def firms(self, activity: Activity) -> Sequence[int]:
        """Return the numbers of the firms in the history."""
        known = self.history.firms_of[activity.place]
        return [known[activity.pick(len(known), nth)] for nth in range(min(activity.firms, len(known)))]

    def projects(self, activity: Activity) -> Sequence[int]:
        known = self.projects_of[activity.place]
        return [known[activity.pick(len(known), nth)] for nth in range(min(activity.projects, len(known)))]

    def _first_on(self, sort: int, day: int) -> int:
        """Return how many activities come before a day."""
        return min(-(-day * self.counts[sort] // DAYS), self.counts[sort])

    def _between(self, sort: int, first: int, last: int) -> Iterator[Activity]:
        bits, count, places = self._bits[sort], self.counts[sort], len(self.history.places)
        for number in range(first, last):
            chance = bits[number]
            trip = self._trip_of(number) if sort == MEETING else 0
            who = self._bits[TRIP][trip - 1] if trip else chance
            unit, place = who % UNITS, who // UNITS % places
            yield Activity(sort, number + 1, place, unit, number * DAYS // count, chance >> 12, trip)

    def _trip_of(self, meeting: int) -> int:
        """Let two meetings of five be held on a trip of about that day, by the unit whose trip it is."""
        return meeting * self.counts[TRIP] // self.counts[MEETING] + 1 if meeting % 5 < 2 else 0
