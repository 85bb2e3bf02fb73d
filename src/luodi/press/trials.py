"""Which figures a claim may mean, the likeliest first: what it leaves open is tried, and said to be assumed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.kernel.months import month_of
from luodi.kernel.periods import Period
from luodi.press.asking import Want, capped
from luodi.press.grammar.claims import Claim, Measure, Timing, When

_CERTAIN = frozenset({Timing.STATED, Timing.INHERITED})
_COMPARED = frozenset({Measure.GROWTH, Measure.CHANGE, Measure.POINTS})
N_MONTH_ENDS = 3


@dataclass(frozen=True)
class Trial:
    """One reading of a claim; ``base`` is the period that a growth is measured against."""

    want: Want
    base: Period | None = None
    assumed: str = ""

    @property
    def wants(self) -> tuple[Want, ...]:
        if self.base is None:
            return (self.want,)
        return self.want, Want(self.want.code, self.base, self.want.scope)


def is_exact(claim: Claim) -> bool:
    """Whether the draft itself says indicator, scope and period, so that one figure alone is meant."""
    when = claim.when
    return bool(claim.scope) and when is not None and when.timing in _CERTAIN and not when.candidates


def trials_of(
    claim: Claim, *, published: date, known_day: date, others: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Trial, ...]:
    """Return the readings of a claim that has an indicator; none when nothing says a time and none can be assumed.

    ``others`` are the scopes that a scope's name may mean as well: a county as the place of a project.
    """
    assert claim.indicator is not None
    scope = claim.scope or "city"
    found = []
    for period, assumed in _periods(claim, published, known_day):
        base = period.same_period_last_year() if claim.measure in _COMPARED else None
        found.append(Trial(Want(claim.indicator, period, scope), base, assumed))
    also = (others or {}).get(scope, ())
    found += [
        Trial(
            Want(one.want.code, one.want.period, other),
            one.base,
            _both(one.assumed, _scope_words(other)),
        )
        for one in found[:1]
        for other in also
    ]
    return tuple(found)


def _periods(claim: Claim, published: date, known_day: date) -> Iterator[tuple[Period, str]]:
    """Yield each period once, with what it assumes."""
    seen = set()
    for period, assumed in _every_period(claim, published, known_day):
        if period not in seen:
            seen.add(period)
            yield period, assumed


def _every_period(claim: Claim, published: date, known_day: date) -> Iterator[tuple[Period, str]]:
    """Yield what the draft itself closes an open period with first: releases count until a month's end.

    What is not over by the last day that is known comes last.
    """
    when = claim.when
    if _asks_day(claim, published):
        yield from _days(when, published, known_day)
        return
    if is_exact(claim) and when is not None and when.period is not None and when.period.first is not None:
        yield when.period, ""
        return
    until = capped(when.period, known_day) if when and when.period else None
    if until is not None and until.first is None:
        until = Period.year_to_date(until.last)
    closed = when.candidates if when else ()
    found = [*closed, *([until] if until else ()), *_to_month_ends(when, published)]
    for period in sorted(found, key=lambda one: one.last > known_day):
        if period.first is not None:
            yield period, _assuming(when, period)


def _to_month_ends(when: When | None, published: date) -> Iterator[Period]:
    """Yield what an open period may mean as well: until the end of one of the last months."""
    said = when.period if when else None
    for last in _month_ends(published):
        if said is None or last <= said.last:
            first = said.first if said and said.first and said.first <= last else date(last.year, 1, 1)
            yield Period(first, last)


def _days(when: When | None, published: date, known_day: date) -> Iterator[tuple[Period, str]]:
    if when is not None and when.period is not None:
        day = Period.on(min(when.period.last, known_day))
        yield day, "" if when.timing in _CERTAIN else _assuming(when, day)
        if when.timing == Timing.STATED:
            return
    cut_offs = [one.last for one in when.candidates if one.last <= known_day] if when else []
    for last in (min(published, known_day), *cut_offs, *_month_ends(published)[:1]):
        yield Period.on(last), _assuming(when, Period.on(last))


def _asks_day(claim: Claim, on: date) -> bool:
    try:
        return indicator(claim.indicator or "", on).asks_day_alone
    except UnknownIndicator:
        return False


def _month_ends(published: date) -> list[date]:
    ends: list[date] = []
    last = month_of(published + timedelta(days=1)) - timedelta(days=1)
    while len(ends) < N_MONTH_ENDS and last.year == published.year:
        ends.append(last)
        last = month_of(last) - timedelta(days=1)
    return ends


def _assuming(when: When | None, period: Period) -> str:
    words = when.words if when else ""
    return f"“{words}”按{period.label()}计" if words else f"文中没有写明时段，按{period.label()}计"


def _scope_words(scope: str) -> str:
    return "按落在该县区（园区）的项目计" if scope.startswith("area:") else "按该单位及所属队伍的业绩计"


def _both(first: str, second: str) -> str:
    return f"{first}，{second}" if first else second
