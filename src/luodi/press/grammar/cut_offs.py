"""Other ends that an open period may mean: the cut-offs that the draft itself states, and the day before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from luodi.kernel.periods import Period
from luodi.press.grammar.claims import Claim, Timing, When


def with_cut_offs(claims: Iterable[Claim], published: date | None) -> tuple[Claim, ...]:
    """Return the claims, each open period with the other periods that it may stand for, the likeliest first.

    今年 without an end may mean the 1—7月 of which the draft speaks elsewhere.
    """
    found = tuple(claims)
    if published is None:
        return found
    stated = [one.when.period for one in found if one.when and one.when.timing is Timing.STATED]
    ends = sorted(
        {one.last for one in stated if one and one.is_whole_months and one.last < published}, reverse=True
    )
    return tuple(replace(one, when=_widened(one.when, ends, published)) if one.when else one for one in found)


def _widened(when: When, ends: list[date], published: date) -> When:
    period = when.period
    if period is None or period.last != published:
        return when
    lasts = [*ends, published - timedelta(days=1)]
    known = [one.last for one in when.candidates]
    more = [Period(period.first, last) for last in lasts if last not in known and _begins(period.first, last)]
    return replace(when, candidates=(*when.candidates, *more))


def _begins(first: date | None, last: date) -> bool:
    return first is None or first <= last
