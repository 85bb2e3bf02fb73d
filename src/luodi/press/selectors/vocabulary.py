"""The names that a city's texts use, from its ledger: units, kinds, areas, origins, events and its own words."""

from datetime import date

from luodi.kernel.numerals import half_width
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import City, Unit
from luodi.outreach.models import PromotionEvent
from luodi.press.choices import TermKind
from luodi.press.grammar.vocabulary import Named, NamedEvent, NamedSpan, Vocabulary
from luodi.press.models import Term
from luodi.refdata import areas, regions, tables

_LIVED = 3
"""How many years an event stays in the vocabulary after its end."""


def vocabulary_of(city: City, on: date) -> Vocabulary:
    """Return the names that are in use in the city on the day."""
    terms = list(Term.objects.in_use().filter(city=city))
    events = [(term.words, term.scope.removeprefix("event:")) for term in terms if _is_event(term)]
    scopes = [
        Named((term.words,), term.scope)
        for term in terms
        if term.kind == TermKind.SCOPE and not _is_event(term)
    ]
    return Vocabulary(
        places=_places(city),
        scopes=(*scopes, *_units(city, on), *_areas(city, on), *_kinds(), *_origins(on)),
        events=_events(city, on, events),
        spans=_spans(terms),
        names=tuple(term.words for term in terms if term.kind == TermKind.NAME),
    )


def other_scopes(city: City, on: date) -> dict[str, tuple[str, ...]]:
    """Return what else a county's scope may mean: its name is that of the unit and that of the place."""
    rows = Unit.objects.of(city.pk).active_on(on).filter(kind=UnitKind.COUNTY).exclude(area="")
    pairs = [(f"unit:{code}", f"area:{area}") for code, area in rows.values_list("code", "area")]
    found: dict[str, tuple[str, ...]] = {unit: (area,) for unit, area in pairs}
    return found | {area: (unit,) for unit, area in pairs}


def counties(city: City, on: date) -> dict[str, str]:
    """Return the scope of each of the city's counties and parks by its names."""
    return {
        name: f"area:{one.code}"
        for one in areas.areas_of(city.code, on)
        for name in (one.name, one.short_name, *one.aliases)
    }


def _places(city: City) -> tuple[str, ...]:
    return tuple(dict.fromkeys((city.name, city.name.removesuffix("市"))))


def _units(city: City, on: date) -> list[Named]:
    rows = Unit.objects.of(city.pk).active_on(on).exclude(parent=None)
    return [
        Named(tuple(dict.fromkeys((name, short))), f"unit:{code}")
        for name, short, code in rows.values_list("name", "short_name", "code")
    ]


def _areas(city: City, on: date) -> list[Named]:
    """Return areas that no unit is called after: READ takes the first that a name fits."""
    return [
        Named(tuple(dict.fromkeys((one.name, one.short_name, *one.aliases))), f"area:{one.code}")
        for one in areas.areas_of(city.code, on)
    ]


def _kinds() -> list[Named]:
    teams = (
        UnitKind.INDUSTRY_TEAM,
        UnitKind.RESIDENT_GROUP,
        UnitKind.COUNTY_RESIDENT_TEAM,
        UnitKind.SQUAD,
    )
    return [
        Named(tuple(dict.fromkeys((kind.label, kind.label.removeprefix("市")))), f"kind:{kind.value}")
        for kind in teams
    ]


def _origins(on: date) -> list[Named]:
    return [
        Named(tuple(dict.fromkeys((one.name, *one.aliases))), f"origin:{one.name}")
        for one in regions.regions()
        if tables.is_valid(on, valid_from=one.valid_from, valid_to=one.valid_to)
    ]


def _events(city: City, on: date, words: list[tuple[str, str]]) -> tuple[NamedEvent, ...]:
    """Return the events of late years; one within another is known by what it is called beyond its name as well."""
    rows = PromotionEvent.objects.filter(city=city, held_to__year__gte=on.year - _LIVED)
    found = []
    for one in rows.select_related("parent").order_by("-held_to", "id"):
        names = [one.name, half_width(one.name), half_width(one.name).replace("·", "•")]
        if one.parent is not None and one.name.startswith(one.parent.name):
            names.append(one.name.removeprefix(one.parent.name).strip("“”《》—-－ "))
        names += [term for term, code in words if code == one.code]
        kept = tuple(dict.fromkeys(name for name in names if len(name) > 1))
        parent = one.parent.code if one.parent else ""
        found.append(NamedEvent(kept, one.code, one.held_from, one.held_to, parent))
    return tuple(found)


def _spans(terms: list[Term]) -> tuple[NamedSpan, ...]:
    return tuple(
        NamedSpan((term.words,), term.first_on, term.last_on)
        for term in terms
        if term.kind == TermKind.SPAN and term.first_on and term.last_on
    )


def _is_event(term: Term) -> bool:
    return term.kind == TermKind.SCOPE and term.scope.startswith("event:")
