"""Open figures with their words, their values, what is due, and what has moved since it came out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Prefetch

from luodi.disclosure import rules
from luodi.disclosure.choices import Cadence, ChangeKind, WordingState
from luodi.disclosure.models import OpenFigure, OpenValue, OpenWording
from luodi.disclosure.selectors.asking import Said, say_all
from luodi.figures.indicators import Indicator, indicator
from luodi.filing import selectors as filings
from luodi.kernel.months import last_day_of_month, month_of
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.organisation.clock import day_of
from luodi.organisation.models import City


@dataclass(frozen=True)
class Change:
    """A line of the public log: when something other than a first value was told."""

    at: datetime
    kind: ChangeKind
    title: str
    text: str
    code: str


@dataclass(frozen=True)
class Shown:
    """An open figure as it is read: the words in force, the present value of each period (latest first), all values."""

    figure: OpenFigure
    wordings: Sequence[OpenWording]
    values: Sequence[OpenValue] = ()
    issued: Sequence[OpenValue] = field(default=(), repr=False)

    @property
    def wording(self) -> OpenWording | None:
        """The words in force: the last that were approved."""
        return next((one for one in reversed(self.wordings) if one.state == WordingState.APPROVED), None)

    @property
    def proposed(self) -> OpenWording | None:
        return next((one for one in self.wordings if one.state == WordingState.PROPOSED), None)

    @property
    def title(self) -> str:
        return (self.wording or self.wordings[-1]).title

    @property
    def definition(self) -> str:
        return (self.wording or self.wordings[-1]).definition

    @property
    def indicator(self) -> Indicator:
        return indicator(self.figure.indicator)

    @property
    def latest(self) -> OpenValue | None:
        return self.values[0] if self.values else None

    @property
    def unit(self) -> str:
        return self.indicator.unit

    @property
    def changes(self) -> list[Change]:
        """What the public is told of it beside first values, latest first."""
        said = [_change_of(one, self) for one in self.wordings if one.state == WordingState.APPROVED]
        said += [_revision(one, self) for one in self.issued if one.number > 1]
        if self.figure.ended_at and self.wording:
            text = f"停止公开：{self.figure.ended_why}"
            said.append(Change(self.figure.ended_at, ChangeKind.ENDED, self.title, text, self.figure.code))
        return sorted(said, key=lambda one: one.at, reverse=True)

    def earlier(self, value: OpenValue) -> list[OpenValue]:
        """What came out for the same period before."""
        return [one for one in self.issued if one.last == value.last and one.number < value.number]


def _change_of(wording: OpenWording, shown: Shown) -> Change:
    approved = [one for one in shown.wordings if one.state == WordingState.APPROVED]
    is_first = wording.pk == approved[0].pk
    kind = ChangeKind.OPENED if is_first else ChangeKind.REDEFINED
    text = "开始公开" if is_first else f"说明修改为：{wording.definition}（{wording.reason}）"
    assert wording.decided_at is not None
    return Change(wording.decided_at, kind, wording.title, text, shown.figure.code)


def _revision(value: OpenValue, shown: Shown) -> Change:
    before = next(one for one in shown.issued if one.last == value.last and one.number == value.number - 1)
    old, new = (f"{one.shown}{one.unit}" if one.shown else one.note for one in (before, value))
    text = f"{value.period.label()}由{old}修订为{new}：{value.reason}"
    return Change(value.issued_at, ChangeKind.REVISED, shown.title, text, shown.figure.code)


def shown(figures: Iterable[OpenFigure], *, decided_only: bool = False) -> list[Shown]:
    """Return figures with words and values; ``decided_only`` for the public, who sees approved words alone.

    Shape: in the figures' order; three queries.
    """
    held = list(figures)
    wordings: dict[int, list[OpenWording]] = {one.pk: [] for one in held}
    rows = OpenWording.objects.filter(figure__in=held).select_related(
        "proposed_by__person", "decided_by__person"
    )
    for row in rows.filter(state=WordingState.APPROVED) if decided_only else rows:
        wordings[row.figure_id].append(row)
    issued: dict[int, list[OpenValue]] = {one.pk: [] for one in held}
    for value in OpenValue.objects.filter(figure__in=held):
        issued[value.figure_id].append(value)
    return [
        Shown(one, wordings[one.pk], _present(issued[one.pk]), issued[one.pk])
        for one in held
        if wordings[one.pk]
    ]


def _present(values: Sequence[OpenValue]) -> list[OpenValue]:
    latest = {value.last: value for value in sorted(values, key=lambda one: one.number)}
    return [latest[last] for last in sorted(latest, reverse=True)]


def closed_through(city: City, at: datetime) -> date:
    """Return the last day of the last month that is closed; where no month ever was, of the last month that is over."""
    month = filings.last_closed(city)
    return last_day_of_month(month) if month else month_of(day_of(at)) - timedelta(days=1)


def due(city: City, *, through: date) -> list[tuple[OpenFigure, Period]]:
    """Return the closed periods of running figures that have no value yet."""
    running = OpenFigure.objects.filter(city=city).running()
    issued = Prefetch("values", OpenValue.objects.filter(number=1))
    return [
        (one, period)
        for one in running.prefetch_related(issued)
        for had in [{value.last for value in one.values.all()}]
        for period in rules.periods_due(Cadence(one.cadence), one.since, through)
        if period.last not in had
    ]


@dataclass(frozen=True)
class Moved:
    """A value that came out, and what the ledger says now."""

    figure: OpenFigure
    value: OpenValue
    now: Said


def moved(city: City, *, figures: Sequence[OpenFigure] | None = None) -> list[Moved]:
    """Return the values that came out and that the ledger now contradicts, by figure and period."""
    held = list(OpenFigure.objects.filter(city=city).public() if figures is None else figures)
    latest = [(one.figure, value) for one in shown(held) for value in one.values]
    said = say_all([(one, value.period) for one, value in latest], city=city, as_of=ledger.resolve(city))
    found = [Moved(one, value, said[one.pk, value.last]) for one, value in latest]
    return [one for one in found if (one.now.shown, one.now.note) != (one.value.shown, one.value.note)]
