"""Ask the ledger for many claims at once: one question per period and scope, and nothing twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from django.db.models import Min

from luodi.figures.compute import FEN_PER, compute_many, compute_table
from luodi.figures.indicators import UnknownIndicator, applies, indicator
from luodi.figures.questions import Figure, Question, Row
from luodi.figures.scopes import Dimension, Scope, ScopeRefused
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import City


@dataclass(frozen=True)
class Want:
    """A figure that is wanted: what an indicator says for a period and a scope."""

    code: str
    period: Period
    scope: str = "city"


@dataclass(frozen=True)
class Unanswerable:
    """Why the ledger cannot answer."""

    why: str


Found = Figure | Unanswerable


class Asking:
    """One city's ledger at one moment. What was asked before is not asked again; ``n_questions`` counts them."""

    def __init__(self, city: City, as_of: AsOf, standing: Standing = Standing.VERIFIED) -> None:
        self.city, self.as_of, self.standing = city, as_of, standing
        self.n_questions = 0
        self._found: dict[Want, Found] = {}
        self._beside: dict[tuple[AsOf, Standing], Asking] = {}
        self._rows: dict[Want, dict[str, Row]] = {}
        self._scopes: dict[tuple[str, date], Scope | Unanswerable] = {}
        self._first: dict[FactKind, date] = {}

    def at(self, as_of: AsOf, standing: Standing | None = None) -> "Asking":
        """Return the same city at another moment, or by another standing; it remembers as this one does."""
        key = as_of, standing or self.standing
        if key not in self._beside:
            self._beside[key] = Asking(self.city, *key)
        return self._beside[key]

    def by_unit(self, figure: Figure) -> dict[str, Row]:
        """Return the figure's rows by unit, as this moment and standing have them."""
        want = Want(figure.code, figure.period, figure.scope.text)
        if want not in self._rows:
            table = compute_table(
                [figure.code],
                city=self.city,
                period=figure.period,
                by=Dimension.UNIT,
                scope=figure.scope,
                as_of=self.as_of,
                standing=self.standing,
            )
            self._rows[want] = {row.key: row for row in table.rows}
        return self._rows[want]

    def put(self, wanted: Iterable[Want]) -> None:
        """Ask for everything that is not known yet."""
        groups: dict[tuple[Period, str], list[str]] = defaultdict(list)
        for want in dict.fromkeys(wanted):
            if want in self._found:
                continue
            if refused := self._refusal(want):
                self._found[want] = refused
            else:
                groups[want.period, want.scope].append(want.code)
        for (period, scope), codes in groups.items():
            read = self._scope(scope, period.last)
            assert isinstance(read, Scope)
            self.n_questions += 1
            figures = compute_many(
                codes, city=self.city, period=period, scope=read, as_of=self.as_of, standing=self.standing
            )
            for code, figure in figures.items():
                self._found[Want(code, period, scope)] = figure

    def get(self, want: Want) -> Found:
        self.put([want])
        return self._found[want]

    @cached_property
    def known_day(self) -> date:
        """The last day of which the moment knows."""
        return Question(self.city.pk, Period.on(date.max), Scope.CITY, self.as_of, self.standing).known_day

    def first_day(self, code: str) -> date:
        """Return the first day of a fact that could count, the last of all days when there is none."""
        kind = indicator(code).fact_kind
        if kind not in self._first:
            found = Fact.objects.filter(city=self.city, kind=kind).aggregate(first=Min("occurred_on"))[
                "first"
            ]
            self._first[kind] = found or date.max
        return self._first[kind]

    def _refusal(self, want: Want) -> Unanswerable | None:
        try:
            one = indicator(want.code, want.period.last)
        except UnknownIndicator as refusal:
            return Unanswerable(str(refusal))
        scope = self._scope(want.scope, want.period.last)
        if isinstance(scope, Unanswerable):
            return scope
        if not applies(one, [part.dimension for part in scope.parts]):
            return Unanswerable(f"“{one.name}”不分{scope.parts[0].dimension.label}")
        if want.period.first is None and not one.asks_day_alone:
            return Unanswerable("文中没有说明是哪一段时间")
        return None

    def _scope(self, text: str, on: date) -> Scope | Unanswerable:
        key = text, on
        if key not in self._scopes:
            try:
                self._scopes[key] = Scope.parse(text, city=self.city, on=on)
            except ScopeRefused as refusal:
                self._scopes[key] = Unanswerable(str(refusal))
        return self._scopes[key]


def exact(figure: Figure) -> Fraction | None:
    """Return a figure's exact value in the plain unit of claims: 元, %, or what is counted."""
    if figure.raw is not None:
        return Fraction(figure.raw, 100) if figure.indicator.unit in FEN_PER else Fraction(figure.raw)
    if figure.value is None:
        return None
    if figure.indicator.unit == "%" and figure.numerator and figure.denominator:
        return Fraction(100 * figure.numerator.exact, figure.denominator.exact)
    return Fraction(figure.value)


def capped(period: Period, day: date) -> Period:
    """Return what of a period has been by the day; one that lies after it as it is."""
    if period.first is not None and period.first > day:
        return period
    return replace(period, last=min(period.last, day))
