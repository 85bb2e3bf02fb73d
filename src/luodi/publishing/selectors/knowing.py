"""What a city's templates may name: the catalogue's indicators and the city's own scopes."""

from collections.abc import Callable
from datetime import date
from functools import cache

from luodi.figures.indicators import Indicator, Measure, applies, catalogue
from luodi.figures.scopes import Dimension, Scope, ScopeRefused
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import City, Person, Unit
from luodi.publishing.composing.knowing import Counted, Knowledge
from luodi.refdata import areas, industries


def knowledge_of(city: City, on: date) -> Knowledge:
    """Return what templates of the city may name; names of units and places are those of the day."""
    return Knowledge(_counted(), lambda kind, said: read_scope(city, on, kind, said))


def read_scope(city: City, on: date, kind: str, said: str) -> str:
    """Return a scope's text for its words: the name or code of a unit, a kind of units, a place, an event.

    Raises: Refusal when there is none of that name.
    """
    finder = _FINDERS.get(kind)
    key = finder(said, city, on) if finder else said
    if key is None:
        raise ScopeRefused(f"没有“{said}”，请写{_CALLED[kind]}的全称、简称或编码", field="scope")
    text = f"{kind}:{key}" if kind else key
    return Scope.parse(text, city=city, on=on).text


def _unit(said: str, city: City, _: date) -> str | None:
    rows = Unit.objects.of(city.pk)
    for column in ("code", "short_name", "name"):
        found = list(rows.filter(**{column: said}).values_list("code", flat=True)[:2])
        if len(found) == 1:
            return found[0]
    return None


def _kind(said: str, *_: object) -> str | None:
    if said in UnitKind.values:
        return said
    return next((one.value for one in UnitKind if said in (one.label, one.label.removeprefix("市"))), None)


def _area(said: str, city: City, on: date) -> str | None:
    try:
        return areas.find_area(said, city.code, on).code
    except Refusal:
        return next((one.code for one in areas.areas_of(city.code, on) if one.code == said), None)


def _industry(said: str, *_: object) -> str | None:
    section = next((one.code for one in industries.sections() if said in (one.code, one.name)), None)
    return section or industries.find_industry(said).code


def _event(said: str, city: City, _: date) -> str | None:
    rows = Subject.objects.filter(city=city, kind=SubjectKind.EVENT)
    for column in ("code", "label"):
        found = rows.filter(**{column: said}).values_list("code", flat=True).first()
        if found:
            return found
    return None


def _leader(said: str, city: City, _: date) -> str | None:
    rows = Person.objects.filter(city=city)
    for column in ("code", "name"):
        found = list(rows.filter(**{column: said}).values_list("code", flat=True)[:2])
        if len(found) == 1:
            return found[0]
    return None


_FINDERS: dict[str, Callable[[str, City, date], str | None]] = {
    "unit": _unit,
    "kind": _kind,
    "area": _area,
    "industry": _industry,
    "event": _event,
    "leader": _leader,
}
_CALLED = {"unit": "单位", "kind": "单位类别", "area": "县区（园区）", "event": "活动", "leader": "领导"}


@cache
def _counted() -> dict[str, Counted]:
    """Return every indicator by its code, name and aliases; an alias never hides a name."""
    found: dict[str, Counted] = {}
    for one in catalogue():
        found.update(dict.fromkeys((one.code, one.name), counted(one)))
    for one in catalogue():
        for alias in one.aliases:
            found.setdefault(alias, counted(one))
    return found


def counted(one: Indicator) -> Counted:
    dimensions = frozenset(dimension.value for dimension in Dimension if applies(one, [dimension]))
    return Counted(one.code, one.name, one.unit, dimensions, grows=one.measure != Measure.COHORT)
