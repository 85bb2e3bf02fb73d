"""The figures that a unit's month is declared with, then and now, and the rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from luodi.figures.compute import compute_many, figure_of
from luodi.figures.indicators import indicator
from luodi.figures.questions import Figure, Question
from luodi.figures.scopes import Dimension, Scope
from luodi.filing import rules
from luodi.filing.models import FilingStep
from luodi.kernel.asof import AsOf
from luodi.ledger.kinds import EVENT_KINDS, Cause, FactKind, Standing
from luodi.ledger.models import Entry, Fact
from luodi.ledger.models.fact import FactQuerySet
from luodi.organisation import selectors as organisation
from luodi.organisation.models import City, Unit

DECLARED = (
    "negotiating.new.count",
    "signed.count",
    "signed.amount",
    "started.count",
    "started.amount",
    "producing.count",
    "producing.amount",
    "funds.amount",
    "in_statistics.count",
)
"""What a month is declared with; each is of facts, so that each can be opened."""
STANDINGS = (Standing.CLAIMED, Standing.VERIFIED)


@dataclass(frozen=True)
class Compared:
    """One indicator of a month, as it was declared (or closed) and as it is now; None where nothing was kept."""

    code: str
    standing: Standing
    then: Figure | None
    now: Figure

    @property
    def has_moved(self) -> bool:
        return self.then is not None and self.then.raw != self.now.raw


def scope_of(unit: Unit) -> Scope:
    return Scope.CITY.narrowed(Dimension.UNIT, unit.code, unit.short_name)


def of_unit(unit: Unit, month: date, known: AsOf) -> dict[Standing, dict[str, Figure]]:
    """Return the unit's figures of the month as they were known, claimed and verified."""
    return _asked(unit.city, month, scope_of(unit), known)


def since_declared(unit: Unit, step: FilingStep | None, month: date, now: AsOf) -> list[Compared]:
    """Return each figure as it was kept with the step, beside what it is now."""
    present = of_unit(unit, month, now)
    kept = {(one.code, one.standing): one.raw for one in step.figures.all()} if step else {}
    then = _moment_of(unit.city, step)
    rows = []
    for standing in STANDINGS:
        for code in DECLARED:
            raw = kept.get((code, standing.value))
            figure = present[standing][code]
            before = None if raw is None or then is None else _frozen(figure, raw, then)
            rows.append(Compared(code, standing, before, figure))
    return rows


def since_closed(city: City, month: date, closed: AsOf, now: AsOf) -> list[Compared]:
    """Return each of the city's figures of the month as of its close, beside what it is now."""
    then, present = _asked(city, month, Scope.CITY, closed), _asked(city, month, Scope.CITY, now)
    return [
        Compared(code, standing, then[standing][code], present[standing][code])
        for standing in STANDINGS
        for code in DECLARED
    ]


def events(unit: Unit, month: date) -> FactQuerySet:
    """Return what happened in the unit, or below it, in the month: live, counted, not from before the ledger."""
    return _month_facts(unit, month).filter(kind__in=EVENT_KINDS)


def changes(unit: Unit, month: date) -> FactQuerySet:
    """Return the states of projects that began in the month, other than those that came with an event."""
    rows = _month_facts(unit, month).exclude(kind__in=EVENT_KINDS)
    return rows.exclude(entry__in=events(unit, month).values("entry_id"))


def n_events(unit: Unit, month: date) -> int:
    return events(unit, month).count()


def _month_facts(unit: Unit, month: date) -> FactQuerySet:
    period = rules.period_of(month)
    units = organisation.subtree_ids(unit, period.last)
    rows = Fact.objects.live().counted().filter(city_id=unit.city_id, kind__in=FactKind.values)
    rows = rows.filter(unit_id__in=units)
    return rows.filter(occurred_on__gte=month, occurred_on__lte=period.last).exclude(cause=Cause.OPENING)


def _asked(city: City, month: date, scope: Scope, known: AsOf) -> dict[Standing, dict[str, Figure]]:
    period = rules.period_of(month)
    return {
        standing: compute_many(
            DECLARED, city=city, period=period, scope=scope, as_of=known, standing=standing
        )
        for standing in STANDINGS
    }


def _frozen(now: Figure, raw: int, moment: datetime) -> Figure:
    """Return the figure with the number that was kept, of the question that was asked then."""
    asked = now.question
    question = Question(asked.city_id, asked.period, asked.scope, AsOf(moment), asked.standing)
    values: Mapping[str, int] = {now.code: raw}
    return figure_of(indicator(now.code, asked.period.last), question, dict(values))


def _moment_of(city: City, step: FilingStep | None) -> datetime | None:
    """Return when the entry was recorded up to which the step knew."""
    if step is None or step.entry_no is None:
        return None
    known = Entry.objects.filter(city=city, number=step.entry_no)
    return known.values_list("recorded_at", flat=True).first() or step.at
