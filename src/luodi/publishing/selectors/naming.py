"""What a number of a text is called: its indicator with its nature, and whose it is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.figures.questions import BEGINNING
from luodi.figures.scopes import Dimension, Scope, ScopeRefused
from luodi.kernel.periods import Period
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.models import City
from luodi.publishing.choices import FigureNature
from luodi.publishing.composing.timing import period_words


class Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def nature(self) -> str: ...


class Dated(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def period(self) -> Period: ...


class Asked(Dated, Protocol):
    @property
    def scope(self) -> str: ...
    @property
    def standing(self) -> str: ...


class Scoped(Protocol):
    @property
    def scope(self) -> str: ...
    @property
    def last(self) -> date: ...


def what_of(figure: Named) -> str:
    """Return the indicator, and its growth or completion where the number is that."""
    nature = FigureNature(figure.nature)
    return figure.name if nature == FigureNature.VALUE else f"{figure.name}（{nature.label}）"


def when_of(figure: Dated) -> str:
    """Return the period in words; a stock is of its last day alone."""
    return period_words(Period.on(figure.period.last) if _asks_day_alone(figure.code) else figure.period)


def query_of(figure: Asked) -> Mapping[str, str]:
    """Return what an address must carry to open the figure."""
    first, last = figure.period.first, figure.period.last
    return {
        "code": figure.code,
        "from": first.isoformat() if first else BEGINNING,
        "to": last.isoformat(),
        "scope": figure.scope,
        "standing": str(figure.standing),
    }


def _asks_day_alone(code: str) -> bool:
    try:
        return bool(code) and indicator(code).asks_day_alone
    except UnknownIndicator:
        return False


def scope_of(figure: Scoped, city: City) -> str:
    """Return whose number it is, in words.    Shape: a few queries for each; many are asked by ``scopes_of``."""
    return scopes_of([figure], city)[figure.scope]


def scopes_of(figures: Iterable[Scoped], city: City) -> dict[str, str]:
    """Return the words by scope's text; a project is called by its name.    Shape: one query for all projects."""
    found: dict[str, str] = {}
    projects: dict[str, str] = {}
    for one in figures:
        if one.scope in found:
            continue
        try:
            scope = Scope.parse(one.scope, city=city, on=one.last)
        except ScopeRefused:
            found[one.scope] = one.scope
            continue
        found[one.scope] = scope.label
        projects |= {part.key: one.scope for part in scope.parts if part.dimension == Dimension.PROJECT}
    named = Subject.objects.filter(city=city, kind=SubjectKind.PROJECT, code__in=projects)
    for code, label in named.values_list("code", "label"):
        found[projects[code]] = found[projects[code]].replace(code, label or code)
    return found
