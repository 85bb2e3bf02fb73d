"""The rows of a split: what their keys are called, and the narrower question that each row answers."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef

from luodi.figures.conditions import NONE
from luodi.figures.questions import Figure, Question, Row
from luodi.figures.scopes import (
    FORM_LABELS,
    SECTOR_LABELS,
    STATE_LABELS,
    Dimension,
    origin_city_label,
    own_label,
)
from luodi.kernel.periods import Period
from luodi.ledger.kinds import (
    Capital,
    Channel,
    FactKind,
    ItemReason,
    ItemSource,
    LeadSource,
    Proof,
    SubjectKind,
)
from luodi.ledger.models import Fact, Subject
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import City, Person, Unit
from luodi.refdata import areas, countries, divisions, industries

Named = dict[Any, tuple[str, str, Any]]
"""Key in the facts → (key in a scope, label, place in the order)."""


def build_rows(
    keys: Iterable[Any],
    *,
    by: Dimension,
    question: Question,
    figures: Callable[[Any, Question], dict[str, Figure]],
) -> tuple[Row, ...]:
    """Return the rows in the dimension's own order, each with the figures of its narrowed question."""
    keys = list(keys)
    named = _names(by, keys, question)
    rows = []
    for key in keys:
        scope_key, label, place = named.get(key, (NONE, "未填", "~"))
        is_above = by == Dimension.UNIT and place[-1] is True
        narrowed = _narrowed(question, Dimension.OWN if is_above else by, scope_key, label)
        rows.append((place, Row(scope_key, label, figures(key, narrowed))))
    if by in _BY_SIZE:
        return tuple(row for _, row in sorted(rows, key=lambda one: (-_size(one[1]), str(one[0]))))
    return tuple(
        row
        for _, row in sorted(rows, key=lambda one: one[0] if isinstance(one[0], tuple) else (9, str(one[0])))
    )


_BY_SIZE = {
    Dimension.INDUSTRY,
    Dimension.INDUSTRY_DIVISION,
    Dimension.ORIGIN,
    Dimension.ORIGIN_CITY,
    Dimension.CHANNEL,
    Dimension.CATEGORY,
    Dimension.CAPITAL,
    Dimension.LEADER,
    Dimension.SOURCE,
    Dimension.FORM,
    Dimension.REASON,
    Dimension.ASKED_FROM,
}


def _size(row: Row) -> int:
    first = row.figure
    return first.raw if first.raw is not None else 0


def _narrowed(question: Question, by: Dimension, key: str, label: str) -> Question:
    """Return the question that a row answers; that of a unit with others below it leaves those out, as its row does."""
    if by == Dimension.MONTH:
        year, month = (int(part) for part in key.split("-"))
        whole = Period.month(year, month)
        first = (
            max(whole.first, question.period.first) if whole.first and question.period.first else whole.first
        )
        return replace(question, period=Period(first, min(whole.last, question.period.last)))
    label = own_label(label) if by == Dimension.OWN else label
    if by == Dimension.ORIGIN_CITY and key != NONE and not key.isdecimal():
        by = Dimension.ORIGIN  # a country, which has no cities here
    scope = question.scope.narrowed(by, key, label)
    return Question(question.city_id, question.period, scope, question.as_of, question.standing)


def _names(by: Dimension, keys: list[Any], question: Question) -> Named:
    reader = _NAMERS.get(by)
    if reader is not None:
        return reader(keys, question)
    return {key: (str(key), _LABELS.get(by, {}).get(key, str(key)), (1, str(key))) for key in keys if key}


def counties(question: Question) -> list[tuple[str, str]]:
    """Return code and name of the city's counties, in the order of display."""
    rows = Unit.objects.of(question.city_id).filter(kind=UnitKind.COUNTY).order_by("rank_order", "pk")
    return list(rows.values_list("code", "short_name"))


