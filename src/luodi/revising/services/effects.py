"""Which figures would move: the act is really performed, asked about, and rolled back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from luodi.figures.compute import compute_table
from luodi.figures.indicators import applies, catalogue
from luodi.figures.questions import Figure, Table
from luodi.figures.scopes import Dimension
from luodi.kernel.months import last_day_of_month, month_of, months_between
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Account, City
from luodi.projects.choices import Field
from luodi.revising.services.commands import Same, execute

_MONTHS = 6
_BY = {
    Field.UNIT: Dimension.UNIT,
    Field.AREA: Dimension.AREA,
    Field.INDUSTRY: Dimension.INDUSTRY,
    Field.ORIGIN: Dimension.ORIGIN,
}
_STANDINGS = (Standing.VERIFIED, Standing.CLAIMED)


@dataclass(frozen=True)
class Move:
    """A figure now, and what it would be; ``part`` names the unit or place where it is not the whole city's."""

    now: Figure
    after: Figure
    part: str = ""


@dataclass(frozen=True)
class Effects:
    """``moves`` has the whole city's figures first.

    ``touched`` are the first days of all months in which the act changes something, ``asked`` of the latest ones.
    """

    moves: tuple[Move, ...]
    touched: tuple[date, ...]

    @property
    def asked(self) -> tuple[date, ...]:
        return self.touched[:_MONTHS]


def effects_of(same: Same, *, actor: Account, at: datetime, today: date) -> Effects:
    """Return every project figure that the act would move, of the years and the latest months that it touches.

    It is asked of both standings, of the city and by the dimension that the field belongs to. The act is performed
    as if a verifier had accepted it, and rolled back; so nothing is written, and nothing is estimated.
    Shape: two tables per period and standing, before and after.    Raises: what performing it raises.
    """
    with transaction.atomic():
        batch = ledger.open_batch(city=actor.city, title="试算", actor=actor, at=at)
        kinds, days = _touched(same, today)
        periods = _periods(days, today)
        by = _BY.get(same.field, Dimension.UNIT if same.field == Field.SHARES else None)
        before = _asked(actor.city, kinds, periods, by)
        execute(same, actor=actor, at=at, batch=batch, is_trial=True)
        after = _asked(actor.city, kinds, periods, by)
        transaction.set_rollback(True)
    months = sorted({month_of(day) for day in days}, reverse=True)
    moves = [move for one, other in zip(before, after, strict=True) for move in _moves(one, other)]
    told = sorted(_each_once(moves), key=lambda move: bool(move.part))
    return Effects(tuple(told), tuple(months))


def _each_once(moves: Iterable[Move]) -> list[Move]:
    """Return the moves with a stock of one day told once, though a month and a year end on it."""
    told: dict[tuple[object, ...], Move] = {}
    for move in moves:
        one = move.now
        since = None if one.indicator.asks_day_alone else one.period.first
        told.setdefault((one.code, one.standing, move.part, since, one.period.last), move)
    return list(told.values())


def _touched(same: Same, today: date) -> tuple[set[FactKind], set[date]]:
    """Return the kinds of facts that may move, and days of the months in which they lie.

    What is otherwise from a day on moves the stock of every month since; a correction reaches what others have
    recorded of the project too, such as an event's list.
    """
    if same.effective_on is not None:
        return {FactKind.PROJECT_STATE}, set(months_between(same.effective_on, today))
    subjects = [project.subject_id for project in same.projects]
    found = set(Fact.objects.live().filter(subject_id__in=subjects).values_list("kind", "occurred_on"))
    return {FactKind(kind) for kind, _ in found}, {day for _, day in found}


def _periods(days: Iterable[date], today: date) -> list[Period]:
    """Return the years that hold the days, then the latest of their months."""
    known = {min(day, today) for day in days} | {today}
    years = sorted({day.year for day in known}, reverse=True)[:3]
    months = sorted({month_of(day) for day in known}, reverse=True)[:_MONTHS]
    told = [Period.year_to_date(min(date(year, 12, 31), today)) for year in years]
    return told + [Period.month_to_date(min(last_day_of_month(month), today)) for month in months]


def _asked(city: City, kinds: set[FactKind], periods: Sequence[Period], by: Dimension | None) -> list[Table]:
    told = []
    for period in periods:
        codes = [
            one.code
            for one in catalogue()
            if one.fact_kind in kinds and one.valid_from <= period.last and (by is None or applies(one, [by]))
        ]
        for standing in _STANDINGS:
            told.append(
                compute_table(codes, city=city, period=period, by=by or Dimension.UNIT, standing=standing)
            )
    return told


def _moves(before: Table, after: Table) -> list[Move]:
    told = [
        Move(before.total[code], after.total[code])
        for code in before.codes
        if before.total[code].value != after.total[code].value
    ]
    now = {row.key: row for row in before.rows}
    then = {row.key: row for row in after.rows}
    for key in dict.fromkeys([*now, *then]):
        row, other = now.get(key), then.get(key)
        there = row or other
        assert there is not None
        for code in before.codes:
            figure = row.figures[code] if row else _none(before.total[code], there.figures[code])
            later = other.figures[code] if other else _none(after.total[code], there.figures[code])
            if figure.value != later.value:
                told.append(Move(figure, later, there.label))
    return told


def _none(total: Figure, like: Figure) -> Figure:
    """Return the figure of a part that has no facts: 0, a ratio has no value."""
    question = replace(total.question, scope=like.scope)
    nothing = None if total.indicator.is_ratio else 0
    value = None if nothing is None else Decimal(nothing)
    return replace(total, question=question, value=value, raw=nothing, numerator=None, denominator=None)
