"""Chance with exact results: amounts that add up, picks whose sum lies within bounds, dates that look likely."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from luodi.demo.plan import Months
from luodi.kernel.dates import month_end

T = TypeVar("T")
_STEP = 100
"""Amounts are multiples of a hundred 万元, as agreements have them."""
_LEAST_WAN = 1_500
_HOLIDAYS = {date(2020, 1, 24) + timedelta(days=nth) for nth in range(17)} | {
    date(2019, 2, 4) + timedelta(days=nth) for nth in range(7)
}


def source(name: str, seed: int) -> random.Random:
    """Return a source of chance of its own, so that one part of the city does not move another."""
    return random.Random(f"{seed}/{name}")  # noqa: S311 (made-up rows, no secrets)


def amounts(rng: random.Random, count: int, total_wan: int, *, most_wan: int) -> list[int]:
    """Return ``count`` amounts in 万元, many small and few large, that add up to ``total_wan``.

    Raises: ValueError when the total cannot be reached within the bounds.
    """
    if not count * _LEAST_WAN <= total_wan <= count * most_wan:
        message = f"{count} amounts of {_LEAST_WAN} to {most_wan} cannot make {total_wan}"
        raise ValueError(message)
    drawn = [rng.lognormvariate(0, 0.9) for _ in range(count)]
    found = [_within(value * total_wan / sum(drawn), most_wan) for value in drawn]
    rest = total_wan - sum(found)
    for nth in sorted(range(count), key=lambda nth: found[nth], reverse=rest < 0):
        fitting = min(max(found[nth] + rest, _LEAST_WAN), most_wan)
        rest -= fitting - found[nth]
        found[nth] = fitting
        if rest == 0:
            break
    return found


def pick(
    rng: random.Random, things: Sequence[T], count: int, *, worth: Sequence[int], between: tuple[int, int]
) -> list[T]:
    """Return ``count`` of the things whose worth adds up to something between the two bounds.

    Raises: ValueError when chance finds none.
    """
    indexes = range(len(things))
    for _ in range(20_000):
        found = rng.sample(indexes, count)
        if between[0] <= sum(worth[nth] for nth in found) <= between[1]:
            return [things[nth] for nth in sorted(found)]
    message = f"no {count} of {len(things)} lie between {between}"
    raise ValueError(message)


def days(rng: random.Random, year: int, months: Months, *, first: date, last: date) -> list[date]:
    """Return one likely day for each thing that the months count, between two days, in order."""
    found = []
    for month, count in months.items():
        start = max(date(year, month, 1), first)
        span = (min(month_end(year, month), last) - start).days + 1
        working = [day for day in (start + timedelta(days=n) for n in range(span)) if is_working(day)]
        found += [
            rng.choice(working) if rng.random() < 0.93 else _any(rng, start, span) for _ in range(count)
        ]
    return sorted(found)


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in _HOLIDAYS


def next_working(day: date) -> date:
    while not is_working(day):
        day += timedelta(days=1)
    return day


def between(rng: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def split(rng: random.Random, total: int, weights: Sequence[int]) -> list[int]:
    """Divide a number of like things by weights; the parts add up to it."""
    found = [total * weight // sum(weights) for weight in weights]
    for _ in range(total - sum(found)):
        found[rng.randrange(len(found))] += 1
    return found


def _within(value: float, most: int) -> int:
    return min(max(round(value / _STEP) * _STEP, _LEAST_WAN), most)


def _any(rng: random.Random, start: date, span: int) -> date:
    return start + timedelta(days=rng.randrange(span))