def events_with_lists(question: Question) -> list[tuple[str, str]]:
    """Return code and name of the events that ever had a list of signings, and of those that they are part of."""
    events = Subject.objects.filter(city=question.city_id, kind=SubjectKind.EVENT)
    listed = Fact.objects.filter(city=question.city_id, kind=FactKind.CEREMONY_LISTED)
    found: dict[int, Subject] = {}
    level = list(events.filter(pk__in=listed.order_by().values("occasion_id")))
    while level:
        found |= {one.pk: one for one in level}
        level = list(events.filter(pk__in={one.parent_id for one in level} - found.keys()))
    return [(one.code, one.label or one.code) for one in sorted(found.values(), key=lambda one: one.code)]


def _units(keys: list[Any], question: Question) -> Named:
    units = Unit.objects.filter(pk__in=keys)
    if question.scope.everywhere:
        found = units.values_list("pk", "city_id", "city__name", "code", "short_name", "rank_order")
        return {
            pk: (f"{city}:{code}", f"{city_name} {name}", (city, rank, pk))
            for pk, city, city_name, code, name, rank in found
        }
    below = Exists(Unit.objects.filter(parent=OuterRef("pk")))
    named = units.values_list("pk", "code", "short_name", "rank_order", below)
    return {pk: (code, name, (rank, pk, is_above)) for pk, code, name, rank, is_above in named}


def _areas(keys: list[Any], question: Question) -> Named:
    city = City.objects.get(pk=question.city_id)
    listed = areas.areas_of(city.code, question.period.last)
    return {area.code: (area.code, area.name, (place,)) for place, area in enumerate(listed)}


def _industries(keys: list[Any], _: Question) -> Named:
    return {key: (key, industries.industry(key).name, (1, key)) for key in keys if key}


def _origins(keys: list[Any], _: Question) -> Named:
    named: Named = {}
    for key in keys:
        if key and key.isdecimal():
            province = divisions.division(f"{key}0000")
            named[key] = (province.name, province.short_name, (1, key))
        elif key:
            name = countries.country(key).name
            named[key] = (name, name, (2, key))
    return named


def _origin_cities(keys: list[Any], _: Question) -> Named:
    provinces = _origins([key for key in keys if not key.isdecimal()], _)
    return provinces | {key: (key, origin_city_label(key), (1, key)) for key in keys if key.isdecimal()}


def _events(keys: list[Any], _: Question) -> Named:
    subjects = Subject.objects.filter(pk__in=[key for key in keys if key])
    return {s.pk: (s.code, s.label or s.code, (1, s.code)) for s in subjects}


def _leaders(keys: list[Any], _: Question) -> Named:
    people = Person.objects.filter(pk__in=[key for key in keys if key])
    return {one.pk: (one.code, one.name, (1, one.code)) for one in people}


def _months(keys: list[Any], _: Question) -> Named:
    return {key: (key, f"{key[:4]}年{int(key[5:])}月", (1, key)) for key in keys}


_NAMERS: dict[Dimension, Callable[[list[Any], Question], Named]] = {
    Dimension.UNIT: _units,
    Dimension.AREA: _areas,
    Dimension.INDUSTRY: _industries,
    Dimension.INDUSTRY_DIVISION: _industries,
    Dimension.ORIGIN: _origins,
    Dimension.ORIGIN_CITY: _origin_cities,
    Dimension.EVENT: _events,
    Dimension.MONTH: _months,
    Dimension.PROJECT: _events,
    Dimension.LEADER: _leaders,
}
_LABELS: dict[Dimension, dict[str, str]] = {
    Dimension.KIND: {kind.value: kind.label for kind in UnitKind},
    Dimension.CHANNEL: {channel.value: channel.label for channel in Channel},
    Dimension.SECTOR: SECTOR_LABELS,
    Dimension.CATEGORY: {proof.value: proof.label for proof in Proof},
    Dimension.FORM: FORM_LABELS,
    Dimension.REASON: {reason.value: reason.label for reason in ItemReason},
    Dimension.ASKED_FROM: {source.value: source.label for source in ItemSource},
    Dimension.SOURCE: {source.value: source.label for source in LeadSource},
    Dimension.CAPITAL: {capital.value: capital.label for capital in Capital},
    Dimension.STATE: STATE_LABELS,
    Dimension.STATUS: STATE_LABELS,
}
