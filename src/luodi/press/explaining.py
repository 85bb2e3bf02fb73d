"""Why the ledger differs from a draft: another period, numbers not yet verified, what was recorded since, and whose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from luodi.figures.questions import Figure, Row
from luodi.figures.scopes import Dimension
from luodi.kernel.dates import day_words
from luodi.kernel.months import last_day_of_month, month_after, month_of
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Unit
from luodi.organisation.selectors import clerks_of
from luodi.press.asking import Asking, Unanswerable, Want
from luodi.press.checked import Answer, Match
from luodi.press.holding import holds
from luodi.press.matching import answered
from luodi.press.trials import Trial

N_EXPLAINED = 30
"""So many differences are explained; a draft with more of them is not of this ledger."""
_N_OWNERS = 3
_N_MOMENTS = 4


@dataclass(frozen=True)
class Owner:
    """A unit in whose rows a difference lies, and who keeps them; ``change`` says how its part differs."""

    unit: str
    people: tuple[str, ...]
    change: str = ""


@dataclass(frozen=True)
class Explanation:
    """``elsewhen`` is a period for which the draft's number is right, ``claimed`` what it is by what was claimed,
    ``earlier`` the moment at which the ledger said what the draft says."""

    elsewhen: Period | None = None
    claimed: Answer | None = None
    claimed_fits: bool = False
    earlier: datetime | None = None
    owners: tuple[Owner, ...] = ()


def explain(matches: Sequence[Match], asking: Asking) -> dict[int, Explanation]:
    """Return what can be said of each match's difference, by the number of its claim; asked together."""
    asked = [match for match in matches if match.answer is not None][:N_EXPLAINED]
    claiming = asking.at(asking.as_of, Standing.CLAIMED)
    claiming.put(want for match in asked for want in _trial(match).wants)
    near = {match.claim.number: list(_near(match, asking.known_day)) for match in asked}
    asking.put(want for trials in near.values() for trial in trials for want in trial.wants)
    earlier = [asking.at(ledger.resolve(asking.city, moment)) for moment in _moments(asked, asking)]
    for one in earlier:
        one.put(want for match in asked for want in _trial(match).wants)
    return {
        match.claim.number: _explained(match, asking, claiming, near[match.claim.number], earlier)
        for match in asked
    }


def _explained(
    match: Match, asking: Asking, claiming: Asking, near: list[Trial], earlier: list[Asking]
) -> Explanation:
    claim, trial = match.claim, _trial(match)
    claimed = answered(claim, trial, claiming)
    said = None if isinstance(claimed, Unanswerable) else claimed
    agreed = next((one for one in earlier if _agrees(match, trial, one)), None)
    differs = said is not None and match.answer is not None and said.value != match.answer.value
    owners: tuple[Owner, ...] = ()
    if agreed:
        owners = _owners(match, asking, agreed, "由{then}变为{now}")
    elif differs:
        owners = _owners(match, asking, claiming, "申报{then}、认定{now}")
    return Explanation(
        elsewhen=next((one.want.period for one in near if _agrees(match, one, asking)), None),
        claimed=said if differs else None,
        claimed_fits=differs and said is not None and holds(claim, said.value),
        earlier=agreed.as_of.moment if agreed else None,
        owners=owners or _keeper(match, asking),
    )


def _trial(match: Match) -> Trial:
    assert match.answer is not None
    figure = match.answer.figure
    base = match.answer.base.period if match.answer.base else None
    return Trial(Want(figure.code, figure.period, figure.scope.text), base)


def _agrees(match: Match, trial: Trial, asking: Asking) -> bool:
    answer = answered(match.claim, trial, asking)
    return not isinstance(answer, Unanswerable) and holds(match.claim, answer.value)


def _near(match: Match, known_day: date) -> Iterator[Trial]:
    """Yield the same question for the periods that are taken for one another: a month more or less, the year before."""
    assert match.answer is not None
    figure = match.answer.figure
    if figure.period.first is None:
        return
    first, last = figure.period.first, figure.period.last
    before, following = month_of(last) - timedelta(days=1), last_day_of_month(month_after(last))
    for other in (before, last_day_of_month(last), following, known_day):
        if first <= other <= max(known_day, last) and other != last:
            yield Trial(Want(figure.code, Period(first, other), figure.scope.text))
    yield Trial(Want(figure.code, figure.period.same_period_last_year(), figure.scope.text))


def _moments(matches: Sequence[Match], asking: Asking) -> list[datetime]:
    """Return the beginnings of the months since the earliest period's end, the latest first, and of the last day."""
    if not matches:
        return []
    earliest = min(match.answer.period.last for match in matches if match.answer)
    day, found = asking.known_day, [asking.known_day]
    first = month_of(day)
    while first > earliest and len(found) < _N_MOMENTS:
        found.append(first)
        first = month_of(first - timedelta(days=1))
    tz = timezone.get_default_timezone()
    return [datetime.combine(one, time(), tzinfo=tz) for one in dict.fromkeys(found)]


def _owners(match: Match, asking: Asking, other: Asking, words: str) -> tuple[Owner, ...]:
    """Return the units whose rows are not the same in both, the one with the most first."""
    assert match.answer is not None
    figure = match.answer.figure
    if figure.raw is None:
        return ()
    now, then = (one.by_unit(figure) for one in (asking, other))
    moved = {
        code: (_raw(now, code), _raw(then, code))
        for code in {**now, **then}
        if _raw(now, code) != _raw(then, code)
    }
    largest = sorted(moved, key=lambda code: (-abs(moved[code][0] - moved[code][1]), code))[:_N_OWNERS]
    units = {
        unit.code: unit
        for unit in Unit.objects.of(asking.city.pk).filter(code__in=largest).select_related("parent")
    }
    return tuple(
        Owner(units[code].short_name, _people(units[code]), words.format(**_parts(now, then, code, figure)))
        for code in largest
        if code in units
    )


def _raw(rows: dict[str, Row], code: str) -> int:
    return (rows[code].figure.raw or 0) if code in rows else 0


def _parts(now: dict[str, Row], then: dict[str, Row], code: str, figure: Figure) -> dict[str, str]:
    parts = {"now": now, "then": then}
    return {
        name: f"{rows[code].figure.prose if code in rows else 0}{figure.unit}" for name, rows in parts.items()
    }


def _keeper(match: Match, asking: Asking) -> tuple[Owner, ...]:
    """Return the unit that the scope names, whose people keep its rows, else the city's centre."""
    assert match.answer is not None
    parts = match.answer.figure.scope.parts
    named = [part.key for part in parts if part.dimension == Dimension.UNIT]
    places = [part.key for part in parts if part.dimension == Dimension.AREA]
    units = Unit.objects.of(asking.city.pk).select_related("parent")
    unit = (
        units.filter(code__in=named).first()
        or units.filter(kind=UnitKind.COUNTY, area__in=places).first()
        or units.filter(kind=UnitKind.CENTRE).first()
    )
    return (Owner(unit.short_name, _people(unit)),) if unit else ()


def _people(unit: Unit) -> tuple[str, ...]:
    return tuple(account.display_name for account in clerks_of(unit)[:2])


def as_of_words(moment: datetime) -> str:
    """Say a moment as a day where it is the beginning of one."""
    local = timezone.localtime(moment)
    said = day_words(local.date())
    return f"{said}零时" if local.time() == time() else f"{said} {local:%H:%M}"
