"""What a number of a text is called: its indicator with its nature, and whose it is."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from luodi.figures.scopes import Dimension, Scope, ScopeRefused
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.models import City
from luodi.publishing.choices import FigureNature


class Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def nature(self) -> str: ...


class Scoped(Protocol):
    @property
    def scope(self) -> str: ...
    @property
    def last(self) -> date: ...


def what_of(figure: Named) -> str:
    """Return the indicator, and its growth or completion where the number is that."""
    nature = FigureNature(figure.nature)
    return figure.name if nature == FigureNature.VALUE else f"{figure.name}（{nature.label}）"


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
