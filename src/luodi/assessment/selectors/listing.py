"""The projects behind an indicator as rows for each member: opened once for the city, handed to whoever took part."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luodi.assessment.engine import Row, Scalar
from luodi.assessment.selectors.asking import FACTORS, Asked
from luodi.assessment.selectors.members import Standing
from luodi.figures.compute import FEN_PER, compute_many
from luodi.figures.drill import facts_behind
from luodi.kernel.asof import AsOf
from luodi.ledger.models import Credit, Fact
from luodi.organisation.models import City
from luodi.organisation.selectors import subtrees
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.refdata import divisions

FEN_OF_YI = FEN_PER["亿元"]
WHOLE = 10_000
_CHUNK = 500
_COLUMNS = (
    "id",
    "unit_id",
    "sponsor_id",
    "is_shared",
    "amount",
    "industrial",
    "origin",
    "industry",
    "capital",
    "state",
    "occurred_on",
    "subject__code",
    "subject__label",
)


@dataclass(frozen=True)
class _Found:
    """A fact with what it is worth to the figure, and who took part in it: unit → basis points."""

    fact: Mapping[str, object]
    worth: int
    units: Mapping[int, int]


def rows_of(
    one: Asked, members: Sequence[Standing], *, city: City, as_of: AsOf
) -> dict[str, tuple[Row, ...]]:
    """Return by the member's key the rows behind an indicator, each project once, the largest first.

    Shape: a member without any has an empty tuple; a shared project stands under each who took part, with its share.
    """
    code = one.indicator.code
    told = compute_many(
        [code], city=city, period=one.period, scope=one.scope, as_of=as_of, standing=one.standing
    )
    found = list(_opened(facts_behind(told[code])))
    holders = _holders(members, city, one)
    details = _details({str(each.fact["subject__code"]) for each in found}, city)
    rows: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for each in found:
        shares: dict[str, int] = defaultdict(int)
        for unit, points in each.units.items():
            for key in holders.get(("unit", unit), ()):
                shares[key] += points
        for key in holders.get(("person", each.fact["sponsor_id"]), ()):
            shares[key] = WHOLE
        for key, points in shares.items():
            rows[key].append((each.worth, _row(each, points, details, one, city)))
    return {
        who.key: tuple(row for _, row in sorted(rows[who.key], key=lambda pair: (-pair[0], pair[1].code)))
        for who in members
    }


def _opened(behind: Sequence[tuple[int, int]]) -> Iterator[_Found]:
    for start in range(0, len(behind), _CHUNK):
        worth = dict(behind[start : start + _CHUNK])
        facts = list(Fact.objects.filter(pk__in=worth).values(*_COLUMNS).order_by("pk"))
        shared = [fact["id"] for fact in facts if fact["is_shared"]]
        parts: dict[int, dict[int, int]] = defaultdict(dict)
        credits = Credit.objects.filter(fact__in=shared).values_list("fact_id", "unit_id", "basis_points")
        for fact_id, unit_id, points in credits:
            parts[fact_id][unit_id] = points
        for fact in facts:
            yield _Found(fact, worth[fact["id"]], parts.get(fact["id"]) or {fact["unit_id"]: WHOLE})


def _holders(
    members: Sequence[Standing], city: City, one: Asked
) -> Mapping[tuple[str, object], Sequence[str]]:
    """Return who holds what a unit or a leader did: a unit's own and that of those below it."""
    found: dict[tuple[str, object], list[str]] = defaultdict(list)
    below = subtrees(city.pk, {who.code for who in members if who.unit_id}, one.period.last)
    for who in members:
        if who.person_id is not None:
            found["person", who.person_id].append(who.key)
        for unit in below.get(who.code, {who.unit_id}) if who.unit_id else ():
            found["unit", unit].append(who.key)
    return found


def _details(codes: set[str], city: City) -> dict[str, tuple[bool | None, bool | None, str]]:
    """Return by the project's code whether it is of a leading or a strategic industry, and its stage."""
    found = {}
    named = sorted(codes)
    for start in range(0, len(named), _CHUNK):
        rows = Project.objects.filter(city=city, code__in=named[start : start + _CHUNK])
        for code, leading, strategic, stage in rows.values_list(
            "code", "detail__leading", "detail__strategic", "stage"
        ):
            found[code] = (leading, strategic, str(Stage(stage).label))
    return found


def _row(
    each: _Found,
    points: int,
    details: Mapping[str, tuple[bool | None, bool | None, str]],
    one: Asked,
    city: City,
) -> Row:
    fact = each.fact
    code = str(fact["subject__code"] or "")
    leading, strategic, stage = details.get(code, (None, None, ""))
    origin = str(fact["origin"] or "")
    amount = each.worth if one.indicator.is_amount else fact["amount"]
    values: dict[str, Scalar] = {
        "amount": _amount(amount, one),
        "industrial": bool(fact["industrial"]),
        "leading": bool(leading),
        "strategic": bool(strategic),
        "out_of_province": bool(origin) and origin[:2] != city.code[:2],
        "origin": _province(origin),
        "industry": str(fact["industry"] or ""),
        "capital": str(fact["capital"] or ""),
        "stage": str(fact["state"] or stage),
        "occurred_on": fact["occurred_on"],  # type: ignore[dict-item]
        "share": Decimal(points) / WHOLE,
    }
    asked = one.input.columns or values
    return Row(
        str(fact["subject__label"] or code),
        {key: value for key, value in values.items() if key in asked},
        code,
    )


def _amount(fen: object, one: Asked) -> Fraction | None:
    if fen is None:
        return None
    column = one.input.columns.get("amount")
    value = Fraction(int(str(fen)), FEN_OF_YI)
    unit = column.unit if column else ""
    return value * FACTORS.get(("亿元", unit), Fraction(1))


def _province(origin: str) -> str:
    if not origin:
        return ""
    try:
        return divisions.division(f"{origin[:2]}0000").short_name
    except divisions.UnknownDivision:
        return origin
