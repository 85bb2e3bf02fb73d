"""How a value of a project is said in the trail, in a history and in a message."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any

from luodi.kernel import phones
from luodi.kernel.dates import VagueDate
from luodi.kernel.findings import Refusal
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger.kinds import Capital, Channel, Proof
from luodi.ledger.services import NewFact, Share
from luodi.projects.choices import Agreement, Construction, Field, InvestmentForm, LandKind, Stage, Status
from luodi.projects.rules import VECTOR
from luodi.refdata import areas, industries, regions


def say(field: Field, value: object) -> str | None:
    """Return the value as a person reads it; None when there is none.

    Measure: amounts in 万元, as prose has them.
    """
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, VagueDate):
        return value.show()
    if isinstance(value, Yuan | ForeignMoney):
        return _money(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return _SAID[field](value) if field in _SAID else str(value)


def is_said_as_it_is(field: Field) -> bool:
    """Whether a text of the field is said with the words that are kept."""
    return field not in _SAID


masked_phone = phones.masked_phone


@cache
def name_of(field: Field, code: str) -> str:
    """Return the name of an area, an origin or an industry; a code that is not known is its own name."""
    if not code:
        return ""
    try:
        match field:
            case Field.AREA:
                return areas.area(code).short_name
            case Field.ORIGIN:
                return regions.origin_name(code)
            case _:
                return industries.industry(code).name
    except Refusal:
        return code


def differences(before: dict[Field, object], after: dict[Field, object]) -> dict[str, list[str | None]]:
    """Return what differs, by the Chinese name of the field, as said before and after."""
    told = {field.label: [say(field, before.get(field)), say(field, after[field])] for field in after}
    return {label: said for label, said in told.items() if said[0] != said[1]}


def on_fact(before: NewFact, after: NewFact) -> dict[str, list[str | None]]:
    """Return what differs between two versions of a fact, by Chinese label, as said before and after."""
    told = differences(_fields(before), _fields(after))
    for label, name in (("阶段", "state"), ("发生日期", "occurred"), ("阶段始于", "state_since")):
        pair = [_day(getattr(one, name)) for one in (before, after)]
        if pair[0] != pair[1]:
            told[label] = pair
    for label, name, choices in (("佐证类别", "category", Proof), ("内外资", "capital", Capital)):
        said = [getattr(one, name) for one in (before, after)]
        if said[0] != said[1]:
            told[label] = [str(choices(one).label) if one in choices.values else str(one) for one in said]
    return told


def _fields(one: NewFact) -> dict[Field, object]:
    told: dict[Field, object] = {field: getattr(one, name) for field, name in VECTOR.items()}
    return told | {Field.CHANNEL: str(one.channel)}


def _day(value: object) -> str | None:
    match value:
        case VagueDate():
            return value.show()
        case date():
            return value.isoformat()
        case _:
            return Stage(str(value)).label if value in Stage.values else None


def _money(value: Yuan | ForeignMoney) -> str:
    if isinstance(value, ForeignMoney):
        return f"{value.to_yuan().show_wan(trim=True)}万元（{value.currency} {value.cents / 100:.2f}）"
    return f"{value.show_wan(trim=True)}万元"


def _shares(shares: Iterable[Share]) -> str:
    return "、".join(f"{share.unit.short_name} {share.basis_points / 100:g}%" for share in shares)


_SAID: dict[Field, Callable[[Any], str]] = {
    Field.SHARES: _shares,
    Field.AREA: lambda code: name_of(Field.AREA, code),
    Field.ORIGIN: lambda code: name_of(Field.ORIGIN, code),
    Field.INDUSTRY: lambda code: f"{code} {name_of(Field.INDUSTRY, code)}",
    Field.STATUS: lambda value: Status(value).label,
    Field.CHANNEL: lambda value: Channel(value).label,
    Field.CAPITAL: lambda value: Capital(value).label,
    Field.FORM: lambda value: InvestmentForm(value).label,
    Field.AGREEMENT: lambda value: Agreement(value).label,
    Field.LAND_KIND: lambda value: LandKind(value).label,
    Field.CONSTRUCTION: lambda value: Construction(value).label,
    Field.LAND: lambda value: f"{value:f}".rstrip("0").rstrip("."),
    Field.FLOOR: lambda value: f"{value:f}".rstrip("0").rstrip("."),
    Field.PHONE: lambda value: masked_phone(value),
}
