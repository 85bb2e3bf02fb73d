"""Who owns which figures: as the city has set it for the day, by the chapters of the catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from luodi.figures.indicators import UnknownIndicator, catalogue, indicator
from luodi.figures.scopes import TOGETHER, Dimension
from luodi.organisation.models import City, Unit
from luodi.publishing.models import DataOwner, PieceFigure
from luodi.publishing.release_choices import OwnerKind


@dataclass
class Owned:
    """The figures of a text that one unit answers for."""

    unit: Unit
    groups: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)


def groups() -> tuple[str, ...]:
    """Return the chapters of the catalogue, in its order."""
    return tuple(dict.fromkeys(one.group for one in catalogue()))


def owners_on(city_id: int, day: date) -> dict[str, DataOwner]:
    """Return who is in force for each group that the city has set; of two from the same day the one set last."""
    rows = DataOwner.objects.filter(city_id=city_id, valid_from__lte=day).select_related(
        "unit", "set_by__person"
    )
    return {row.group: row for row in rows.order_by("valid_from", "id")}


def owned(figures: Sequence[PieceFigure], city: City, day: date) -> list[Owned]:
    """Return the units that countersign the figures, each with its own; nothing where the city asks for none."""
    owners = owners_on(city.pk, day)
    units = _units_about(figures, city)
    found: dict[int, Owned] = {}
    for row in figures:
        group = _group(row)
        for unit in _of(row, owners.get(group), units):
            mine = found.setdefault(unit.pk, Owned(unit))
            mine.groups.add(group)
            mine.places.append(row.place)
    return list(found.values())


def _of(row: PieceFigure, owner: DataOwner | None, units: dict[str, Unit]) -> Iterable[Unit]:
    if owner is None or owner.kind == OwnerKind.NOBODY:
        return ()
    if owner.kind == OwnerKind.UNIT:
        return (owner.unit,) if owner.unit is not None else ()
    return [units[code] for code in _codes(row.scope) if code in units]


def _group(row: PieceFigure) -> str:
    try:
        return indicator(row.code, row.last).group
    except UnknownIndicator:
        return ""


def _codes(scope: str) -> list[str]:
    """Return the units that a scope names."""
    parts = [part.partition(":") for part in scope.split("+")]
    named = [keys.split(TOGETHER) for dimension, _, keys in parts if dimension in _UNITS]
    return [code for some in named for code in some]


_UNITS = (Dimension.UNIT.value, Dimension.OWN.value, Dimension.COUNTY.value)


def _units_about(figures: Sequence[PieceFigure], city: City) -> dict[str, Unit]:
    wanted = {code for row in figures for code in _codes(row.scope)}
    return {unit.code: unit for unit in Unit.objects.filter(city=city, code__in=wanted)}
