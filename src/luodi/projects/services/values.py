"""Values of a project's fields on their way from a form to the row and the facts, and into storage and back."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from luodi.enterprises.models import Enterprise
from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger.kinds import Channel
from luodi.ledger.services import Share
from luodi.organisation.models import Person, Unit
from luodi.projects import details, rules
from luodi.projects.choices import DATE_OF, DETAILS, Field, Status
from luodi.projects.models import Project
from luodi.projects.services import checks
from luodi.refdata import industries

_KNOWN = frozenset(Field.values)
_TYPES: dict[Field, tuple[type, ...]] = {
    Field.UNIT: (Unit,),
    Field.SPONSOR: (Person, type(None)),
    Field.ENTERPRISE: (Enterprise, type(None)),
    Field.TOTAL: (Yuan, ForeignMoney, type(None)),
    Field.INDUSTRIAL: (bool,),
    Field.SHARES: (tuple, list),
    **dict.fromkeys(DATE_OF.values(), (VagueDate,)),
}


def read(given: Mapping[Any, object], *, city_id: int) -> dict[Field, object]:
    """Return the values by field, with texts stripped.

    Raises: ChangeRefused for an unknown field; ProjectRefused for a value that the field cannot have.
    """
    told: dict[Field, object] = {}
    for name, value in given.items():
        if name not in _KNOWN:
            raise rules.ChangeRefused(f"没有“{name}”这一项")
        field = Field(name)
        if field in DETAILS:
            told[field] = details.normal(field, value)
            continue
        if not isinstance(value, _TYPES.get(field, (str,))):
            raise rules.ProjectRefused(f"“{field.label}”的值不对", field=field.value)
        if isinstance(value, Unit | Person | Enterprise) and value.city_id != city_id:
            raise rules.ProjectRefused(f"“{field.label}”须属于本市", field=field.value)
        told[field] = _normal(field, value)
    return told


def completed(given: Mapping[Field, object], present: Mapping[Field, object]) -> dict[Field, object]:
    """Return the values with what follows from them: whether it is 工业, from the industry."""
    told = dict(given)
    industry = told.get(Field.INDUSTRY)
    if industry and Field.INDUSTRIAL not in told and industry != present[Field.INDUSTRY]:
        told[Field.INDUSTRIAL] = industries.industry(str(industry)).is_industrial
    return told


def check(wanted: Mapping[Field, object], present: Mapping[Field, object]) -> None:
    """Raises: UnknownArea, UnknownOrigin, UnknownIndustry, ProjectRefused, CreditRefused."""
    unit = wanted.get(Field.UNIT, present[Field.UNIT])
    assert isinstance(unit, Unit)
    checks.check_codes(origin=str(wanted.get(Field.ORIGIN, "")), industry=str(wanted.get(Field.INDUSTRY, "")))
    checks.check_areas({str(wanted.get(Field.AREA, ""))}, city_id=unit.city_id)
    if Field.NAME in wanted:
        rules.check_name(str(wanted[Field.NAME]))
    shares = wanted.get(Field.SHARES, present[Field.SHARES])
    if isinstance(shares, tuple) and shares:
        checks.check_shares([(share.unit.pk, share.basis_points) for share in shares], unit.pk)
    if wanted.keys() & {Field.TOTAL, *details.WITHIN_TOTAL}:
        details.check(wanted, present)


def vector(wanted: Mapping[Field, object]) -> dict[str, Any]:
    """Return what of the values stands on facts, by the fact's own names."""
    return {
        rules.VECTOR[field]: on_fact(field, value) for field, value in wanted.items() if field in rules.VECTOR
    }


def on_fact(field: Field, value: object) -> object:
    """Return the value as a fact carries it: people by id alone."""
    if field == Field.SPONSOR:
        return value.pk if isinstance(value, Person) else None
    return value


def write_texts(row: Project, wanted: Mapping[Field, object]) -> None:
    """Write what is in no fact; ``details.store`` writes the details to their own rows."""
    for field in (rules.TEXTS - set(DETAILS)) & set(wanted):
        setattr(row, field.value, wanted[field])
    details.put(row, {field: value for field, value in wanted.items() if field in DETAILS})


def store(field: Field, value: object) -> Any:
    """Return the value as JSON keeps it."""
    match value:
        case Yuan():
            return {"fen": value.fen}
        case ForeignMoney():
            return {**asdict(value), "rate": str(value.rate), "rate_on": value.rate_on.isoformat()}
        case VagueDate():
            return [value.first.isoformat(), value.last.isoformat(), value.precision.value]
        case Unit() | Person() | Enterprise():
            return value.pk
        case tuple():
            return [[share.unit.pk, share.basis_points] for share in value]
        case Decimal():
            return str(value)
        case _:
            return value


def restore(field: Field, stored: Any) -> object:
    """Return what ``store`` kept."""
    if stored is None:
        return None
    if field in DATE_OF.values() or (isinstance(stored, list) and field != Field.SHARES):
        first, last, precision = stored
        return VagueDate(date.fromisoformat(first), date.fromisoformat(last), DatePrecision(precision))
    if isinstance(stored, dict):
        return _money(stored)
    if field in DETAILS and details.shape(field).takes is Decimal:
        return Decimal(stored)
    back = _BACK.get(field)
    return back(stored) if back else stored


def _normal(field: Field, value: object) -> object:
    match field:
        case Field.SHARES:
            return tuple(value) if isinstance(value, tuple | list) else ()
        case Field.STATUS:
            return _choice(field, value, Status.values)
        case Field.CHANNEL:
            return _choice(field, value, Channel.values)
        case _:
            return value.strip() if isinstance(value, str) else value


def _choice(field: Field, value: object, among: list[str]) -> str:
    if value not in among:
        raise rules.ProjectRefused(f"“{field.label}”的值不对", field=field.value)
    return str(value)


def _money(stored: dict[str, Any]) -> Yuan | ForeignMoney:
    if "fen" in stored:
        return Yuan(stored["fen"])
    day = date.fromisoformat(stored["rate_on"])
    return ForeignMoney(**{**stored, "rate": Decimal(stored["rate"]), "rate_on": day})


def _shares(stored: list[list[int]]) -> tuple[Share, ...]:
    units = Unit.objects.in_bulk([unit for unit, _ in stored])
    return tuple(Share(units[unit], points) for unit, points in stored)


_BACK: dict[Field, Callable[[Any], object]] = {
    Field.SHARES: _shares,
    Field.UNIT: lambda pk: Unit.objects.get(pk=pk),
    Field.SPONSOR: lambda pk: Person.objects.get(pk=pk),
    Field.ENTERPRISE: lambda pk: Enterprise.objects.get(pk=pk),
}
